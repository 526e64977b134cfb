"""The sheet of a case in the inspectors' workbook."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from attrs import frozen
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from omicheck.output.column_texts import texts_of
from omicheck.output.prescreen_styles import (
    LABEL,
    LINK,
    REASON_WANTED,
    SMALL,
    TITLE,
    WRAPPED,
    PrescreenStyles,
    may_be_filled_in,
    protect,
)
from omicheck.output.sheet_rows import SheetRows, cell_text, empty_cell, height_of, lines_needed, text_cell
from omicheck.output.workbook_file import HEAD, set_up_pages
from omicheck.score.prescreen_layout import (
    ANSWER,
    ANSWER_WORDS,
    BY,
    CASES_SHEET,
    EVIDENCE,
    HIDDEN,
    NO_VERDICT,
    NOTE,
    QUESTION,
    READER,
    SHOWN,
    TEXT,
    VERDICT,
    check_of,
)
from omicheck.text import in_words, printable
from omicheck.use_cases.prescreen import CaseToRead, QuestionToAnswer

_WIDTHS: Final = {QUESTION: 9, TEXT: 32, VERDICT: 14, EVIDENCE: 66, ANSWER: 15, NOTE: 34, BY: 14}
_LETTER: Final[Mapping[str, str]] = {
    heading: get_column_letter(number) for number, heading in enumerate((*SHOWN, *HIDDEN), 1)
}
LAST_SHOWN: Final = _LETTER[SHOWN[-1]]
_HEADINGS_ROW: Final = 5
FIRST_ROW: Final = _HEADINGS_ROW + 1
_FACTS_ROW: Final = 2
_READER_ROW: Final = 3
READER_CELL: Final = f"$B${_READER_ROW}"
_HOW: Final = (
    "Fill in the yellow cells. An answer is chosen from its list; one that is not what the rules say wants its reason "
    "in the note, which is orange until it is there. Who answered is said once, above, or in the row where it was "
    "somebody else."
)
# An answer that is not what a rule says, and no reason for it.
_WANTS_REASON: Final = (
    'AND({answer}<>"",{note}="",OR(AND({verdict}="met",{answer}<>"sufficient"),AND({verdict}="not met",'
    '{answer}<>"not sufficient"),AND({verdict}="not applicable",{answer}<>"not applicable")))'
)


@frozen
class CaseRows:
    """The rows of a case, ready to be written.

    Attributes:
        cells: of each row, as many as there are columns.
        lines: how many lines of text each row has room for.
    """

    cells: Sequence[Sequence[str]]
    lines: Sequence[int]

    @property
    def last(self) -> int:
        """The row of the last of them."""
        return FIRST_ROW + len(self.cells) - 1

    def poured(self) -> SheetRows:
        """These rows, ready to be poured into their sheet; the last to close what holds them is the caller."""
        rows = SheetRows(FIRST_ROW)
        if self.cells:
            columns = [texts_of(column) for column in zip(*self.cells, strict=True)]
            rows.append(columns, np.array(self.lines, dtype=np.int64))
        return rows


def answers_of(last: int) -> str:
    """The cells with the answers of a sheet whose last row is known."""
    return f"${_LETTER[ANSWER]}${FIRST_ROW}:${_LETTER[ANSWER]}${last}"


def rows_of_case(case: CaseToRead, styles: PrescreenStyles) -> CaseRows:
    """The rows of a case: each criterion, and beneath it its questions.

    Args:
        case: the case.
        styles: those of the workbook.
    """
    cells: list[Sequence[str]] = []
    lines: list[int] = []
    criterion = None
    for one in case.questions:
        if one.listed.question.criterion != criterion:
            criterion = one.listed.question.criterion
            title = cell_text(f"{criterion} {one.listed.criterion_title}")
            cells.append(
                [text_cell(title, styles.band), *[empty_cell(styles.band)] * (len(SHOWN) - 1), *[""] * len(HIDDEN)]
            )
            lines.append(1)
        cells.append(_cells(case.case_id, one, styles))
        lines.append(_lines(one))
    return CaseRows(cells, lines)


def _cells(case_id: str, one: QuestionToAnswer, styles: PrescreenStyles) -> list[str]:
    question, verdict, evidence = one.listed.question, verdict_told(one), _evidence(one)
    style = styles.no_verdict if one.verdict is None else styles.of_verdict.get(one.verdict, styles.plain)
    keys = (case_id, question.id, verdict, check_of(case_id, question.id, question.text, verdict, evidence))
    return [
        text_cell(question.id, styles.plain),
        text_cell(cell_text(question.text), styles.wrapped),
        text_cell(verdict, style),
        text_cell(cell_text(evidence), styles.wrapped),
        *[empty_cell(styles.to_fill_in)] * 3,
        *(text_cell(cell_text(key), styles.plain) for key in keys),
    ]


def verdict_told(one: QuestionToAnswer) -> str:
    """What rules say, in words."""
    return NO_VERDICT if one.verdict is None else in_words(one.verdict)


def _evidence(one: QuestionToAnswer) -> str:
    return "\n".join(one.evidence)


def _lines(one: QuestionToAnswer) -> int:
    evidence = sum(lines_needed(text, _WIDTHS[EVIDENCE] - 2) for text in one.evidence)
    return max(lines_needed(one.listed.question.text, _WIDTHS[TEXT] - 3), evidence)


def add_case_sheet(workbook: Workbook, name: str, case: CaseToRead, rows: CaseRows) -> Worksheet:
    """Adds the sheet of a case, with all but its rows.

    Args:
        workbook: the workbook.
        name: the name of the sheet.
        case: the case.
        rows: its rows.
    """
    sheet: Worksheet = workbook.create_sheet(name)
    for heading, letter in _LETTER.items():
        sheet.column_dimensions[letter].width = _WIDTHS.get(heading, 12)
        sheet.column_dimensions[letter].hidden = heading in HIDDEN
        head = sheet[f"{letter}{_HEADINGS_ROW}"]
        head.value = heading
        head.font, head.fill, head.border = HEAD[:3]
        head.alignment = WRAPPED
    _put_above(sheet, case, rows)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    sheet.sheet_view.showGridLines = False
    sheet.auto_filter.ref = f"A{_HEADINGS_ROW}:{LAST_SHOWN}{rows.last}"
    _check_answers(sheet, rows)
    set_up_pages(sheet)
    sheet.print_title_rows = f"{_HEADINGS_ROW}:{_HEADINGS_ROW}"
    sheet.print_area = f"A1:{LAST_SHOWN}1"
    protect(sheet)
    return sheet


def _put_above(sheet: Worksheet, case: CaseToRead, rows: CaseRows) -> None:
    """What stands above the headings: the case, what is known of it, who reads it, how far they are, and how."""
    _put(sheet, "A1", f"Case {case.case_id}", TITLE)
    facts = "; ".join(f"{name} {value}" for name, value in case.facts)
    width = sum(_WIDTHS.values())
    for row, text in ((_FACTS_ROW, printable(facts)), (_HEADINGS_ROW - 1, _HOW)):
        sheet.merge_cells(f"A{row}:{LAST_SHOWN}{row}")
        cell = _put(sheet, f"A{row}", text, SMALL)
        cell.alignment = HEAD[3]
        sheet.row_dimensions[row].height = height_of(lines_needed(text, width))
    _put(sheet, f"A{_READER_ROW}", READER, LABEL)
    may_be_filled_in(sheet[f"B{_READER_ROW}"])
    cell = sheet[f"{_LETTER[EVIDENCE]}{_READER_ROW}"]
    cell.value = f'="Answered: "&COUNTA({answers_of(rows.last)})&" of {len(case.questions)}"'
    cell.font = LABEL
    link = _put(sheet, f"{_LETTER[NOTE]}1", "All cases", LINK)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{CASES_SHEET}'!A1", display="All cases")
    link.font = LINK


def _put(sheet: Worksheet, place: str, text: str, font: Any) -> Any:  # noqa: ANN401, the library's have no types
    cell: Any = sheet[place]
    cell.value, cell.data_type, cell.font = cell_text(text), "s", font
    return cell


def _check_answers(sheet: Worksheet, rows: CaseRows) -> None:
    """A list for the answers, and what marks a reason that is wanted."""
    answers = DataValidation(
        type="list", formula1=f'"{",".join(ANSWER_WORDS)}"', allow_blank=True, showErrorMessage=True
    )
    answers.errorTitle, answers.error = "Answer", f"Choose {', '.join(ANSWER_WORDS)}, or leave the cell empty."
    answers.add(answers_of(rows.last).replace("$", ""))
    sheet.add_data_validation(answers)
    places = {"answer": ANSWER, "note": NOTE, "verdict": VERDICT}
    formula = _WANTS_REASON.format(**{name: f"${_LETTER[heading]}{FIRST_ROW}" for name, heading in places.items()})
    # The library's function has no types.
    wanted: Rule = FormulaRule(formula=[formula], fill=REASON_WANTED)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(f"{_LETTER[NOTE]}{FIRST_ROW}:{_LETTER[NOTE]}{rows.last}", wanted)
