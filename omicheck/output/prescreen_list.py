"""The sheet that lists the cases in the inspectors' workbook, and counts by formulas what is answered."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from omicheck.output.column_texts import texts_of
from omicheck.output.prescreen_case import READER_CELL, answers_of
from omicheck.output.prescreen_styles import LABEL, SMALL, TITLE, WRAPPED, PrescreenStyles, protect
from omicheck.output.sheet_rows import SheetRows, cell_text, formula_cell, height_of, lines_needed, text_cell
from omicheck.output.workbook_file import HEAD, set_up_pages
from omicheck.score.prescreen_layout import CASE_KEY, CASES_SHEET, QUESTIONS_KEY
from omicheck.text import in_words, long_date, printable
from omicheck.use_cases.prescreen import CaseToRead, PrescreenResult

_HEADINGS_ROW: Final = 5
_FIRST: Final = _HEADINGS_ROW + 1
_TOTALS_ROW: Final = _HEADINGS_ROW - 1
_HOW: Final = (
    "Each case has a sheet: click on it. In the yellow cells there, choose an answer for each question and give the "
    "reason in the note. Only the yellow cells can be changed. What is filled in is counted here. Give the workbook "
    "back whole, to omicheck score --answers or omicheck report --answers."
)
_COUNTS: Final = ("Questions", "Answered", "Open", "Rules: not met", "Rules: cannot tell")
_STANDING: Final = "Standing"


def add_list(workbook: Workbook, result: PrescreenResult) -> Worksheet:
    """Adds the sheet, with all but its rows.

    Args:
        workbook: the workbook.
        result: the cases.
    """
    sheet: Worksheet = workbook.create_sheet(CASES_SHEET)
    headings = ("Case", *(in_words(name).capitalize() for name in result.whose), "Read by", *_COUNTS, _STANDING)
    for number, heading in enumerate((*headings, CASE_KEY, QUESTIONS_KEY), 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 11 if heading in _COUNTS else 18
        sheet.column_dimensions[letter].hidden = number > len(headings)
        head: Any = sheet.cell(_HEADINGS_ROW, number, heading)
        head.font, head.fill, head.border = HEAD[:3]
        head.alignment = HEAD[3] if heading in _COUNTS else WRAPPED
    _put_above(sheet, result, headings)
    last = get_column_letter(len(headings))
    sheet.freeze_panes = f"B{_FIRST}"
    sheet.sheet_view.showGridLines = False
    sheet.auto_filter.ref = f"A{_HEADINGS_ROW}:{last}{_FIRST + len(result.cases) - 1}"
    set_up_pages(sheet)
    sheet.print_title_rows = f"{_HEADINGS_ROW}:{_HEADINGS_ROW}"
    sheet.print_area = f"A1:{last}1"
    protect(sheet)
    return sheet


def _put_above(sheet: Any, result: PrescreenResult, headings: Sequence[str]) -> None:  # noqa: ANN401, the library's
    sheet["A1"].value, sheet["A1"].font = cell_text(f"Cases to read: {printable(result.rule_base.scheme.title)}"), TITLE
    told = f"As the records stood on {long_date(result.as_of)}. {_HOW}"
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(headings))
    sheet["A2"].value, sheet["A2"].font, sheet["A2"].alignment = told, SMALL, HEAD[3]
    width = sum(11 if heading in _COUNTS else 18 for heading in headings)
    sheet.row_dimensions[2].height = height_of(lines_needed(told, width))
    sheet.row_dimensions[_HEADINGS_ROW].height = height_of(2)
    sheet.cell(_TOTALS_ROW, 1, "All cases").font = LABEL
    for heading in _COUNTS:
        number = headings.index(heading) + 1
        letter = get_column_letter(number)
        # Of the rows that a filter shows.
        formula = f"=SUBTOTAL(109,{letter}{_FIRST}:{letter}{_FIRST + max(len(result.cases), 1) - 1})"
        sheet.cell(_TOTALS_ROW, number, formula).font = LABEL


def list_rows(
    result: PrescreenResult,
    names: Mapping[str, str],
    lasts: Mapping[str, int],
    styles: PrescreenStyles,
) -> SheetRows:
    """The rows of the sheet, one for each case, ready to be poured into it.

    Args:
        result: the cases.
        names: the name of the sheet of each case.
        lasts: the last row of it.
        styles: those of the workbook.
    """
    rows = SheetRows(_FIRST)
    each = []
    for number, case in enumerate(result.cases, _FIRST):
        name = names[case.case_id]
        each.append(_cells(case, result.whose, _quoted(name), lasts[case.case_id], number, styles))
    if each:
        columns = [texts_of(column) for column in zip(*each, strict=True)]
        rows.append(columns, np.ones(len(each), dtype=np.int64))
    return rows


def _cells(
    case: CaseToRead, whose: Sequence[str], sheet: str, last: int, row: int, styles: PrescreenStyles
) -> list[str]:
    number = len(case.questions)
    questions, answered, left = (get_column_letter(len(whose) + place) for place in (3, 4, 5))
    case_id = cell_text(case.case_id)
    reader, verdicts = f"{sheet}!{READER_CELL}", case.verdicts

    def formula(text: str, value: str | int) -> str:
        return formula_cell(text, value, styles.plain if isinstance(value, str) else styles.count)

    def count(value: int) -> str:
        return f'" s="{styles.count}"><v>{value}</v></c>'

    return [
        formula_cell(f'HYPERLINK("#{_in_quotes(sheet)}!A1","{_in_quotes(case_id)}")', case_id, styles.link),
        *(text_cell(cell_text(case.whose[name] or ""), styles.plain) for name in whose),
        formula(f'IF({reader}="","",{reader})', ""),
        count(number),
        formula(f"COUNTA({sheet}!{answers_of(last)})", 0),
        formula(f"{questions}{row}-{answered}{row}", number),
        count(verdicts.get("not_met", 0)),
        count(verdicts.get("cannot_tell", 0)),
        formula(f'IF({answered}{row}=0,"not begun",IF({left}{row}=0,"done","begun"))', "not begun"),
        text_cell(case_id, styles.plain),
        count(number),
    ]


def _quoted(name: str) -> str:
    """The name of a sheet, as a formula has it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def _in_quotes(text: str) -> str:
    """A text as it stands between the quotes of a formula."""
    return text.replace('"', '""')
