"""Rows as JSON Lines: one on a line, the same bytes for the same input."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from operator import call
from typing import TYPE_CHECKING, Final

from omicheck.model.row import Row
from omicheck.plain_data import FIELDS, compact_json

if TYPE_CHECKING:
    from omicheck.evaluate.row_columns import RowColumns


# As many texts of a field are kept. Nearly all of its values come time and again.
_KEPT: Final = 4096


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines, each with its end."""
    return map(line_writer(), rows)


def line_writer() -> Callable[[Row], str]:
    """What gives the line of a row, with its end.

    It keeps the texts of the last values of each field, and takes a third of the time of an encoder for each row.
    """
    fields = [lru_cache(_KEPT)(partial(_field_of_row, name)) for name in FIELDS]

    def line(row: Row) -> str:
        return "".join(map(call, fields, vars(row).values()))

    return line


def _field_of_row(name: str, value: object) -> str:
    return field_of_line(name, value.isoformat() if isinstance(value, date) else value)


def lines_of_columns(parts: "Iterable[RowColumns]") -> Iterator[str]:
    """The same lines, some at a time, of rows that are held as columns."""
    from omicheck.output import column_texts  # noqa: PLC0415, heavy

    return column_texts.lines(parts, field_of_line)


def field_of_line(name: str, value: object) -> str:
    """A field with what stands around it: `,"rule":"induction"`."""
    before, after = "{" if name == FIELDS[0] else ",", "}\n" if name == FIELDS[-1] else ""
    return f'{before}"{name}":{compact_json(value)}{after}'
