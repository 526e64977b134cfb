"""The fields of rows as columns of texts, days, numbers and lists, each different text or list once.

Whatever passes rows on as a table takes them from here, and need not know how an evaluator keeps them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from omicheck.arrays import Numbers, together
from omicheck.evaluate.columnar.lookups import NONE
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.reason_codes import REASON_TEXTS, VERDICT_CODES
from omicheck.evaluate.row_columns import RowColumns
from omicheck.model.row import VERDICTS
from omicheck.plain_data import FIELDS

LIST: Final = "unknown_fields"
DAYS: Final = ("trigger_date", "due_date", "outcome_date")
NUMBERS: Final = ("occurrence", "days_late", "count")
# What a row need not have.
NULLABLE: Final = (*DAYS, "days_late", "limit", "count")
_LAST_REASON: Final = len(REASON_TEXTS) - 1


@frozen(eq=False)
class Column:
    """A field of rows.

    Attributes:
        numbers: of a text or list its place among the values; days from 1 January 1970, or numbers.
        null: the number that stands for nothing.
        values: the texts or lists; None of days and numbers.
    """

    numbers: Numbers
    null: int
    values: Sequence[str] | Sequence[Sequence[str]] | None = None


def fields_in_parts(rows: RowColumns) -> Iterator[Mapping[str, Column]]:
    """The fields of rows by name, in the order of case, rule and occurrence; those of some cases at a time."""
    return map(_fields_of, rows.parts)


def fields_of(rows: RowColumns) -> Mapping[str, Column]:
    """The fields of all rows by name."""
    parts = list(fields_in_parts(rows))
    return {name: _joined([one[name] for one in parts], name) for name in FIELDS}


def _fields_of(found: PartitionRows) -> Mapping[str, Column]:
    (rows,) = found.in_row_order().blocks
    columns = rows.columns
    questions, question_of = found.questions()
    made = (
        Column(rows.case, -1, found.case_ids),
        Column(rows.rule, -1, [rule.id for rule in found.rules]),
        Column(question_of[rows.rule], -1, questions),
        Column(rows.number, NONE),
        Column(VERDICT_CODES[columns.reason], -1, VERDICTS),
        Column(np.minimum(columns.reason, _LAST_REASON), -1, REASON_TEXTS),
        *(Column(days, NONE) for days in (rows.day, columns.due, columns.outcome, columns.days_late)),
        Column(columns.limit, -1, found.limits),
        Column(columns.count, -1),
        Column(columns.unknown, -1, found.unknown),
    )
    return dict(zip(FIELDS, made, strict=True))


def _joined(columns: Sequence[Column], name: str) -> Column:
    if name in DAYS or name in NUMBERS:
        null = columns[0].null if columns else NONE
        return Column(together(one.numbers for one in columns), null)
    places: dict[str | Sequence[str], int] = {}
    numbers = []
    for one in columns:
        # Nothing is the last place, which -1 stands for.
        new = [*(places.setdefault(value, len(places)) for value in one.values or ()), -1]
        numbers.append(np.array(new, dtype=np.int32)[one.numbers])
    return Column(together(numbers), -1, list(places))
