"""Answers with a row for each case and a column for each question, as people keep them in a spreadsheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.dates import read_date
from omicheck.errors import Problem, RecordsUnreadableError, nearest_name, one_of
from omicheck.records.sheets.grid import BrokenCell, Grid, Table, heading_key, letters, row_of_headings, table_under
from omicheck.records.sheets.texts import text_of
from omicheck.records.table_rows import TableRow
from omicheck.score.answer_rows import AnswerRows, AnswerSource, answer_of_words
from omicheck.text import MONTHS, counted, printable

_CASE: Final = ("case_id", "case id", "case")
_BY: Final = ("by", "read by", "inspector")
# Only in a table with a row for each answer.
_LONG: Final = ("question", "answer")
# `2.1.22`, `Q2.1.22`, `Question 2.1.22`, `q2_1_22` and `2-1-22`.
_NUMBER: Final = re.compile(r"(?:q|question)?[\s_.:-]*(\d+(?:[._-]\d+){2,})")
# What a number became that a spreadsheet took for a day.
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ t]00:00:00)?")
_SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_NAMED: Final = re.compile(r"(\d{1,2})[- ]([a-z]{3})[a-z]*[- ](\d{4}|\d{2})")
_AGAIN: Final = re.compile(r" \(\d+\)$")
_CENTURY: Final = 100
_MOST_TOLD: Final = 12


@frozen
class _Columns:
    """What columns are: the case, the question of each heading, and who answered if that is said."""

    case: str
    questions: Mapping[str, str]
    by: str | None


def wide_heading(grid: Grid) -> int | None:
    """The place of the row of headings of a table with a column for each question; None where a sheet has none."""

    def is_wide(keys: object) -> bool:
        names = set(map(str, keys))  # type: ignore[call-overload]  # they are texts
        return (
            not names.isdisjoint(_CASE)
            and names.isdisjoint(_LONG)
            and any(_number_of(name) or _days_of(name) for name in names)
        )

    return row_of_headings(_with_texts(grid), _CASE, is_wide)


def _with_texts(grid: Grid) -> Grid:
    """A sheet whose days are texts, as headings are."""
    rows = [[cell if isinstance(cell, str | BrokenCell) else text_of(cell) for cell in row] for row in grid.rows]
    return Grid(grid.name, grid.title, rows, grid.lines, grid.first_column, grid.is_hidden)


def read_wide(grid: Grid, heading: int, questions: Sequence[str], *, is_sheet: bool) -> AnswerRows:
    """The answers of a table with a row for each case and a column for each question.

    Args:
        grid: the sheet, or the CSV file.
        heading: the place of the row of headings.
        questions: the questions' numbers.
        is_sheet: whether places in it are told as those of cells.

    Raises:
        RecordsUnreadableError: a heading is no question, or stands for two things.
    """
    table = table_under(_with_texts(grid), heading)
    columns = _columns(table, questions, is_sheet=is_sheet)
    answers = [cell for name in columns.questions for cell in table.columns[name]]
    blank = sum(cell == "" for cell in answers)
    told = f"{grid.name}: {len(answers) - blank:,} of {counted(len(answers), 'cell')} for answers filled in"
    remarks = (f"{told}; {blank:,} blank: unanswered",) if blank else ()
    return AnswerRows(_rows(table, columns, is_sheet=is_sheet), (), remarks)


def _rows(table: Table, columns: _Columns, *, is_sheet: bool) -> Iterator[tuple[AnswerSource, TableRow]]:
    where = {name: letters(place) if is_sheet else name for name, place in table.places.items()}
    of_row = {"case_id": where[columns.case]} | ({} if columns.by is None else {"by": where[columns.by]})
    sources = {
        name: AnswerSource(table.name, {**of_row, "question": where[name], "answer": where[name]}, is_sheet)
        for name in columns.questions
    }
    readers = table.columns[columns.by] if columns.by is not None else [""] * len(table.lines)
    for place, (line, case, reader) in enumerate(zip(table.lines, table.columns[columns.case], readers, strict=True)):
        for name, question in columns.questions.items():
            cell = table.columns[name][place]
            if cell == "":
                continue
            values = (text_of(case), question, answer_of_words(text_of(cell)), text_of(reader))
            cells = dict(zip(("case_id", "question", "answer", "by"), values, strict=True))
            kept = {column: text for column, text in cells.items() if text}
            broken = next((one for one in (case, cell, reader) if isinstance(one, BrokenCell)), None)
            problem = None
            if broken is not None:
                path = f"{where[name]}{line}" if is_sheet else name
                problem = Problem(table.name, line, path, broken.what, broken.expected)
            yield sources[name], TableRow(table.name, line, kept, problem)


def _columns(table: Table, questions: Sequence[str], *, is_sheet: bool) -> _Columns:
    """What each column is.

    Raises:
        RecordsUnreadableError: one of them is nothing that is known, or is there twice.
    """
    case = by = None
    numbers: dict[str, str] = {}
    problems = []
    for name in table.columns:
        key = heading_key(_AGAIN.sub("", name))
        number = _number_of(key)
        path = f"{letters(table.places[name])}{table.heading_line}" if is_sheet else name
        if key in _CASE and case is None:
            case = name
        elif key in _BY and by is None:
            by = name
        elif number in questions and number not in numbers.values():
            numbers[name] = str(number)
        else:
            taken = number in questions or key in (*_CASE, *_BY)
            problems.append(_wrong_heading(table, path, name, number, questions, is_taken=taken))
    if problems or case is None:
        raise RecordsUnreadableError(tuple(problems))
    return _Columns(case, numbers, by)


def _wrong_heading(
    table: Table, path: str, name: str, number: str | None, questions: Sequence[str], *, is_taken: bool
) -> Problem:
    found, expected, nearest = f"the heading {printable(name)!r}", "case_id, by, or the number of a question", None
    if is_taken:
        found, expected = f"the heading {printable(name)!r} a second time", "one column for each question"
    elif number is not None:
        nearest = nearest_name(number, questions)
    elif (days := _days_of(heading_key(name))) is not None:
        meant = [question for question in days if question in questions]
        which = f", which may have been {one_of(meant)}" if meant else ""
        found = f"the heading {printable(name)!r}, a day{which}"
        expected = "the number of a question; a spreadsheet makes days of some numbers, but not of Q2.1.22"
    return Problem(table.name, table.heading_line, path, found, expected, nearest)


def _number_of(key: str) -> str | None:
    """The number of a question that a heading is, in whatever form."""
    match = _NUMBER.fullmatch(key)
    if match is None or _ISO.fullmatch(key) or (_SLASHED.fullmatch(key) and len(key.rpartition(".")[2]) == 4):  # noqa: PLR2004, a year
        return None
    return ".".join(part.lstrip("0") or "0" for part in re.split(r"[._-]", match[1]))


def _days_of(key: str) -> tuple[str, ...] | None:
    """The numbers of questions that a heading may have been before it became a day; None where it is none."""
    if match := _ISO.fullmatch(key):
        day = read_date(match[1])
    elif match := _SLASHED.fullmatch(key):
        day = _day(int(match[1]), int(match[2]), int(match[3])) or _day(int(match[2]), int(match[1]), int(match[3]))
    elif (match := _NAMED.fullmatch(key)) and (month := _month(match[2])):
        day = _day(int(match[1]), month, int(match[3]))
    else:
        return None
    if day is None:
        return None
    year = day.year % _CENTURY
    return tuple(dict.fromkeys((f"{day.day}.{day.month}.{year}", f"{day.month}.{day.day}.{year}")))


def _month(word: str) -> int | None:
    return next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(word)), None)


def _day(day: int, month: int, year: int) -> date | None:
    return read_date(f"{year if year >= _CENTURY else year + 2000:04}-{month:02}-{day:02}")
