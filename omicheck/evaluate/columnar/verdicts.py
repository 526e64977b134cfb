"""The kinds of check: from occurrences that are in scope to their rows."""

import numpy as np

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.columns import NOTHING, Columns
from omicheck.evaluate.columnar.days import add, subtract
from omicheck.evaluate.columnar.fields import open_events, read
from omicheck.evaluate.columnar.limits import NOT_IN_FORCE, ChosenAmounts, LimitTexts, choose, has_every_value
from omicheck.evaluate.columnar.lookups import (
    EARLIEST,
    FAR,
    NONE,
    constant,
    first_from,
    is_one_of,
    places_where,
    shared,
)
from omicheck.evaluate.columnar.occurrences_in_scope import OccurrencesInScope
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.evaluate.columnar.rows_left_open import settle_open
from omicheck.evaluate.columnar.scopes import TRUE, holds
from omicheck.evaluate.columnar.spans import DatedOccurrences, dated_occurrences
from omicheck.evaluate.reason_codes import CODE, VERDICT_CODES
from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.rule import Check


def decide(live: OccurrencesInScope, check: Check, limit: Limit | None, texts: LimitTexts) -> Columns:
    """Steps 5 to 7 for every occurrence.

    Args:
        live: the occurrences.
        check: the check.
        limit: its limit, if it has one.
        texts: takes the texts of the amounts.
    """
    if check.kind == "recorded":
        return _recorded(check, live)
    asked = dated_occurrences(live, check)
    if limit is None:
        return settle(asked, shared(len(live.case), NONE), shared(len(live.case), 0))
    chosen = choose(live, limit)
    rows = Columns.empty(len(live.case))
    rows.reason[:] = CODE["no_limit_in_force"]
    known = chosen.choice > NOT_IN_FORCE
    if known.any():
        rows = _decide_known(asked, chosen, known, texts)
    for value, places in chosen.open_values():
        _decide_open(asked, value, places, rows)
    return rows


def settle(asked: DatedOccurrences, due: Numbers, need: Numbers, known: Flags | None = None) -> Columns:
    """Steps 6 and 7 for every occurrence.

    Args:
        asked: what is asked of them.
        due: their due dates.
        need: the limit of a count.
        known: of which all this is known; None for all. What comes out for the others is of no use.
    """
    rows = Columns.empty(len(due))
    rows.due = due
    break_ = asked.live.break_
    last = asked.last(due, break_)
    if asked.check.kind == "count":
        rows.reason = asked.reason_without(due, break_)
        rows.count = asked.count.copy()
        is_with = asked.count > need if asked.check.at_most else asked.count >= need
    else:
        is_with = asked.outcome <= last
        _write_outcome(asked, due, is_with, rows)
    np.putmask(rows.reason, is_with, asked.reason_with)
    exempt = _exempt(asked, due, last)
    if exempt is not None and exempt.any():
        rows.reason[exempt] = CODE["exempt"]
        rows.clear(exempt, "outcome", "days_late", "count")
    may_be_open = _may_be_open(asked, last, is_with, exempt)
    if may_be_open is None:
        return rows
    places = places_where(may_be_open if known is None else may_be_open & known)
    if len(places):
        rows.write(places, settle_open(asked.take(places), due[places], need[places]))
    return rows


def _write_outcome(asked: DatedOccurrences, due: Numbers, is_with: Flags, rows: Columns) -> None:
    """The outcome, and what it means to be late or not there, where nothing is open."""
    break_ = asked.live.break_
    if asked.check.kind == "never":
        rows.reason = asked.reason_without(due, break_)
        rows.outcome = np.where(is_with, asked.outcome, np.int32(NONE))
        return
    is_there = asked.outcome < FAR
    rows.reason = asked.reason_without(due, break_, is_there)
    rows.outcome = np.where(is_there, asked.outcome, np.int32(NONE))
    shown = places_where(is_one_of(rows.reason, (CODE["late"], CODE["absent"])) & ~is_with)
    if len(shown):
        until = np.where(is_there[shown], asked.outcome[shown], np.int32(asked.caseload.as_of))
        rows.days_late = constant(len(due), NONE)
        rows.days_late[shown] = until - due[shown]


def _exempt(asked: DatedOccurrences, due: Numbers, last: Numbers) -> Flags | None:
    """Whether a match of `unless` is dated in the exempting span."""
    if asked.unless is None:
        return None
    begin, end = asked.exempting_span(due, last)
    found: Flags = (first_from(asked.unless.keys, asked.case, begin) <= end) & (begin <= end)
    return found


