"""A sheet of an Excel workbook, row by row, as a CSV table would give it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from omicheck.errors import Problem, nearest_name
from omicheck.records.table_rows import TableRow, wrong_columns

SUFFIXES = (".xlsx", ".xlsm")


def read_sheet(
    file: Path, sheet: str, known: Iterable[str], needed: Iterable[str], problems: list[Problem]
) -> list[TableRow]:
    """The rows of a sheet that have something in them.

    Args:
        file: the workbook, which is there.
        sheet: the name of the sheet; where the workbook has only one, that is taken whatever its name.
        known: the columns that it may have.
        needed: the columns that it must have.
        problems: takes what is wrong with the sheet as a whole; what is wrong with a row stays with the row.
    """
    from openpyxl import load_workbook  # noqa: PLC0415, only for workbooks

    try:
        workbook = load_workbook(file, read_only=True)
    except Exception as error:  # noqa: BLE001, what is no workbook fails in many ways
        found = f"a workbook that cannot be read ({type(error).__name__})"
        problems.append(Problem(str(file), None, "", found, "an Excel workbook (.xlsx); was it cut off?"))
        return []
    try:
        names = workbook.sheetnames
        if sheet not in names and len(names) != 1:
            expected = f"a sheet named {sheet}"
            problems.append(
                Problem(str(file), None, "", f"the sheets {', '.join(names)}", expected, nearest_name(sheet, names))
            )
            return []
        chosen = sheet if sheet in names else names[0]
        return _rows(f"{file}[{chosen}]", workbook[chosen].iter_rows(), list(known), needed, problems)
    finally:
        workbook.close()


def _rows(
    name: str,
    sheet: Iterable[Sequence[Any]],
    known: list[str],
    needed: Iterable[str],
    problems: list[Problem],
) -> list[TableRow]:
    header: list[str] = []
    rows = []
    for line, cells in enumerate(sheet, 1):
        texts = [_text(cell.value) for cell in cells]
        if not any(texts):
            continue
        if not header:
            while texts and not texts[-1]:
                texts.pop()
            header = texts
            problems += wrong_columns(name, header, known, needed)
            continue
        wrong = None
        formula = next(
            (cell.coordinate for cell in cells if cell.value is not None and cell.data_type in ("f", "e")), None
        )
        if formula is not None:
            wrong = Problem(name, line, formula, "a formula or an error", "a value; paste the values over the formulas")
        elif any(texts[len(header) :]):
            wrong = Problem(name, line, "", "cells beyond the last column", f"{len(header)}, one for each column")
        row = {column: cell for column, cell in zip(header, texts, strict=False) if cell}
        rows.append(TableRow(name, line, row, wrong))
    if not header:
        problems.append(Problem(name, None, "", "an empty sheet", "a table with a header"))
    return rows


def _text(value: object) -> str:
    """A cell as a CSV table would hold it: a date without a time of day as ISO text, a whole number without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()
