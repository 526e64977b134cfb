"""The rows of a table in memory: a data frame of pandas or polars, or whatever else gives an Arrow stream.

Neither library is imported here, nor is pyarrow. The frames of pandas and polars are asked for their values in Python:
pandas gives an Arrow stream only where pyarrow is installed, and none of a column of mixed values; polars gives one
that others cannot read where a column has nothing but nulls. All others are read as their Arrow streams say.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError

_A_TABLE: Final = "a data frame of pandas or polars, an Arrow table, or anything else that gives an Arrow stream"


@frozen(eq=False)
class Column:
    """A column.

    Attributes:
        name: its name.
        values: its values as Python has them, None for one that is missing.
    """

    name: str
    values: Sequence[Any]


def columns_of(table: Any, name: str) -> tuple[Column, ...]:  # noqa: ANN401, the libraries have no type in common
    """The columns of a table in memory.

    Args:
        table: the table.
        name: what problems call it.

    Raises:
        RecordsUnreadableError: it is no table, or it cannot be read.
    """
    if is_pandas(table):
        return tuple(_columns_of_pandas(table))
    if _is_frame_of("polars", table):
        columns = table.get_columns()
        return tuple(Column(one.name, as_written(one.to_list(), str(one.dtype))) for one in columns)
    if not is_table(table):
        remedy = "; collect() gives one" if hasattr(table, "collect") else ""
        raise RecordsUnreadableError((Problem(name, None, "", f"a {type_of(table)}", _A_TABLE + remedy),))
    return _columns_of_stream(table, name)


def as_written(values: Iterable[Any], kind: str) -> Sequence[Any]:
    """The values of a column, numbers of few bits as they were written: 0.1, and not 0.10000000149011612.

    Args:
        values: the values, as Python has them.
        kind: the type of the column, as its library writes it.
    """
    narrow = next((name for name in ("float16", "float32") if name in kind.lower()), None)
    if kind == "float[pyarrow]":
        narrow = "float32"
    if narrow is None:
        return list(values)
    import numpy as np  # noqa: PLC0415, heavy, and of use only for such columns

    width = np.dtype(narrow).type
    return [float(str(width(value))) if isinstance(value, float) else value for value in values]


def type_of(thing: object) -> str:
    """The name of a type, with that of its module where it is none of Python's own."""
    return f"{type(thing).__module__}.{type(thing).__qualname__}".removeprefix("builtins.")


def is_table(thing: object) -> bool:
    """Whether something is a table in memory."""
    return is_pandas(thing) or hasattr(thing, "__arrow_c_stream__")


def is_pandas(thing: object) -> bool:
    """Whether something is a data frame of pandas, or of a class made from it."""
    return _is_frame_of("pandas", thing)


def _is_frame_of(library: str, thing: object) -> bool:
    return any(one.__name__ == "DataFrame" and one.__module__.split(".")[0] == library for one in type(thing).__mro__)


def _columns_of_pandas(table: Any) -> Iterator[Column]:  # noqa: ANN401, pandas need not be there
    for place, name in enumerate(table.columns):
        series = table.iloc[:, place]
        missing = series.isna().tolist()
        values = as_written(series.astype(object).tolist(), str(series.dtype))
        yield Column(str(name), [None if gone else value for gone, value in zip(missing, values, strict=True)])


def _columns_of_stream(table: Any, name: str) -> tuple[Column, ...]:  # noqa: ANN401, any library's
    from arro3.core import Table  # noqa: PLC0415, of use only for such tables

    try:
        read = Table.from_arrow(table)
        kinds = {name: str(read.schema.field(name).type) for name in read.column_names}
        return tuple(Column(one, as_written(read.column(one).to_pylist(), kind)) for one, kind in kinds.items())
    # What cannot be read is told by that library with exceptions of no class of its own.
    except Exception as error:
        found = f"a {type(table).__qualname__} that cannot be read ({error})"
        raise RecordsUnreadableError((Problem(name, None, "", found, _A_TABLE),)) from error
