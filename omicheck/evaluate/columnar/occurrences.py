"""When a check begins: the occurrences of its trigger in every case."""

import numpy as np
from attrs import evolve

from omicheck.arrays import Numbers
from omicheck.dates import Period
from omicheck.evaluate.columnar.becomes import of_becoming
from omicheck.evaluate.columnar.case_dates import case_dates, field_codes, stands_for_end
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.days import add
from omicheck.evaluate.columnar.event_triggers import of_events
from omicheck.evaluate.columnar.incomplete import IncompletePart, put_together
from omicheck.evaluate.columnar.lookups import (
    NONE,
    cases_of,
    constant,
    days_of,
    places_where,
    sorted_keys,
    without_doubles,
)
from omicheck.evaluate.columnar.parts import (
    DATED,
    MISSING_DATE,
    NO_OCCURRENCE,
    Occurrences,
    Part,
    dated_part,
    missing_part,
    number,
    one_each,
    own_part,
    part_of,
)
from omicheck.evaluate.columnar.specs import events_of
from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger


def occurrences_of(caseload: Caseload, check: Check) -> Occurrences:
    """The occurrences of a check, and a row for every case that has none, in the order of case and number."""
    if check.trigger is None:
        return one_each(caseload, part_of(caseload.every_case, DATED))
    if isinstance(check.trigger, EventTrigger):
        found = number(caseload, of_events(caseload, check.trigger, ahead=check.kind == "lead_time"))
        return _with_windows(found, check.window)
    if isinstance(check.trigger, Becomes):
        return _with_windows(number(caseload, of_becoming(caseload, check.trigger)), check.window)
    days = case_dates(caseload, check.trigger)
    begins = days
    if check.kind != "lead_time":
        begins = np.where(days <= caseload.as_of, days, np.int32(NONE))
    missing = missing_part(caseload, days, check.trigger)
    if check.repeat and check.window is not None:
        return number(caseload, [missing, *_repeated(caseload, begins, check.window)])
    if check.kind == "interval":
        return number(caseload, [missing, *_links(caseload, begins, check)])
    return _with_windows(_of_case_date(caseload, check.trigger, days, begins), check.window)


def _of_case_date(caseload: Caseload, name: str, days: Numbers, begins: Numbers) -> Occurrences:
    """One occurrence for each case."""
    what = np.full(len(begins), NO_OCCURRENCE, dtype=np.int8)
    is_missing = (days == NONE) & ~stands_for_end(caseload, name)
    what[is_missing] = MISSING_DATE
    what[begins != NONE] = DATED
    unknown = constant(len(begins), 0)
    if is_missing.any():
        unknown[is_missing] = field_codes(caseload, name)[is_missing]
    return one_each(caseload, part_of(caseload.every_case, what, begins, unknown))


def _with_windows(found: Occurrences, window: Period | None) -> Occurrences:
    if window is None:
        return found
    window_end = found.part.window_end.copy()
    dated = places_where(found.part.day != NONE)
    window_end[dated] = add(found.part.day[dated], window) - 1
    return evolve(found, part=evolve(found.part, window_end=window_end))


def _repeated(caseload: Caseload, starts: Numbers, window: Period) -> list[Part]:
    parts: list[Part] = []
    cases = places_where(starts != NONE)
    days = starts[cases]
    ended = caseload.ends
    number = 0
    while True:
        going_on = (days <= caseload.as_of) & (days < ended[cases])
        cases, days = cases[going_on], days[going_on]
        if not len(cases):
            return parts
        number += 1
        nexts = add(starts[cases], window, number)
        parts.append(part_of(cases, DATED, days, window_end=nexts - 1))
        days = nexts


def _links(caseload: Caseload, starts: Numbers, check: Check) -> list[Part]:
    """An interval's occurrences: the case date, each later date of what starts it anew, and what may be one."""
    specs: list[EventSpec] = [spec for spec in (check.outcome, check.restart) if spec is not None]
    keys = sorted_keys([events_of(caseload, spec).keys[:-1] for spec in specs])
    keys = without_doubles(keys)[:-1]
    begun = starts[cases_of(keys)]
    keys = keys[(begun != NONE) & (days_of(keys) > begun)]
    cases = places_where(starts != NONE)
    return [part_of(cases, DATED, starts[cases]), dated_part(keys), *_own_links(caseload, starts, specs)]


def _own_links(caseload: Caseload, starts: Numbers, specs: list[EventSpec]) -> list[Part]:
    parts = [IncompletePart.of(events_of(caseload, spec).incomplete) for spec in specs]
    incomplete, _ = put_together(parts, len(caseload.every_case))
    begun = starts[incomplete.case]
    may = (begun != NONE) & (np.minimum(incomplete.last, caseload.as_of) > begun)
    if not may.any():
        return []
    return [own_part(caseload, incomplete.take(may), starts + 1, caseload.as_of)]
