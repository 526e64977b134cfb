"""Rows as a data frame of pandas, made from their columns, as pandas takes an Arrow stream only where pyarrow is."""

from typing import Any

import numpy as np

from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import DAYS, LIST, NULLABLE, Column, fields_of


def frame_of(rows: RowColumns, pandas: Any, *, categories: bool) -> Any:  # noqa: ANN401, need not be there
    """The rows as a data frame.

    Args:
        rows: the rows.
        pandas: the library.
        categories: whether texts are to be categories, which take less memory.
    """
    columns = fields_of(rows)
    return pandas.DataFrame({name: _series(columns[name], name, pandas, categories=categories) for name in columns})


def _series(column: Column, name: str, pandas: Any, *, categories: bool) -> Any:  # noqa: ANN401, need not be there
    is_null = column.numbers == column.null
    if name in DAYS:
        days = column.numbers.astype("datetime64[D]")
        days[is_null] = np.datetime64("NaT", "D")
        return days.astype("datetime64[s]")
    if column.values is None:
        numbers = column.numbers.astype(np.int64)
        return pandas.arrays.IntegerArray(numbers, is_null) if name in NULLABLE else numbers
    if categories and name != LIST:
        return pandas.Categorical.from_codes(column.numbers, categories=list(column.values))
    # Nothing is the last place, which -1 stands for.
    values = np.empty(len(column.values) + 1, dtype=object)
    for place, value in enumerate(column.values):
        values[place] = value
    return values[column.numbers]
