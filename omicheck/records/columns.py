"""The rows of a table in memory: a data frame of pandas or polars, or whatever else gives an Arrow stream.

Neither library is imported here, nor is pyarrow. The frames of pandas and polars are asked for their values in Python:
pandas gives an Arrow stream only where pyarrow is installed, and none of a column of mixed values; polars gives one
that others cannot read where a column has nothing but nulls. All others are read as their Arrow streams say.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.findings import show
from omicheck.private_values import failed
from omicheck.records.written_values import PARTS_OF_A_DAY, moments

_A_TABLE: Final = "a data frame of pandas or polars, an Arrow table, or anything else that gives an Arrow stream"


@frozen(eq=False)
class Column:
    """A column.

    Attributes:
        name: its name.
        values: its values as Python has them, None for one that is missing.
        is_zoned: whether they are moments in a time zone, whose day depends on where one is.
    """

    name: str
    values: Sequence[Any]
    is_zoned: bool = False


@frozen
class UnreadValue:
    """A value that the library that holds it cannot give to Python.

    Attributes:
        why: what it says.
    """

    why: str

    def __str__(self) -> str:
        return f"a value that cannot be read ({self.why})"


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
        return tuple(map(_column_of_polars, table.get_columns()))
    if not is_table(table):
        remedy = "; collect() gives one" if hasattr(table, "collect") else ""
        raise RecordsUnreadableError((Problem(name, None, "", in_words(table), _A_TABLE + remedy),))
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


def in_words(thing: object) -> str:
    """What somebody gave in the place of something else, in words.

    Args:
        thing: what it is.

    Examples:
        >>> in_words(3), in_words("a"), in_words([1]), in_words(None), in_words(1j)
        ('the whole number 3', 'a text', 'a list of 1', 'nothing', 'a complex')
    """
    match thing:
        case None | list() | dict():
            return show(thing)
        case bool():
            return f"the flag {str(thing).lower()}"
        case int():
            return f"the whole number {thing}"
        case float():
            return f"the number {thing}"
        case str():
            return "a text"
        case bytes():
            return "bytes"
    return f"a {type_of(thing)}"


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
        values = as_written(_values_of_pandas(series), str(series.dtype))
        is_zoned = getattr(series.dtype, "tz", getattr(_arrow_type(series), "tz", None)) is not None
        shown = [None if gone else value for gone, value in zip(missing, values, strict=True)]
        yield Column(str(name), shown, is_zoned)


def _arrow_type(series: Any) -> Any:  # noqa: ANN401, as above
    return getattr(series.dtype, "pyarrow_dtype", None)


def _values_of_pandas(series: Any) -> Sequence[Any]:  # noqa: ANN401, as above
    if _arrow_type(series) is None:
        return list(series.astype(object).tolist())
    # Where such a column is, pyarrow is.
    import pyarrow as pa  # noqa: PLC0415, it need not be there

    from omicheck.records.bulk.cells import values_of  # noqa: PLC0415, it needs pyarrow
    from omicheck.records.bulk.plain_types import plain_column  # noqa: PLC0415, the same

    return values_of(plain_column(pa.chunked_array(pa.table({"": series.array}).column(0))))


def _column_of_polars(column: Any) -> Column:  # noqa: ANN401, polars need not be there
    if str(column.dtype).startswith("Date"):
        in_a_day = PARTS_OF_A_DAY.get(getattr(column.dtype, "time_unit", None) or "", 1)
        return Column(column.name, moments(column.to_physical().to_list(), in_a_day), _has_zone(column.dtype))
    try:
        return Column(column.name, as_written(column.to_list(), str(column.dtype)))
    # A moment outside Python's calendar in a list or a struct, told with exceptions of several classes.
    except Exception:  # noqa: BLE001, see above
        alone = [column.slice(place, 1) for place in range(len(column))]
        return Column(column.name, [_one(partial(_only, one)) for one in alone])


def _only(column: Any) -> Any:  # noqa: ANN401, as above
    return column.to_list()[0]


def _has_zone(dtype: Any) -> bool:  # noqa: ANN401, as above
    return getattr(dtype, "time_zone", None) is not None


def _one(read: Callable[[], Any]) -> Any:  # noqa: ANN401, it is data of any shape
    try:
        return read()
    except Exception as error:  # noqa: BLE001, as above
        return UnreadValue(str(error))


def _columns_of_stream(table: Any, name: str) -> tuple[Column, ...]:  # noqa: ANN401, any library's
    from arro3.core import Table  # noqa: PLC0415, of use only for such tables

    try:
        read = Table.from_arrow(table)
        return tuple(_column_of_stream(one, read.column(one)) for one in read.column_names)
    # What cannot be read is told by that library with exceptions of no class of its own, or of no ordinary one.
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        found = failed(f"a {type(table).__qualname__} that cannot be read", error)
        raise RecordsUnreadableError((Problem(name, None, "", found, _A_TABLE),)) from error


def _column_of_stream(name: str, column: Any) -> Column:  # noqa: ANN401, of a library without types for it
    from arro3.core import DataType  # noqa: PLC0415, as above

    kind = column.type
    # It gives none of these to Python, or a missing value for a moment far outside Python's calendar.
    if "RunEndEncoded(" in str(kind):
        return _column_of_stream(name, column.cast(kind.value_type))
    if DataType.is_list_view(kind) or DataType.is_large_list_view(kind):
        column = column.cast(DataType.list(kind.value_field))
    if DataType.is_date32(kind):
        return Column(name, moments(column.cast(DataType.int32()).to_pylist()))
    if DataType.is_date64(kind) or DataType.is_timestamp(kind):
        unit = "ms" if DataType.is_date64(kind) else kind.time_unit
        numbers = column.cast(DataType.int64()).to_pylist()
        return Column(name, moments(numbers, PARTS_OF_A_DAY[unit]), kind.tz is not None)
    try:
        return Column(name, as_written(column.to_pylist(), str(kind)))
    except Exception:  # noqa: BLE001, as above
        return Column(name, [_one(one.as_py) for chunk in column.chunks for one in chunk])
