"""What a change of the rules does to cases: which verdicts flip, and which part of which rule is why."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from omicheck.authoring.rule_changes import Part, RuleChange, both_limits, changes_between
from omicheck.authoring.score_shifts import Shift, score_shifts
from omicheck.authoring.sides import Side
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.evaluate.durable.history import History
from omicheck.model.case import Case
from omicheck.model.row import Key, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase


@frozen
class Flip:
    """A row whose verdict is another than before.

    Attributes:
        before: the row as it was; None where there was none.
        after: the row as it is; None where there is none.
        why: the parts of the rule that make the difference, in words.
    """

    before: Row | None
    after: Row | None
    why: tuple[str, ...]

    @property
    def either(self) -> Row:
        """One of the two rows, for what both have: case, rule, occurrence."""
        row = self.before or self.after
        if row is None:
            raise ValueError("a flip without a row")
        return row

    @property
    def verdicts(self) -> tuple[Verdict | None, Verdict | None]:
        """From what to what."""
        before = None if self.before is None else self.before.verdict
        return before, None if self.after is None else self.after.verdict


@frozen
class Difference:
    """What differs between two sides.

    Attributes:
        before: the one.
        after: the other.
        changes: the rules that came, went or changed.
        flips: the rows whose verdict is another.
        moved: the rows whose verdict stays, while a date, the reason or the limit is another: before and after.
        shifts: the shares and scores that are other than before.
    """

    before: Side
    after: Side
    changes: tuple[RuleChange, ...]
    flips: tuple[Flip, ...]
    moved: tuple[tuple[Row, Row], ...]
    shifts: tuple[Shift, ...]


def difference(before: Side, after: Side, as_of: date) -> Difference:
    """What differs between two sides, and why.

    A part of a rule is why a verdict flips when the rule as it was, with that part alone as it is now, gives the
    new row already. Where no part does so alone, all of them together are why. That a rule which came or went
    does not concern a case is no flip.

    Args:
        before: the one side.
        after: the other.
        as_of: the audit date of both.
    """
    changes = changes_between(before.rule_base, after.rule_base)
    renamed = {change.was: change.rule for change in changes}
    old = _by_key(evolve(row, rule=renamed.get(row.rule, row.rule)) for row in before.rows)
    new = _by_key(after.rows)
    cases = {case.case_id: case for case in after.cases}
    # A rule with one part as it is now asks for the limits of both.
    between = DurableEvaluator(both_limits(before.rule_base, after.rule_base))
    why = _Why({change.rule: change for change in changes}, cases, as_of, between)
    flips, moved = [], []
    for key in sorted(old.keys() | new.keys()):
        first, second = old.get(key), new.get(key)
        if first == second or _says_nothing(first, second):
            continue
        if first is not None and second is not None and first.verdict == second.verdict:
            moved.append((first, second))
        else:
            flips.append(Flip(first, second, tuple(why.of(key, first, second))))
    return Difference(before, after, changes, tuple(flips), tuple(moved), score_shifts(before, after))


def difference_of_rules(before: RuleBase, after: RuleBase) -> Difference:
    """What differs between two rule bases, without any case: the rules that came, went or changed.

    Args:
        before: the one.
        after: the other.
    """
    return Difference(Side(before, (), ()), Side(after, (), ()), changes_between(before, after), (), (), ())


def _says_nothing(first: Row | None, second: Row | None) -> bool:
    """Whether a row came or went that only says that a rule does not concern a case."""
    alone = first if second is None else second if first is None else None
    return alone is not None and alone.verdict == "not_applicable"


def _by_key(rows: Iterable[Row]) -> Mapping[Key, Row]:
    return {row.key: row for row in rows}


@frozen
class _Why:
    changes: Mapping[str, RuleChange]
    cases: Mapping[str, Case]
    as_of: date
    evaluator: DurableEvaluator

    def of(self, key: Key, before: Row | None, after: Row | None) -> Iterator[str]:
        case_id, rule, _ = key
        change = self.changes.get(rule)
        if case_id not in self.cases:
            yield "the record is rejected under one of the two vocabularies"
        elif change is None:
            yield "the record is read otherwise"
        elif change.what == "added":
            yield "rule added"
        elif change.what == "removed":
            yield f"rule no longer in force ({change.note})"
        else:
            alone = [part for part in change.parts if self._row(part.alone, key) == after]
            for part in alone or change.parts:
                yield self._told(part, before, after)
            if not alone and len(change.parts) > 1:
                yield "all of these together"

    def _told(self, part: Part, before: Row | None, after: Row | None) -> str:
        """A part in words; of a limit only the amounts that are for the case on that day."""
        row = after or before
        if row is None or row.trigger_date is None:
            return part.text
        history = History(self.cases[row.case_id], self.evaluator.rule_base.vocabulary, self.as_of)
        day = row.trigger_date
        begun = [one for one in part.amounts if one.from_ <= day]
        latest = max((one.from_ for one in begun), default=None)
        values = {one.by: history.value(one.by, day) for one in begun if one.by is not None}
        meant = [
            one
            for one in begun
            if one.from_ == latest and (one.by is None or values[one.by] is None or values[one.by] == one.key)
        ]
        return f"{part.text.partition(',')[0]}, {'; '.join(map(str, meant))}" if meant else part.text

    def _row(self, rule: Rule, key: Key) -> Row | None:
        case_id, _, occurrence = key
        rows = self.evaluator.rows_of_case(self.cases[case_id], (rule,), self.as_of)
        return next((row for row in rows if row.occurrence == occurrence), None)
