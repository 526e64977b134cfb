"""The kinds of check: from occurrences that are in scope, and their limit, to the reason of each row."""

import numpy as np
from attrs import frozen

from omicheck.evaluate.columnar.arrays import (
    EARLIEST,
    FAR,
    NONE,
    Flags,
    Numbers,
    constant,
    count_in,
    first_from,
    is_one_of,
    places_where,
)
from omicheck.evaluate.columnar.begun import Started
from omicheck.evaluate.columnar.caseload import Caseload, SpecEvents
from omicheck.evaluate.columnar.columns import CODE, VERDICT_CODES, Columns
from omicheck.evaluate.columnar.days import add, subtract
from omicheck.evaluate.columnar.incomplete import UnknownFields
from omicheck.evaluate.columnar.limits import NOT_IN_FORCE, Chosen, LimitTexts
from omicheck.model.limit import Amount, LimitValue
from omicheck.model.rule import Check, EventSpec


@frozen(eq=False)
class Asked:
    """The dated occurrences of a check that are in scope, with what does not depend on a limit.

    Attributes:
        check: the check.
        case: the place of the case of each.
        day: the trigger's day.
        window_end: the due date of a count.
        first: the first day of the passing span.
        outcome: the day of the outcome; `FAR` where there is none, and in a count.
        count: how many outcomes a count found; 0 otherwise.
        ends: the day on which the case ended; `FAR` where it had not by the audit date or where that is no matter.
    """

    caseload: Caseload
    check: Check
    case: Numbers
    day: Numbers
    window_end: Numbers
    first: Numbers
    outcome: Numbers
    count: Numbers
    ends: Numbers

    def take(self, rows: Numbers) -> "Asked":
        """Some of them, in their order."""
        if len(rows) == len(self.case):
            return self
        arrays = (self.case, self.day, self.window_end, self.first, self.outcome, self.count, self.ends)
        return Asked(self.caseload, self.check, *(array[rows] for array in arrays))

    def exempting_span(self, due: Numbers) -> tuple[Numbers, Numbers]:
        """The days on which an `unless` exempts."""
        return (due, self.day) if self.check.kind == "lead_time" else (self.day, due)


def asked_of(live: Started, check: Check) -> Asked:
    """The occurrences of a deadline, interval, lead_time or count, with what does not depend on a limit."""
    events = _events(live.caseload, check.outcome)
    match check.kind:
        case "interval":
            first = live.day + 1
        case "lead_time":
            first = constant(len(live.day), EARLIEST)
        case _:
            first = live.day if check.early is None else subtract(live.day, check.early)
    nothing = constant(len(live.day), FAR)
    outcome, count = nothing, np.zeros(len(live.day), dtype=np.int32)
    if check.kind == "count":
        count = count_in(events.keys, live.case, first, live.window_end)
    else:
        outcome = first_from(events.keys, live.case, first)
    return Asked(live.caseload, check, live.case, live.day, live.window_end, first, outcome, count, live.ends)


def _events(caseload: Caseload, spec: EventSpec | None) -> SpecEvents:
    return caseload.events_of(EventSpec(()) if spec is None else spec)


def decide(live: Asked, chosen: Chosen, texts: LimitTexts, unknown: UnknownFields) -> Columns:
    """Steps 5 to 7 for every occurrence."""
    rows = Columns.empty(len(live.case))
    rows.reason[:] = CODE["no_limit_in_force"]
    known = places_where(chosen.choice > NOT_IN_FORCE)
    if len(known):
        _decide_known(live, chosen, known, rows, texts, unknown)
    for value, places in chosen.open_values():
        _decide_open(live, value, places, rows, unknown)
    late = rows.reason == CODE["late"]
    shown = places_where(late | (rows.reason == CODE["absent"]))
    until = np.where(late[shown], rows.outcome[shown], np.int32(live.caseload.as_of))
    rows.days_late[shown] = until - rows.due[shown]
    return rows


def _due_and_need(check: Check, day: Numbers, window_end: Numbers, amount: Amount) -> tuple[Numbers, int]:
    """The due dates, and how many outcomes a count needs."""
    if isinstance(amount, int):
        return window_end, amount
    return (subtract(day, amount) if check.kind == "lead_time" else add(day, amount)), 0


def _decide_known(
    live: Asked, chosen: Chosen, places: Numbers, rows: Columns, texts: LimitTexts, unknown: UnknownFields
) -> None:
    need = np.zeros(len(rows.due), dtype=np.int32)
    for choice, amount in enumerate(chosen.amounts):
        mine = places_where(chosen.choice == choice)
        rows.due[mine], need[mine] = _due_and_need(live.check, live.day[mine], live.window_end[mine], amount)
        rows.limit[mine] = texts.code(amount)
    live, due, need = live.take(places), rows.due[places], need[places]
    exempt = _exempt(live, due)
    if exempt.any():
        rows.reason[places[exempt]] = CODE["exempt"]
        rest = places_where(~exempt)
        live, due, need, places = live.take(rest), due[rest], need[rest], places[rest]
    reason, gaps = _settle(live, due, need, due, unknown)
    _write(rows, places, live, reason, gaps)


