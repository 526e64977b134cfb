"""Which mutants no example notices, and for each an example that would."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from attrs import evolve, frozen

from omicheck.authoring.examples import Evaluator, Trial, differing, outcome_of, readable_examples
from omicheck.authoring.mutants.mutant import Mutant
from omicheck.authoring.variations import suggested_example
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary

Fate = Literal["caught", "survived", "equivalent"]

# A limit or a field may be that of many rules; an example is looked for among those of so many of them.
_RULES_SEARCHED: Final = 3
# What gives the rows with a changed vocabulary.
EvaluatorWith = Callable[[Vocabulary], Evaluator]


@frozen
class Judged:
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
class Mutation:
    """What became of all mutants.

    Attributes:
        judged: each mutant.
        failing: examples that fail without any change, and so cannot catch one: the rule and the name.
        wrong_records: what rule files record as equivalent although it is caught, or is no mutant: rule and name.
    """

    judged: tuple[Judged, ...]
    failing: tuple[tuple[str, str], ...] = ()
    wrong_records: tuple[tuple[str, str, str], ...] = ()


def judge(
    mutants: Sequence[Mutant],
    rules: Iterable[Rule],
    vocabulary: Vocabulary,
    evaluator: Evaluator,
    evaluator_with: EvaluatorWith,
) -> Mutation:
    """Tries every mutant on the examples of the rules that it changes.

    Args:
        mutants: the mutants.
        rules: the rules that they were made from.
        vocabulary: the words of the rules.
        evaluator: one that knows the mutants' limits too.
        evaluator_with: makes one for a changed vocabulary.
    """
    trials: dict[str, list[Trial]] = {}
    every: dict[str, list[Trial]] = {}
    failing: list[tuple[str, str]] = []
    recorded: dict[tuple[str, str], str] = {}
    for rule in rules:
        trials[rule.id] = []
        every[rule.id] = readable_examples(rule, vocabulary)
        for trial in every[rule.id]:
            if outcome_of(trial, evaluator).passed:
                trials[rule.id].append(trial)
            else:
                failing.append((rule.id, trial.example.name))
        recorded |= {(rule.id, one.mutant): one.reason for one in rule.equivalent_mutants}
    judged = []
    for mutant in mutants:
        changed = evaluator if mutant.vocabulary is None else evaluator_with(mutant.vocabulary)
        one = _judge(mutant, trials, recorded, changed)
        if one.fate == "survived":
            one = evolve(one, suggestion=_suggestion(mutant, every, vocabulary, (evaluator, changed)))
        judged.append(one)
    return Mutation(tuple(judged), tuple(failing), tuple(_wrong_records(judged, recorded)))


def _judge(
    mutant: Mutant,
    trials: Mapping[str, list[Trial]],
    recorded: Mapping[tuple[str, str], str],
    evaluator: Evaluator,
) -> Judged:
    for rule, changed in mutant.changed:
        for trial in trials[rule.id]:
            found = tuple(evaluator.rows_of_case(trial.case, (changed,), trial.as_of))
            if any(fields is None or fields for fields in differing(trial.expected, found)):
                return Judged(mutant, "caught", caught_by=(rule.id, trial.example.name))
    for rule, _ in mutant.changed:
        if (rule.id, mutant.name) in recorded:
            return Judged(mutant, "equivalent", reason=recorded[rule.id, mutant.name])
    return Judged(mutant, "survived")


def _suggestion(
    mutant: Mutant,
    trials: Mapping[str, list[Trial]],
    vocabulary: Vocabulary,
    evaluators: tuple[Evaluator, Evaluator],
) -> tuple[str, Mapping[str, object]] | None:
    limits = tuple(limit for limit in (mutant.limit_before, mutant.limit) if limit is not None)
    for rule, changed in mutant.changed[:_RULES_SEARCHED]:
        example = suggested_example(rule, changed, trials[rule.id], vocabulary, evaluators, limits)
        if example is not None:
            return rule.id, {"name": f"shows {mutant.name}", **example}
    return None


def _wrong_records(judged: Iterable[Judged], recorded: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str, str]]:
    fates = {(rule.id, one.mutant.name): one for one in judged for rule, _ in one.mutant.changed}
    for rule, name in recorded:
        one = fates.get((rule, name))
        if one is None:
            yield rule, name, "there is no such mutant"
        elif one.fate == "caught" and one.caught_by is not None:
            yield rule, name, f"it is caught by {one.caught_by[0]}: {one.caught_by[1]}"
