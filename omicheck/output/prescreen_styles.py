"""How the inspectors' workbook looks, and what in it may be filled in."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from omicheck.model.row import Verdict
from omicheck.output.workbook_file import FONT

_LINE: Final = Border(bottom=Side("thin", "FFD0D7DE"))
_BOX: Final = Border(*(Side("thin", "FFB8A76A"),) * 4)
# A text does not touch what stands before it.
WRAPPED: Final = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_TOP: Final = Alignment(horizontal="left", vertical="top", indent=1)
# Paper that is yellow may be written on, and nothing else.
_TO_FILL_IN: Final = PatternFill("solid", fgColor="FFFFFBE6")
_BAND: Final = PatternFill("solid", fgColor="FFE8EDF2")
_OF_VERDICT: Final[Mapping[Verdict, str]] = {
    "met": "FFE3F3E6",
    "not_met": "FFFADCD9",
    "cannot_tell": "FFFFEBC2",
    "error": "FFFADCD9",
}
# What a note is like that has to give the reason for an answer which is not what the rules say.
REASON_WANTED: Final = PatternFill("solid", bgColor="FFFFC266")
TITLE: Final = Font(name=FONT, size=14, bold=True)
LINK: Final = Font(name=FONT, size=11, underline="single", color="FF1D4E89")
SMALL: Final = Font(name=FONT, size=10, color="FF44505C")
LABEL: Final = Font(name=FONT, size=11, bold=True)


@frozen
class PrescreenStyles:
    """The numbers of the styles of cells.

    Attributes:
        plain: of what stands in one line.
        wrapped: of texts of several lines.
        band: of the row above the questions of a criterion.
        count: of numbers.
        to_fill_in: of cells that may be filled in.
        link: of what leads to a sheet.
        no_verdict: of the cell that says that no rule decides.
        of_verdict: of the cell with a verdict.
    """

    plain: int
    wrapped: int
    band: int
    count: int
    to_fill_in: int
    link: int
    no_verdict: int
    of_verdict: Mapping[str, int]


def prescreen_styles(workbook: Workbook) -> PrescreenStyles:
    """The styles of a workbook."""
    sheet = workbook.worksheets[0]

    def number(**styles: Any) -> int:  # noqa: ANN401, as the library has them
        cell: Any = Cell(sheet, 1, 1)
        for name, value in {"alignment": _TOP, "border": _LINE, **styles}.items():
            setattr(cell, name, value)
        return int(cell.style_id)

    return PrescreenStyles(
        number(),
        number(alignment=WRAPPED),
        number(font=LABEL, fill=_BAND),
        number(alignment=Alignment(vertical="top")),
        number(alignment=WRAPPED, fill=_TO_FILL_IN, border=_BOX, protection=Protection(locked=False)),
        number(font=LINK),
        number(font=Font(name=FONT, size=11, italic=True, color="FF6B7680")),
        {
            verdict: number(font=LABEL, fill=PatternFill("solid", fgColor=colour))
            for verdict, colour in _OF_VERDICT.items()
        },
    )


def may_be_filled_in(cell: Any) -> None:  # noqa: ANN401, its type has not all that it has
    """Lets a cell of a sheet be filled in, and look so."""
    cell.fill, cell.border, cell.protection = _TO_FILL_IN, _BOX, Protection(locked=False)


def protect(sheet: Worksheet) -> None:
    """Protects a sheet without a password: filters work, columns and rows may be made wider and higher."""
    protection: Any = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.formatColumns = protection.formatRows = False
