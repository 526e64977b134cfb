"""Rows as CSV: a header, one row on a line, an empty cell for null, what is unknown separated by `;`."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from omicheck.model.row import Row
from omicheck.plain_data import FIELDS, row_data

# Spreadsheets take a cell that begins with one of these for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines, each with its end (CR LF, as CSV has it)."""
    return csv_lines(FIELDS, (row_data(row).values() for row in rows))


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
