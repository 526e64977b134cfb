"""The cells of Arrow columns, each different cell of which is looked at once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from omicheck.arrays import Numbers, together
from omicheck.records.written_values import PARTS_OF_A_DAY, moment


def column_of(table: pa.Table, name: str) -> pa.ChunkedArray:
    """A column of a table, all of it null if there is none."""
    return table.column(name) if name in table.column_names else pa.chunked_array([pa.nulls(table.num_rows)])


def looked_up(column: pa.ChunkedArray | pa.Array, read: Callable[[Sequence[Any]], Sequence[int]], null: int) -> Numbers:
    """What each cell is read as, each different cell being read once."""
    found: list[Numbers] = []
    for cells, places in encoded(column):
        table = np.array([*read(cells), null], dtype=np.int32)
        found.append(table[places])
    return together(found)


def encoded(column: pa.ChunkedArray | pa.Array) -> Iterator[tuple[Sequence[Any], Numbers]]:
    """The different cells of each chunk, and the place of every row's among them; -1 for null."""
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
        if pa.types.is_null(chunk.type):
            yield [], np.full(len(chunk), -1)
            continue
        if pa.types.is_nested(chunk.type):
            # Lists are few and short; what Arrow cannot give a dictionary of is read as JSON would hold it.
            rows = chunk.to_pylist()
            different = {repr(row): row for row in rows if row is not None}
            places = {key: place for place, key in enumerate(different)}
            yield list(different.values()), np.array([-1 if row is None else places[repr(row)] for row in rows])
            continue
        encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        yield values_of(encoded.dictionary), places_of(encoded)


def values_of(cells: pa.Array | pa.ChunkedArray) -> Sequence[Any]:
    """The values of cells in Python; a moment outside Python's calendar, which databases may hold, as text."""
    kind = cells.type
    if pa.types.is_date32(kind):
        try:
            return list(cells.to_pylist())
        except (OverflowError, ValueError):
            return _moments(cells.cast(pa.int32()), 1)
    if pa.types.is_date64(kind) or pa.types.is_timestamp(kind):
        unit = "ms" if pa.types.is_date64(kind) else kind.unit
        return _moments(cells.cast(pa.int64()), PARTS_OF_A_DAY[unit])
    return list(cells.to_pylist())


def _moments(numbers: pa.Array | pa.ChunkedArray, in_a_day: int) -> Sequence[date | datetime | str | None]:
    return [None if number is None else moment(number, in_a_day) for number in numbers.to_pylist()]


def filled(column: pa.ChunkedArray) -> Iterator[tuple[Sequence[Any], Numbers, Numbers]]:
    """The different cells of each chunk, the rows of the column that have one, and its place among them."""
    start = 0
    for chunk in column.chunks:
        if pa.types.is_dictionary(chunk.type) and chunk.null_count:
            # Without the rows that have none, which are most of them in the column of an attribute.
            rows = np.flatnonzero(chunk.is_valid().to_numpy(zero_copy_only=False))
            yield values_of(chunk.dictionary), start + rows, chunk.indices.drop_null().to_numpy()
        else:
            for cells, places in encoded(chunk):
                rows = np.flatnonzero(places >= 0)
                yield cells, start + rows, places[rows]
        start += len(chunk)


def places_of(chunk: pa.DictionaryArray) -> Numbers:
    """The place of every row's cell among the different cells; -1 for null."""
    indices = chunk.indices.fill_null(-1) if chunk.null_count else chunk.indices
    places: Numbers = indices.to_numpy(zero_copy_only=False)
    return places


def cases_of(table: pa.Table, ids: pa.Array) -> Numbers:
    """The place of the case of each row of a table; -1 where it is not among the cases."""

    def find(cells: pa.Array) -> Numbers:
        found: Numbers = pc.index_in(cells, value_set=ids).fill_null(-1).to_numpy(zero_copy_only=False)
        return found

    def find_texts(cells: Sequence[Any]) -> Sequence[int]:
        numbers: list[int] = find(pa.array([str(cell) for cell in cells], pa.string())).tolist()
        return numbers

    found: list[Numbers] = []
    for chunk in table.column("case_id").chunks:
        if pa.types.is_dictionary(chunk.type) and pa.types.is_string(chunk.type.value_type):
            found.append(np.append(find(chunk.dictionary), np.int32(-1))[places_of(chunk)])
        else:
            found.append(looked_up(chunk, find_texts, -1))
    return together(found)
