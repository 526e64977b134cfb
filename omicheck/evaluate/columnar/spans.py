"""What a check asks of its occurrences: spans of days, and the row that each way of ending gives."""

import numpy as np
from attrs import frozen

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.caseload import Caseload, SpecEvents
from omicheck.evaluate.columnar.days import add, subtract
from omicheck.evaluate.columnar.lookups import EARLIEST, FAR, count_in, first_from, shared
from omicheck.evaluate.columnar.occurrences_in_scope import OccurrencesInScope
from omicheck.evaluate.columnar.specs import events_of
from omicheck.evaluate.reason_codes import CODE
from omicheck.model.row import Reason
from omicheck.model.rule import Check


@frozen(eq=False)
class DatedOccurrences:
    """The dated occurrences of a check that are in scope, with what does not depend on a limit.

    Attributes:
        check: the check.
        live: the occurrences.
        first: the first day of the passing span.
        latest: the last day of the span of a never, whatever ends it early; no matter elsewhere.
        outcome: the day of the outcome; `FAR` where there is none, and in a count.
        count: how many outcomes match, of a count; 0 otherwise.
        events: the outcomes.
        unless: what excuses, if anything does.
    """

    check: Check
    live: OccurrencesInScope
    first: Numbers
    latest: Numbers
    outcome: Numbers
    count: Numbers
    events: SpecEvents
    unless: SpecEvents | None

    @property
    def caseload(self) -> Caseload:
        """The cases."""
        return self.live.caseload

    @property
    def case(self) -> Numbers:
        """The place of the case of each."""
        return self.live.case

    def take(self, rows: Numbers) -> "DatedOccurrences":
        """Some of them, in their order."""
        if len(rows) == len(self.first):
            return self
        first, latest, outcome, count = (array[rows] for array in (self.first, self.latest, self.outcome, self.count))
        return DatedOccurrences(
            self.check, self.live.take(rows), first, latest, outcome, count, self.events, self.unless
        )

    def last(self, due: Numbers, break_: Numbers | int) -> Numbers:
        """The last day of the passing span."""
        if self.check.kind != "never":
            return due
        return np.minimum(self.latest, np.minimum(self.live.ends, break_ - 1)).astype(np.int32)

    def exempting_span(self, due: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
        """The days on which an `unless` exempts, given the last day of the passing span."""
        match self.check.kind:
            case "lead_time":
                return due, self.live.day
            case "never":
                return self.first, last
            case _:
                if self.check.late_accepted:
                    return self.live.day, np.maximum(due, np.int32(self.caseload.as_of))
                return self.live.day, due

    def reason_without(self, due: Numbers, break_: Numbers | int, late: Flags | None = None) -> Numbers:
        """The reason of each row if there is no outcome; of a count, if there are too few, or not too many.

        Args:
            due: the due dates.
            break_: the first day as at which `while` does not hold.
            late: where there is an outcome, which is late; None for nowhere.
        """
        is_due_later = due >= self.caseload.as_of
        if self.check.kind == "never":
            return np.full(len(due), CODE["none"], dtype=np.int8)
        if self.check.at_most:
            reason = np.full(len(due), CODE["not_too_many"], dtype=np.int8)
            is_over = np.minimum(self.live.ends, break_) < FAR
            np.putmask(reason, is_due_later & ~is_over, CODE["not_due"])
            return reason
        reason = np.full(len(due), CODE[self._if_nothing], dtype=np.int8)
        np.putmask(reason, is_due_later, CODE["not_due"])
        if late is not None:
            np.putmask(reason, late, self._if_late)
        self._stop(reason, due, break_)
        return reason

    @property
    def _if_late(self) -> int:
        return CODE["late_accepted" if self.check.late_accepted else "late"]

    @property
    def _if_nothing(self) -> Reason:
        """The reason of a row that is due and has no outcome, or too few."""
        if self.check.kind == "count":
            return "too_few"
        return "not_asked" if self.check.absent_not_asked else "absent"

    def reason_late(self, due: Numbers, break_: Numbers | int) -> Numbers:
        """The reason of each row if the outcome is late."""
        reason = np.full(len(due), self._if_late, dtype=np.int8)
        self._stop(reason, due, break_)
        return reason

    @property
    def reason_with(self) -> int:
        """The reason of a row if the outcome is in time, happened, or there are enough, or too many, of it."""
        match self.check.kind:
            case "never":
                return CODE["happened"]
            case "count":
                return CODE["too_many" if self.check.at_most else "enough"]
            case _:
                return CODE["in_time"]

    def _stop(self, reason: Numbers, due: Numbers, break_: Numbers | int) -> None:
        """The case, or the duty, is over before it is due."""
        np.putmask(reason, np.minimum(self.live.ends, break_) <= due, CODE["ended_before_due"])
        if self.live.breaks is not None:
            np.putmask(reason, (break_ <= due) & (break_ < self.live.ends), CODE["interrupted"])


def dated_occurrences(live: OccurrencesInScope, check: Check) -> DatedOccurrences:
    """What a check asks of its occurrences, without what depends on a limit."""
    events = events_of(live.caseload, check.outcome)
    unless = None if check.unless is None else events_of(live.caseload, check.unless)
    nothing = shared(len(live.day), FAR)
    latest = nothing
    match check.kind:
        case "interval":
            first = live.day + 1
        case "lead_time":
            first = shared(len(live.day), EARLIEST)
        case "never":
            first = live.day + 1 if check.after else live.day
            latest = shared(len(live.day), live.caseload.as_of)
            if check.within is not None:
                latest = np.minimum(latest, add(live.day, check.within))
        case _:
            first = live.day if check.early is None else subtract(live.day, check.early)
    outcome, count = nothing, shared(len(live.day), 0)
    if check.kind == "count":
        count = count_in(events.keys, live.case, first, live.window_end)
    else:
        outcome = first_from(events.keys, live.case, first)
    return DatedOccurrences(check, live, first, latest, outcome, count, events, unless)
