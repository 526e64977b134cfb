"""An occurrence measured against one amount of its limit: as dates for the row, as integers for the verdict."""

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from omicheck.dates import Period, Span, add, subtract
from omicheck.evaluate.durable.history import History, names_missing
from omicheck.evaluate.durable.occurrences import Occurrence
from omicheck.evaluate.durable.verdicts import MISSING, NO, YES
from omicheck.model.limit import Amount
from omicheck.model.rule import Check

_ONE_DAY = timedelta(days=1)


@frozen
class Measured:
    """An occurrence against one amount.

    Attributes:
        fact: the integers that the verdict is decided from, but for scope, standing and limit.
        due: the latest day that would have passed.
        outcome: the day of the outcome found.
        count: how many outcomes a count found.
        unsettling: what the incomplete events lack that would make the row incomplete.
    """

    fact: Mapping[str, int]
    due: date | None = None
    outcome: date | None = None
    count: int | None = None
    unsettling: tuple[str, ...] = ()


def measure(
    check: Check, occurrence: Occurrence, amounts: tuple[Amount, ...], history: History
) -> tuple[Measured, ...]:
    """An occurrence with a date against each amount, that with the latest due date (or largest number) first.

    The exempting span is that of the first for all of them. A `never` or `recorded`, which has no limit, is
    measured once.
    """
    if check.kind == "recorded":
        return (_measure_recorded(check, history),)
    day = occurrence.day
    if day is None:
        raise ValueError("an occurrence without a date cannot be measured")
    if check.kind == "never":
        return (_measure_never(check, day, history),)
    if check.kind == "count":
        until = occurrence.until or day
        numbers = sorted((amount for amount in amounts if isinstance(amount, int)), reverse=True)
        return tuple(_measure_count(check, day, until, number, history) for number in numbers)
    periods = (amount for amount in amounts if isinstance(amount, Period))
    dues = sorted({_due(check, day, period) for period in periods}, reverse=True)
    exempting = Span(dues[0], day) if check.kind == "lead_time" else Span(day, dues[0])
    return tuple(_measure_timed(check, day, due, exempting, history) for due in dues)


def _due(check: Check, day: date, period: Period) -> date:
    return subtract(day, period) if check.kind == "lead_time" else add(day, period)


def _passing_from(check: Check, day: date) -> date:
    if check.kind == "interval":
        return day + _ONE_DAY
    if check.kind == "lead_time":
        return date.min
    return day if check.early is None else subtract(day, check.early)


def _measure_timed(check: Check, day: date, due: date, exempting: Span, history: History) -> Measured:
    passing = Span(_passing_from(check, day), due)
    outcome = history.first_match(check.outcome, Span(passing.first, date.max))
    unsettling = history.touching(check.outcome, passing) + history.touching(check.unless, exempting)
    fact = {
        "exempt": _exempt(check, exempting, history),
        "due_to_outcome": MISSING if outcome is None else _sign(due, outcome),
        **_dates_fact(check, due, history),
        "late_accepted": YES if check.late_accepted else NO,
        "unsettled": YES if unsettling else NO,
    }
    return Measured(fact, due, outcome, unsettling=names_missing(unsettling))


def _measure_count(check: Check, day: date, until: date, number: int, history: History) -> Measured:
    span = Span(day, until)
    found = 0 if check.outcome is None else sum(match in span for match in history.matches(check.outcome))
    possible = history.touching(check.outcome, span)
    if found + len(possible) < number:
        # Even if all of them happened in the span there would be too few, so they unsettle nothing.
        possible = ()
    unsettling = possible + history.touching(check.unless, span)
    fact = {
        "exempt": _exempt(check, span, history),
        "surplus": _sign_of(found - number),
        **_dates_fact(check, until, history),
        "unsettled": YES if unsettling else NO,
    }
    return Measured(fact, until, count=found, unsettling=names_missing(unsettling))


def _measure_never(check: Check, day: date, history: History) -> Measured:
    end = history.case.fields.get("end_date")
    last = min(end, history.as_of) if isinstance(end, date) else history.as_of
    span = Span(day, last)
    outcome = history.first_match(check.outcome, span)
    excuses = history.touching(check.unless, span)
    possible = history.touching(check.outcome, span)
    fact = {
        "exempt": _exempt(check, span, history),
        "happened": NO if outcome is None else YES,
        "unsettled": YES if possible else NO,
        "excuse_unsettled": YES if excuses else NO,
    }
    unsettling = names_missing(possible if outcome is None else excuses)
    return Measured(fact, outcome=outcome, unsettling=unsettling)


def _measure_recorded(check: Check, history: History) -> Measured:
    present = history.value(check.field or "", history.as_of) is not None
    return Measured({"exempt": NO, "present": YES if present else NO})


def _exempt(check: Check, span: Span, history: History) -> int:
    return NO if history.first_match(check.unless, span) is None else YES


def _dates_fact(check: Check, due: date, history: History) -> Mapping[str, int]:
    end = history.case.fields.get("end_date")
    return {
        "due_to_end": _sign(due, end) if isinstance(end, date) else MISSING,
        "end_to_audit": _sign(history.as_of, end) if isinstance(end, date) else MISSING,
        "from_end": YES if _is_from_end(check, history) else NO,
        "audit_to_due": _sign(due, history.as_of),
    }


def _is_from_end(check: Check, history: History) -> bool:
    """Whether the check counts from the end of the case, by whatever name the vocabulary has for it."""
    if not isinstance(check.trigger, str):
        return False
    return history.vocabulary.case_dates[check.trigger].field_for(history.case.fields) == "end_date"


def _sign(later: date, earlier: date) -> int:
    return _sign_of((later - earlier).days)


def _sign_of(number: int) -> int:
    return (number > 0) - (number < 0)
