"""Blocks of CSV read by columns, as far as they are sure to mean what the ordinary reader would take them to mean.

The ordinary reader (`omicheck.records.tables`) is the definition. A block is sure if every quotation mark in it opens
or closes a cell or is one of a pair, every carriage return is followed by a line feed, and no row is so long that the
ordinary reader might refuse it. Every row has to have as many cells as there are columns.
"""

import csv
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from attrs import frozen
from numpy.typing import NDArray

from omicheck.records.bulk.sources import CELLS, ROW

TEXTS: Final = pa.dictionary(pa.int32(), pa.string())
_QUOTE, _COMMA, _FEED, _RETURN = (ord(character) for character in '",\n\r')
_Numbers = NDArray[np.int64]


@frozen(eq=False)
class Shape:
    """Where the rows of some bytes are, which begin with a row.

    Attributes:
        ends: where each row ends, just behind its line feed; the last may lack it.
        feeds: the places of all line feeds, also of those within cells.
    """

    ends: _Numbers
    feeds: _Numbers

    @property
    def starts(self) -> _Numbers:
        """Where each row begins."""
        return np.concatenate((np.zeros(min(1, len(self.ends)), dtype=np.int64), self.ends[:-1]))


def shape_of(block: bytes, *, is_last: bool) -> Shape | None:
    """Where the rows of a block are, the last of which may be cut off unless the block is the last; None if not sure.

    Args:
        block: bytes that begin with a row.
        is_last: whether nothing comes after them.
    """
    data = np.frombuffer(block, dtype=np.uint8)
    feeds = np.flatnonzero(data == _FEED)
    returns = np.flatnonzero(data == _RETURN)
    # What follows the last byte is not known yet, unless there is nothing.
    following = np.append(data[1:], _FEED if is_last else 0)
    whole = len(data) if is_last else len(data) - 1
    if not (following[returns[returns < whole]] == _FEED).all() or (is_last and len(data) and data[-1] == _RETURN):
        return None
    quotes = np.flatnonzero(data == _QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening > 0, data[opening - 1], _FEED)
    # A quotation mark within quotation marks is written twice: it closes, and at once opens again.
    if not np.isin(before, (_COMMA, _FEED, _QUOTE)).all():
        return None
    if not np.isin(following[closing[closing < whole]], (_COMMA, _FEED, _RETURN, _QUOTE)).all():
        return None
    if is_last and len(quotes) % 2:
        return None
    outside = feeds[np.searchsorted(quotes, feeds) % 2 == 0]
    ends = outside + 1
    if is_last and (ends[-1] if len(ends) else 0) < len(data):
        ends = np.append(ends, len(data))
    # Those of a row that is cut off belong to what comes next.
    return Shape(ends, feeds[feeds < (ends[-1] if len(ends) else 0)])


def table_of_block(block: bytes, shape: Shape, columns: Sequence[str], first: int) -> pa.Table | None:
    """The rows of a block that have something in them, with the lines on which they begin; None if not sure.

    Args:
        block: bytes that begin and end with a row.
        shape: where its rows are.
        columns: the names of the columns.
        first: the number of the first line.
    """
    starts, ends = shape.starts, shape.ends
    if b"\0" in block or int((ends - starts).max(initial=0)) > csv.field_size_limit():
        return None
    lengths = ends - starts
    data = np.frombuffer(block, dtype=np.uint8)
    first_bytes = data[starts]
    filled = (first_bytes != _FEED) & ~((first_bytes == _RETURN) & (lengths == len("\r\n")))
    lines = first + np.searchsorted(shape.feeds, starts[filled])
    table = cells_of_block(block, columns, with_feeds=len(shape.feeds) > len(ends))
    if table is None or table.num_rows != len(lines):
        return None
    return _marked([_stripped(column) for column in table.columns], columns, lines, pa.nulls(len(lines), pa.int32()))


def cells_of_block(
    block: bytes, columns: Sequence[str], *, with_feeds: bool, with_empty_rows: bool = False
) -> pa.Table | None:
    """The cells of a block of CSV, those that are empty as null; None where rows are not all alike.

    Args:
        block: bytes that begin and end with a row.
        columns: the names of the columns.
        with_feeds: whether there may be a line feed within a cell.
        with_empty_rows: whether an empty line is a row of a table with one column, rather than none.
    """
    read = pyarrow.csv.ReadOptions(column_names=list(columns), block_size=len(block) + 1)
    parse = pyarrow.csv.ParseOptions(newlines_in_values=with_feeds, ignore_empty_lines=not with_empty_rows)
    convert = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(columns, TEXTS), null_values=[""], strings_can_be_null=True
    )
    try:
        return pyarrow.csv.read_csv(pa.BufferReader(block), read, parse, convert)
    except pa.ArrowInvalid:
        return None


def table_of_rows(rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str]) -> pa.Table:
    """The same of rows as the ordinary reader gives them, with the numbers of cells that are wrong."""
    width = len(columns)
    cells = [[cell or None for cell in row[:width]] + [None] * (width - len(row)) for _, row in rows]
    by_column: Sequence[Sequence[Any]] = list(zip(*cells, strict=True)) if cells else [()] * width
    lengths = pa.array([None if len(row) == width else len(row) for _, row in rows], pa.int32())
    lines = np.array([line for line, _ in rows], dtype=np.int64)
    found = [pa.chunked_array([pa.array(column, pa.string()).dictionary_encode()]) for column in by_column]
    # Cells beyond the last column are something too.
    some = np.array([any(row) for _, row in rows], dtype=np.bool_)
    return _marked(found, columns, lines, lengths, some)


def _stripped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column without blanks around its cells; nothing but blanks is nothing."""
    return pa.chunked_array([_stripped_chunk(chunk) for chunk in column.chunks], TEXTS)


def _stripped_chunk(chunk: pa.DictionaryArray) -> pa.DictionaryArray:
    texts = chunk.dictionary.to_pylist()
    stripped = [text.strip() for text in texts]
    if stripped == texts:
        return chunk
    return pa.array([text or None for text in stripped], pa.string()).take(chunk.indices).dictionary_encode()


def _marked(
    found: Sequence[pa.ChunkedArray],
    columns: Sequence[str],
    lines: _Numbers,
    cells: pa.Array,
    some: NDArray[np.bool_] | None = None,
) -> pa.Table:
    table = pa.table([*found, pa.array(lines, pa.int64()), cells], names=[*columns, ROW, CELLS])
    if some is None:
        empty = pa.array(np.ones(len(lines), dtype=np.bool_))
        for column in found:
            # Nearly every row has a cell in its first column.
            empty = pc.and_(empty, column.combine_chunks().is_null())
            if not pc.any(empty).as_py():
                return table
        some = ~np.asarray(empty)
    return table if some.all() else table.filter(pa.array(some))
