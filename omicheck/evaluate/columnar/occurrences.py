"""When a check begins: the occurrences of its trigger in every case."""

from typing import Final

import numpy as np
from attrs import frozen

from omicheck.dates import Period
from omicheck.evaluate.columnar.arrays import (
    EARLIEST,
    NONE,
    Flags,
    Numbers,
    cases_of,
    constant,
    days_of,
    is_one_of,
    keys_of,
    last_before,
    places_where,
    places_within,
    stable_order,
)
from omicheck.evaluate.columnar.caseload import Caseload, SpecEvents
from omicheck.evaluate.columnar.days import add, subtract
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.model.rule import Check, EventSpec, EventTrigger

# What an occurrence is.
DATED: Final = 0
MISSING_DATE: Final = 1
INCOMPLETE: Final = 2
# The one row of a case that has no occurrence.
NO_OCCURRENCE: Final = 3


@frozen(eq=False)
class Occurrences:
    """The occurrences of a check, a row for each, in the order of case and number.

    Attributes:
        case: the place of its case.
        number: its number within the case, from 1.
        day: the day from which it counts; `NONE` where it has no date.
        what: `DATED`, `MISSING_DATE`, `INCOMPLETE` or `NO_OCCURRENCE`.
        window_end: the last day of the window of a count; `NONE` elsewhere.
    """

    case: Numbers
    number: Numbers
    day: Numbers
    what: Numbers
    window_end: Numbers

    def take(self, rows: Numbers) -> "Occurrences":
        """Some of them, in their order."""
        if len(rows) == len(self.case):
            return self
        return Occurrences(self.case[rows], self.number[rows], self.day[rows], self.what[rows], self.window_end[rows])


def occurrences_of(caseload: Caseload, check: Check) -> Occurrences:
    """The occurrences of a check, and a row for every case that has none, in the order of case and number."""
    if check.trigger is None:
        return _one_each(caseload, _same(caseload.every_case, NONE), np.zeros(len(caseload.every_case), dtype=np.int8))
    if isinstance(check.trigger, EventTrigger):
        return _put_together(caseload, _of_events(caseload, check, check.trigger))
    days = case_dates(caseload, check.trigger)
    is_missing = days == UNKNOWN
    exists = ~is_missing
    if check.kind != "lead_time":
        exists &= days <= caseload.as_of
    # Without an end date the case has not ended, which is no gap.
    is_missing &= ~stands_for_end(caseload, check.trigger)
    if check.repeat and check.window is not None:
        cases = places_where(exists).astype(np.int32)
        repeated = _repeated(caseload, cases, days[cases], check.window)
        return _put_together(caseload, [_undated(places_where(is_missing), 1, MISSING_DATE), *repeated])
    days = np.where(exists, days, np.int32(NONE))
    what = np.where(exists, np.int8(DATED), np.where(is_missing, np.int8(MISSING_DATE), np.int8(NO_OCCURRENCE)))
    first = _one_each(caseload, days, what, check.window)
    if check.kind == "interval" and check.outcome is not None:
        return _put_together(caseload, [first, _restarted(caseload, days, check.outcome)])
    return first


def case_dates(caseload: Caseload, name: str) -> Numbers:
    """The day of a case date in every case; `UNKNOWN` where it has no value."""
    case_date = caseload.vocabulary.case_dates[name]
    days = caseload.partition.fields[case_date.otherwise]
    for place, field in enumerate(date_fields(caseload, name)):
        if field != case_date.otherwise:
            days = np.where(field_places(caseload, name) == place, caseload.partition.fields[field], days)
    return days


def date_fields(caseload: Caseload, name: str) -> tuple[str, ...]:
    """The fields that a case date may stand for."""
    case_date = caseload.vocabulary.case_dates[name]
    return tuple(dict.fromkeys((*case_date.fields.values(), case_date.otherwise)))


def field_places(caseload: Caseload, name: str) -> Numbers:
    """Which of `date_fields` a case date stands for in every case."""
    if name not in caseload.field_places:
        caseload.field_places[name] = _find_fields(caseload, name)
    return caseload.field_places[name]


def stands_for_end(caseload: Caseload, name: str) -> Flags:
    """Whether a case date is the day on which the case ended, in every case."""
    ends = [place for place, field in enumerate(date_fields(caseload, name)) if field == "end_date"]
    return is_one_of(field_places(caseload, name), ends)


def _find_fields(caseload: Caseload, name: str) -> Numbers:
    case_date = caseload.vocabulary.case_dates[name]
    fields = date_fields(caseload, name)
    places = np.full(len(caseload.every_case), fields.index(case_date.otherwise), dtype=np.int8)
    if case_date.by is not None:
        codes = caseload.partition.fields[case_date.by]
        wanted = caseload.vocabulary.fields[case_date.by]
        for value, field in case_date.fields.items():
            places[codes == caseload.partition.code_of(value, wanted)] = fields.index(field)
    return places


