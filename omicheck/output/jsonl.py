"""Rows as JSON Lines: one on a line, the same bytes for the same input."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from omicheck.model.row import Row
from omicheck.plain_data import FIELDS, compact_json, row_data

if TYPE_CHECKING:
    from omicheck.evaluate.row_columns import RowColumns


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines, each with its end."""
    for row in rows:
        yield f"{compact_json(row_data(row))}\n"


def lines_of_columns(parts: "Iterable[RowColumns]") -> Iterator[str]:
    """The same lines, some at a time, of rows that are held as columns."""
    from omicheck.output import column_texts  # noqa: PLC0415, heavy

    return column_texts.lines(parts, field_of_line)


def field_of_line(name: str, value: object) -> str:
    """A field with what stands around it: `,"rule":"induction"`."""
    before, after = "{" if name == FIELDS[0] else ",", "}\n" if name == FIELDS[-1] else ""
    return f'{before}"{name}":{compact_json(value)}{after}'
