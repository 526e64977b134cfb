"""Rules and a partition to columns of rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import NONE, Numbers
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import CODE, COLUMN_NAMES, Columns
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.incomplete import UnknownFields
from omicheck.evaluate.columnar.limits import LimitTexts, choose
from omicheck.evaluate.columnar.occurrences import (
    INCOMPLETE,
    MISSING_DATE,
    NO_OCCURRENCE,
    Occurrences,
    date_fields,
    field_places,
    occurrences_of,
)
from omicheck.evaluate.columnar.partition import UNKNOWN, Partition
from omicheck.evaluate.columnar.scopes import FALSE, TRUE, holds, truth_of, unknown_fields
from omicheck.evaluate.columnar.verdicts import decide, decide_never, live_of
from omicheck.model.rule import Check, EventTrigger, Limit, Rule


@frozen
class Failure:
    """A rule that could not be evaluated for a partition.

    Attributes:
        rule: the rule.
        what: what went wrong.
    """

    rule: str
    what: str


@frozen(eq=False)
class RuleRows:
    """The rows of one rule for a partition, in no order.

    Attributes:
        case: the place of the case of each.
        number: the occurrence.
        day: the trigger date; `NONE` for null.
        columns: the other columns.
    """

    case: Numbers
    number: Numbers
    day: Numbers
    columns: Columns


@frozen(eq=False)
class PartitionRows:
    """The rows of a partition, in the order of case, rule and occurrence.

    Attributes:
        case_ids: the references of the cases.
        rules: the rules, in the order of their ids.
        case: the place of the case of each row.
        rule: the place of the rule.
        number: the occurrence.
        day: the trigger date; `NONE` for null.
        columns: the other columns.
        limits: the text of each code of a limit.
        unknown: the set for each code of unknown fields.
        failures: rules that could not be evaluated.
    """

    case_ids: Sequence[str]
    rules: tuple[Rule, ...]
    case: Numbers
    rule: Numbers
    number: Numbers
    day: Numbers
    columns: Columns
    limits: tuple[str, ...]
    unknown: tuple[tuple[str, ...], ...]
    failures: tuple[Failure, ...] = ()


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
    return _in_order(work, rules, found, tuple(failures))


def _rows_or_error(work: _Work, rule: Rule, failures: list[Failure]) -> RuleRows:
    try:
        rows = rows_of_rule(work.caseload, rule, work.limits, work.texts, work.unknown)
    except Exception as error:  # noqa: BLE001, whatever fails here is told as an error row, and the others go on
        failures.append(Failure(rule.id, f"{type(error).__name__}: {error}"))
        return _error_rows(work.caseload, "evaluator_failed")
    counts = np.bincount(rows.case, minlength=len(work.caseload.every_case))
    first = np.cumsum(counts) - counts
    seen = np.zeros(len(rows.case), dtype=np.bool_)
    places = first[rows.case] + rows.number - 1
    seen[places[(rows.number >= 1) & (rows.number <= counts[rows.case])]] = True
    if not seen.all():
        failures.append(Failure(rule.id, "two rows for one occurrence"))
        return _error_rows(work.caseload, "two_verdicts")
    if len(counts) and not counts.all():
        failures.append(Failure(rule.id, "a case without a row"))
        return _error_rows(work.caseload, "no_verdict")
    return rows


def _error_rows(caseload: Caseload, reason: str) -> RuleRows:
    length = len(caseload.every_case)
    columns = Columns.empty(length)
    columns.reason[:] = next(code for name, code in CODE.items() if name == reason)
    number, day = np.ones(length, dtype=np.int32), np.full(length, NONE, dtype=np.int32)
    return RuleRows(caseload.every_case, number, day, columns)


def rows_of_rule(
    caseload: Caseload, rule: Rule, limits: Mapping[str, Limit], texts: LimitTexts, unknown: UnknownFields
) -> RuleRows:
    """The rows of one rule for every case."""
    occurrences = occurrences_of(caseload, rule.check)
    case, day, what = occurrences.case, occurrences.day, occurrences.what
    scope_day = np.where(day == NONE, caseload.as_of, day)
    truth = truth_of(caseload, rule.applies, case, scope_day)
    rows = Columns.empty(len(case))
    rows.reason = np.where(
        truth == FALSE,
        CODE["out_of_scope"],
        np.where(what == NO_OCCURRENCE, CODE["no_trigger"], CODE["unknown_scope"]),
    ).astype(np.int32)
    open_scope = np.flatnonzero(rows.reason == CODE["unknown_scope"])
    open_scope = open_scope[truth[open_scope] != TRUE]
    if len(open_scope):
        rows.unknown[open_scope] = unknown_fields(
            caseload, rule.applies, case[open_scope], scope_day[open_scope], unknown
        )
    in_scope = truth == TRUE
    _missing_dates(caseload, rule.check, occurrences, in_scope & (what == MISSING_DATE), rows, unknown)
    _incomplete(caseload, rule.check, occurrences, in_scope & (what == INCOMPLETE), rows, unknown)
    live = np.flatnonzero(in_scope & (what < MISSING_DATE))
    if len(live):
        _write(rows, live, _decided(caseload, rule.check, occurrences.take(live), limits, texts, unknown))
    return RuleRows(case, occurrences.number, day, rows)


def _missing_dates(
    caseload: Caseload, check: Check, occurrences: Occurrences, wanted: Numbers, rows: Columns, unknown: UnknownFields
) -> None:
    places = np.flatnonzero(wanted)
    if not len(places) or not isinstance(check.trigger, str):
        return
    rows.reason[places] = CODE["missing_date"]
    codes = np.array([unknown.code([name]) for name in date_fields(caseload, check.trigger)], dtype=np.int32)
    rows.unknown[places] = codes[field_places(caseload, check.trigger)[occurrences.case[places]]]


def _incomplete(
    caseload: Caseload, check: Check, occurrences: Occurrences, wanted: Numbers, rows: Columns, unknown: UnknownFields
) -> None:
    places = np.flatnonzero(wanted)
    if not len(places) or not isinstance(check.trigger, EventTrigger):
        return
    rows.reason[places] = CODE["incomplete_event"]
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
    codes = caseload.values_at(name, cases, np.full(len(days), caseload.as_of, dtype=np.int32))
    rows.reason = np.where(codes == UNKNOWN, CODE["not_recorded"], CODE["recorded"]).astype(np.int32)
    if check.condition is not None:
        wrong = (codes != UNKNOWN) & (holds(caseload, name, check.condition, codes) != TRUE)
        rows.reason = np.where(wrong, CODE["wrong_value"], rows.reason)
    return rows


def _write(rows: Columns, places: Numbers, decided: Columns) -> None:
    for name in COLUMN_NAMES:
        getattr(rows, name)[places] = getattr(decided, name)


def _in_order(
    work: _Work, rules: tuple[Rule, ...], found: Sequence[RuleRows], failures: tuple[Failure, ...]
) -> PartitionRows:
    """The rows of all rules, each put at its place, which follows from how many rows each case and rule has."""
    cases = len(work.caseload.every_case)
    counts = np.zeros((cases, len(rules)), dtype=np.int64)
    for place, rows in enumerate(found):
        counts[:, place] = np.bincount(rows.case, minlength=cases)
    first = (np.cumsum(counts.reshape(-1)) - counts.reshape(-1)).reshape(counts.shape)
    places = [first[rows.case, place] + rows.number - 1 for place, rows in enumerate(found)]
    length = int(counts.sum())

    def scatter(columns: Iterator[Numbers]) -> Numbers:
        column = np.empty(length, dtype=np.int32)
        for at, part in zip(places, columns, strict=True):
            column[at] = part
        return column

    per_case = counts.sum(axis=1)
    return PartitionRows(
        work.caseload.partition.case_ids,
        rules,
        np.repeat(work.caseload.every_case, per_case),
        np.repeat(np.tile(np.arange(len(rules), dtype=np.int32), cases), counts.reshape(-1)),
        scatter(rows.number for rows in found),
        scatter(rows.day for rows in found),
        Columns(*(scatter(getattr(rows.columns, name) for rows in found) for name in COLUMN_NAMES)),
        work.texts.tuple(),
        work.unknown.tuples(),
        failures,
    )
