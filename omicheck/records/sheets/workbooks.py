"""Sheets of workbooks, read with python-calamine: `.xlsx`, `.xlsm` and `.ods`.

Dates are those of the cells, whichever year the workbook counts them from. A formula is what it was last worked out to
be. What has no value that could be taken, an error or a formula that was never worked out, is told as such.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn
from xml.etree.ElementTree import ParseError

from omicheck.errors import EngineMissingError, Problem, RecordsUnreadableError
from omicheck.files import content_of, why_unreadable
from omicheck.records.sheets.grid import BrokenCell, Cell, Grid
from omicheck.records.sheets.hidden_cells import BrokenSheetError, CellPlace, broken_cells
from omicheck.records.sheets.named_as_workbook import ZIP_ERRORS, why_unfit

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MISSING: Final = "workbooks need python-calamine, which is not installed: pip install 'omicheck[workbooks]'"
EXPECTED: Final = "a workbook (.xlsx or .ods); was it cut off, or is it protected by a password?"
_WHOLE: Final = "a sheet that is whole; open the workbook in a spreadsheet and save it again, or copy it again"


def read_workbook(file: Path, content: bytes | None = None) -> tuple[Grid, ...]:
    """The sheets of a workbook that have something in them, in its order.

    Args:
        file: the workbook.
        content: its bytes, where they have been read.

    Raises:
        RecordsUnreadableError: it cannot be read.
        EngineMissingError: what reads workbooks is not installed.
    """
    try:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415, of use here alone
    except ImportError as error:
        raise EngineMissingError(_MISSING) from error
    try:
        content = content_of(file) if content is None else content
    except OSError as error:
        raise RecordsUnreadableError((Problem(str(file), None, "", why_unreadable(error), EXPECTED),)) from error
    if (unfit := why_unfit(content)) is not None:
        raise RecordsUnreadableError((Problem(str(file), None, "", unfit.found, unfit.remedy),))
    try:
        broken = broken_cells(content)
    except BrokenSheetError as error:
        name = f"{file}[{error.sheet}]" if error.sheet else str(file)
        raise RecordsUnreadableError((Problem(name, None, "", error.found, _WHOLE),)) from error
    except (*ZIP_ERRORS, KeyError, ParseError) as error:
        _unreadable(str(file), error)
    workbook = _opened(CalamineWorkbook, content, file)
    sheets = []
    for told in workbook.sheets_metadata:
        if told.typ == SheetTypeEnum.WorkSheet:
            is_hidden = told.visible != SheetVisibleEnum.Visible
            sheets.append(_grid(file, workbook, told.name, broken.get(told.name, {}), is_hidden=is_hidden))
    return tuple(sheet for sheet in sheets if sheet.rows)


def _opened(reader: "type[CalamineWorkbook]", content: bytes, file: Path) -> "CalamineWorkbook":
    try:
        return reader.from_filelike(io.BytesIO(content))
    except BaseException as error:  # noqa: BLE001, what is no workbook fails in many ways
        _unreadable(str(file), error)


def _grid(
    file: Path, workbook: "CalamineWorkbook", title: str, broken: Mapping[CellPlace, BrokenCell], *, is_hidden: bool
) -> Grid:
    name = f"{file}[{title}]"
    try:
        sheet = workbook.get_sheet_by_name(title)
        rows: list[list[Any]] = list(sheet.iter_rows())
    except BaseException as error:  # noqa: BLE001, a broken sheet fails in many ways
        _unreadable(name, error)
    first = _first_column(sheet)
    for (row, column), what in broken.items():
        _put(rows, row, column - first, what)
    return Grid(name, title, rows, range(1, len(rows) + 1), first, is_hidden)


def _first_column(sheet: "CalamineSheet") -> int:
    return 0 if sheet.start is None else sheet.start[1]


def _put(rows: list[list[Cell]], row: int, column: int, what: BrokenCell) -> None:
    """Puts a cell into rows that the reader may have ended before it, as it takes it for an empty one."""
    while len(rows) <= row:
        rows.append([])
    cells = rows[row]
    cells += [""] * (column + 1 - len(cells))
    if column >= 0 and cells[column] == "":
        cells[column] = what


def _unreadable(name: str, error: BaseException) -> NoReturn:
    # The reader is written in another language, whose failures are no ordinary exceptions.
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    what = " ".join(str(error).split()) or type(error).__name__
    raise RecordsUnreadableError(
        (Problem(name, None, "", f"a workbook that cannot be read ({what})", EXPECTED),)
    ) from error


def sheets_in_words(sheets: Sequence[Grid]) -> str:
    """The names of sheets, for messages."""
    return ", ".join(sheet.title for sheet in sheets) if sheets else "no sheet with anything in it"
