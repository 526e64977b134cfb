"""The occurrences of a trigger that is something's beginning to hold of a case."""

import numpy as np

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.case_dates import first_days
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.fields import timeline
from omicheck.evaluate.columnar.gaps import Gaps, no_gaps
from omicheck.evaluate.columnar.lookups import (
    NONE,
    cases_of,
    days_of,
    keys_of,
    places_where,
    sorted_keys,
    without_doubles,
)
from omicheck.evaluate.columnar.parts import DATED, STANDS, UNCERTAIN_SCOPE, Part, missing_part, part_of
from omicheck.evaluate.columnar.scopes import FALSE, TRUE, UNKNOWN, truth_of, unknown_names
from omicheck.model.rule import Becomes
from omicheck.model.scope import fields_in


def of_becoming(caseload: Caseload, trigger: Becomes) -> list[Part]:
    """The occurrences of a trigger."""
    days = first_days(caseload, trigger.on_or_after)
    begins = np.where(days <= caseload.as_of, days, np.int32(NONE))
    dated = _dated(caseload, trigger, begins)
    missing = missing_part(caseload, days, trigger.on_or_after.case_date)
    return [missing, dated, _last(caseload, trigger, begins)]


def _dated(caseload: Caseload, trigger: Becomes, begins: Numbers) -> Part:
    """The days on which it begins to hold, or may."""
    keys = _days_looked_at(caseload, trigger, begins)
    cases, days = cases_of(keys).astype(np.int32), days_of(keys)
    is_first = days == begins[cases]
    now = truth_of(caseload, trigger.scope, cases, days)
    # What was before the first day does not matter: taken as false, it never stands in the way.
    before = np.where(is_first, np.int8(FALSE), truth_of(caseload, trigger.scope, cases, days - 1))
    is_one = (now == TRUE) & (before == FALSE)
    doubtful = (now != FALSE) & (before != TRUE) & ((now == UNKNOWN) | (before == UNKNOWN))
    rows = places_where(is_one | doubtful)
    cases, days, now, before, doubtful = (array[rows] for array in (cases, days, now, before, doubtful))
    unknown = np.zeros(len(rows), dtype=np.int32)
    if doubtful.any():
        some = cases[doubtful], days[doubtful]
        names = unknown_names(caseload, trigger.scope, *some).only(now[doubtful] == UNKNOWN)
        earlier = unknown_names(caseload, trigger.scope, some[0], some[1] - 1).only(before[doubtful] == UNKNOWN)
        unknown[doubtful] = caseload.unknown.codes_of(names.along(earlier))
    return part_of(cases, np.where(doubtful, np.int8(UNCERTAIN_SCOPE), np.int8(DATED)), days, unknown)


def _days_looked_at(caseload: Caseload, trigger: Becomes, begins: Numbers) -> Numbers:
    """The first day of each case, and each later one on which an event sets one of the fields."""
    cases = places_where(begins != NONE)
    keys = sorted_keys(
        [keys_of(cases, begins[cases])]
        + [timeline(caseload, name).keys[:-1] for name in sorted(fields_in(trigger.scope)) if _is_set(caseload, name)]
    )
    keys = without_doubles(keys)[:-1]
    first = begins[cases_of(keys)]
    found: Numbers = keys[(first != NONE) & (days_of(keys) >= first)]
    return found


def _is_set(caseload: Caseload, name: str) -> bool:
    return name in caseload.vocabulary.set_by


def _last(caseload: Caseload, trigger: Becomes, begins: Numbers) -> Part:
    """The occurrence that stands for events without a full date that set one of the fields."""
    cases = places_where(begins != NONE)
    names: Gaps = no_gaps(len(cases))
    found = np.zeros(len(cases), dtype=np.bool_)
    for name in sorted(fields_in(trigger.scope)):
        incomplete = timeline(caseload, name).incomplete
        if len(incomplete):
            pairs = incomplete.pairs(cases, caseload.as_of)
            may = pairs.may(begins[cases], np.full(len(cases), caseload.as_of, dtype=np.int32))
            found |= pairs.any(may)
            names = names.along(pairs.gaps(may))
    rows = places_where(found)
    return part_of(cases[rows], STANDS, unknown=caseload.unknown.codes_of(names.take(rows)))
