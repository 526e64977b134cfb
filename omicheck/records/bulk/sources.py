"""The rows of a large table, wherever they come from.

Every source gives its rows in batches, each with the number of the row in a column of its own.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.private_values import failed
from omicheck.records.bulk.plain_types import is_bytes, is_cell, is_number, is_text, is_zoned, plain_column
from omicheck.records.structure import BLANKS
from omicheck.records.unchanged import FileState

# The number of a row in its table, from 1; no column of a record can have this name.
ROW: Final = "number of the row"
# How many cells a row has, if not as many as there are columns, which CSV alone can have.
CELLS: Final = "number of cells"
# A cell that no record can have, which SQLite alone can have: its column, a blank, and what was found.
WRONG: Final = "wrong cell"


class Source(Protocol):
    """The rows of one table."""

    @property
    def name(self) -> str:
        """The table as the user would know it."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold it."""

    @property
    def states(self) -> tuple[FileState, ...]:
        """What its files were when reading began, as far as they must stay so."""

    def schema(self) -> pa.Schema:
        """The columns and their types."""

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time, with `ROW`."""


def numbered(name: str, table: pa.Table, first: int) -> pa.Table:
    """The rows in plain types, with their numbers if they have none yet.

    Args:
        name: the table as the user would know it.
        table: the rows.
        first: the number of the first.

    Raises:
        RecordsUnreadableError: there is something else than whole numbers in `seq`.
    """
    for place, title in enumerate(table.column_names):
        column = table.column(place)
        plain = _order(name, column) if title == "seq" else plain_column(column)
        if title == "case_id" and is_text(plain.type):
            plain = _without_blanks(plain)
        if plain is not column:
            table = table.set_column(place, title, plain)
    if ROW in table.column_names:
        return table
    return table.append_column(ROW, pa.array(np.arange(first, first + table.num_rows)))


def in_order_of_seq(table: pa.Table) -> pa.Table:
    """Rows in the order of `seq`, if there is one; those with the same number stay as they are."""
    if "seq" not in table.column_names:
        return table
    numbers = table.column("seq").cast(pa.int64(), safe=False).fill_null(0).to_numpy()
    return table.take(pa.array(np.argsort(numbers, kind="stable")))


def _without_blanks(references: pa.ChunkedArray) -> pa.ChunkedArray:
    """References without the blanks around them that columns of a fixed width have; mostly there are none."""
    kind = references.type
    words = [chunk.dictionary if pa.types.is_dictionary(kind) else chunk for chunk in references.chunks]
    if all(word.equals(pc.utf8_trim(word, BLANKS)) for word in words):
        return references
    texts = references.cast(pa.string())
    trimmed = pc.utf8_trim(texts, BLANKS)
    return trimmed.dictionary_encode() if pa.types.is_dictionary(kind) else trimmed


def _order(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return plain_column(column).cast(pa.int64())
    except pa.ArrowException as error:
        raise unreadable(
            name, failed("in the column seq what is no whole number", error), "whole numbers in it"
        ) from error


def wrong_types(name: str, schema: pa.Schema) -> Iterator[Problem]:
    """What is wrong with the types of the columns of a table."""
    for column in schema:
        # The zone that a database names is that of whoever reads it.
        kind = "timestamp with time zone" if is_zoned(column.type) else column.type
        found = f"the column {column.name} of type {kind}"
        if column.name in ("case_id", "type", "question", "answer") and not is_text(column.type):
            yield Problem(name, None, "", found, f"a column of texts{_remedy(column.name, column.type)}")
        elif column.name == "seq" and not is_number(column.type):
            yield Problem(name, None, "", found, "a column of whole numbers")
        elif not is_cell(column.type):
            expected = "texts, numbers, flags, dates or lists of texts"
            yield Problem(name, None, "", found, expected + _remedy(column.name, column.type))


def _remedy(name: str, kind: pa.DataType) -> str:
    """What makes a column of such a type one that can be read."""
    if is_zoned(kind):
        return f"; its days depend on the time zone: CAST({name} AT TIME ZONE 'Europe/London' AS DATE) says of which"
    return f"; CAST({name} AS VARCHAR) makes texts of bytes" if is_bytes(kind) else ""


def unreadable(file: str, found: str, expected: str) -> RecordsUnreadableError:
    """That a table cannot be read at all."""
    return RecordsUnreadableError((Problem(file, None, "", found, expected),))


def not_in_utf8(file: Path, format_: str) -> RecordsUnreadableError:
    """That a file cannot be opened, as a library takes paths in UTF-8 alone."""
    return unreadable(
        str(file), "a path that is not in UTF-8", f"a path in UTF-8, as the reader of {format_} takes no other"
    )
