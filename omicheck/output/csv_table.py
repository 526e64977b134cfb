"""Rows as CSV: a header, one row on a line, an empty cell for null, what is unknown separated by `;`."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from omicheck.groups import Group
from omicheck.model.row import Row
from omicheck.plain_data import FIELDS, row_data

if TYPE_CHECKING:
    from omicheck.evaluate.row_columns import RowColumns

# Spreadsheets take a cell that begins with one of these for a formula, some of them after blanks or in full width too.
_FORMULA: Final = ("=", "+", "-", "@", *map(chr, (0xFF1D, 0xFF0B, 0xFF0D, 0xFF20)))
# A CSV that is printed comes into the log of a CI server, which takes such a line for a command.
_COMMAND: Final = "::"
# What steers a terminal or turns the direction in which a text is shown, and what ends a line.
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_END: Final = "\r\n"


def lines(rows: Iterable[tuple[Row, Iterable[Group]]], fields: Sequence[str] = ()) -> Iterator[str]:
    """The lines, each with its end (CR LF, as CSV has it).

    Args:
        rows: the rows, each with the values of text fields of its case.
        fields: these text fields.
    """
    return csv_lines(header(fields), ((*row_data(row).values(), *groups) for row, groups in rows))


def lines_of_columns(
    parts: "Iterable[tuple[RowColumns, Mapping[str, Sequence[Group]]]]", fields: Sequence[str] = ()
) -> Iterator[str]:
    """The same lines, some at a time, of rows that are held as columns.

    Args:
        parts: the rows of some cases, and the values of text fields of these cases, by field.
        fields: these text fields.
    """
    from omicheck.output import column_texts  # noqa: PLC0415, heavy

    headings = header(fields)
    yield _line(headings)
    for rows, groups in parts:
        for columns in column_texts.texts_of_fields(rows, partial(_field, last=headings[-1])):
            # The first field of a row says which case it is of.
            named = zip(fields, headings[len(FIELDS) :], strict=True)
            cells = ((groups[name], partial(_field, heading, last=headings[-1])) for name, heading in named)
            whose = [column_texts.of_cases(each, columns[0], write) for each, write in cells]
            yield from column_texts.put_together([*columns, *whose])


def header(fields: Iterable[str]) -> tuple[str, ...]:
    """The headings of rows and of text fields of their cases; one that a row has too has `case_` in front."""
    return (*FIELDS, *(f"case_{name}" if name in FIELDS else name for name in fields))


def _field(name: str, value: object, *, last: str = FIELDS[-1]) -> str:
    """A cell with what stands around it: `,2009-04-06`."""
    # A cell that is alone on its line would be written in another way if it is empty.
    cell = _line(("", _cell(value))).removesuffix(_END)
    return f"{cell.removeprefix(',') if name == FIELDS[0] else cell}{_END if name == last else ''}"


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
    if not isinstance(value, str | list):
        return str(value)
    text = _without_control(";".join(value) if isinstance(value, list) else value)
    return f"'{text}" if is_formula(text) or text.lstrip().startswith(_COMMAND) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return text.lstrip().startswith(_FORMULA)


def _without_control(text: str) -> str:
    if text.isprintable():
        return text
    return _CONTROL.sub(lambda one: one[0].encode("unicode_escape").decode(), text)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
