"""How often a rule applies to a case, and from when."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from enum import IntEnum

from attrs import frozen

from omicheck.dates import Period, add, subtract, times
from omicheck.evaluate.durable.history import History, names_missing
from omicheck.model.rule import Check, EventSpec, EventTrigger

_ONE_DAY = timedelta(days=1)


class Standing(IntEnum):
    """What an occurrence stands for; the number is its code in a fact."""

    DATE_MISSING = 0
    DATED = 1
    INCOMPLETE = 2
    NO_OCCURRENCE = 3


@frozen
class Occurrence:
    """One occurrence of a rule in a case.

    Attributes:
        number: from 1.
        standing: what it stands for.
        day: the trigger's date, if it has one.
        until: the last day of the window, of a count.
        unknown: what would have to be known, where it has no date.
    """

    number: int
    standing: Standing
    day: date | None = None
    until: date | None = None
    unknown: tuple[str, ...] = ()


def occurrences(check: Check, history: History) -> tuple[Occurrence, ...]:
    """The occurrences of a check in a case; where there is none, the one that says so."""
    return tuple(_occurrences(check, history)) or (Occurrence(1, Standing.NO_OCCURRENCE),)


def _occurrences(check: Check, history: History) -> Iterator[Occurrence]:
    if check.trigger is None:
        yield Occurrence(1, Standing.DATED)
    elif isinstance(check.trigger, str):
        yield from _of_case_date(check, check.trigger, history)
    else:
        yield from _of_events(check, check.trigger, history)


def _of_case_date(check: Check, name: str, history: History) -> Iterator[Occurrence]:
    fields = history.case.fields
    field = history.vocabulary.case_dates[name].field_for(fields)
    day = fields.get(field)
    if not isinstance(day, date):
        # A case without an end date has not ended, which is known.
        if field != "end_date":
            yield Occurrence(1, Standing.DATE_MISSING, unknown=(field,))
        return
    if day > history.as_of and check.kind != "lead_time":
        return
    if check.repeat and check.window is not None:
        yield from _repeated(day, check.window, history)
        return
    yield Occurrence(1, Standing.DATED, day, _until(day, check))
    if check.kind == "interval" and check.outcome is not None:
        later = sorted({match for match in history.matches(check.outcome) if match > day})
        for number, match in enumerate(later, 2):
            yield Occurrence(number, Standing.DATED, match)


def _repeated(start: date, window: Period, history: History) -> Iterator[Occurrence]:
    end = history.case.fields.get("end_date")
    number = 0
    first = start
    while first <= history.as_of and (not isinstance(end, date) or first < end):
        following = add(start, times(window, number + 1))
        number += 1
        yield Occurrence(number, Standing.DATED, first, following - _ONE_DAY)
        first = following


def _until(day: date, check: Check) -> date | None:
    return None if check.window is None else add(day, check.window) - _ONE_DAY


def _of_events(check: Check, trigger: EventTrigger, history: History) -> Iterator[Occurrence]:
    ahead = check.kind == "lead_time"
    matches = history.matches(trigger.spec, ahead=ahead)
    incomplete = history.incomplete(trigger.spec, ahead=ahead)
    if trigger.nth is not None:
        days = tuple(_each_nth(matches, trigger.nth, trigger, history))
        uncertain = len(matches) + len(incomplete) >= trigger.nth
    elif trigger.first:
        days = matches[:1]
        uncertain = not matches
    else:
        days = matches
        uncertain = True
    for number, day in enumerate(days, 1):
        yield Occurrence(number, Standing.DATED, day, _until(day, check))
    if incomplete and uncertain:
        yield Occurrence(len(days) + 1, Standing.INCOMPLETE, unknown=names_missing(incomplete))


def _each_nth(matches: tuple[date, ...], nth: int, trigger: EventTrigger, history: History) -> Iterator[date]:
    """The days of the matches that are the n-th of their run."""
    ends = history.matches(EventSpec((trigger.since,))) if trigger.since is not None else ()
    for place, day in enumerate(matches):
        start = date.min
        if trigger.within is not None:
            start = subtract(day, trigger.within)
        before = bisect_left(ends, day)
        if before:
            start = max(start, ends[before - 1])
        if place + 1 - bisect_right(matches, start, hi=place + 1) == nth:
            yield day
