"""The kinds of check: from occurrences that are in scope to their rows."""

import numpy as np

from omicheck.evaluate.columnar.arrays import FAR, NONE, Flags, Numbers, constant, first_from, places_where
from omicheck.evaluate.columnar.asked import Asked, asked_of
from omicheck.evaluate.columnar.columns import CODE, COLUMN_NAMES, VERDICT_CODES, Columns
from omicheck.evaluate.columnar.days import add, subtract
from omicheck.evaluate.columnar.fields import open_events, read
from omicheck.evaluate.columnar.limits import NOT_IN_FORCE, Chosen, LimitTexts, choose, has_every_value
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.evaluate.columnar.possible import settle_open
from omicheck.evaluate.columnar.scopes import TRUE, holds
from omicheck.evaluate.columnar.started import Started
from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.rule import Check


def decide(live: Started, check: Check, limit: Limit | None, texts: LimitTexts) -> Columns:
    """Steps 5 to 7 for every occurrence.

    Args:
        live: the occurrences.
        check: the check.
        limit: its limit, if it has one.
        texts: takes the texts of the amounts.
    """
    if check.kind == "recorded":
        return _recorded(check, live)
    asked = asked_of(live, check)
    if limit is None:
        return settle(asked, constant(len(live.case), NONE), constant(len(live.case), 0))
    chosen = choose(live, limit)
    rows = Columns.empty(len(live.case))
    rows.reason[:] = CODE["no_limit_in_force"]
    known = places_where(chosen.choice > NOT_IN_FORCE)
    if len(known):
        _decide_known(asked, chosen, known, rows, texts)
    for value, places in chosen.open_values():
        _decide_open(asked, value, places, rows)
    return rows


def settle(asked: Asked, due: Numbers, need: Numbers) -> Columns:
    """Steps 6 and 7 for every occurrence, with its due date and the limit of a count."""
    rows = Columns.empty(len(due))
    rows.due = due
    break_ = asked.live.break_
    last = asked.last(due, break_)
    rows.reason = asked.reason_without(due, break_)
    if asked.check.kind == "count":
        rows.count = asked.count.copy()
        is_with = asked.count > need if asked.check.at_most else asked.count >= need
    else:
        is_with = asked.outcome <= last
        _write_outcome(asked, due, is_with, rows)
    np.putmask(rows.reason, is_with, asked.reason_with)
    exempt = _exempt(asked, due, last)
    if exempt is not None and exempt.any():
        rows.reason[exempt], rows.outcome[exempt], rows.days_late[exempt] = CODE["exempt"], NONE, NONE
        rows.count[exempt] = -1
    places = places_where(_may_be_open(asked, is_with, exempt))
    if len(places):
        write(rows, places, settle_open(asked.take(places), due[places], need[places]))
    return rows


def write(rows: Columns, places: Numbers, found: Columns) -> None:
    """Writes rows at their places among others."""
    for name in COLUMN_NAMES:
        getattr(rows, name)[places] = getattr(found, name)


def _write_outcome(asked: Asked, due: Numbers, is_with: Flags, rows: Columns) -> None:
    """The outcome, and what it means to be late or not there, where nothing is open."""
    if asked.check.kind == "never":
        rows.outcome = np.where(is_with, asked.outcome, np.int32(NONE))
        return
    rows.outcome = np.where(asked.outcome == FAR, np.int32(NONE), asked.outcome)
    is_late = places_where(~is_with & (asked.outcome < FAR))
    if len(is_late):
        some = asked.take(is_late)
        rows.reason[is_late] = some.reason_late(due[is_late], some.live.break_)
    late = rows.reason == CODE["late"]
    shown = places_where((late | (rows.reason == CODE["absent"])) & ~is_with)
    until = np.where(late[shown], rows.outcome[shown], np.int32(asked.caseload.as_of))
    rows.days_late[shown] = until - due[shown]


def _exempt(asked: Asked, due: Numbers, last: Numbers) -> Flags | None:
    """Whether a match of `unless` is dated in the exempting span."""
    if asked.unless is None:
        return None
    begin, end = asked.exempting_span(due, last)
    found: Flags = (first_from(asked.unless.keys, asked.case, begin) <= end) & (begin <= end)
    return found


def _may_be_open(asked: Asked, is_with: Flags, exempt: Flags | None) -> Flags:
    """In which rows something that is not known may matter."""
    flags = np.zeros(len(is_with), dtype=np.bool_)
    if len(asked.events.incomplete):
        flags |= asked.events.incomplete.has(asked.case)
        if asked.check.kind != "count":
            flags &= ~is_with
    if asked.unless is not None and len(asked.unless.incomplete):
        flags |= asked.unless.incomplete.has(asked.case)
    if exempt is not None:
        flags &= ~exempt
    if asked.live.breaks is not None and asked.live.breaks[0] is not asked.live.breaks[1]:
        flags |= asked.live.breaks[0] != asked.live.breaks[1]
    return flags


def _due_and_need(check: Check, live: Started, amount: Amount) -> tuple[Numbers, Numbers]:
    """The due dates, and the limit of a count."""
    if isinstance(amount, int):
        return live.window_end, constant(len(live.day), amount)
    due = subtract(live.day, amount) if check.kind == "lead_time" else add(live.day, amount)
    return due.astype(np.int32, copy=False), constant(len(live.day), 0)


def _decide_known(asked: Asked, chosen: Chosen, places: Numbers, rows: Columns, texts: LimitTexts) -> None:
    due, need, limit = constant(len(rows.due), NONE), constant(len(rows.due), 0), constant(len(rows.due), -1)
    for choice, amount in enumerate(chosen.amounts):
        mine = places_where(chosen.choice == choice)
        due[mine], need[mine] = _due_and_need(asked.check, asked.live.take(mine), amount)
        limit[mine] = texts.code(amount)
    found = settle(asked.take(places), due[places], need[places])
    found.limit = limit[places]
    write(rows, places, found)


def _decide_open(asked: Asked, value: LimitValue, places: Numbers, rows: Columns) -> None:
    """The rows whose limit depends on a field that is not known: worked out for every value of it."""
    asked = asked.take(places)
    variants = []
    for amount in dict.fromkeys(value.table.values()):
        due, need = _due_and_need(asked.check, asked.live, amount)
        variants.append((due, need, settle(asked, due.copy(), need)))
    latest = np.max([due for due, _, _ in variants], axis=0)
    most = np.max([need for _, need, _ in variants], axis=0)
    verdicts = [VERDICT_CODES[found.reason] for _, _, found in variants]
    agreed = np.logical_and.reduce([verdict == verdicts[0] for verdict in verdicts])
    agreed &= has_every_value(value, asked.caseload.vocabulary)
    result = Columns.empty(len(places))
    for due, need, found in variants:
        stands = places_where((due == latest) & (need == most))
        for name in COLUMN_NAMES:
            getattr(result, name)[stands] = getattr(found, name)[stands]
    result.reason[~agreed] = CODE["unknown_limit"]
    result.days_late[~agreed] = NONE
    result.unknown[~agreed] = asked.caseload.unknown.code([] if value.by is None else [value.by])
    write(rows, places, result)


def _recorded(check: Check, live: Started) -> Columns:
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
        rows.unknown[places] = caseload.unknown.codes_of(names)
    return rows
