"""Rows as CSV: a header, one row on a line, an empty cell for null, what is unknown separated by `;`."""

import csv
import io
from collections.abc import Iterable, Iterator

from omicheck.model.row import Row
from omicheck.output.fields import FIELDS, row_data

# Spreadsheets take a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines, each with its end (CR LF, as CSV has it)."""
    yield _line(FIELDS)
    for row in rows:
        yield _line(tuple(_cell(value) for value in row_data(row).values()))


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = ";".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
