"""From when to when: the due date, the passing span, the exempting span, and what ends a duty."""

from datetime import date, timedelta

from attrs import frozen

from omicheck.dates import Period, Span, add, subtract
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.occurrences import Occurrence, is_from_end
from omicheck.model.limit import Amount
from omicheck.model.rule import Check

_ONE_DAY = timedelta(days=1)


@frozen
class Window:
    """The days that matter for an occurrence.

    Attributes:
        due: the latest day that would have passed; None for a never.
        passing: the days on which the outcome counts.
        exempting: the days on which `unless` excuses.
    """

    due: date | None
    passing: Span
    exempting: Span


def window_of(
    check: Check, occurrence: Occurrence, amount: Amount | None, history: History, broken: date | None = None
) -> Window:
    """The days that matter for an occurrence with a date.

    Args:
        check: what is asked; no `recorded`.
        occurrence: from when.
        amount: of the limit; None for a never.
        history: the case.
        broken: the break that is reckoned with; it matters to a never only.
    """
    day = occurrence.day
    if day is None:
        raise ValueError("an occurrence without a date has no window")
    if check.kind == "never":
        span = _never_span(check, day, history, broken)
        return Window(None, span, span)
    if check.kind == "count":
        span = Span(day, occurrence.until or day)
        return Window(span.last, span, span)
    if not isinstance(amount, Period):
        raise TypeError(f"{amount} is no period")
    if check.kind == "lead_time":
        due = subtract(day, amount)
        return Window(due, Span(date.min, due), Span(due, day))
    due = add(day, amount)
    excused_until = max(due, history.as_of) if check.late_accepted else due
    return Window(due, Span(_first_passing(check, day), due), Span(day, excused_until))


def _first_passing(check: Check, day: date) -> date:
    if check.kind == "interval":
        return day + _ONE_DAY
    return day if check.early is None else subtract(day, check.early)


def _never_span(check: Check, day: date, history: History, broken: date | None) -> Span:
    end = end_of(check, history)
    ends = [history.as_of]
    if end is not None:
        ends.append(end)
    if broken is not None:
        ends.append(broken - _ONE_DAY)
    if check.within is not None:
        ends.append(add(day, check.within))
    return Span(day + _ONE_DAY if check.after else day, min(ends))


def end_of(check: Check, history: History) -> date | None:
    """The day on which the case ends, if it matters: not where the check counts from it."""
    end = history.own_date("end_date")
    return None if end is None or is_from_end(check, history) else end


def over_of(check: Check, history: History, broken: date | None) -> tuple[date | None, bool]:
    """The day on which the duty is over, and whether that is the end of the case."""
    end = end_of(check, history)
    if end is None or (broken is not None and broken < end):
        return broken, False
    return end, True
