"""The rows of a sheet of a workbook as XML, many at a time.

Every text is a text to Excel, whatever it begins with, and stands in its cell, so that none has to be kept.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Final
from xml.sax.saxutils import escape

import numpy as np
from attrs import define, field, frozen
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from omicheck.arrays import Numbers
from omicheck.errors import CommandWrongError
from omicheck.output.column_texts import AT_A_TIME, Objects, Texts, joined
from omicheck.output.csv_table import is_formula
from omicheck.text import printable

# What a sheet of Excel can hold (its specifications and limits); one row is the header.
MOST_ROWS: Final = 1_048_576 - 1
_LONGEST_TEXT: Final = 32_767
# What Excel would read as a character's code, which no text here is meant as.
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# The height of a line in points, and that of the highest row.
_LINE: Final = 15
_HIGHEST: Final = 405
_LETTERS_FOR_A_DIGIT: Final = 1.15
_DIMENSION: Final = re.compile(rb'(<dimension ref="A1:[A-Z]+)[0-9]+"')


@frozen
class CellStyles:
    """The numbers of the styles of cells in a workbook.

    Attributes:
        plain: of texts and numbers.
        day: of days.
        marked: of texts that would be formulas as soon as somebody edits them.
        wrapped: of texts of several lines.
        share: of shares, which are shown as per cent.
    """

    plain: int
    day: int
    marked: int
    wrapped: int
    share: int


def cell(value: object, styles: CellStyles) -> str:
    """A cell, but for where it stands: `" s="3"><v>12</v></c>`; empty for nothing.

    Args:
        value: a text, a whole number, a share, a day or None.
        styles: the styles of the workbook.

    Raises:
        CommandWrongError: a text is longer than a cell can hold.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        return f'" s="{styles.plain}"><v>{value}</v></c>'
    if isinstance(value, float):
        return f'" s="{styles.share}"><v>{value!r}</v></c>'
    if isinstance(value, date):
        # The library's function has no types.
        number: int = to_excel(value)  # type: ignore[no-untyped-call]
        return f'" s="{styles.day}"><v>{number}</v></c>'
    text = cell_text(str(value))
    return text_cell(text, styles.marked if is_marked(text) else styles.plain)


def paragraph(text: str, styles: CellStyles) -> str:
    """A cell with a text in as many lines as its column needs."""
    return text_cell(cell_text(text), styles.wrapped)


def formula_cell(formula: str, value: str | int, style: int) -> str:
    """A cell with a formula and what it comes to now, which programs that work nothing out go by.

    Args:
        formula: without the sign that it begins with.
        value: what it comes to.
        style: the number of the style.
    """
    kind = ' t="str"' if isinstance(value, str) else ""
    return f'" s="{style}"{kind}><f>{escape(formula)}</f><v>{escape(str(value))}</v></c>'


def empty_cell(style: int) -> str:
    """A cell in which nothing stands, but which has a style."""
    return f'" s="{style}"/>'


def text_cell(text: str, style: int) -> str:
    """A cell with a text, which `cell_text` gave, in the style of a number."""
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f'" s="{style}" t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'


def cell_text(text: str) -> str:
    """A text as a cell holds it: what cannot be seen is shown as a code.

    Raises:
        CommandWrongError: it is longer than a cell can hold.
    """
    if len(text) > _LONGEST_TEXT:
        raise CommandWrongError(
            f"--format xlsx: found a text of {len(text)} characters, {text[:40]!r}...; expected {_LONGEST_TEXT} at "
            "most, which is what a cell of Excel can hold; take --format csv or parquet"
        )
    return _CODE.sub("_x005F_", "\n".join(map(printable, text.split("\n"))))


def is_marked(text: str) -> bool:
    """Whether Excel would take a text for a formula as soon as somebody edits it."""
    return is_formula(text) or text.startswith("#")


def too_many_rows(number: int) -> CommandWrongError:
    """That a sheet cannot hold so many rows."""
    return CommandWrongError(
        f"--format xlsx: found {number:,} rows or more; expected {MOST_ROWS:,} at most, which is what a sheet of Excel "
        "can hold; choose rules with --only or cases with --case, or take --format csv or parquet"
    )


@define(eq=False)
class SheetRows:
    """The rows of a sheet below its header, which wait in a temporary file until all are there.

    Attributes:
        first: the row in which the first of them stands.
        number: how many there are.
    """

    first: int = 2
    number: int = 0
    _file: IO[bytes] = field(init=False, factory=TemporaryFile)

    def append(self, columns: Sequence[Texts], lines_of_text: Numbers | None = None) -> None:
        """Adds rows.

        Args:
            columns: the cells of each column, as `cell` and `paragraph` give them.
            lines_of_text: how many lines of text each row is to have room for; one if None.

        Raises:
            CommandWrongError: there are more than a sheet can hold.
        """
        rows = len(columns[0].places)
        if self.number + rows > MOST_ROWS:
            raise too_many_rows(MOST_ROWS + 1)
        first = self.first + self.number
        lines = np.array([str(number) for number in range(first, first + rows)], dtype=object)
        for start in range(0, rows, AT_A_TIME):
            some = slice(start, start + AT_A_TIME)
            starts = None if lines_of_text is None else _starts(lines_of_text[some])
            self._file.write(_rows([texts.at(some) for texts in columns], lines[some], starts).encode())
        self.number += rows

    @property
    def last(self) -> int:
        """The row in which the last of them stands."""
        return self.first + self.number - 1

    def pour_into(self, sheet: bytes, target: IO[bytes]) -> None:
        """Writes a sheet that has only a header, with these rows after it.

        Args:
            sheet: the XML of that sheet.
            target: where to.
        """
        # Readers that go by the dimension read no more rows than it has.
        sheet = _DIMENSION.sub(rb'\g<1>%d"' % self.last, sheet, count=1)
        before, end, after = sheet.partition(b"</sheetData>")
        target.write(before)
        self._file.seek(0)
        shutil.copyfileobj(self._file, target, 1 << 20)
        target.write(end + after)

    def close(self) -> None:
        """Lets the temporary file go."""
        self._file.close()


def lines_needed(text: str, width: int) -> int:
    """About how many lines a text needs in a column, whose width is told in digits: letters are narrower."""
    return max(1, -int(-len(text) // (width * _LETTERS_FOR_A_DIGIT)))


def height_of(lines: int) -> int:
    """The height of a row with some lines of text."""
    return min(lines * _LINE, _HIGHEST)


def _starts(lines: Numbers) -> Objects:
    """What ends the beginning of each row: its height, as not every program works it out when it opens a file."""
    different, places = np.unique(lines, return_inverse=True)
    starts: Objects = np.array([f'" ht="{height_of(number)}">' for number in different.tolist()], dtype=object)[places]
    return starts


def _rows(columns: Sequence[Texts], lines: Objects, starts: Objects | None) -> str:
    return joined(list(_pieces(columns, lines, starts)))


def _pieces(columns: Sequence[Texts], lines: Objects, starts: Objects | None) -> Iterator[Objects]:
    """What stands in rows, column by column of texts; a cell without a value is left out."""
    yield np.full(len(lines), '<row r="', dtype=object)
    yield lines
    yield np.full(len(lines), '">', dtype=object) if starts is None else starts
    for number, texts in enumerate(columns, 1):
        cells = texts.each
        is_there = np.array([bool(text) for text in texts.different], dtype=np.bool_)[texts.places]
        yield np.where(is_there, f'<c r="{get_column_letter(number)}', "")
        yield np.where(is_there, lines, "")
        yield cells
    yield np.full(len(lines), "</row>", dtype=object)
