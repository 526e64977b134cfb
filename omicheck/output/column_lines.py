"""Rows that are held as columns as lines of text: each different value is written once, and lines are put together.

A line is what its fields are as texts, one after the other. What `jsonl` and `csv_table` make of single rows is the same;
they say how a field is written, and this only how many are put together quickly.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import numpy as np

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import DAYS, Column, fields_in_parts
from omicheck.plain_data import FIELDS

# The text of a field with all that stands between it and the field before it, or the beginning or end of the line.
WriteField = Callable[[str, object], str]
# As many lines are put together at a time: enough to be quick, and few enough to need little memory.
_AT_A_TIME: Final = 4_000


def lines(parts: Iterable[PartitionRows], write_field: WriteField) -> Iterator[str]:
    """The lines in the order of case, rule and occurrence, some at a time.

    Args:
        parts: the rows.
        write_field: gives the text of a field, by its name and its value as JSON would hold it.
    """
    for part in parts:
        for fields in fields_in_parts(RowColumns((part,))):
            columns = [_texts(name, fields[name], write_field) for name in FIELDS]
            for start in range(0, len(columns[0][1]), _AT_A_TIME):
                some = [texts[places[start : start + _AT_A_TIME]] for texts, places in columns]
                yield "".join(np.stack(some, axis=1).ravel().tolist())


def _texts(name: str, column: Column, write_field: WriteField) -> tuple[Numbers, Numbers]:
    """The texts of a field, each once and nothing last; and of each row the place of its own among them."""
    if column.values is not None:
        written = [write_field(name, list(one) if isinstance(one, tuple) else one) for one in column.values]
        return np.array([*written, write_field(name, None)], dtype=object), column.numbers
    is_there = column.numbers != column.null
    there = column.numbers[is_there]
    first = int(there.min()) if len(there) else 0
    places = np.where(is_there, column.numbers - first, -1)
    # Days and numbers of a part lie close together, so that a place for each between them costs less than to sort them.
    texts = np.empty((int(there.max()) - first if len(there) else -1) + 2, dtype=object)
    for place in np.flatnonzero(np.bincount(there - first)).tolist():
        texts[place] = write_field(name, _day(first + place) if name in DAYS else first + place)
    texts[-1] = write_field(name, None)
    return texts, places


def _day(number: int) -> str:
    return str(np.datetime64(number, "D"))
