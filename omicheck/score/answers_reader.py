"""Files of inspectors' answers, in any layout, put into columns as they are read."""

import csv
import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import define, field

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.files import content_of, why_unreadable
from omicheck.records.sheets import is_workbook
from omicheck.records.table_rows import ANSWER_COLUMNS, Layout, TableRow
from omicheck.records.tables import rows_of_table
from omicheck.score.answer_rows import AnswerRows, AnswerSource
from omicheck.score.answers_and_verdicts import CODE_OF_ANSWER
from omicheck.score.answers_file import NO_TEXT, AnswersFile

if TYPE_CHECKING:
    from omicheck.records.pseudonyms import Pseudonyms
    from omicheck.records.raw_records import Rejected

_NO_TEXTS: Final[Mapping[str, str]] = {}


def read_answers_files(
    files: Sequence[Path],
    questions: Sequence[str],
    texts: Mapping[str, str] = _NO_TEXTS,
    pseudonyms: "Pseudonyms | None" = None,
) -> AnswersFile:
    """The answers of files: CSV tables, sheets of workbooks, or inspectors' workbooks.

    Args:
        files: with the columns of `ANSWER_COLUMNS`; or a row for each case and a column for each question; or written
            by `omicheck prescreen` and filled in.
        questions: the numbers of the questions.
        texts: what they ask, by number.
        pseudonyms: what gives pseudonyms to cases and readers; None where both are told as they are.

    Raises:
        RecordsUnreadableError: a file cannot be read, or has a column that it should not have.
        EngineMissingError: what reads workbooks is not installed.
    """
    columns = _Columns({question: place for place, question in enumerate(questions)})
    problems: list[Problem] = []
    unusable: list[Rejected] = []
    remarks: list[str] = []
    sheets: dict[str, str] = {}
    sha256: dict[Path, str] = {}
    for file in files:
        if (content := _content(file, problems)) is None:
            continue
        sha256[file] = hashlib.sha256(content).hexdigest()
        read = _under_pseudonyms(_rows_of(file, content, questions, texts, problems), pseudonyms)
        for source, row in read.rows:
            columns.add(source, row)
        unusable += read.rejected
        remarks += read.remarks
        sheets |= read.sheets
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return AnswersFile(
        {_hashed_as(file, files): digest for file, digest in sha256.items()},
        tuple(questions),
        columns.cases,
        tuple(text for text in columns.texts if text is not None),
        tuple(columns.shapes),
        tuple(columns.sources),
        np.ascontiguousarray(np.frombuffer(columns.numbers, dtype=np.int32).reshape(-1, 9).T),
        columns.odd,
        tuple(unusable),
        tuple(remarks),
        sheets,
    )


@define(eq=False)
class _Columns:
    """Answers as numbers, as `AnswersFile` has them, and the rows that cannot be such.

    Attributes:
        question_at: the place of each question.
        cases: the number of each case.
        texts: the number of each text.
        shapes: that of the columns that a row has something in.
        sources: that of where rows stand.
        odd: the other rows by their case, each with its number.
        numbers: those of the answers, one answer after the other.
    """

    question_at: Mapping[str, int]
    cases: dict[str, int] = field(factory=dict)
    texts: dict[str | None, int] = field(factory=lambda: {None: NO_TEXT})
    shapes: dict[tuple[str, ...], int] = field(factory=dict)
    sources: dict[AnswerSource, int] = field(factory=dict)
    odd: defaultdict[str | None, list[tuple[int, AnswerSource, TableRow]]] = field(factory=lambda: defaultdict(list))
    numbers: "array[int]" = field(factory=lambda: array("i"))
    _rows: int = 0

    def add(self, source: AnswerSource, row: TableRow) -> None:
        """Adds a row."""
        self._rows += 1
        cells = row.cells
        case_id = cells.get("case_id")
        question, answer = self.question_at.get(cells.get("question", "")), CODE_OF_ANSWER.get(cells.get("answer", ""))
        if row.problem is not None or case_id is None or question is None or answer is None or row.line is None:
            self.odd[case_id].append((self._rows, source, row))
            return
        self.numbers.extend(
            (
                self._rows,
                self.cases.setdefault(case_id, len(self.cases)),
                question,
                answer,
                self.texts.setdefault(cells.get("by"), len(self.texts) - 1),
                self.texts.setdefault(cells.get("reason"), len(self.texts) - 1),
                self.shapes.setdefault(tuple(cells), len(self.shapes)),
                row.line,
                self.sources.setdefault(source, len(self.sources)),
            )
        )


