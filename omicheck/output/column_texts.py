"""Rows that are held as columns as texts: each different value is written once, and what is written is put together.

Whoever writes rows says how a field is written; this only how many are put together quickly.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.arrays import Numbers
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import DAYS, Column, fields_in_parts
from omicheck.plain_data import FIELDS

# Columns of texts, as objects.
Objects: TypeAlias = NDArray[np.object_]
# The text of a field, by its name and its value as JSON would hold it.
WriteField = Callable[[str, object], str]
# As many rows are put together at a time: enough to be quick, and few enough to need little memory.
AT_A_TIME: Final = 4_000


@frozen(eq=False)
class Texts:
    """A text for each of some rows.

    Attributes:
        different: the different texts, as objects.
        places: the place of the text of each row among them.
    """

    different: Objects
    places: Numbers

    def at(self, places: Numbers | slice) -> "Texts":
        """Those of some of the rows."""
        return Texts(self.different, self.places[places])

    @property
    def each(self) -> Objects:
        """The text of each row."""
        return self.different[self.places]


def texts_of_fields(rows: RowColumns, write_field: WriteField) -> Iterator[list[Texts]]:
    """The texts of the fields of rows, field by field, in the order of case, rule and occurrence; part by part."""
    for fields in fields_in_parts(rows):
        yield [_texts(name, fields[name], write_field) for name in FIELDS]


def texts_of(each: Sequence[str]) -> Texts:
    """A text for each row, however often the same comes."""
    numbers: dict[str, int] = {}
    places = np.array([numbers.setdefault(text, len(numbers)) for text in each], dtype=np.int64)
    return Texts(np.array(list(numbers), dtype=object), places)


def of_cases(each: Sequence[str | None], cases: Texts, write: Callable[[str | None], str]) -> Texts:
    """A text for each row by the case that it is of.

    Args:
        each: a value for each case.
        cases: the texts of the cases of the rows, in the order of the cases.
        write: gives the text of a value.
    """
    numbers: dict[str | None, int] = {}
    codes = np.array([numbers.setdefault(value, len(numbers)) for value in each], dtype=np.int64)
    return Texts(np.array([write(value) for value in numbers], dtype=object), codes[cases.places])


def lines(parts: Iterable[RowColumns], write_field: WriteField) -> Iterator[str]:
    """The lines of rows in the order of case, rule and occurrence, some at a time.

    Args:
        parts: the rows, those of some cases after those of others.
        write_field: gives the text of a field with all that stands between it and the field before it, or the beginning
            or the end of the line.
    """
    for rows in parts:
        for columns in texts_of_fields(rows, write_field):
            yield from put_together(columns)


def put_together(columns: Sequence[Texts]) -> Iterator[str]:
    """What stands in columns of texts, row by row, some rows at a time."""
    for start in range(0, len(columns[0].places), AT_A_TIME):
        some = slice(start, start + AT_A_TIME)
        yield joined([texts.at(some).each for texts in columns])


def joined(columns: Sequence[Objects]) -> str:
    """What stands in columns of texts, row by row."""
    return "".join(np.stack(columns, axis=1).ravel().tolist())


def _texts(name: str, column: Column, write_field: WriteField) -> Texts:
    """The texts of a field, each once, and nothing last."""
    nothing = write_field(name, None)
    if column.values is not None:
        written = [write_field(name, list(value) if isinstance(value, tuple) else value) for value in column.values]
        return Texts(np.array([*written, nothing], dtype=object), column.numbers)
    is_there = column.numbers != column.null
    there = column.numbers[is_there]
    first = int(there.min()) if len(there) else 0
    # Days and numbers of a part lie close together, so that a place for each between them costs less than to sort them.
    different = np.empty((int(there.max()) - first + 1 if len(there) else 0) + 1, dtype=object)
    for place in np.flatnonzero(np.bincount(there - first)).tolist():
        different[place] = write_field(name, _day(first + place) if name in DAYS else first + place)
    different[-1] = nothing
    return Texts(different, np.where(is_there, column.numbers - first, -1))


def _day(number: int) -> str:
    return str(np.datetime64(number, "D"))
