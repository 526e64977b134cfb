"""Rules and a partition to columns of rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import NONE, Numbers, constant, places_where, places_within
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import CODE, COLUMN_NAMES, Columns, put_together
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.found import Failure, PartitionRows, RuleRows
from omicheck.evaluate.columnar.incomplete import UnknownFields
from omicheck.evaluate.columnar.limits import LimitTexts, choose
from omicheck.evaluate.columnar.occurrences import (
    NO_OCCURRENCE,
    Occurrences,
    date_fields,
    field_places,
    occurrences_of,
)
from omicheck.evaluate.columnar.partition import UNKNOWN, Partition
from omicheck.evaluate.columnar.scopes import TRUE, holds, truth_of, unknown_fields
from omicheck.evaluate.columnar.verdicts import decide, decide_never, live_of
from omicheck.model.row import Reason
from omicheck.model.rule import Check, EventTrigger, Limit, Rule

# What a row is before it is decided, by the truth of the scope and by what its occurrence is.
_LIVE: Final = -1
_BEFORE_DECIDING: Final = np.array(
    [
        [CODE["out_of_scope"]] * 4,
        [CODE["unknown_scope"]] * 3 + [CODE["no_trigger"]],
        [_LIVE, CODE["missing_date"], CODE["incomplete_event"], CODE["no_trigger"]],
    ],
    dtype=np.int8,
).reshape(-1)


@frozen(eq=False)
class _Work:
    """What the rules of a partition share while they are evaluated."""

    caseload: Caseload
    limits: Mapping[str, Limit]
    texts: LimitTexts = field(factory=LimitTexts)
    unknown: UnknownFields = field(factory=UnknownFields)


def evaluate_partition(
    partition: Partition, rules: Sequence[Rule], limits: Mapping[str, Limit], as_of: date
) -> PartitionRows:
    """The rows of all rules for the cases of a partition.

    Args:
        partition: the cases.
        rules: the rules, in any order.
        limits: the limits that they name, by id.
        as_of: the audit date.
    """
    work = _Work(Caseload(partition, day_number(as_of)), limits)
    rules = tuple(sorted(rules, key=lambda rule: rule.id))
    failures: list[Failure] = []
    found = [_rows_or_error(work, rule, failures) for rule in rules]
    return _all_rows(work, rules, found, tuple(failures))


def _rows_or_error(work: _Work, rule: Rule, failures: list[Failure]) -> RuleRows:
    try:
        rows = rows_of_rule(work.caseload, rule, work.limits, work.texts, work.unknown)
    except Exception as error:  # noqa: BLE001, whatever fails here is told as an error row, and the others go on
        failures.append(Failure(rule.id, f"{type(error).__name__}: {error}"))
        return _error_rows(work.caseload, "evaluator_failed")
    problem = _problem_of(work.caseload, rows)
    if problem is not None:
        what, reason = problem
        failures.append(Failure(rule.id, what))
        return _error_rows(work.caseload, reason)
    return rows


def _problem_of(caseload: Caseload, rows: RuleRows) -> tuple[str, Reason] | None:
    """What is wrong if not every case has one row for each of its occurrences, which are numbered from 1."""
    if rows.case is caseload.every_case:
        is_right = bool((rows.number == 1).all())
    else:
        is_right = bool((rows.case[1:] >= rows.case[:-1]).all())
        is_right = is_right and bool((rows.number == places_within(rows.case) + 1).all())
    if not is_right:
        return "two rows for one occurrence", "two_verdicts"
    if np.count_nonzero(rows.number == 1) != len(caseload.every_case):
        return "a case without a row", "no_verdict"
    return None


def _error_rows(caseload: Caseload, reason: Reason) -> RuleRows:
    length = len(caseload.every_case)
    columns = Columns.empty(length)
    columns.reason[:] = CODE[reason]
    number, day = np.ones(length, dtype=np.int32), constant(length, NONE)
    return RuleRows(caseload.every_case, number, day, columns)


def rows_of_rule(
    caseload: Caseload, rule: Rule, limits: Mapping[str, Limit], texts: LimitTexts, unknown: UnknownFields
) -> RuleRows:
    """The rows of one rule for every case."""
    occurrences = occurrences_of(caseload, rule.check)
    case, day = occurrences.case, occurrences.day
    truth = truth_of(caseload, rule.applies, case, day)
    rows = Columns.empty(len(case))
    rows.reason = _BEFORE_DECIDING[truth * np.int8(NO_OCCURRENCE + 1) + occurrences.what]
    open_scope = places_where(rows.reason == CODE["unknown_scope"])
    if len(open_scope):
        rows.unknown[open_scope] = unknown_fields(caseload, rule.applies, case[open_scope], day[open_scope], unknown)
    _missing_dates(caseload, rule.check, occurrences, rows, unknown)
    _incomplete(caseload, rule.check, occurrences, rows, unknown)
    live = places_where(rows.reason == _LIVE)
    if len(live):
        decided = _decided(caseload, rule.check, occurrences.take(live), limits, texts, unknown)
        if len(live) == len(case):
            rows = decided
        else:
            _write(rows, live, decided)
    return RuleRows(case, occurrences.number, day, rows)


def _missing_dates(
    caseload: Caseload, check: Check, occurrences: Occurrences, rows: Columns, unknown: UnknownFields
) -> None:
    places = places_where(rows.reason == CODE["missing_date"])
    if not len(places) or not isinstance(check.trigger, str):
        return
    codes = np.array([unknown.code([name]) for name in date_fields(caseload, check.trigger)], dtype=np.int32)
    rows.unknown[places] = codes[field_places(caseload, check.trigger)[occurrences.case[places]]]


def _incomplete(
    caseload: Caseload, check: Check, occurrences: Occurrences, rows: Columns, unknown: UnknownFields
) -> None:
    places = places_where(rows.reason == CODE["incomplete_event"])
    if not len(places) or not isinstance(check.trigger, EventTrigger):
        return
    incomplete = caseload.events_of(check.trigger.spec, ahead=check.kind == "lead_time").incomplete
    rows.unknown[places] = unknown.codes_of(incomplete.of_cases(occurrences.case[places]))


def _decided(
    caseload: Caseload,
    check: Check,
    occurrences: Occurrences,
    limits: Mapping[str, Limit],
    texts: LimitTexts,
    unknown: UnknownFields,
) -> Columns:
    cases, days = occurrences.case, occurrences.day
    if check.kind == "recorded":
        return _recorded(caseload, check, cases, days)
    if check.kind == "never":
        return decide_never(caseload, check, cases, days, unknown)
    chosen = choose(caseload, limits[check.limit or ""], cases, days)
    return decide(live_of(caseload, check, cases, days, occurrences.window_end), chosen, texts, unknown)


def _recorded(caseload: Caseload, check: Check, cases: Numbers, days: Numbers) -> Columns:
    rows = Columns.empty(len(cases))
    name = check.field or ""
    codes = caseload.values_at(name, cases, constant(len(days), caseload.as_of))
    rows.reason[:] = CODE["recorded"]
    if check.condition is not None:
        np.putmask(rows.reason, holds(caseload, name, check.condition, codes) != TRUE, CODE["wrong_value"])
    np.putmask(rows.reason, codes == UNKNOWN, CODE["not_recorded"])
    return rows


def _write(rows: Columns, places: Numbers, decided: Columns) -> None:
    for name in COLUMN_NAMES:
        getattr(rows, name)[places] = getattr(decided, name)


def _all_rows(
    work: _Work, rules: tuple[Rule, ...], found: Sequence[RuleRows], failures: tuple[Failure, ...]
) -> PartitionRows:
    """The rows of all rules, one rule after the other."""
    nothing = [np.empty(0, dtype=np.int32)]
    lengths = [len(rows.case) for rows in found]
    return PartitionRows(
        work.caseload.partition.case_ids,
        rules,
        np.concatenate(nothing + [rows.case for rows in found]),
        np.repeat(np.arange(len(rules), dtype=np.int32), lengths),
        np.concatenate(nothing + [rows.number for rows in found]),
        np.concatenate(nothing + [rows.day for rows in found]),
        put_together([rows.columns for rows in found]),
        work.texts.tuple(),
        work.unknown.tuples(),
        failures,
    )
