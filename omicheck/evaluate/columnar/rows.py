"""Columns of rows to rows, the same values that the first evaluator gives."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.arrays import NONE
from omicheck.evaluate.columnar.days import day_of
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.reason_codes import REASONS, VERDICT_CODES
from omicheck.model.row import VERDICTS, Row

_VERDICT_PLACES: Final[list[int]] = VERDICT_CODES.tolist()


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
