"""What became of each failure of the earlier time, and where each failure of the later one comes from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, Literal, get_args

from attrs import frozen

from omicheck.groups import Group
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.progress.matching import matched

# A failure at both times.
AtBoth = Literal["still_open"]
# What became of those of the earlier time that are none any more, or of which nobody can say.
Earlier = Literal[
    "put_right",
    "cannot_tell_now",
    "no_longer_asked",
    "trigger_gone",
    "gone_with_case",
    "not_read",
    "not_evaluated",
]
# Where those of the later time come from that were none before.
Later = Literal["new", "could_not_tell_before", "came_with_case", "newly_evaluated"]
Standing = AtBoth | Earlier | Later
AT_BOTH: Final[tuple[AtBoth, ...]] = get_args(AtBoth)
EARLIER: Final[tuple[Earlier, ...]] = get_args(Earlier)
LATER: Final[tuple[Later, ...]] = get_args(Later)

# What a failure has become by the verdict on the same occurrence now. What cannot be told was never put right.
_NOW: Final[Mapping[Verdict, Standing]] = {
    "not_met": "still_open",
    "met": "put_right",
    "cannot_tell": "cannot_tell_now",
    "not_applicable": "no_longer_asked",
    "not_due": "no_longer_asked",
    "error": "not_evaluated",
}
# Where a failure comes from by the verdict on the same occurrence before.
_BEFORE: Final[Mapping[Verdict, Later]] = {
    "met": "new",
    "not_applicable": "new",
    "not_due": "new",
    "cannot_tell": "could_not_tell_before",
    "error": "newly_evaluated",
}
# Of this alone something is open still: what is late was done, and what was not to happen has happened.
_OPEN: Final = "absent"


@frozen(eq=False)
class CaseAtTwoTimes:
    """The rows of a case at two times.

    Attributes:
        case_id: the case.
        earlier: its rows at the earlier time, in order of rule and occurrence; None where it was not there.
        later: those at the later time.
        groups: whose it is, at the later time where it is there, by the name of a field.
    """

    case_id: str
    earlier: Sequence[Row] | None
    later: Sequence[Row] | None
    groups: Mapping[str, Group]


@frozen
class Failure:
    """A row `not_met` of a duty, at the earlier time, at the later one, or at both.

    Attributes:
        standing: what became of it, or where it comes from.
        rule: the rule; None of one that is no longer there.
        earlier: its row at the earlier time; None if there was no such occurrence.
        later: the same at the later time.
        groups: whose the case is.
    """

    standing: Standing
    rule: Rule | None
    earlier: Row | None
    later: Row | None
    groups: Mapping[str, Group]

    @property
    def row(self) -> Row:
        """Its row at the later time where there is one."""
        row = self.later or self.earlier
        if row is None:
            raise AssertionError("a failure has a row at one of two times")
        return row

    @property
    def is_date_corrected(self) -> bool:
        """Whether the day from which it counts is another than it was, or was not known."""
        if self.earlier is None or self.later is None:
            return False
        return self.earlier.trigger_date != self.later.trigger_date

    def days_open(self, as_of: date) -> int | None:
        """For how many calendar days it has been overdue; None where nothing is open, or from when is not known.

        Args:
            as_of: the later audit date.
        """
        row = self.later
        if row is None or row.verdict != "not_met" or row.reason != _OPEN or row.due_date is None:
            return None
        return (as_of - row.due_date).days


@frozen(eq=False)
class Times:
    """What is known of two times.

    Attributes:
        rules: the rules of duties that are evaluated at the later time, by id.
        earlier_rules: the ids of the rules that were evaluated at the earlier time.
        earlier_as_of: the earlier audit date; None where it is not known.
        passed_over: the ids of rules that are not looked at: those of outcomes, and those that are not asked for.
    """

    rules: Mapping[str, Rule]
    earlier_rules: frozenset[str]
    earlier_as_of: date | None
    passed_over: frozenset[str] = frozenset()


def failures_of(case: CaseAtTwoTimes, times: Times) -> Iterator[Failure]:
    """Every failure of a case at either time, once.

    Those of a case that is not there any more are `gone_with_case`, also where its record could not be read.

    Args:
        case: the case.
        times: what is known of the two times.
    """
    earlier, later = _by_rule(case.earlier or (), times), _by_rule(case.later or (), times)
    for name in sorted(earlier.keys() | later.keys()):
        rule = times.rules.get(name)
        of_earlier, of_later = earlier.get(name, []), later.get(name, [])
        pairs = (
            [(row, None) for row in of_earlier]
            if rule is None
            else matched(of_earlier, of_later, rule, times.earlier_as_of)
        )
        for before, now in pairs:
            standing = _standing(before, now, case, times, name, of_later)
            if standing is not None:
                yield Failure(standing, rule, before, now, case.groups)


def _by_rule(rows: Sequence[Row], times: Times) -> Mapping[str, list[Row]]:
    return {name: list(some) for name, some in groupby(rows, attrgetter("rule")) if name not in times.passed_over}


def _standing(
    before: Row | None,
    now: Row | None,
    case: CaseAtTwoTimes,
    times: Times,
    rule: str,
    of_later: Sequence[Row],
) -> Standing | None:
    """What a pair of rows is; None where it is a failure at neither time."""
    if before is not None and before.verdict == "not_met":
        return _NOW[now.verdict] if now is not None else _why_gone(case, times, rule, of_later)
    if now is None or now.verdict != "not_met":
        return None
    if before is not None:
        return _BEFORE[before.verdict]
    if case.earlier is None:
        return "came_with_case"
    return "new" if rule in times.earlier_rules else "newly_evaluated"


def _why_gone(case: CaseAtTwoTimes, times: Times, rule: str, of_later: Sequence[Row]) -> Standing:
    """Why there is no such occurrence any more."""
    if case.later is None:
        return "gone_with_case"
    if rule not in times.rules:
        return "not_evaluated"
    is_out_of_scope = any(row.reason == "out_of_scope" and row.trigger_date is None for row in of_later)
    return "no_longer_asked" if is_out_of_scope else "trigger_gone"
