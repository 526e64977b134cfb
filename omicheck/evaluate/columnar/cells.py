"""The cells of Arrow columns to codes, each different cell being read once, as a record would be."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import frozen

from omicheck.arrays import Flags, Numbers, together
from omicheck.dates import ALL_TIME, read_span
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.partition import NUMBERED, UNKNOWN, code_of
from omicheck.model.vocabulary import Value, ValueType
from omicheck.records.bulk.cells import encoded, looked_up
from omicheck.records.structure import as_value
from omicheck.records.table_rows import from_cell
from omicheck.records.written_values import day_written

# The code of a cell that cannot be read.
BAD: Final = -9
TEXT: Final = ValueType("text")
_ALL_TIME: Final = (day_number(ALL_TIME.first), day_number(ALL_TIME.last))


@frozen(eq=False)
class Reader:
    """Reads the cells of columns; texts, lists and numbers with decimals of all columns are coded together."""

    texts: dict[Value, int]

    def code(self, cell: object, wanted: ValueType) -> int:
        """The code of a cell, which is for no date; `BAD` if it cannot be read."""
        value = as_value(from_cell(cell, wanted), wanted)
        if value is None:
            return UNKNOWN if cell == "" else BAD
        if wanted.kind in NUMBERED:
            self.texts.setdefault(value, len(self.texts))
        return code_of(value, wanted, self.texts)

    def column(self, column: pa.ChunkedArray | pa.Array, wanted: ValueType) -> Numbers:
        """The codes of a column."""
        return looked_up(column, lambda cells: self.codes(cells, wanted), UNKNOWN)

    def codes(self, cells: Sequence[Any], wanted: ValueType) -> Sequence[int]:
        """The code of each cell; `BAD` where it cannot be read."""
        if wanted.kind == "date":
            return [
                UNKNOWN if cell == "" else BAD if bad or first != last else first
                for cell, (first, last, bad) in zip(cells, map(_days_of, cells), strict=True)
            ]
        return [self.code(cell, wanted) for cell in cells]


def dates_of(column: pa.ChunkedArray) -> tuple[Numbers, Numbers, Flags]:
    """The first and the last day of each date, and whether it is none."""
    first: list[Numbers] = []
    last: list[Numbers] = []
    bad: list[Flags] = []
    for cells, places in encoded(column):
        table = np.array([*map(_days_of, cells), (*_ALL_TIME, 0)], dtype=np.int32).T
        first.append(table[0][places])
        last.append(table[1][places])
        # Hardly ever is there one.
        bad.append(table[2][places] != 0 if table[2].any() else np.zeros(len(places), dtype=np.bool_))
    return together(first), together(last), together(bad).astype(np.bool_, copy=False)


def _days_of(cell: object) -> tuple[int, int, int]:
    """The first and the last day of what stands in a cell for a date, and 1 if it is none."""
    return _days_written(cell) if isinstance(cell, str | date) else (0, 0, 1)


# The same days stand in every part.
@lru_cache(maxsize=65_536)
def _days_written(cell: str | date) -> tuple[int, int, int]:
    if cell == "":
        return (*_ALL_TIME, 0)
    written = from_cell(cell, TEXT)
    span = read_span(day_written(written)) if isinstance(written, str) else None
    return (0, 0, 1) if span is None else (day_number(span.first), day_number(span.last), 0)
