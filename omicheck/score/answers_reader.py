"""The file of inspectors' answers, a CSV table or a sheet of a workbook, put into columns as it is read."""

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.records.sheets import is_workbook
from omicheck.records.table_rows import ANSWER_COLUMNS, Layout, TableRow
from omicheck.records.tables import rows_of_table
from omicheck.score.answers_and_verdicts import CODE_OF_ANSWER
from omicheck.score.answers_file import NO_TEXT, AnswersFile

# Other kinds of workbook would be taken for a damaged table.


def read_answers_file(file: Path, questions: Sequence[str]) -> AnswersFile:
    """The answers of a file, a CSV table or a sheet of a workbook.

    Args:
        file: with the columns case_id, question, answer, by and reason.
        questions: the numbers of the questions.

    Raises:
        RecordsUnreadableError: the file cannot be read, or has a column that it should not have.
        EngineMissingError: what reads workbooks is not installed.
    """
    question_at = {question: place for place, question in enumerate(questions)}
    name = str(file)
    cases: dict[str, int] = {}
    texts: dict[str | None, int] = {None: NO_TEXT}
    shapes: dict[tuple[str, ...], int] = {}
    odd: dict[str | None, list[TableRow]] = defaultdict(list)
    numbers = array("i")
    problems: list[Problem] = []
    for row in _rows_of(file, problems):
        name = row.file
        cells = row.cells
        case_id = cells.get("case_id")
        question, answer = question_at.get(cells.get("question", "")), CODE_OF_ANSWER.get(cells.get("answer", ""))
        if row.problem is not None or case_id is None or question is None or answer is None or row.line is None:
            odd[case_id].append(row)
            continue
        numbers.extend(
            (
                row.line,
                cases.setdefault(case_id, len(cases)),
                question,
                answer,
                texts.setdefault(cells.get("by"), len(texts) - 1),
                texts.setdefault(cells.get("reason"), len(texts) - 1),
                shapes.setdefault(tuple(cells), len(shapes)),
            )
        )
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    columns = np.ascontiguousarray(np.frombuffer(numbers, dtype=np.int32).reshape(-1, 7).T)
    with file.open("rb") as stream:
        sha256 = {file.name: hashlib.file_digest(stream, "sha256").hexdigest()}
    each_text = tuple(text for text in texts if text is not None)
    return AnswersFile(name, sha256, tuple(questions), cases, each_text, tuple(shapes), columns, odd)


def _rows_of(file: Path, problems: list[Problem]) -> Iterator[TableRow]:
    expected = f"a CSV file or a workbook (.xlsx or .ods) with the columns {', '.join(ANSWER_COLUMNS)}"
    found = None
    if not file.is_file():
        found = "a folder" if file.is_dir() else "no such file"
    if found is not None:
        problems.append(Problem(str(file), None, "", found, expected))
        return
    try:
        if is_workbook(file.name):
            from omicheck.records.sheets.standard import read_sheet  # noqa: PLC0415, of use only for workbooks

            yield from read_sheet(file, "answers", Layout(ANSWER_COLUMNS, ANSWER_COLUMNS[:3]), problems)
        else:
            yield from rows_of_table(file, ANSWER_COLUMNS, ANSWER_COLUMNS[:3], problems)
    except OSError as error:
        problems.append(Problem(str(file), None, "", f"a file that cannot be read ({error.strerror})", expected))
