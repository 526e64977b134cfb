"""Occurrences as they are found, before they are numbered."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from omicheck.arrays import Flags, Numbers, stable_order
from omicheck.evaluate.columnar.case_dates import field_codes, stands_for_end
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.incomplete import Incomplete
from omicheck.evaluate.columnar.lookups import NONE, cases_of, constant, days_of, places_where, places_within, shared

# What an occurrence is.
DATED: Final = 0
MISSING_DATE: Final = 1
# It stands for incomplete triggers.
STANDS: Final = 2
# It is an incomplete event.
OWN: Final = 3
# It is uncertain, by its number and of `becomes`.
UNCERTAIN: Final = 4
UNCERTAIN_SCOPE: Final = 5
# The one row of a case that has no occurrence.
NO_OCCURRENCE: Final = 6

NO_EVENT: Final = -1


@frozen(eq=False)
class Part:
    """Some occurrences, those of a case in their order.

    Attributes:
        case: the place of its case.
        day: the day from which it counts; `NONE` where it has no date.
        what: one of the above.
        unknown: the code of the fields that are unknown, if its date or its being one is.
        event: the incomplete event that it is, if it would be an occurrence on every day of a month or a year; else
            `NO_EVENT`.
        window_end: the last day of the window of a count; `NONE` elsewhere.
    """

    case: Numbers
    day: Numbers
    what: Numbers
    unknown: Numbers
    event: Numbers
    window_end: Numbers


def part_of(
    cases: Numbers,
    what: int | Numbers,
    days: Numbers | None = None,
    unknown: Numbers | None = None,
    event: Numbers | None = None,
    window_end: Numbers | None = None,
) -> Part:
    """Occurrences, with nothing where nothing is given."""
    length = len(cases)
    return Part(
        cases.astype(np.int32, copy=False),
        shared(length, NONE) if days is None else days.astype(np.int32, copy=False),
        np.full(length, what, dtype=np.int8) if isinstance(what, int) else what,
        shared(length, 0) if unknown is None else unknown,
        shared(length, NO_EVENT) if event is None else event.astype(np.int32, copy=False),
        shared(length, NONE) if window_end is None else window_end.astype(np.int32, copy=False),
    )


def dated_part(keys: Numbers) -> Part:
    """Occurrences of keys, which are in order."""
    return part_of(cases_of(keys), DATED, days_of(keys))


def own_part(caseload: Caseload, incomplete: Incomplete, first_days: Numbers | None, until: int) -> Part:
    """Incomplete events, each an occurrence of its own.

    Args:
        caseload: the cases.
        incomplete: the events.
        first_days: the first day on which one is an occurrence, in every case; None for any day.
        until: the last such day.
    """
    order = np.lexsort((incomplete.event, incomplete.last, incomplete.first, incomplete.case))
    cases = incomplete.case[order]
    is_one = incomplete.certain & (incomplete.last <= until)
    if first_days is not None:
        is_one &= incomplete.first >= first_days[incomplete.case]
    event = np.where(is_one, incomplete.event, NO_EVENT)[order]
    return part_of(cases, OWN, unknown=caseload.unknown.codes_of(incomplete.gaps.take(order)), event=event)


def missing_part(caseload: Caseload, days: Numbers, name: str) -> Part:
    """An occurrence without a date in every case whose case date has no value, unless that says it has not ended."""
    cases = places_where((days == NONE) & ~stands_for_end(caseload, name))
    return part_of(cases, MISSING_DATE, unknown=field_codes(caseload, name)[cases])


@frozen(eq=False)
class Occurrences:
    """The occurrences of a check, a row for each, in the order of case and number.

    Attributes:
        case: the place of its case.
        number: its number within the case, from 1.
        part: what else there is to it.
    """

    case: Numbers
    number: Numbers
    part: Part


def number(caseload: Caseload, parts: Sequence[Part]) -> Occurrences:
    """All occurrences, and a row for every case that has none; those of a case come in the order of the parts."""
    has_none = np.ones(len(caseload.every_case), dtype=np.bool_)
    for part in parts:
        has_none[part.case] = False
    parts = [part for part in parts if len(part.case)]
    none = places_where(has_none)
    if len(none) or not parts:
        parts.append(part_of(none, NO_OCCURRENCE))
    if len(parts) == 1:
        part = parts[0]
    else:
        order = stable_order(np.concatenate([part.case for part in parts]))
        part = Part(*(np.concatenate([getattr(part, name) for part in parts])[order] for name in _NAMES))
    return Occurrences(part.case, (places_within(part.case) + 1).astype(np.int32), part)


_NAMES: Final = ("case", "day", "what", "unknown", "event", "window_end")


def one_each(caseload: Caseload, part: Part) -> Occurrences:
    """One occurrence, or the row of none, for every case."""
    return Occurrences(part.case, constant(len(caseload.every_case), 1), part)


def dated(part: Part) -> Flags:
    """Which occurrences have a date."""
    flags: Flags = part.day != NONE
    return flags