def _of_events(caseload: Caseload, check: Check, trigger: EventTrigger) -> list[Occurrences]:
    events = caseload.events_of(trigger.spec, ahead=check.kind == "lead_time")
    keys = events.keys[:-1]
    matches = np.bincount(cases_of(keys), minlength=len(caseload.every_case))
    gaps = np.diff(events.incomplete.starts)
    last = gaps > 0
    if trigger.first:
        keys = keys[places_within(cases_of(keys)) == 0]
        last &= matches == 0
    elif trigger.nth is not None:
        keys = keys[_nth(caseload, trigger, trigger.nth, keys)]
        last &= matches + gaps >= trigger.nth
    cases = cases_of(keys).astype(np.int32)
    dated = _dated(cases, places_within(cases) + 1, days_of(keys), check.window)
    count = np.bincount(cases, minlength=len(caseload.every_case))
    open_cases = places_where(last)
    return [dated, _undated(open_cases, count[open_cases] + 1, INCOMPLETE)]


def _nth(caseload: Caseload, trigger: EventTrigger, nth: int, keys: Numbers) -> Flags:
    """Which matches are the n-th of those that count with them: none before the period, none up to `since`."""
    cases, days = cases_of(keys), days_of(keys)
    after = constant(len(keys), EARLIEST)
    if trigger.within is not None:
        after = np.maximum(after, subtract(days, trigger.within))
    if trigger.since is not None:
        # Only its date is asked for, so an event of the type is in it whatever else it lacks.
        since = caseload.events_of(EventSpec((trigger.since,)))
        after = np.maximum(after, last_before(since.keys, cases, days))
    passed_over = np.searchsorted(keys, keys_of(cases, after), side="right")
    exactly: Flags = np.arange(len(keys)) - passed_over + 1 == nth
    return exactly


def _repeated(caseload: Caseload, cases: Numbers, starts: Numbers, window: Period) -> list[Occurrences]:
    parts: list[Occurrences] = []
    ends = caseload.ends
    number = 0
    days = starts
    while True:
        going_on = (days <= caseload.as_of) & (days < ends[cases])
        cases, starts, days = cases[going_on], starts[going_on], days[going_on]
        if not len(cases):
            return parts
        number += 1
        nexts = add(starts, window, number)
        parts.append(Occurrences(cases, _same(cases, number), days, np.zeros(len(cases), dtype=np.int8), nexts - 1))
        days = nexts


def _restarted(caseload: Caseload, starts: Numbers, outcome: EventSpec) -> Occurrences:
    """The later dates of matches, each of which starts an interval anew; `starts` is `NONE` where none is begun."""
    events: SpecEvents = caseload.events_of(outcome)
    # Several matches on one day start one interval; the key behind them all is like no other.
    keys = events.keys[:-1][events.keys[1:] != events.keys[:-1]]
    cases, days = cases_of(keys).astype(np.int32), days_of(keys)
    later = (starts[cases] != NONE) & (days > starts[cases])
    cases, days = cases[later], days[later]
    return _dated(cases, places_within(cases) + 2, days)


def _same(cases: Numbers, value: int) -> Numbers:
    return constant(len(cases), value)


def _one_each(caseload: Caseload, days: Numbers, what: Numbers, window: Period | None = None) -> Occurrences:
    """One for every case; `days` is `NONE` where it is not dated."""
    cases = caseload.every_case
    window_end = _same(cases, NONE)
    if window is not None:
        dated = places_where(what == DATED)
        window_end[dated] = add(days[dated], window) - 1
    return Occurrences(cases, _same(cases, 1), days, what, window_end)


def _undated(cases: Numbers, number: Numbers | int, what: int) -> Occurrences:
    nothing = _same(cases, NONE)
    numbers = _same(cases, number) if isinstance(number, int) else number.astype(np.int32)
    return Occurrences(cases.astype(np.int32), numbers, nothing, np.full(len(cases), what, dtype=np.int8), nothing)


def _dated(cases: Numbers, numbers: Numbers, days: Numbers, window: Period | None = None) -> Occurrences:
    window_end = _same(cases, NONE) if window is None else add(days, window) - 1
    return Occurrences(cases, numbers.astype(np.int32), days, np.zeros(len(cases), dtype=np.int8), window_end)


def _put_together(caseload: Caseload, parts: list[Occurrences]) -> Occurrences:
    """The parts in the order of the cases; those of a case come in the order of their numbers."""
    has_none = np.ones(len(caseload.every_case), dtype=np.bool_)
    for part in parts:
        has_none[part.case] = False
    parts = [*parts, _undated(places_where(has_none), 1, NO_OCCURRENCE)]
    parts = [part for part in parts if len(part.case)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    cases = np.concatenate([part.case for part in parts])
    order = stable_order(cases)
    return Occurrences(
        cases[order],
        np.concatenate([part.number for part in parts])[order],
        np.concatenate([part.day for part in parts])[order],
        np.concatenate([part.what for part in parts])[order],
        np.concatenate([part.window_end for part in parts])[order],
    )