def _decide_open(live: Asked, value: LimitValue, places: Numbers, rows: Columns, unknown: UnknownFields) -> None:
    """The rows whose limit depends on a field that is not known: worked out for every value of it."""
    live = live.take(places)
    amounts = dict.fromkeys(value.table.values())
    variants = [_due_and_need(live.check, live.day, live.window_end, amount) for amount in amounts]
    latest = np.max([due for due, _ in variants], axis=0)
    rows.due[places] = latest
    exempt = _exempt(live, latest)
    rows.reason[places[exempt]] = CODE["exempt"]
    rest = places_where(~exempt)
    live, latest = live.take(rest), latest[rest]
    most = max(need for _, need in variants)
    reason = np.zeros(len(rest), dtype=np.int8)
    gaps = np.zeros(len(rest), dtype=np.int32)
    agreed = np.ones(len(rest), dtype=np.bool_)
    first_verdict: Numbers | None = None
    for due, need in variants:
        one_reason, one_gaps = _settle(live, due[rest], np.full(len(rest), need), latest, unknown)
        verdict = VERDICT_CODES[one_reason]
        first_verdict = verdict if first_verdict is None else first_verdict
        agreed &= verdict == first_verdict
        stands = (due[rest] == latest) & (need == most)
        reason, gaps = np.where(stands, one_reason, reason), np.where(stands, one_gaps, gaps)
    reason = np.where(agreed, reason, np.int8(CODE["unknown_limit"]))
    by_field = unknown.code([] if agreed.all() or value.by is None else [value.by])
    _write(rows, places[rest], live, reason, np.where(agreed, gaps, by_field))


def _write(rows: Columns, places: Numbers, live: Asked, reason: Numbers, gaps: Numbers) -> None:
    rows.reason[places] = reason
    rows.unknown[places] = gaps
    if live.check.kind == "count":
        rows.count[places] = live.count
    else:
        rows.outcome[places] = np.where(live.outcome == FAR, np.int32(NONE), live.outcome)


def _exempt(live: Asked, due: Numbers) -> Flags:
    """Step 6: whether a match of `unless` is dated in the exempting span."""
    if live.check.unless is None:
        return np.zeros(len(due), dtype=np.bool_)
    events = live.caseload.events_of(live.check.unless)
    first, last = live.exempting_span(due)
    return (first_from(events.keys, live.case, first) <= last) & (first <= last)


def _settle(
    live: Asked, due: Numbers, need: Numbers, exempting_due: Numbers, unknown: UnknownFields
) -> tuple[Numbers, Numbers]:
    """Step 7: the reason of each row, and the code of its unknown fields."""
    counting = live.check.kind == "count"
    # The later a condition stands here, the more it weighs.
    reason = np.full(len(due), CODE["too_few" if counting else "absent"], dtype=np.int8)
    np.putmask(reason, due >= live.caseload.as_of, CODE["not_due"])
    if not counting:
        np.putmask(reason, live.outcome < FAR, CODE["late_accepted" if live.check.late_accepted else "late"])
    np.putmask(reason, live.ends <= due, CODE["ended_before_due"])
    if counting:
        np.putmask(reason, live.count >= need, CODE["enough"])
    else:
        np.putmask(reason, live.outcome <= due, CODE["in_time"])
    gaps = np.zeros(len(reason), dtype=np.int32)
    failures = (CODE["too_few"],) if counting else (CODE["late"], CODE["absent"])
    fails = places_where(is_one_of(reason, failures))
    if not len(fails):
        return reason, gaps
    incomplete = _events(live.caseload, live.check.outcome).incomplete
    touching, lacking = incomplete.touching(live.case[fails], live.first[fails], due[fails])
    opens = touching > 0
    if counting:
        opens &= live.count[fails] + touching >= need[fails]
    lacking = lacking.only(opens)
    if live.check.unless is not None:
        first, last = live.exempting_span(exempting_due)
        excuses = live.caseload.events_of(live.check.unless).incomplete
        excusing, more = excuses.touching(live.case[fails], first[fails], last[fails])
        opens |= excusing > 0
        lacking = lacking.along(more)
    turned = places_where(opens)
    if not len(turned):
        return reason, gaps
    reason[fails[turned]] = CODE["incomplete_event"]
    gaps[fails[turned]] = unknown.codes_of(lacking.take(turned))
    return reason, gaps


def decide_never(live: Started, check: Check, unknown: UnknownFields) -> Columns:
    """Steps 6 and 7 of a never."""
    caseload, cases, days = live.caseload, live.case, live.day
    rows = Columns.empty(len(cases))
    events = _events(caseload, check.outcome)
    last = np.minimum(caseload.ends[cases], caseload.as_of).astype(np.int32)
    outcome = first_from(events.keys, cases, days)
    happened = outcome <= last
    touching, gaps = events.incomplete.touching(cases, days, last)
    rows.reason[:] = CODE["none"]
    np.putmask(rows.reason, touching > 0, CODE["incomplete_event"])
    np.putmask(rows.reason, happened, CODE["happened"])
    gaps = gaps.only((touching > 0) & ~happened)
    exempt = np.zeros(len(cases), dtype=np.bool_)
    if check.unless is not None:
        unless = caseload.events_of(check.unless)
        exempt = (first_from(unless.keys, cases, days) <= last) & (days <= last)
        excusing, more = unless.incomplete.touching(cases, days, last)
        np.putmask(rows.reason, happened & (excusing > 0), CODE["incomplete_event"])
        gaps = gaps.along(more.only(happened))
    np.putmask(rows.reason, exempt, CODE["exempt"])
    rows.outcome = np.where(happened & ~exempt, outcome, np.int32(NONE))
    rows.unknown = unknown.codes_of(gaps.only(~exempt))
    return rows
