"""Occurrences that are in scope, with what they come to before anything is asked of them."""

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.breaks import breaks_of
from omicheck.evaluate.columnar.case_dates import stands_for_end
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.fields import read
from omicheck.evaluate.columnar.lookups import FAR
from omicheck.model.rule import Check


@frozen(eq=False)
class OccurrencesInScope:
    """The occurrences that are in scope, and have a date if the check has a trigger.

    Attributes:
        caseload: the cases.
        case: the place of the case of each.
        day: the day from which it counts; the audit date where the check has no trigger.
        window_end: the last day of the window of a count; `NONE` elsewhere.
        ends: the day on which the case ended; `FAR` where it has not or where that is no matter.
        breaks: the first day after it as at which `while` is not true, and the first as at which it is false; `FAR`
            where there is none. None where it never ceases to hold.
        event: the event that each is, which is no outcome of it; None where none is one.
    """

    caseload: Caseload
    case: Numbers
    day: Numbers
    window_end: Numbers
    ends: Numbers
    breaks: tuple[Numbers, Numbers] | None
    event: Numbers | None
    _values: dict[str, Numbers] = field(init=False, factory=dict)

    def values(self, name: str) -> Numbers:
        """The code of a field of each case as at the day from which it counts, where it is known."""
        if name not in self._values:
            self._values[name] = read(self.caseload, name, self.case, self.day).known
        return self._values[name]

    def take(self, rows: Numbers) -> "OccurrencesInScope":
        """Some of them, in their order."""
        if len(rows) == len(self.case):
            return self
        breaks = None if self.breaks is None else (self.breaks[0][rows], self.breaks[1][rows])
        event = None if self.event is None else self.event[rows]
        case, day, window_end, ends = (array[rows] for array in (self.case, self.day, self.window_end, self.ends))
        return OccurrencesInScope(self.caseload, case, day, window_end, ends, breaks, event)

    @property
    def break_(self) -> Numbers | int:
        """The first day as at which `while` is false; `FAR` where there is none."""
        return FAR if self.breaks is None else self.breaks[1]


def in_scope(
    caseload: Caseload, check: Check, case: Numbers, day: Numbers, window_end: Numbers, event: Numbers | None = None
) -> OccurrencesInScope:
    """Occurrences that are in scope, with the days on which they may end."""
    ends = caseload.of_cases(caseload.ends, case)
    if isinstance(check.trigger, str):
        ends = np.where(caseload.of_cases(stands_for_end(caseload, check.trigger), case), np.int32(FAR), ends)
    return OccurrencesInScope(
        caseload, case, day, window_end, ends, breaks_of(caseload, check.while_, case, day), event
    )