def _under_pseudonyms(read: AnswerRows, pseudonyms: "Pseudonyms | None") -> AnswerRows:
    if pseudonyms is None:
        return read
    from omicheck.score.answers_under_pseudonyms import answers_under_pseudonyms  # noqa: PLC0415, of use only here

    return answers_under_pseudonyms(read, pseudonyms)


def _hashed_as(file: Path, files: Sequence[Path]) -> str:
    """What the hash of a file goes by: its name, or where two have one name all of it."""
    names = [one.name for one in files]
    return file.name if names.count(file.name) == 1 else str(file)


def _content(file: Path, problems: list[Problem]) -> bytes | None:
    """The bytes of a file; None, with its problem noted, where there are none."""
    try:
        return content_of(file)
    except IsADirectoryError:
        found = "a folder"
    except OSError as error:
        found = why_unreadable(error)
    expected = f"a CSV file or a workbook (.xlsx or .ods) with the columns {', '.join(ANSWER_COLUMNS)}"
    problems.append(Problem(str(file), None, "", found, expected))
    return None


def _rows_of(
    file: Path, content: bytes, questions: Sequence[str], texts: Mapping[str, str], problems: list[Problem]
) -> AnswerRows:
    """What a file holds; what is wrong with it as a whole goes to the problems."""
    try:
        # Other kinds of workbook would be taken for a damaged table.
        if is_workbook(file.name):
            return _of_workbook(file, content, questions, texts, problems)
        return _of_csv(file, content, questions, problems)
    except RecordsUnreadableError as error:
        problems += error.problems
        return AnswerRows(iter(()))


def _of_workbook(
    file: Path, content: bytes, questions: Sequence[str], texts: Mapping[str, str], problems: list[Problem]
) -> AnswerRows:
    from omicheck.records.sheets.standard_workbook import read_sheet  # noqa: PLC0415, of use only for workbooks
    from omicheck.records.sheets.workbooks import read_workbook  # noqa: PLC0415, the same
    from omicheck.score.prescreen_reader import is_prescreen, read_prescreen  # noqa: PLC0415, the same
    from omicheck.score.wide_answers import read_wide, wide_heading  # noqa: PLC0415, the same

    grids = read_workbook(file, content)
    if is_prescreen(grids):
        return read_prescreen(file, grids, questions, texts)
    wide = [(grid, place) for grid in grids if (place := wide_heading(grid)) is not None]
    if len(wide) == 1:
        return read_wide(*wide[0], questions, is_sheet=True)
    layout = Layout(ANSWER_COLUMNS, ANSWER_COLUMNS[:3])
    return AnswerRows(_each_with_source(iter(read_sheet(file, grids, "answers", layout, problems))))


def _of_csv(file: Path, content: bytes, questions: Sequence[str], problems: list[Problem]) -> AnswerRows:
    if _is_wide(content):
        from omicheck.records.sheets.csv_files import read_csv_file  # noqa: PLC0415, of use only for these
        from omicheck.score.wide_answers import read_wide, wide_heading  # noqa: PLC0415, the same

        grid = read_csv_file(file, content=content)
        heading = wide_heading(grid)
        if heading is not None:
            return read_wide(grid, heading, questions, is_sheet=False)
    return AnswerRows(_each_with_source(rows_of_table(file, ANSWER_COLUMNS, ANSWER_COLUMNS[:3], problems, content)))


def _is_wide(content: bytes) -> bool:
    """Whether the first line of a CSV file may be headings of a table with a column for each question."""
    line = content.partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    try:
        first = next(csv.reader([line]), [])
    except csv.Error:
        return False
    names = {name.strip().casefold() for name in first}
    return len(names) > 1 and names.isdisjoint(("question", "answer"))


def _each_with_source(rows: Iterator[TableRow]) -> Iterator[tuple[AnswerSource, TableRow]]:
    sources: dict[str, AnswerSource] = {}
    for row in rows:
        source = sources.get(row.file)
        if source is None:
            source = sources[row.file] = AnswerSource(row.file)
        yield source, row
