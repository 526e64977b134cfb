"""What spans of days a check has from a day on, in plain Python: due, breaks, passing and exempting span.

`plain_python.py` says what it is for.
"""

from datetime import date

import attrs
from plain_cases import FAR, FIRST, Incomplete, PlainCase
from plain_occurrences import ONE_DAY, case_date, earlier, later

from omicheck.dates import Period
from omicheck.model.limit import Amount
from omicheck.model.rule import Check
from omicheck.model.scope import fields_in


@attrs.frozen(eq=False)
class Asked:
    """What is asked of a case from a day on; `ignored` is an event that is no outcome of it."""

    case: PlainCase
    check: Check
    day: date
    window_end: date | None = None
    ignored: int | None = None

    def outcomes(self) -> tuple[list[date], list[Incomplete]]:
        """The outcomes, and the incomplete ones."""
        matches, incomplete = self.case.look(self.check.outcome)
        return matches, [one for one in incomplete if one.place != self.ignored]


def due_of(asked: Asked, amount: Amount | None) -> date | None:
    """The latest day that would pass; a never has none."""
    check = asked.check
    if check.kind == "never":
        return None
    if asked.window_end is not None:
        return asked.window_end
    if check.kind == "count":
        return asked.day if check.window is None else later(asked.day, check.window) - ONE_DAY
    if not isinstance(amount, Period):
        raise TypeError(amount)
    return earlier(asked.day, amount) if check.kind == "lead_time" else later(asked.day, amount)


def breaks_of(asked: Asked) -> tuple[date | None, date | None, list[date]]:
    """The two breaks, and the days before the second as at which `while` is unknown.

    The first is the first day after the trigger as at which `while` is false or unknown, the second that as at which
    it is false.
    """
    case, scope = asked.case, asked.check.while_
    events = [event for name in fields_in(scope) for event, _ in case.settings(name)]
    first: date | None = None
    unknown: list[date] = []
    for day in sorted({event.span.first for event in events if asked.day < event.span.first <= case.as_of}):
        holds = case.truth(scope, day)
        if holds is False:
            return first or day, day, unknown
        if holds is None:
            first = first or day
            unknown.append(day)
    return first, None, unknown


def passing_span(asked: Asked, due: date | None, broken: date | None) -> tuple[date, date]:
    """The first and the last day of the passing span."""
    check, day = asked.check, asked.day
    if check.kind == "never":
        ends = [asked.case.as_of, end_of(asked), None if broken is None else broken - ONE_DAY]
        ends.append(None if check.within is None else later(day, check.within))
        return day + ONE_DAY if check.after else day, min(one for one in ends if one is not None)
    last = due or FIRST
    match check.kind:
        case "interval":
            return day + ONE_DAY, last
        case "lead_time":
            return FIRST, last
    return day if check.early is None else earlier(day, check.early), last


def exempting_span(asked: Asked, due: date | None, passing: tuple[date, date]) -> tuple[date, date]:
    """The first and the last day on which what excuses does so."""
    match asked.check.kind:
        case "never":
            return passing
        case "lead_time":
            return due or FIRST, asked.day
    last = due or FIRST
    return asked.day, max(last, asked.case.as_of) if asked.check.late_accepted else last


def end_of(asked: Asked) -> date | None:
    """The end of the case, unless the trigger is it."""
    trigger = asked.check.trigger
    if isinstance(trigger, str) and case_date(asked.case, trigger)[0] == "end_date":
        return None
    end = asked.case.case.fields.get("end_date")
    return end if isinstance(end, date) else None


def outcome_date(asked: Asked, due: date | None, broken: date | None) -> date | None:
    """The day of the outcome that a row tells."""
    first, last = passing_span(asked, due, broken)
    matches, incomplete = asked.outcomes()
    outcome = next((one for one in matches if one >= first), None)
    if outcome is None or outcome <= last:
        return outcome
    if asked.check.kind == "never" or any(asked.case.may_fall(one, first, FAR) for one in incomplete):
        return None
    return outcome
