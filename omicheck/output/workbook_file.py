"""The file of a workbook: styles, headers that stay in view, and sheets into which rows are poured; no time of day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import IO, Any, Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from omicheck.output.sheet_rows import CellStyles, SheetRows, cell_text, is_marked

# An entry of a zip file has a time, and this is the first that it can have.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def new_workbook(headings: Mapping[str, Sequence[str]], widths: Mapping[str, int], other_width: int) -> Workbook:
    """Sheets with headers, which stay in view.

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
        sheet = workbook.create_sheet(name)
        for number, heading in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = widths.get(heading, other_width)
            sheet.cell(1, number, heading).font = Font(bold=True)
        sheet.freeze_panes = "A2"
    return workbook


def cell_styles(workbook: Workbook) -> CellStyles:
    """The styles of the cells of rows, which begin at the top of theirs beside a text of several lines."""
    sheet = workbook.worksheets[0]

    def number(**styles: Any) -> int:  # noqa: ANN401, as the library has them
        cell: Any = Cell(sheet, 1, 1)
        for name, value in {"alignment": Alignment(vertical="top"), **styles}.items():
            setattr(cell, name, value)
        return int(cell.style_id)

    wrapped = Alignment(vertical="top", wrap_text=True)
    return CellStyles(number(), number(number_format="yyyy-mm-dd"), number(quotePrefix=True), number(alignment=wrapped))


def add_row(sheet: Worksheet, values: Iterable[str | int | None]) -> None:
    """Adds a row to a sheet that the library writes."""
    row = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        if value is None or value == "":
            continue
        target: Any = sheet.cell(row, column)
        if isinstance(value, str):
            target.value, target.data_type = cell_text(value), "s"
            # Without this, Excel would take it for a formula as soon as somebody edits it.
            target.quotePrefix = is_marked(value)
        else:
            target.value = value


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
        last_row = ws.max_row if rows is None else rows.number + 1
        ws.auto_filter.ref = f"A1:{get_column_letter(ws.max_column)}{last_row}"
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
