"""The rows of a large table, wherever they come from, and those of Parquet files.

Every source gives its rows in batches, each with the number of the row in a column of its own.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError

# The number of a row in its table, from 1; no column of a record can have this name.
ROW: Final = "number of the row"
# How many cells a row has, if not as many as there are columns, which CSV alone can have.
CELLS: Final = "number of cells"
# Arrow cannot look for what is different among decimals of fewer bits.
_DECIMAL_BITS: Final = 128


class Source(Protocol):
    """The rows of one table."""

    @property
    def name(self) -> str:
        """The table as the user would know it."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold it."""

    def schema(self) -> pa.Schema:
        """The columns and their types."""

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time, with `ROW`."""


@frozen
class ParquetSource:
    """The rows of Parquet files, one after the other."""

    name: str
    files: tuple[Path, ...]

    def open(self, file: Path) -> pq.ParquetFile:
        """A file, its texts as they are stored: each different one once."""
        schema = pq.read_schema(file)
        texts = [one.name for one in schema if pa.types.is_string(one.type) or pa.types.is_large_string(one.type)]
        return pq.ParquetFile(file, read_dictionary=texts)

    def schema(self) -> pa.Schema:
        """The columns and their types, which all files have to share."""
        schemas = [pq.read_schema(file).remove_metadata() for file in self.files]
        for file, schema in zip(self.files, schemas, strict=True):
            if schema != schemas[0]:
                expected = f"those of {self.files[0].name}, as the files of a table have to share them"
                raise unreadable(str(file), "other columns or other types", expected)
        return schemas[0]

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, a row group at a time."""
        first = 1
        for file in self.files:
            opened = self.open(file)
            for group in range(opened.num_row_groups):
                wanted = columns if columns is None or ROW not in opened.schema_arrow.names else [*columns, ROW]
                table = opened.read_row_group(group, columns=wanted)
                yield numbered(table, first)
                first += table.num_rows

    def row_groups(self) -> "tuple[RowGroup, ...]":
        """The row groups of all files, as the files tell of them; no row is read."""
        groups = []
        start = 1
        for file in self.files:
            metadata = pq.read_metadata(file)
            column = metadata.schema.to_arrow_schema().get_field_index("case_id")
            for number in range(metadata.num_row_groups):
                group = metadata.row_group(number)
                found = group.column(column).statistics
                is_told = found is not None and found.has_min_max and not found.null_count
                groups.append(RowGroup(self, file, number, start, (found.min, found.max) if is_told else None))
                start += group.num_rows
        return tuple(groups)


@frozen
class RowGroup:
    """Some rows that lie together in a Parquet file.

    Attributes:
        source: the table.
        file: the file.
        number: the place of the row group in the file.
        start: the number of its first row in the table, from 1.
        ids: the least and the greatest `case_id`, or None where the file does not say.
    """

    source: ParquetSource
    file: Path
    number: int
    start: int
    ids: tuple[str, str] | None

    def read(self, opened: pq.ParquetFile) -> pa.Table:
        """The rows, with `ROW`.

        Args:
            opened: the file, as the table opens it.
        """
        return numbered(opened.read_row_group(self.number), self.start)


def numbered(table: pa.Table, first: int) -> pa.Table:
    """The rows with their numbers, if they have none yet, texts and numbers of every width in the usual one."""
    for place, column in enumerate(table.schema):
        cells = _as_usual(table.column(place))
        if cells is not None:
            table = table.set_column(place, column.name, cells)
    if ROW in table.column_names:
        return table
    return table.append_column(ROW, pa.array(np.arange(first, first + table.num_rows)))


def _as_usual(cells: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The cells in the usual width of their type; None where they have it."""
    kind = cells.type
    if _is_text(kind) and not _is_plain(kind):
        return cells.cast(pa.string())
    if pa.types.is_float16(kind):
        # NumPy writes a number with as few digits as tell it from others of its width; Arrow does not for this one.
        texts = [None if cell is None else str(np.float16(cell)) for cell in cells.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.string()).cast(pa.float64())])
    if pa.types.is_float32(kind):
        # By way of its text, so that what was written as 0.1 is not 0.10000000149011612.
        return cells.cast(pa.string()).cast(pa.float64())
    if pa.types.is_decimal(kind) and kind.bit_width < _DECIMAL_BITS:
        return cells.cast(pa.decimal128(kind.precision, kind.scale))
    return None


def _is_plain(kind: pa.DataType) -> bool:
    return bool(kind == pa.string() or (pa.types.is_dictionary(kind) and kind.value_type == pa.string()))


def _is_text(kind: pa.DataType) -> bool:
    of = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(of) or pa.types.is_large_string(of) or pa.types.is_string_view(of))


def _is_cell(kind: pa.DataType) -> bool:
    """Whether a type is one that a cell of a record can have."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _is_text(kind.value_type)
    of = kind.value_type if pa.types.is_dictionary(kind) else kind
    is_value = pa.types.is_boolean(of) or pa.types.is_integer(of) or pa.types.is_floating(of) or pa.types.is_decimal(of)
    return bool(_is_text(of) or is_value or pa.types.is_date(of) or pa.types.is_timestamp(of) or pa.types.is_null(of))


def wrong_types(name: str, schema: pa.Schema) -> Iterator[Problem]:
    """What is wrong with the types of the columns of a table."""
    for column in schema:
        if column.name in ("case_id", "type", "question", "answer") and not _is_text(column.type):
            yield Problem(name, None, "", f"the column {column.name} of type {column.type}", "a column of texts")
        elif column.name == "seq" and not pa.types.is_integer(column.type):
            yield Problem(name, None, "", f"the column seq of type {column.type}", "a column of whole numbers")
        elif not _is_cell(column.type):
            expected = "texts, numbers, flags, dates or lists of texts"
            yield Problem(name, None, "", f"the column {column.name} of type {column.type}", expected)


def unreadable(file: str, found: str, expected: str) -> RecordsUnreadableError:
    """That a table cannot be read at all."""
    return RecordsUnreadableError((Problem(file, None, "", found, expected),))
