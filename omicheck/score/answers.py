"""Inspectors' answers: those that records hold, and those of a CSV file, each checked against cases and questions."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.findings import Findings
from omicheck.model.case import Answer, Case
from omicheck.records.raw import Rejected
from omicheck.records.read import Records
from omicheck.records.structure import read_answer
from omicheck.records.table_rows import ANSWER_COLUMNS, TableRow, answer_data
from omicheck.records.tables import read_table
from omicheck.records.workbook import SUFFIXES, read_sheet

# Other kinds of workbook would be taken for a damaged table.
_OTHER_WORKBOOKS = (".xls", ".ods")


@frozen
class Answered:
    """The cases with all answers that can be used.

    Attributes:
        cases: in the order of the records.
        rejected: the answers that cannot be used, with what is wrong with each.
        sha256: hash of the bytes of the file of answers, by name; empty without one.
    """

    cases: tuple[Case, ...]
    rejected: tuple[Rejected, ...]
    sha256: Mapping[str, str]


def with_answers(records: Records, name: str, file: str | None, questions: Collection[str]) -> Answered:
    """The cases of records with the answers of a file added to their own.

    An answer to a question that is not in the list, for a case that is not among the records, or given before, is not
    used; it is among the rejected.

    Args:
        records: the records.
        name: what the user called them.
        file: a CSV file with the columns case_id, question, answer, by and reason; None for no file.
        questions: the numbers of the questions.

    Raises:
        RecordsUnreadableError: the file cannot be read, or has a column that it should not have.
    """
    rejected: list[Rejected] = []
    answers: dict[str, dict[str, Answer]] = {}
    for case in records.cases:
        known = answers.setdefault(case.case_id, {})
        for answer in case.answers:
            if answer.question in questions:
                known[answer.question] = answer
            else:
                nearest = nearest_name(answer.question, questions)
                problem = Problem(
                    name,
                    None,
                    "answers",
                    f"question {answer.question!r}",
                    "a question in the list",
                    nearest,
                    case.case_id,
                )
                rejected.append(Rejected((problem,), _as_record(case.case_id, answer)))
    sha256: Mapping[str, str] = {}
    if file is not None:
        rows, sha256 = _rows_of(Path(file))
        refused = {problem.case_id for one in records.rejected for problem in one.problems if problem.case_id}
        given = {case_id: dict.fromkeys(of_case, name) for case_id, of_case in answers.items()}
        for row in rows:
            findings = Findings(row.file, lambda _path, row=row: row.line)  # type: ignore[misc]  # bound now, not later
            found = _answer_of(row, findings, given, refused, questions)
            if found is None:
                rejected.append(Rejected(tuple(findings.problems), dict(row.cells)))
            else:
                case_id, answer = found
                answers[case_id][answer.question] = answer
                given[case_id][answer.question] = f"line {row.line}"
    cases = tuple(evolve(case, answers=tuple(answers[case.case_id].values())) for case in records.cases)
    return Answered(cases, tuple(rejected), sha256)


def _rows_of(file: Path) -> tuple[list[TableRow], Mapping[str, str]]:
    expected = f"a CSV file or an Excel workbook (.xlsx) with the columns {', '.join(ANSWER_COLUMNS)}"
    found = None
    if file.suffix.lower() in _OTHER_WORKBOOKS:
        found = f"a workbook of another kind ({file.suffix})"
    elif not file.is_file():
        found = "a folder" if file.is_dir() else "no such file"
    problems = [] if found is None else [Problem(str(file), None, "", found, expected)]
    rows: list[TableRow] = []
    content = b""
    if not problems:
        try:
            content = file.read_bytes()
            if file.suffix.lower() in SUFFIXES:
                rows = read_sheet(file, "answers", ANSWER_COLUMNS, ANSWER_COLUMNS[:3], problems)
            else:
                rows = read_table(file, ANSWER_COLUMNS, ANSWER_COLUMNS[:3], problems)
        except OSError as error:
            problems.append(Problem(str(file), None, "", f"a file that cannot be read ({error.strerror})", expected))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return rows, {file.name: hashlib.sha256(content).hexdigest()}


def _answer_of(
    row: TableRow,
    findings: Findings,
    given: Mapping[str, Mapping[str, str]],
    refused: Collection[str],
    questions: Collection[str],
) -> tuple[str, Answer] | None:
    """The case and the answer of a row, or None, with everything that is wrong with it noted."""
    if row.problem is not None:
        findings.problems.append(row.problem)
        return None
    case_id = row.cells.get("case_id")
    if case_id is None:
        findings.add((), "no case_id", "case_id, which must be there")
    elif case_id not in given:
        why = ", whose record was rejected" if case_id in refused else ""
        findings.add(("case_id",), f"case {case_id!r}{why}", "a case among the records", nearest_name(case_id, given))
    findings.case_id = case_id
    answer = read_answer(answer_data(row), findings, ())
    if answer is not None and answer.question:
        if answer.question not in questions:
            nearest = nearest_name(answer.question, questions)
            findings.add(("question",), f"question {answer.question!r}", "a question in the list", nearest)
        before = given.get(case_id or "", {}).get(answer.question)
        if before is not None:
            found = f"a second answer to {answer.question} (the first: {before})"
            findings.add(("question",), found, "one answer to a question for a case; the first is used")
    if findings.problems or answer is None or case_id is None:
        return None
    return case_id, answer


def _as_record(case_id: str, answer: Answer) -> dict[str, Any]:
    values = (case_id, answer.question, answer.answer, answer.by, answer.reason)
    return dict(zip(ANSWER_COLUMNS, values, strict=True))
