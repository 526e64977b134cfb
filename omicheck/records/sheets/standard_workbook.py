"""Records in a workbook with the sheets `cases`, `events` and, if there is one, `answers`, headed as CSV tables are.

Such a workbook needs no mapping: it is the folder of CSV tables in one file, with the same problems in the same words.
A sheet that is called otherwise is found by its headings, if it is the only one that has them.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.files import content_of, why_unreadable
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.sheets.grid import BrokenCell, Grid, Table, heading_key, row_of_headings, table_under
from omicheck.records.sheets.texts import texts_of
from omicheck.records.sheets.workbooks import EXPECTED, read_workbook, sheets_in_words
from omicheck.records.table_files import TABLES
from omicheck.records.table_rows import Layout, TableRow, layouts, put_together, wrong_columns
from omicheck.records.tables import Tables


def read_standard_workbook(file: Path, vocabulary: Vocabulary) -> Tables:
    """The records in a workbook whose sheets are the tables of records.

    Raises:
        RecordsUnreadableError: the workbook cannot be read, or a sheet is missing, or has a column that it should not
            have.
        EngineMissingError: what reads workbooks is not installed.
    """
    content = _content(file)
    sheets = _sheets(file, content, "a workbook with the sheets cases and events")
    if {"manifest", "failures"} <= {heading_key(sheet.title) for sheet in sheets}:
        found = "a workbook that `omicheck check --format xlsx` wrote, which holds what was found and not the records"
        raise RecordsUnreadableError((Problem(str(file), None, "", found, "the records that were checked"),))
    problems: list[Problem] = []
    rows: dict[str, list[TableRow]] = {}
    for name, layout in layouts(vocabulary).items():
        telling = _telling(name, layout, vocabulary)
        sheet = _sheet_of(name, layout, telling, sheets, problems, is_needed=name != "answers")
        if sheet is not None:
            rows[name] = rows_of_sheet(sheet, layout.known, layout.needed, problems)
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    records, strays = put_together(rows, vocabulary)
    return Tables(records, strays, {file.name: hashlib.sha256(content).hexdigest()})


def read_sheet(
    file: Path, sheets: Sequence[Grid], name: str, layout: Layout, problems: list[Problem]
) -> list[TableRow]:
    """The rows of one table in a workbook: of the sheet of its name, or the only one that may be it.

    Args:
        file: the workbook.
        sheets: its sheets.
        name: the name of the table.
        layout: its columns.
        problems: takes what is wrong with the sheet as a whole; what is wrong with a row stays with the row.

    Raises:
        RecordsUnreadableError: there is nothing in it.
    """
    _require_some(file, sheets, f"a workbook with the sheet {name}")
    only = sheets[0] if len(sheets) == 1 else None
    sheet = only or _sheet_of(name, layout, layout.needed, sheets, problems, is_needed=True)
    return [] if sheet is None else rows_of_sheet(sheet, layout.known, layout.needed, problems)


def _content(file: Path) -> bytes:
    try:
        return content_of(file)
    except OSError as error:
        raise RecordsUnreadableError((Problem(str(file), None, "", why_unreadable(error), EXPECTED),)) from error


def _sheets(file: Path, content: bytes, expected: str) -> tuple[Grid, ...]:
    sheets = read_workbook(file, content)
    _require_some(file, sheets, expected)
    return sheets


def _require_some(file: Path, sheets: Sequence[Grid], expected: str) -> None:
    if not sheets:
        found = "a workbook with nothing in it"
        raise RecordsUnreadableError((Problem(str(file), None, "", found, expected),))


def _sheet_of(
    name: str,
    layout: Layout,
    telling: Collection[str],
    sheets: Sequence[Grid],
    problems: list[Problem],
    *,
    is_needed: bool,
) -> Grid | None:
    """The sheet of a table: the one that has its name, or the only one that has the headings that tell it."""
    named = [sheet for sheet in sheets if heading_key(sheet.title) == name]
    fit = named or [
        sheet
        for sheet in sheets
        if heading_key(sheet.title) not in TABLES and _heading(sheet, layout.known, telling) is not None
    ]
    if len(fit) == 1:
        return fit[0]
    file = sheets[0].name.removesuffix(f"[{sheets[0].title}]")
    expected = f"one sheet named {name}, or headed {', '.join(telling)} at least"
    if fit:
        found = f"the sheets {sheets_in_words(fit)}, each of which may be {name}"
        problems.append(Problem(file, None, "", found, expected))
    elif is_needed:
        nearest = nearest_name(name, [sheet.title for sheet in sheets])
        expected = f"{expected}; what is headed otherwise comes in through a mapping"
        problems.append(Problem(file, None, "", f"the sheets {sheets_in_words(sheets)}", expected, nearest))
    return None


def _telling(name: str, layout: Layout, vocabulary: Vocabulary) -> Collection[str]:
    """The headings by which the sheet of a table is known whatever its name."""
    required = [field for field, wanted in vocabulary.fields.items() if wanted.required] if name == "cases" else []
    return tuple(dict.fromkeys((*layout.needed, *required)))


def _heading(sheet: Grid, known: Iterable[str], needed: Iterable[str]) -> int | None:
    wanted = {heading_key(name) for name in needed}
    return row_of_headings(sheet, {heading_key(name) for name in known}, lambda keys: wanted <= set(keys))


def rows_of_sheet(sheet: Grid, known: Iterable[str], needed: Iterable[str], problems: list[Problem]) -> list[TableRow]:
    """The rows of a sheet that have something in them, below its headings.

    Args:
        sheet: the sheet.
        known: the columns that it may have.
        needed: the columns that it must have.
        problems: takes what is wrong with the sheet as a whole; what is wrong with a row stays with the row.
    """
    known, needed = list(known), list(needed)
    heading = _heading(sheet, known, needed)
    if heading is None:
        # What is wrong with its headings is said of the first row, the only one that can be meant for them.
        heading = next(place for place, row in enumerate(sheet.rows) if any(cell != "" for cell in row))
    table = table_under(sheet, heading)
    header = [name for name in table.columns if name not in table.beyond]
    line = table.heading_line
    problems += [
        Problem(one.file, line, one.path, one.found, one.expected, one.nearest)
        for one in wrong_columns(sheet.name, header, known, needed)
    ]
    wrong = _wrong_rows(table, len(header))
    filled = [name for name in header if any(cell != "" for cell in table.columns[name])]
    cells = [texts_of(table.columns[name]) for name in filled]
    return [
        TableRow(
            sheet.name,
            number,
            {column: text for column, text in zip(filled, texts, strict=True) if text},
            wrong.get(place),
        )
        for place, (number, texts) in enumerate(zip(table.lines, zip(*cells, strict=True), strict=bool(cells)))
    ]


def _wrong_rows(table: Table, width: int) -> Mapping[int, Problem]:
    """What is wrong with rows as a whole: a cell without a value, or one beyond the last column."""
    wrong: dict[int, Problem] = {}
    for name, column in table.columns.items():
        for row, cell in enumerate(column):
            if isinstance(cell, BrokenCell):
                wrong.setdefault(row, broken_cell(table, name, row, cell))
            elif name in table.beyond and cell != "":
                expected = f"{width}, one for each column"
                found = Problem(table.name, table.lines[row], "", "cells beyond the last column", expected)
                wrong.setdefault(row, found)
    return wrong


def broken_cell(table: Table, heading: str, row: int, cell: BrokenCell) -> Problem:
    """That a cell has no value though something is in it."""
    expected = "a value, or an empty cell; put the formula right, or have it worked out and save the workbook again"
    return Problem(table.name, table.lines[row], table.coordinate(heading, row), cell.what, expected)
