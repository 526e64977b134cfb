"""The file of a workbook: styles, headers that stay in view, and sheets into which rows are poured; no time of day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, Any, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from omicheck.output.sheet_rows import CellStyles, SheetRows, cell_text, height_of, is_marked, lines_needed

# That of all other cells, which the library has by default.
FONT: Final = "Calibri"
HEAD: Final = (
    Font(name=FONT, size=11, bold=True),
    PatternFill("solid", fgColor="FFE8EDF2"),
    Border(bottom=Side("thin", "FF5B6B7B")),
    Alignment(vertical="top", wrap_text=True),
)
_LINES_OF_HEADINGS: Final = 2
_A4: Final = 9
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME: Final = 31
_PRINTED: Final = re.compile(r"^.*!\$A\$1:\$([A-Z]+)\$1$")
# An entry of a zip file has a time, and this is the first that it can have.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def new_workbook(headings: Mapping[str, Sequence[str]], widths: Mapping[str, int], other_width: int) -> Workbook:
    """Sheets with headers.

    Args:
        headings: the headings of each sheet, by its name.
        widths: the widths of columns, by heading.
        other_width: that of the others.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "omicheck"
    # A time of day would be another in every run.
    workbook.properties.created = workbook.properties.modified = datetime(*_NO_TIME)  # noqa: DTZ001, it is none
    for name, columns in headings.items():
        add_sheet(workbook, name, columns, widths, other_width)
    return workbook


def add_sheet(
    workbook: Workbook,
    name: str,
    headings: Sequence[str],
    widths: Mapping[str, int],
    other_width: int,
    *,
    place: int | None = None,
    printed: int | None = None,
) -> Worksheet:
    """Adds a sheet whose header and first column stay in view, and whose header is printed on every page.

    Args:
        workbook: the workbook.
        name: the sheet's name; what Excel does not take in one is left out.
        headings: its headings.
        widths: the widths of columns, by heading.
        other_width: that of the others.
        place: where it is to stand; last if None.
        printed: how many of its columns are printed; all if None.
    """
    sheet: Worksheet = workbook.create_sheet(_NOT_IN_NAMES.sub(" ", name)[:_LONGEST_NAME], place)
    for number, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(heading, other_width)
        head = sheet.cell(1, number, heading)
        head.font, head.fill, head.border, head.alignment = HEAD
    sheet.row_dimensions[1].height = height_of(_LINES_OF_HEADINGS)
    sheet.freeze_panes = "B2"
    set_up_pages(sheet)
    sheet.print_title_rows = "1:1"
    if printed is not None:
        # As many rows as there are once it is written.
        sheet.print_area = f"A1:{get_column_letter(printed)}1"
    return sheet


def set_up_pages(sheet: Worksheet) -> None:
    """Pages that lie down, as wide as the sheet is, each with its number and the name of the sheet."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.8, footer=0.4)
    footer: Any = sheet.oddFooter
    footer.center.text = "&A, page &P of &N"


def cell_styles(workbook: Workbook) -> CellStyles:
    """The styles of the cells of rows, which begin at the top of theirs beside a text of several lines."""
    sheet = workbook.worksheets[0]

    def number(**styles: Any) -> int:  # noqa: ANN401, as the library has them
        cell: Any = Cell(sheet, 1, 1)
        for name, value in {"alignment": Alignment(vertical="top"), **styles}.items():
            setattr(cell, name, value)
        return int(cell.style_id)

    # A text of several lines does not touch a number beside it.
    wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
    return CellStyles(
        number(),
        number(number_format="yyyy-mm-dd"),
        number(quotePrefix=True),
        number(alignment=wrapped),
        number(number_format="0%"),
    )


def add_row(sheet: Worksheet, values: Iterable[str | float | None], *, wrapped: bool = False) -> None:
    """Adds a row to a sheet that the library writes.

    Args:
        sheet: the sheet.
        values: the cells.
        wrapped: whether its texts are broken into lines.
    """
    row = sheet.max_row + 1
    lines = 1
    for column, value in enumerate(values, 1):
        if value is None or value == "":
            continue
        target: Any = sheet.cell(row, column)
        if isinstance(value, str):
            target.value, target.data_type = cell_text(value), "s"
            # Without this, Excel would take it for a formula as soon as somebody edits it.
            target.quotePrefix = is_marked(value)
            if wrapped:
                target.alignment = Alignment(vertical="top", wrap_text=True)
                width = sheet.column_dimensions[target.column_letter].width
                lines = max(lines, lines_needed(value, int(width)))
        else:
            target.value = value
    if lines > 1:
        sheet.row_dimensions[row].height = height_of(lines)


def write_sheets(workbook: Workbook, archive: ZipFile, poured: Mapping[str, SheetRows]) -> None:
    """Writes a workbook.

    Args:
        workbook: the workbook.
        archive: where to.
        poured: the rows of some of its sheets, which have only headers.
    """
    _SheetsWithRows(workbook, archive, poured).write_data()


class _SheetsWithRows(ExcelWriter):
    """Writes a workbook whose sheets have only headers, and pours rows into some."""

    def __init__(self, workbook: Workbook, archive: ZipFile, poured: Mapping[str, SheetRows]) -> None:
        self._timeless = _Timeless(archive)
        super().__init__(workbook, cast("ZipFile", self._timeless))
        self._poured = poured

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401, its type has not all that it has
        """Writes a sheet; the library would let it wait in a file of its own."""
        rows = self._poured.get(ws.title)
        last_row = ws.max_row if rows is None else rows.last
        # A sheet without a header that stays is no list.
        if ws.freeze_panes is not None and ws.auto_filter.ref is None:
            ws.auto_filter.ref = f"A1:{get_column_letter(ws.max_column)}{last_row}"
        if ws.print_area:
            ws.print_area = _PRINTED.sub(rf"A1:\g<1>{last_row}", ws.print_area)
        out, ws._drawing = BytesIO(), None  # noqa: SLF001, as the library does
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001, the same
        with self._timeless.open(ws.path[1:]) as target:
            if rows is None:
                target.write(out.getvalue())
            else:
                rows.pour_into(out.getvalue(), target)
        self.manifest.append(ws)


@define(eq=False)
class _Timeless:
    """A zip file whose entries have no time, as the library writes to one."""

    _archive: ZipFile

    def writestr(self, name: str, data: bytes | str) -> None:
        """Adds an entry."""
        self._archive.writestr(_entry(name), data)

    def open(self, name: str) -> IO[bytes]:
        """An entry to be written to."""
        return self._archive.open(_entry(name), "w", force_zip64=True)

    def namelist(self) -> list[str]:
        """The names of the entries."""
        return self._archive.namelist()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    return entry
