"""The occurrences of a trigger that is an event."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.case_dates import first_days
from omicheck.evaluate.columnar.caseload import Caseload, SpecEvents
from omicheck.evaluate.columnar.days import subtract
from omicheck.evaluate.columnar.gaps import Gaps, no_gaps
from omicheck.evaluate.columnar.incomplete import Incomplete
from omicheck.evaluate.columnar.lookups import (
    EARLIEST,
    FAR,
    NONE,
    cases_of,
    constant,
    days_of,
    keys_of,
    last_before,
    places_where,
    sorted_keys,
    without_doubles,
)
from omicheck.evaluate.columnar.parts import (
    DATED,
    STANDS,
    UNCERTAIN,
    Part,
    dated_part,
    missing_part,
    own_part,
    part_of,
)
from omicheck.evaluate.columnar.specs import events_of
from omicheck.model.rule import EventSpec, EventTrigger


@frozen(eq=False)
class _Triggers:
    """The events that a trigger is about.

    Attributes:
        keys: those that match, in order, without one behind them all.
        incomplete: those that are incomplete.
        first_days: the first day on which they count in every case; None for any.
        until: the last such day.
    """

    keys: Numbers
    incomplete: Incomplete
    first_days: Numbers | None
    until: int


def of_events(caseload: Caseload, trigger: EventTrigger, *, ahead: bool) -> list[Part]:
    """The occurrences of a trigger.

    Args:
        caseload: the cases.
        trigger: the trigger.
        ahead: whether events after the audit date are triggers.
    """
    until = FAR if ahead else caseload.as_of
    events = events_of(caseload, trigger.spec, ahead=ahead)
    if trigger.on_or_after is None:
        return _occurrences(caseload, trigger, _Triggers(events.keys[:-1], events.incomplete, None, until))
    days = first_days(caseload, trigger.on_or_after)
    found = _Triggers(*_from(events, days, until), days, until)
    missing = missing_part(caseload, days, trigger.on_or_after.case_date)
    return [missing, *_occurrences(caseload, trigger, found)]


def _from(events: SpecEvents, days: Numbers, until: int) -> tuple[Numbers, Incomplete]:
    """The events that count from a day on, and those that may; none where the day is not known."""
    keys = events.keys[:-1]
    first = days[cases_of(keys)]
    case = events.incomplete.case
    begins = days[case]
    may = (begins != NONE) & (begins <= np.minimum(events.incomplete.last, until))
    return keys[(first != NONE) & (days_of(keys) >= first)], events.incomplete.take(may)


def _occurrences(caseload: Caseload, trigger: EventTrigger, found: _Triggers) -> list[Part]:
    if trigger.first:
        return _first(caseload, found)
    if trigger.nth is not None:
        return _by_number(caseload, trigger, trigger.nth, found)
    return [dated_part(found.keys), own_part(caseload, found.incomplete, found.first_days, found.until)]


def _first(caseload: Caseload, found: _Triggers) -> list[Part]:
    """The first match, unless an incomplete event may be before it."""
    cases = cases_of(found.keys)
    is_first = np.append(True, cases[1:] != cases[:-1])[: len(cases)]
    keys = found.keys[is_first]
    first = constant(len(caseload.every_case), FAR)
    first[cases_of(keys)] = days_of(keys)
    pairs = found.incomplete.pairs(caseload.every_case, found.until)
    always = constant(len(first), 2 * EARLIEST)
    may = pairs.may(always, first)
    alone = (first == FAR) & (np.diff(found.incomplete.starts) == 1)
    doubtful = pairs.any(may) & ~alone
    stands = places_where(doubtful)
    return [
        dated_part(keys[~doubtful[cases_of(keys)]]),
        own_part(caseload, found.incomplete.take(alone[found.incomplete.case]), found.first_days, found.until),
        part_of(stands, STANDS, unknown=caseload.unknown.codes_of(pairs.gaps(may).take(stands))),
    ]


def _by_number(caseload: Caseload, trigger: EventTrigger, nth: int, found: _Triggers) -> list[Part]:
    """The matches whose number is the one wanted, and a last occurrence for the incomplete events."""
    keys = found.keys
    if trigger.distinct_days:
        keys = without_doubles(sorted_keys([keys]))[:-1]
    cases, days = cases_of(keys).astype(np.int32), days_of(keys)
    low, high, names = _numbers(caseload, trigger, found.incomplete, keys)
    is_one = (low >= nth) if trigger.or_more else (low == nth) & (high == nth)
    is_none = (high < nth) if trigger.or_more else (high < nth) | (low > nth)
    rows = places_where(~is_none)
    uncertain = ~is_one[rows]
    unknown = constant(len(rows), 0)
    if uncertain.any():
        unknown[uncertain] = caseload.unknown.codes_of(names.take(rows[uncertain]))
    what = np.where(uncertain, np.int8(UNCERTAIN), np.int8(DATED))
    matches = np.bincount(cases, minlength=len(caseload.every_case))
    gaps = np.diff(found.incomplete.starts)
    stands = places_where((gaps > 0) & (matches + gaps >= nth))
    pairs = found.incomplete.pairs(stands, FAR)
    lacking = pairs.gaps(np.ones(len(pairs.rows), dtype=np.bool_))
    return [
        part_of(cases[rows], what, days[rows], unknown),
        part_of(stands, STANDS, unknown=caseload.unknown.codes_of(lacking)),
    ]


def _numbers(
    caseload: Caseload, trigger: EventTrigger, incomplete: Incomplete, keys: Numbers
) -> tuple[Numbers, Numbers, Gaps]:
    """The least and the greatest number that each match may have, and the names of what leaves that open."""
    cases, days = cases_of(keys).astype(np.int32), days_of(keys)
    begin = constant(len(keys), EARLIEST)
    if trigger.within is not None:
        begin = subtract(days, trigger.within).astype(np.int32)
    after, latest, names = _since(caseload, trigger.since, cases, days, begin)
    high = _passed(keys, cases, after)
    low = high if latest is after else _passed(keys, cases, latest)
    if len(incomplete):
        pairs = incomplete.pairs(cases, caseload.as_of)
        high = high + pairs.number(pairs.may(after + 1, days))
        # What is named is all that may fall in the window, on whichever side of `since`.
        names = names.along(pairs.gaps(pairs.may(begin + 1, days)))
    return low, high, names


def _passed(keys: Numbers, cases: Numbers, after: Numbers) -> Numbers:
    """The number of each match among those after a day."""
    passed_over = np.searchsorted(keys, keys_of(cases, after), side="right")
    number: Numbers = np.arange(1, len(keys) + 1) - passed_over
    return number


def _since(
    caseload: Caseload, since: Sequence[EventSpec], cases: Numbers, days: Numbers, begin: Numbers
) -> tuple[Numbers, Numbers, Gaps]:
    """The day after which each match is counted: the earliest and the latest that it may be, and why that is open."""
    names = no_gaps(len(cases))
    after = begin
    for spec in since:
        after = np.maximum(after, last_before(events_of(caseload, spec).keys, cases, days))
    latest = after
    for spec in since:
        incomplete = events_of(caseload, spec).incomplete
        if not len(incomplete):
            continue
        pairs = incomplete.pairs(cases, caseload.as_of)
        always = constant(len(cases), 2 * EARLIEST)
        before = pairs.may(always, days - 1)
        possible = np.minimum(incomplete.last[pairs.events], days[pairs.rows] - 1)
        found = constant(len(cases), EARLIEST)
        np.maximum.at(found, pairs.rows[before], possible[before].astype(np.int32))
        latest = np.maximum(latest, found)
        names = names.along(pairs.gaps(pairs.may(begin + 1, days - 1)))
    return after, latest, names