def _may_be_open(asked: DatedOccurrences, last: Numbers, is_with: Flags, exempt: Flags | None) -> Flags | None:
    """In which rows something that is not known may matter; None for nowhere."""
    flags: Flags | None = None
    caseload, check = asked.caseload, asked.check
    if len(asked.events.incomplete):
        # What is over before the passing span begins, or begins after it ends, leaves nothing open.
        flags = caseload.of_cases(asked.events.incomplete.latest, asked.case) >= asked.first
        if check.kind in ("count", "never"):
            flags &= caseload.of_cases(asked.events.incomplete.earliest, asked.case) <= last
        if check.kind != "count":
            flags &= ~is_with
    if asked.unless is not None and len(asked.unless.incomplete):
        excused = caseload.of_cases(asked.unless.incomplete.latest, asked.case) >= EARLIEST
        flags = excused if flags is None else flags | excused
    if flags is not None and exempt is not None:
        flags = flags & ~exempt
    breaks = asked.live.breaks
    if breaks is not None and breaks[0] is not breaks[1]:
        differ = breaks[0] != breaks[1]
        flags = differ if flags is None else flags | differ
    return flags


def _due_and_need(check: Check, day: Numbers, window_end: Numbers, amount: Amount) -> tuple[Numbers, Numbers]:
    """The due dates, and the limit of a count."""
    if isinstance(amount, int):
        return window_end, shared(len(day), amount)
    due = subtract(day, amount) if check.kind == "lead_time" else add(day, amount)
    return due.astype(np.int32, copy=False), shared(len(day), 0)


def _decide_known(asked: DatedOccurrences, chosen: ChosenAmounts, known: Flags, texts: LimitTexts) -> Columns:
    """The rows of which it is known which amount applies; the others have none."""
    day, window_end = asked.live.day, asked.live.window_end
    due, need, limit = day.copy(), constant(len(day), 0), constant(len(day), -1)
    for place, amount in enumerate(chosen.amounts):
        mine = places_where(chosen.choice == place)
        if len(mine) == len(day):
            due, need = (column.copy() for column in _due_and_need(asked.check, day, window_end, amount))
            limit = constant(len(day), texts.code(amount))
            return _with_limit(settle(asked, due, need), limit)
        due[mine], need[mine] = _due_and_need(asked.check, day[mine], window_end[mine], amount)
        limit[mine] = texts.code(amount)
    found = _with_limit(settle(asked, due, need, known), limit)
    others = places_where(~known)
    found.reason[others] = CODE["no_limit_in_force"]
    found.clear(others, *NOTHING)
    return found


def _with_limit(rows: Columns, limit: Numbers) -> Columns:
    rows.limit = limit
    return rows


def _decide_open(asked: DatedOccurrences, value: LimitValue, places: Numbers, rows: Columns) -> None:
    """The rows whose limit depends on a field that is not known: worked out for every value of it."""
    asked = asked.take(places)
    variants = []
    for amount in dict.fromkeys(value.table.values()):
        due, need = _due_and_need(asked.check, asked.live.day, asked.live.window_end, amount)
        variants.append((due, need, settle(asked, due.copy(), need)))
    latest = np.max([due for due, _, _ in variants], axis=0)
    most = np.max([need for _, need, _ in variants], axis=0)
    verdicts = [VERDICT_CODES[found.reason] for _, _, found in variants]
    agreed = np.logical_and.reduce([verdict == verdicts[0] for verdict in verdicts])
    agreed &= has_every_value(value, asked.caseload.vocabulary)
    result = Columns.empty(len(places))
    for due, need, found in variants:
        stands = places_where((due == latest) & (need == most))
        result.write(stands, found.take(stands))
    doubtful = places_where(~agreed)
    if len(doubtful):
        result.reason[doubtful] = CODE["unknown_limit"]
        result.clear(doubtful, "days_late")
        result.unknown = result.unknown.copy()
        result.unknown[doubtful] = asked.caseload.unknown.code([] if value.by is None else [value.by])
    rows.write(places, result)


def _recorded(check: Check, live: OccurrencesInScope) -> Columns:
    rows = Columns.empty(len(live.case))
    name, caseload = check.field or "", live.caseload
    reading = read(caseload, name, live.case, live.day)
    rows.reason[:] = CODE["recorded"]
    if check.condition is not None:
        np.putmask(rows.reason, holds(caseload, name, check.condition, reading) != TRUE, CODE["wrong_value"])
    np.putmask(rows.reason, reading.codes == UNKNOWN, CODE["not_recorded"])
    if reading.open is not None and reading.open.any():
        places = places_where(reading.open)
        rows.reason[places] = CODE["incomplete_event"]
        names = open_events(caseload, name, live.case[places], live.day[places])
        rows.unknown = constant(len(rows.reason), 0)
        rows.unknown[places] = caseload.unknown.codes_of(names)
    return rows
