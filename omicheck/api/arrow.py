"""Rows as an Arrow stream, which polars, pyarrow, DuckDB and others take without any of them being needed here."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np
from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema, list_array

from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import DAYS, LIST, NULLABLE, NUMBERS, Column, fields_in_parts
from omicheck.plain_data import FIELDS

# Memory depends on it while rows are passed on; more at a time are no quicker.
_ROWS_AT_A_TIME: Final = 65_536


def arrow_reader(rows: RowColumns) -> RecordBatchReader:
    """The rows as Arrow, each batch made when it is asked for; texts are plain texts, which join with any other."""
    schema = Schema([Field(name, _kind_of(name), nullable=name in NULLABLE) for name in FIELDS])
    return RecordBatchReader.from_batches(schema, _batches(rows, schema))


def _batches(rows: RowColumns, schema: Schema) -> Iterator[RecordBatch]:
    for columns in fields_in_parts(rows):
        makers = [_maker(column, name) for name, column in columns.items()]
        for start in range(0, len(columns["case_id"].numbers), _ROWS_AT_A_TIME):
            some = slice(start, start + _ROWS_AT_A_TIME)
            yield RecordBatch.from_arrays([make(some) for make in makers], schema=schema)


def _kind_of(name: str) -> DataType:
    if name == LIST:
        return DataType.list(Field("element", DataType.utf8(), nullable=False))
    if name in DAYS:
        return DataType.date32()
    return DataType.int32() if name in NUMBERS else DataType.utf8()


def _maker(column: Column, name: str) -> Callable[[slice], Array]:
    """What makes an array of some rows of a column."""
    if column.values is None:
        return partial(_numbers, column, _kind_of(name))
    if name == LIST:
        offsets = np.cumsum([0, *map(len, column.values)], dtype=np.int32)
        texts = Array([text for one in column.values for text in one], DataType.utf8())
        values = list_array(Array.from_numpy(offsets), texts, type=_kind_of(name))
    else:
        values = Array([*column.values, *([None] if name in NULLABLE else ())], DataType.utf8())
    return partial(_texts, column, values)


def _texts(column: Column, values: Array, some: slice) -> Array:
    numbers = column.numbers[some]
    places = np.where(numbers == column.null, len(values) - 1, numbers)
    return values.take(Array.from_numpy(places.astype(np.int32)))


def _numbers(column: Column, kind: DataType, some: slice) -> Array:
    # The library makes no array of numbers with gaps from one of NumPy, but it takes from one of the different numbers.
    different, places = np.unique(column.numbers[some], return_inverse=True)
    values = [None if one == column.null else one for one in different.tolist()]
    return Array(values, DataType.int32()).cast(kind).take(Array.from_numpy(places.astype(np.int32)))
