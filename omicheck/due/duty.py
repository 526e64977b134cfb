"""Something that is still to be done in a case."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, get_args

from attrs import frozen

from omicheck.groups import Group
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.text import counted

# In the order in which people are told of them.
DueStanding = Literal["overdue", "due", "cannot_tell"]
DUE_STANDINGS: Final[tuple[DueStanding, ...]] = get_args(DueStanding)


@frozen(eq=False)
class Duty:
    """What a rule still asks for in a case.

    Attributes:
        standing: whether it is overdue, falls due in the time that was asked for, or which of it cannot be told.
        row: the row of the rule.
        rule: the rule.
        groups: whose the case is, by the name of the field: its office, its officer, and by what else it was grouped.
        act: what is to be done, in words.
        clock: from when the clock runs, in words.
        counts_from: the first day on which what is done counts; None where every day up to the latest does, or where
            that is not known.
        latest_day: the latest day that would pass; None where that is not known.
        days_left: calendar days from the audit date to the latest day, of what falls due.
        business_days_left: the same in business days, where the limit is in business days.
        days_late: calendar days from the latest day to the audit date, of what is overdue.
        limit: the limit in words.
        source: where the limit comes from, with its standing.
        so_far: how many there are, and how many there have to be, of a count: `1 of 3`.
        notes: what else there is to know, in sentences; of what cannot be told, what is known and why not more.
        settled_by: what would settle what cannot be told.
        is_foretold: whether the latest day rests on bank holidays that have not been announced yet.
    """

    standing: DueStanding
    row: Row
    rule: Rule
    groups: Mapping[str, Group]
    act: str
    clock: str
    counts_from: date | None = None
    latest_day: date | None = None
    days_left: int | None = None
    business_days_left: int | None = None
    days_late: int | None = None
    limit: str = ""
    source: str = ""
    so_far: str = ""
    notes: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()
    is_foretold: bool = False

    @property
    def left(self) -> str:
        """How much time there is, or how late it is: `3 business days`, `12 days late`; empty where not known."""
        if self.days_late is not None:
            return f"{counted(self.days_late, 'day')} late"
        if self.days_left == 0:
            return "today"
        if self.business_days_left is not None:
            return counted(self.business_days_left, "business day")
        return "" if self.days_left is None else counted(self.days_left, "day")

    @property
    def order(self) -> tuple[int, date, str, str, int]:
        """By what duties are put in order: standing, latest day, case and rule."""
        return (DUE_STANDINGS.index(self.standing), self.latest_day or date.max, *self.row.key)
