"""Which parts of the rules cases exercise: answers of scopes and of their conditions, amounts of limits, reasons."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from attrs import evolve, frozen

from omicheck.authoring.examples import readable_examples
from omicheck.authoring.possible_verdicts import possible_rulings
from omicheck.authoring.unknown_values import can_be_unknown_in_scope, possible_truths, possible_truths_at_trigger
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN
from omicheck.model.case import Case
from omicheck.model.limit import Limit
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.scope import NO_CONDITION, AllOf
from omicheck.model.vocabulary import Vocabulary
from omicheck.provenance import limit_of
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words
from omicheck.wording import scope_in_words, value_in_words

Kind = Literal["scope", "condition", "limit", "reason"]
KINDS: Final[tuple[Kind, ...]] = ("scope", "condition", "limit", "reason")
_TRUTHS: Final = {FALSE: "false", TRUE: "true", UNKNOWN: "unknown"}


@frozen
class Branch:
    """Something that a rule can do.

    Attributes:
        rule: the rule.
        kind: an answer of its scope, or of one condition of it; an amount of its limit; a verdict with its reason.
        name: which.
    """

    rule: str
    kind: Kind
    name: str


@frozen
class Coverage:
    """All branches, each with the number of rows that took it."""

    branches: Mapping[Branch, int]

    @property
    def taken(self) -> int:
        """The number of branches that were taken."""
        return sum(number > 0 for number in self.branches.values())

    @property
    def percent(self) -> float:
        """The part of the branches that was taken, in per cent; 0 where there is none."""
        return 100 * (self.taken / len(self.branches)) if self.branches else 0.0


def coverage(
    rules: Iterable[Rule], cases: Sequence[tuple[Case, date]], rule_base: RuleBase, *, with_examples: bool = False
) -> Coverage:
    """What cases exercise of rules.

    Args:
        rules: the rules.
        cases: the cases, each with its audit date.
        rule_base: what the rules speak of.
        with_examples: whether the examples of each rule count too, for that rule.
    """
    evaluator = DurableEvaluator(rule_base)
    branches: dict[Branch, int] = {}
    for rule in rules:
        own = readable_examples(rule, rule_base.vocabulary) if with_examples else []
        branches |= dict.fromkeys(_branches(rule, rule_base), 0)
        conditions = list(_conditions(rule, rule_base.vocabulary))
        for case, as_of in (*cases, *((trial.case, trial.as_of) for trial in own)):
            rows = tuple(evaluator.rows_of_case(case, (rule,), as_of))
            taken = list(_taken(rule, rows, case, as_of, rule_base))
            for name, asking in conditions:
                rows = tuple(evaluator.rows_of_case(case, (asking,), as_of))
                taken += (Branch(rule.id, "condition", f"{name}: {_truth(row)}") for row in rows)
            for branch in taken:
                # What is taken although it was not expected is told all the same.
                branches[branch] = branches.get(branch, 0) + 1
    return Coverage(branches)


def _branches(rule: Rule, rule_base: RuleBase) -> Iterator[Branch]:
    vocabulary = rule_base.vocabulary
    if _has_scope(rule):
        at_trigger = possible_truths_at_trigger(rule, vocabulary)
        for truth in sorted({*possible_truths(rule.applies, vocabulary), *at_trigger}):
            yield Branch(rule.id, "scope", _TRUTHS[truth])
    for name, asking in _conditions(rule, vocabulary):
        for truth in possible_truths_at_trigger(asking, vocabulary):
            yield Branch(rule.id, "condition", f"{name}: {_TRUTHS[truth]}")
    limit = limit_of(rule, rule_base.limits)
    for name in _amounts(limit, rule, vocabulary) if limit is not None else ():
        yield Branch(rule.id, "limit", name)
    for ruling in possible_rulings(rule, rule_base.limits, vocabulary):
        yield Branch(rule.id, "reason", f"{in_words(ruling.verdict)}: {in_words(ruling.reason)}")


def _amounts(limit: Limit, rule: Rule, vocabulary: Vocabulary) -> Iterator[str]:
    for value in limit.values:
        for key in value.table:
            yield _amount(value.from_, value.by, key)
        if value.by is not None and can_be_unknown_in_scope(value.by, rule, vocabulary):
            yield _amount(value.from_, value.by, None)


def _amount(from_: date, by: str | None, key: Any) -> str:  # noqa: ANN401, a value of a field
    if by is None:
        return f"from {from_}"
    return f"from {from_}, {in_words(by)} {'unknown' if key is None else value_in_words(key)}"


def _has_scope(rule: Rule) -> bool:
    return bool(rule.applies.parts or rule.check.while_.parts)


def _conditions(rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[str, Rule]]:
    """Each condition of a scope as a rule of its own, with the same trigger, whose row tells whether it holds."""
    check = evolve(rule.check, while_=NO_CONDITION)
    for prefix, scope in (("", rule.applies), ("while ", rule.check.while_)):
        for part, name in zip(scope.parts, scope_in_words(scope, vocabulary), strict=True):
            yield f"{prefix}{name}", evolve(rule, applies=AllOf((part,)), check=check)


def _truth(row: Row) -> str:
    if row.reason == "out_of_scope":
        return _TRUTHS[FALSE]
    return _TRUTHS[UNKNOWN] if row.reason == "unknown_scope" else _TRUTHS[TRUE]


def _taken(rule: Rule, rows: Iterable[Row], case: Case, as_of: date, rule_base: RuleBase) -> Iterator[Branch]:
    limit = limit_of(rule, rule_base.limits)
    for row in rows:
        yield Branch(rule.id, "reason", f"{in_words(row.verdict)}: {in_words(row.reason)}")
        # Where there is no trigger, the scope was only asked whether it is false.
        if _has_scope(rule) and row.reason != "no_trigger":
            yield Branch(rule.id, "scope", _truth(row))
        if limit is not None and row.trigger_date is not None and row.due_date is not None:
            history = History(case, rule_base.vocabulary, as_of)
            value = limit.latest(row.trigger_date)
            if value is not None:
                key = None if value.by is None else history.value(value.by, row.trigger_date)
                yield Branch(rule.id, "limit", _amount(value.from_, value.by, key))
