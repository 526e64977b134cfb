"""Rules and a partition to columns of rows."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from attrs import frozen

from omicheck.evaluate.columnar.arrays import NONE, constant, places_within
from omicheck.evaluate.columnar.begun import Beginnings, Started
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import CODE, Columns, put_together
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.found import Failure, PartitionRows, RuleRows
from omicheck.evaluate.columnar.incomplete import UnknownFields
from omicheck.evaluate.columnar.limits import LimitTexts, choose
from omicheck.evaluate.columnar.partition import UNKNOWN, Partition
from omicheck.evaluate.columnar.scopes import TRUE, holds
from omicheck.evaluate.columnar.verdicts import asked_of, decide, decide_never
from omicheck.model.row import Reason
from omicheck.model.rule import Check, Limit, Rule


@frozen(eq=False)
class _Work:
    """What the rules of a partition share while they are evaluated."""

    caseload: Caseload
    limits: Mapping[str, Limit]
    texts: LimitTexts
    unknown: UnknownFields
    beginnings: Beginnings


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
    caseload, unknown = Caseload(partition, day_number(as_of)), UnknownFields()
    work = _Work(caseload, limits, LimitTexts(), unknown, Beginnings(caseload, unknown))
    rules = tuple(sorted(rules, key=lambda rule: rule.id))
    failures: list[Failure] = []
    found = [_rows_or_error(work, rule, failures) for rule in rules]
    return _all_rows(work, rules, found, tuple(failures))


def _rows_or_error(work: _Work, rule: Rule, failures: list[Failure]) -> RuleRows:
    try:
        rows = _rows_of_rule(work, rule)
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


def _rows_of_rule(work: _Work, rule: Rule) -> RuleRows:
    """The rows of one rule for every case."""
    begun = work.beginnings.of(rule)
    occurrences = begun.occurrences
    rows = _decided(work, rule.check, begun.live) if len(begun.places) else None
    if rows is None or len(begun.places) < len(occurrences.case):
        rows = begun.columns(rows)
    return RuleRows(occurrences.case, occurrences.number, occurrences.day, rows)


def _decided(work: _Work, check: Check, live: Started) -> Columns:
    if check.kind == "recorded":
        return _recorded(check, live)
    if check.kind == "never":
        return decide_never(live, check, work.unknown)
    chosen = choose(live, work.limits[check.limit or ""])
    return decide(asked_of(live, check), chosen, work.texts, work.unknown)


def _recorded(check: Check, live: Started) -> Columns:
    rows = Columns.empty(len(live.case))
    name = check.field or ""
    codes = live.values(name)
    rows.reason[:] = CODE["recorded"]
    if check.condition is not None:
        np.putmask(rows.reason, holds(live.caseload, name, check.condition, codes) != TRUE, CODE["wrong_value"])
    np.putmask(rows.reason, codes == UNKNOWN, CODE["not_recorded"])
    return rows


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
