"""Which mutants no example notices, and for each an example that would."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from attrs import evolve, frozen

from omicheck.authoring.example_search import suggested_example
from omicheck.authoring.examples import Trial, differing, outcome_of, readable_examples
from omicheck.authoring.mutants import mutants_of, with_limits_of
from omicheck.authoring.mutants.mutant import Mutant
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase

Fate = Literal["caught", "survived", "equivalent"]

# A limit or a field may be that of many rules; an example is looked for among those of so many of them.
_RULES_SEARCHED: Final = 3


@frozen
class TriedMutant:
    """What became of a mutant.

    Attributes:
        mutant: the mutant.
        fate: caught by an example; survived; or recorded as one that no case can show.
        caught_by: the rule and the name of the example that caught it.
        reason: why no case can show it, as the rule file says.
        suggestion: for a survivor, the rule and an example that would catch it; None where none was found.
    """

    mutant: Mutant
    fate: Fate
    caught_by: tuple[str, str] | None = None
    reason: str = ""
    suggestion: tuple[str, Mapping[str, object]] | None = None


@frozen
class MutationResult:
    """What became of all mutants.

    Attributes:
        tried: each mutant.
        failing_examples: those that fail without any change, and so cannot catch one: the rule and the name.
        wrong_records: what rule files record as equivalent although it is caught, or is no mutant: the rule, the name
            and why.
    """

    tried: tuple[TriedMutant, ...]
    failing_examples: tuple[tuple[str, str], ...] = ()
    wrong_records: tuple[tuple[str, str, str], ...] = ()


@frozen
class _Examples:
    """The examples of all rules, by rule.

    Attributes:
        readable: those that can be read.
        passing: those of them that the rule passes, and that so can catch a mutant.
    """

    readable: Mapping[str, list[Trial]]
    passing: Mapping[str, list[Trial]]

    def failing(self) -> Iterator[tuple[str, str]]:
        """The rule and the name of each example that can catch none."""
        for rule, trials in self.readable.items():
            passing = self.passing[rule]
            yield from ((rule, trial.example.name) for trial in trials if trial not in passing)


def try_mutants(rule_base: RuleBase, rules: Iterable[Rule]) -> MutationResult:
    """Tries every mutant of some rules on the examples of the rules that it changes.

    A limit is shared, so its mutants may be caught by an example of a rule that is not among them; the failing
    examples and the wrong records are those of these rules alone.

    Args:
        rule_base: the rules, with their examples.
        rules: those whose mutants are tried.
    """
    chosen = {rule.id for rule in rules}
    mutants = [
        mutant
        for mutant in mutants_of(rule_base, rule_base.rules)
        if any(rule.id in chosen for rule, _ in mutant.changed)
    ]
    with_limits = with_limits_of(mutants, rule_base)
    evaluator = DurableEvaluator(with_limits)
    readable = {rule.id: readable_examples(rule, rule_base.vocabulary) for rule in rule_base.rules}
    passing = {
        rule: [trial for trial in trials if outcome_of(trial, evaluator).passed] for rule, trials in readable.items()
    }
    examples = _Examples(readable, passing)
    recorded = {(rule.id, one.mutant): one.reason for rule in rule_base.rules for one in rule.equivalent_mutants}
    tried = []
    for mutant in mutants:
        changed = evaluator
        if mutant.vocabulary is not None:
            changed = DurableEvaluator(evolve(with_limits, vocabulary=mutant.vocabulary))
        one = _tried(mutant, examples, recorded, changed)
        if one.fate == "survived":
            one = evolve(one, suggestion=_suggestion(mutant, examples, (evaluator, changed)))
        tried.append(one)
    return MutationResult(
        tuple(tried),
        tuple(place for place in examples.failing() if place[0] in chosen),
        tuple(record for record in _wrong_records(tried, recorded) if record[0] in chosen),
    )


def _tried(
    mutant: Mutant, examples: _Examples, recorded: Mapping[tuple[str, str], str], evaluator: DurableEvaluator
) -> TriedMutant:
    for rule, changed in mutant.changed:
        for trial in examples.passing[rule.id]:
            found = tuple(evaluator.rows_of_case(trial.case, (changed,), trial.as_of))
            if any(fields is None or fields for fields in differing(trial.expected, found)):
                return TriedMutant(mutant, "caught", caught_by=(rule.id, trial.example.name))
    for rule, _ in mutant.changed:
        if (rule.id, mutant.name) in recorded:
            return TriedMutant(mutant, "equivalent", reason=recorded[rule.id, mutant.name])
    return TriedMutant(mutant, "survived")


def _suggestion(
    mutant: Mutant, examples: _Examples, evaluators: tuple[DurableEvaluator, DurableEvaluator]
) -> tuple[str, Mapping[str, object]] | None:
    limits = tuple(limit for limit in (mutant.limit_before, mutant.limit) if limit is not None)
    for rule, changed in mutant.changed[:_RULES_SEARCHED]:
        example = suggested_example(rule, changed, examples.readable[rule.id], evaluators, limits)
        if example is not None:
            return rule.id, {"name": f"shows {mutant.name}", **example}
    return None


def _wrong_records(
    tried: Iterable[TriedMutant], recorded: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str, str]]:
    by_name = {(rule.id, one.mutant.name): one for one in tried for rule, _ in one.mutant.changed}
    for rule, name in recorded:
        one = by_name.get((rule, name))
        if one is None:
            yield rule, name, "there is no such mutant"
        elif one.fate == "caught" and one.caught_by is not None:
            yield rule, name, f"it is caught by {one.caught_by[0]}: {one.caught_by[1]}"
