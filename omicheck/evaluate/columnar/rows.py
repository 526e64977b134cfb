"""Columns of rows to rows, the same values that the first evaluator gives; and rows to columns."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import numpy as np

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.columns import Columns
from omicheck.evaluate.columnar.days import day_number, day_of
from omicheck.evaluate.columnar.lookups import NONE
from omicheck.evaluate.columnar.partition_rows import PartitionRows, Rows
from omicheck.evaluate.reason_codes import CODE, EITHER_WAY, EITHER_WAY_CODES, REASONS, VERDICT_CODES
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.model.rule import Rule

_VERDICT_PLACES: Final[list[int]] = VERDICT_CODES.tolist()
_PLACES: Final[dict[Verdict, int]] = {verdict: place for place, verdict in enumerate(VERDICTS)}


def rows_of(found: PartitionRows) -> Iterator[Row]:
    """The rows, in the order of case, rule and occurrence."""
    (rows,) = found.in_row_order().blocks
    columns = rows.columns
    ids = found.case_ids
    days: dict[int, date | None] = {NONE: None}
    for case, rule, number, reason, day, due, outcome, days_late, limit, count, unknown in zip(
        rows.case.tolist(),
        rows.rule.tolist(),
        rows.number.tolist(),
        columns.reason.tolist(),
        _dates(rows.day, days),
        _dates(columns.due, days),
        _dates(columns.outcome, days),
        columns.days_late.tolist(),
        columns.limit.tolist(),
        columns.count.tolist(),
        columns.unknown.tolist(),
        strict=True,
    ):
        yield Row(
            ids[case],
            found.rules[rule].id,
            found.rules[rule].question,
            number,
            VERDICTS[_VERDICT_PLACES[reason]],
            REASONS[reason],
            day,
            due,
            outcome,
            None if days_late == NONE else days_late,
            None if limit < 0 else found.limits[limit],
            None if count < 0 else count,
            found.unknown[unknown],
        )


def _dates(numbers: Numbers, days: dict[int, date | None]) -> Sequence[date | None]:
    for number in numbers.tolist():
        if number not in days:
            days[number] = day_of(number)
    return [days[number] for number in numbers.tolist()]


def partition_of_rows(rows: Iterable[Row], rules: Iterable[Rule], case_ids: Iterable[str]) -> PartitionRows:
    """The columns of rows, which are gone through once and not kept.

    Args:
        rows: in the order of case, rule and occurrence.
        rules: the rules that gave them; the rows of any other are left out.
        case_ids: the cases, in the order in which they are to be counted.
    """
    ids, in_order = tuple(case_ids), tuple(sorted(rules, key=lambda rule: rule.id))
    case_at = {case_id: place for place, case_id in enumerate(ids)}
    rule_at = {rule.id: place for place, rule in enumerate(in_order)}
    limits: dict[str, int] = {}
    unknown: dict[tuple[str, ...], int] = {(): 0}
    found = [
        (
            case_at[row.case_id],
            rule_at[row.rule],
            row.occurrence,
            _number(row.trigger_date),
            _code(row),
            _number(row.due_date),
            _number(row.outcome_date),
            NONE if row.days_late is None else row.days_late,
            -1 if row.limit is None else limits.setdefault(row.limit, len(limits)),
            -1 if row.count is None else row.count,
            unknown.setdefault(row.unknown_fields, len(unknown)),
        )
        for row in rows
        if row.rule in rule_at
    ]
    case, rule, number, day, *others = np.array(found, dtype=np.int32).reshape(-1, 11).T
    block = Rows(case, rule, number, day, Columns(*others))
    return PartitionRows(ids, in_order, (block,), tuple(limits), tuple(unknown))


def _number(day: date | None) -> int:
    return NONE if day is None else day_number(day)


def _code(row: Row) -> int:
    return int(EITHER_WAY_CODES[_PLACES[row.verdict]]) if row.reason == EITHER_WAY else CODE[row.reason]
