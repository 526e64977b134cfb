"""Answers that cannot be used: those that records hold to questions that are not in the list."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from omicheck.errors import Problem, nearest_name
from omicheck.findings import value_left_out
from omicheck.model.case import Answer, Case
from omicheck.records.raw_records import Rejected
from omicheck.records.table_rows import ANSWER_COLUMNS


def unlisted_answers(cases: Iterable[Case], name: str, questions: Collection[str]) -> Iterator[Rejected]:
    """The answers of cases to questions that are not in the list, each with its problem.

    Args:
        cases: the cases, in the order of the records.
        name: what the user called the records.
        questions: the numbers of the questions.
    """
    for case in cases:
        for answer in case.answers:
            if answer.question not in questions:
                yield unlisted_answer(case.case_id, answer, name, questions)


def unlisted_question(question: str, questions: Collection[str]) -> str:
    """A question that is not in the list, told as it stands if it is written nearly as one that is."""
    return value_left_out(question, questions, f"question {question!r}")


def unlisted_answer(case_id: str, answer: Answer, name: str, questions: Collection[str]) -> Rejected:
    """An answer of a record to a question that is not in the list, with its problem."""
    found, expected = unlisted_question(answer.question, questions), "a question in the list"
    nearest = nearest_name(answer.question, questions)
    problem = Problem(name, None, "answers", found, expected, nearest, case_id)
    values = (case_id, answer.question, answer.answer, answer.by, answer.reason)
    record: dict[str, Any] = dict(zip(ANSWER_COLUMNS, values, strict=True))
    return Rejected((problem,), record)
