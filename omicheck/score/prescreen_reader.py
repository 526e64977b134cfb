"""The inspectors' workbook, filled in: its answers, and what in it is not as it was written."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from attrs import define, field

from omicheck.errors import Problem
from omicheck.model.case import ANSWERS
from omicheck.private_values import ValueLeftOut
from omicheck.records.raw_records import Rejected
from omicheck.records.sheets.grid import (
    Cell,
    Grid,
    Table,
    heading_key,
    letters,
    row_of_headings,
    table_under,
)
from omicheck.records.sheets.texts import text_of
from omicheck.records.table_rows import ANSWER_COLUMNS, TableRow
from omicheck.score.answer_rows import AnswerRows, AnswerSource, answer_of_words
from omicheck.score.prescreen_layout import (
    ANSWER,
    BY,
    CASE_KEY,
    CASES_SHEET,
    HIDDEN,
    NOTE,
    QUESTION,
    QUESTION_KEY,
    QUESTIONS_KEY,
    READER,
    SHOWN,
)
from omicheck.score.prescreen_row import (
    AS_WRITTEN,
    HEADINGS,
    PrescreenRow,
    problem_at,
    rows_of_case,
    short_text,
    what_changed,
)
from omicheck.text import counted, in_words

_MOST_NAMED: Final = 6
# As the list of a cell has them.
_ANSWERS: Final = {answer: in_words(answer) for answer in ANSWERS}
_NEEDED: Final = frozenset(heading_key(name) for name in (ANSWER, *HIDDEN))


def is_prescreen(grids: Sequence[Grid]) -> bool:
    """Whether sheets are those of an inspectors' workbook."""
    return any(_heading(grid) is not None for grid in grids)


def read_prescreen(file: Path, grids: Sequence[Grid], questions: Sequence[str], texts: Mapping[str, str]) -> AnswerRows:
    """The answers of an inspectors' workbook.

    Args:
        file: as the user named it.
        grids: its sheets.
        questions: the numbers of the questions, in their order.
        texts: what they ask.
    """
    read = _Reading(str(file), questions, texts)
    for grid in grids:
        heading = _heading(grid)
        if heading is not None:
            read.case_sheet(grid, table_under(grid, heading), heading)
        elif heading_key(grid.title) not in (heading_key(CASES_SHEET), "manifest"):
            read.remarks.append(f"{grid.name}: no sheet of a case, so not read")
    if read.named and not read.named.keys() & set(questions):
        # One line says more than one for each case and answer.
        return AnswerRows(iter(()), tuple(read.of_other_rules()), (), tuple(read.sheets.items()))
    read.list_of_cases(next((grid for grid in grids if heading_key(grid.title) == heading_key(CASES_SHEET)), None))
    told = f"{file}: {read.answered:,} of {counted(read.asked, 'question')} answered"
    read.remarks.insert(0, f"{told}, {read.blank:,} not answered")
    return AnswerRows(iter(read.rows), tuple(read.rejected), tuple(read.remarks), tuple(read.sheets.items()))


def _heading(grid: Grid) -> int | None:
    return row_of_headings(grid, HEADINGS, lambda keys: set(keys) >= _NEEDED)


