"""How often a check applies to a case, and from when, in plain Python.

`plain_python.py` says what it is for.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

import attrs
from plain_cases import FAR, FIRST, Incomplete, PlainCase

from omicheck.dates import Period, add, subtract, times
from omicheck.model.rule import Becomes, Check, EventTrigger, FromDay
from omicheck.model.scope import fields_in

ONE_DAY: Final = timedelta(days=1)
later: Final = lru_cache(maxsize=None)(add)
earlier: Final = lru_cache(maxsize=None)(subtract)
Standing = Literal["dated", "missing", "stands", "own", "uncertain", "uncertain_becomes"]


@attrs.frozen(eq=False)
class Occurrence:
    """One occurrence.

    Attributes:
        standing: what it is; `own` is an incomplete event that is an occurrence of its own.
        day: its date.
        names: what would have to be known.
        event: the incomplete event that it is.
        first: the first day on which that would be an occurrence.
        window_end: the last day of its window, of a count that repeats.
    """

    standing: Standing
    day: date | None = None
    names: frozenset[str] = frozenset()
    event: Incomplete | None = None
    first: date = FIRST
    window_end: date | None = None


def occurrences(case: PlainCase, check: Check) -> list[Occurrence]:
    """The occurrences of a check in a case, in order."""
    match check.trigger:
        case EventTrigger():
            return list(_of_events(case, check, check.trigger))
        case Becomes():
            return list(_becomes(case, check.trigger))
        case str(name):
            return list(_of_case_date(case, check, name))
    raise TypeError(check.trigger)


def case_date(case: PlainCase, name: str) -> tuple[str, date | None]:
    """The field that a case date is, and its value."""
    field = case.vocabulary.case_dates[name].field_for(case.case.fields)
    value = case.case.fields.get(field)
    return field, value if isinstance(value, date) else None


def _missing(field: str) -> list[Occurrence]:
    """No end date means that the case has not ended."""
    return [] if field == "end_date" else [Occurrence("missing", names=frozenset({field}))]


def _of_case_date(case: PlainCase, check: Check, name: str) -> Iterator[Occurrence]:
    field, day = case_date(case, name)
    if day is None:
        yield from _missing(field)
        return
    if day > case.as_of and check.kind != "lead_time":
        return
    if check.repeat and check.window is not None:
        yield from _repeated(case, day, check.window)
        return
    yield Occurrence("dated", day)
    if check.kind != "interval":
        return
    found = [case.look(check.outcome), case.look(check.restart)]
    for match in sorted({match for matches, _ in found for match in matches if match > day}):
        yield Occurrence("dated", match)
    links = [one for _, incomplete in found for one in incomplete if case.may_fall(one, day + ONE_DAY, FAR)]
    for one in sorted(links, key=lambda one: (*one.span, one.place)):
        yield Occurrence("own", names=one.names, event=one, first=day + ONE_DAY)


def _repeated(case: PlainCase, day: date, window: Period) -> Iterator[Occurrence]:
    end = case.case.fields.get("end_date")
    number, first = 0, day
    while first <= case.as_of and not (isinstance(end, date) and first >= end):
        following = later(day, times(window, number + 1))
        yield Occurrence("dated", first, window_end=following - ONE_DAY)
        number, first = number + 1, following


def _from_day(case: PlainCase, from_day: FromDay) -> date | list[Occurrence]:
    """The first day on which triggers count, or the occurrences where there is none."""
    field, day = case_date(case, from_day.case_date)
    if day is None:
        return _missing(field)
    return day if from_day.less is None else earlier(day, from_day.less)


def _of_events(case: PlainCase, check: Check, trigger: EventTrigger) -> Iterator[Occurrence]:
    ahead = check.kind == "lead_time"
    matches, incomplete = case.look(trigger.spec, ahead=ahead)
    first = FIRST
    if trigger.on_or_after is not None:
        found = _from_day(case, trigger.on_or_after)
        if not isinstance(found, date):
            yield from found
            return
        first = found
        matches = [match for match in matches if match >= first]
        incomplete = [one for one in incomplete if case.may_fall(one, first, FAR, ahead=ahead)]
    if trigger.distinct_days:
        matches = sorted(set(matches))
    if trigger.nth is not None:
        yield from _runs(case, trigger, trigger.nth, matches, incomplete)
    elif trigger.first:
        yield from _first(case, matches, incomplete, first, ahead=ahead)
    else:
        yield from (Occurrence("dated", match) for match in matches)
        yield from (Occurrence("own", names=one.names, event=one, first=first) for one in incomplete)


def _first(
    case: PlainCase, matches: list[date], incomplete: list[Incomplete], first: date, *, ahead: bool
) -> Iterator[Occurrence]:
    if not matches and len(incomplete) == 1:
        yield Occurrence("own", names=incomplete[0].names, event=incomplete[0], first=first)
        return
    earlier_ones = [one for one in incomplete if not matches or case.may_fall(one, FIRST, matches[0], ahead=ahead)]
    if earlier_ones:
        yield Occurrence("stands", names=_together(earlier_ones))
    elif matches:
        yield Occurrence("dated", matches[0])


def _runs(
    case: PlainCase, trigger: EventTrigger, nth: int, matches: list[date], incomplete: list[Incomplete]
) -> Iterator[Occurrence]:
    since = [case.look(spec) for spec in trigger.since]
    ends = [day for days, _ in since for day in days]
    open_ends = [one for _, some in since for one in some]
    for place, day in enumerate(matches):
        window = FIRST if trigger.within is None else earlier(day, trigger.within) + ONE_DAY
        yesterday = day - ONE_DAY
        certain = max([window, *(end + ONE_DAY for end in ends if end < day)])
        reaching = [one for one in open_ends if case.may_fall(one, FIRST, yesterday)]
        last_days = [min(one.span[1], yesterday, case.as_of) for one in reaching]
        possible = max([certain, *(last + ONE_DAY for last in last_days)])
        so_far = matches[: place + 1]
        high = sum(match >= certain for match in so_far)
        high += sum(case.may_fall(one, certain, day) for one in incomplete)
        low = sum(match >= possible for match in so_far)
        is_one = [number == nth or (trigger.or_more and number > nth) for number in range(low, high + 1)]
        if all(is_one):
            yield Occurrence("dated", day)
        elif any(is_one):
            names = [one for one in incomplete if case.may_fall(one, window, day)]
            names += [one for one in open_ends if case.may_fall(one, window, yesterday)]
            yield Occurrence("uncertain", day, _together(names))
    if incomplete and len(matches) + len(incomplete) >= nth:
        yield Occurrence("stands", names=_together(incomplete))


def _together(incomplete: list[Incomplete]) -> frozenset[str]:
    return frozenset(name for one in incomplete for name in one.names)


def _becomes(case: PlainCase, trigger: Becomes) -> Iterator[Occurrence]:
    first = _from_day(case, trigger.on_or_after)
    if not isinstance(first, date):
        yield from first
        return
    if first > case.as_of:
        return
    scope = trigger.scope
    settings = [event for name in fields_in(scope) for event, _ in case.settings(name)]
    now = case.truth(scope, first)
    if now is True:
        yield Occurrence("dated", first)
    elif now is None:
        yield Occurrence("uncertain_becomes", first, case.names([scope], first))
    for day in sorted({event.day for event in settings if event.dated and first < event.day <= case.as_of}):
        yesterday = day - ONE_DAY
        now, before = case.truth(scope, day), case.truth(scope, yesterday)
        if now is True and before is False:
            yield Occurrence("dated", day)
        elif now is not False and before is not True and (now is None or before is None):
            unknown = [one for one, truth in ((day, now), (yesterday, before)) if truth is None]
            names = frozenset(name for one in unknown for name in case.names([scope], one))
            yield Occurrence("uncertain_becomes", day, names)
    open_ones = [event for event in settings if not event.dated and event.span.last >= first]
    if open_ones:
        yield Occurrence("stands", names=frozenset(f"{event.type}.date" for event in open_ones))
