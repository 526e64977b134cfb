"""The first sheet of a workbook of lists: what it is of, where the rest stands and how it is to be read."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink

from omicheck.output.column_texts import Texts
from omicheck.output.sheet_rows import CellStyles, SheetRows, cell
from omicheck.output.workbook_file import FONT, HEAD, add_row, set_up_pages

_ABOUT: Final = "read first"
_WIDTHS: Final[Mapping[str, int]] = {"A": 24, "B": 12, "C": 110}
_TITLE: Final = Font(name=FONT, bold=True, size=16)
_HEADING: Final = Font(name=FONT, bold=True, size=13)
_LINK: Final = Font(name=FONT, size=11, color="FF0B4F9E", underline="single")
_BESIDE: Final = Alignment(horizontal="left", indent=1)


def add_about(
    workbook: Workbook,
    told: Sequence[str],
    sheets: Sequence[tuple[str, int, str]],
    meanings: Sequence[tuple[str, str]],
) -> None:
    """Adds the sheet before all others.

    Args:
        workbook: the workbook.
        told: the title, and what it is of, a line each.
        sheets: the name of each other sheet, how many rows it has and what they are.
        meanings: what stands in columns and lists, and what it means.
    """
    sheet = workbook.create_sheet(_ABOUT, 0)
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    set_up_pages(sheet)
    sheet["A1"], sheet["A1"].font = told[0], _TITLE
    for text in told[1:]:
        add_row(sheet, (text,))
    sheet.cell(sheet.max_row + 2, 1, "Where it stands").font = _HEADING
    add_row(sheet, ("Sheet", "Rows", "What is there"))
    for head in sheet[sheet.max_row]:
        head.font, head.fill, head.border, _ = HEAD
    sheet.cell(sheet.max_row, 2).alignment = Alignment(horizontal="right")
    sheet.cell(sheet.max_row, 3).alignment = _BESIDE
    for values in sheets:
        add_row(sheet, values)
        link = sheet.cell(sheet.max_row, 1)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{values[0]}'!A1", display=values[0])
        link.font = _LINK
        sheet.cell(sheet.max_row, 3).alignment = _BESIDE
    sheet.cell(sheet.max_row + 2, 1, "How to read it").font = _HEADING
    for name, meaning in meanings:
        add_row(sheet, (name, None, meaning))
        sheet.cell(sheet.max_row, 3).alignment = _BESIDE


def say_empty(rows: SheetRows, styles: CellStyles) -> None:
    """A line that says that a list is empty, so that nobody takes it for one that was not made."""
    rows.append([Texts(np.array([cell("none", styles)], dtype=object), np.array([0]))])