@define(eq=False)
class _Reading:
    """What has been read so far.

    Attributes:
        file: the workbook.
        questions: the numbers of the questions.
        texts: what they ask.
        rows: the answers.
        rejected: what cannot be used.
        remarks: what is worth knowing.
        sheets: the cases that have a sheet, each with its name as problems tell it.
        named: the questions that stand in the sheets, in the order in which they were met.
        asked: how many of them there are in all.
        answered: how many of them have an answer.
        blank: how many have none.
    """

    file: str
    questions: Sequence[str]
    texts: Mapping[str, str]
    rows: list[tuple[AnswerSource, TableRow]] = field(factory=list)
    rejected: list[Rejected] = field(factory=list)
    remarks: list[str] = field(factory=list)
    sheets: dict[str, str] = field(factory=dict)
    named: dict[str, None] = field(factory=dict)
    asked: int = 0
    answered: int = 0
    blank: int = 0

    def case_sheet(self, grid: Grid, table: Table, heading: int) -> None:
        """Reads the sheet of a case."""
        places = {HEADINGS.get(heading_key(name), ""): letters(place) for name, place in table.places.items()}
        where = {heading: places.get(heading, "") for heading in (*SHOWN, *HIDDEN)}
        headings = (CASE_KEY, QUESTION, ANSWER, BY, NOTE)
        columns = dict(zip(ANSWER_COLUMNS, (where[heading] for heading in headings), strict=True))
        source = AnswerSource(grid.name, columns, is_sheet=True, answers=_ANSWERS)
        case_id, reader = _title_of(grid), _reader_of(grid, heading)
        seen: list[str] = []
        for row in rows_of_case(table):
            if not any(row[name] for name in HIDDEN):
                self._without_question(source, row, where)
                continue
            self.asked += 1
            seen.append(row[QUESTION_KEY])
            self.named[row[QUESTION_KEY]] = None
            self._row(source, row, where, case_id, reader)
        for cell in _column(table, CASE_KEY):
            if of := text_of(cell):
                self.sheets.setdefault(of, grid.name)
        self._whole(grid, case_id, seen)

    def _row(
        self, source: AnswerSource, row: PrescreenRow, where: Mapping[str, str], case_id: str | None, reader: str
    ) -> None:
        """Takes a row with a question: its answer, or what is wrong with it."""
        values = (row[CASE_KEY], row[QUESTION_KEY], answer_of_words(row[ANSWER]), row[BY] or reader, row[NOTE])
        cells = dict(zip(("case_id", "question", "answer", "by", "reason"), values, strict=True))
        kept = {name: text for name, text in cells.items() if text}
        problems = list(what_changed(source.name, row, where, case_id, self.texts))
        if not row[ANSWER]:
            self.blank += 1
            if row[NOTE] or row[BY]:
                found = "no answer beside a note" if row[NOTE] else "no answer beside a name"
                expected = "an answer from the list, or nothing in the row"
                problems.append(problem_at(source.name, row, where[ANSWER], found, expected))
        else:
            self.answered += 1
        if problems:
            self.rejected.append(Rejected(tuple(problems), kept))
        elif row[ANSWER]:
            self.rows.append((source, TableRow(source.name, row.line, kept)))

    def _without_question(self, source: AnswerSource, row: PrescreenRow, where: Mapping[str, str]) -> None:
        """Tells of what was filled in where there is no question."""
        filled = next((heading for heading in (ANSWER, NOTE, BY) if row[heading]), None)
        if filled is not None:
            found, expected = (
                ValueLeftOut(
                    "a text in a row without a question", f"{short_text(row[filled])!r} in a row without a question"
                ),
                "an empty cell; an answer stands beside its question",
            )
            problem = problem_at(source.name, row, where.get(filled, ""), found, expected)
            kept = {"answer": row[ANSWER], "by": row[BY], "reason": row[NOTE]}
            self.rejected.append(Rejected((problem,), {name: text for name, text in kept.items() if text}))

    def _whole(self, grid: Grid, case_id: str | None, seen: Sequence[str]) -> None:
        """Tells which questions of a sheet are gone, and which stand elsewhere than they did."""
        missing = [name for name in self.questions if name not in set(seen)]
        if missing:
            expected = f"a row for each of the {len(self.questions)} questions; these are taken as unanswered"
            problem = Problem(grid.name, None, "", f"no row for {_named(missing)}", expected, None, case_id)
            self.rejected.append(Rejected((problem,), {"case_id": case_id} if case_id else {}))
        place = {name: number for number, name in enumerate(self.questions)}
        places = [place[name] for name in seen if name in place]
        moved = [self.questions[later] for before, later in pairwise(places) if later < before]
        if moved:
            self.remarks.append(
                f"{grid.name}: rows moved, near {_named(moved)}; each is taken for the question that it is of"
            )

    def of_other_rules(self) -> Iterator[Rejected]:
        """The answers of a workbook of which no question is one of the rules at hand, all with the same problem."""
        found = f"answers to {_named(tuple(self.named))}, which these rules do not ask,"
        expected = f"questions such as {_named(self.questions[:2])}; --edition or --rules names those it was made by"
        problem = Problem(self.file, None, "", found, expected)
        answers = [row.cells for _, row in self.rows]
        yield from (Rejected((problem,), cells) for cells in answers or [{}])

    def list_of_cases(self, grid: Grid | None) -> None:
        """Tells which cases of the list have no sheet."""
        heading = (
            None if grid is None else row_of_headings(grid, (CASE_KEY, QUESTIONS_KEY), lambda keys: CASE_KEY in keys)
        )
        if grid is None or heading is None:
            expected = f"the sheet {CASES_SHEET}, by which it is seen whether a case is gone; {AS_WRITTEN}"
            self.rejected.append(Rejected((Problem(self.file, None, "", "no list of the cases", expected),), {}))
            return
        table = table_under(grid, heading)
        for line, cell in zip(table.lines, _column(table, CASE_KEY), strict=True):
            case_id = text_of(cell)
            if case_id and case_id not in self.sheets:
                path = f"{letters(table.places[CASE_KEY])}{line}"
                expected = "a sheet for each case of the list; its questions are taken as unanswered"
                problem = Problem(grid.name, line, path, "no sheet of the case", expected, None, case_id)
                self.rejected.append(Rejected((problem,), {"case_id": case_id}))


def _column(table: Table, heading: str) -> Sequence[Cell]:
    return next((cells for name, cells in table.columns.items() if heading_key(name) == heading), ())


def _title_of(grid: Grid) -> str | None:
    """The case that the title of a sheet names."""
    title = next((cell for cell in grid.rows[0] if cell != ""), "") if grid.rows else ""
    text = text_of(title)
    return text.removeprefix("Case ") if text.startswith("Case ") else None


def _reader_of(grid: Grid, heading: int) -> str:
    """Who reads the case, as it is said above the headings; empty where nobody is named."""
    for row in grid.rows[:heading]:
        for place, cell in enumerate(row[:-1]):
            if cell == READER:
                return text_of(row[place + 1])
    return ""


def _named(questions: Sequence[str]) -> str:
    some = ", ".join(questions[:_MOST_NAMED])
    return f"{some} and {len(questions) - _MOST_NAMED} more" if len(questions) > _MOST_NAMED else some
