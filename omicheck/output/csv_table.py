"""Rows as CSV: a header, one row on a line, an empty cell for null, what is unknown separated by `;`."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from omicheck.model.row import Row
from omicheck.plain_data import FIELDS, row_data

if TYPE_CHECKING:
    from omicheck.evaluate.row_columns import RowColumns

# Spreadsheets take a cell that begins with one of these for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_END: Final = "\r\n"


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines, each with its end (CR LF, as CSV has it)."""
    return csv_lines(FIELDS, (row_data(row).values() for row in rows))


def lines_of_columns(parts: "Iterable[RowColumns]") -> Iterator[str]:
    """The same lines, some at a time, of rows that are held as columns."""
    from omicheck.output import column_texts  # noqa: PLC0415, heavy

    yield _line(FIELDS)
    yield from column_texts.lines(parts, _field)


def _field(name: str, value: object) -> str:
    """A cell with what stands around it: `,2009-04-06`."""
    # A cell that is alone on its line would be written in another way if it is empty.
    cell = _line(("", _cell(value))).removesuffix(_END)
    return f"{cell.removeprefix(',') if name == FIELDS[0] else cell}{_END if name == FIELDS[-1] else ''}"


def csv_lines(columns: Iterable[str], records: Iterable[Iterable[object]]) -> Iterator[str]:
    """A header and records as lines, each with its end; a list's items are separated by `;`, null is empty."""
    yield _line(columns)
    for record in records:
        yield _line(_cell(value) for value in record)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ";".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
