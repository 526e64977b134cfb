"""Inspectors' answers and rules' verdicts on some cases, as columns: what scores are made of, wherever it came from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.verdict_columns import VerdictColumns, columns_of_rows
from omicheck.model.case import ANSWERS, Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule

# By whom an answer was given, and why; None where it is not said.
Texts = tuple[str | None, str | None]
# Its place in `ANSWERS`.
CODE_OF_ANSWER: Final[Mapping[str, int]] = {answer: code for code, answer in enumerate(ANSWERS)}


@frozen(eq=False)
class AnswerColumns:
    """Inspectors' answers about some cases; in those that are counted, at most one for each case and question.

    Attributes:
        case: the place of the case of each answer.
        question: the place of its question among the questions.
        answer: its place in `ANSWERS`.
        texts: by whom and why, of the answers at some places; asked for few of many.
    """

    case: Numbers
    question: Numbers
    answer: Numbers
    texts: Callable[[Sequence[int]], Sequence[Texts]]


@frozen(eq=False)
class AnswersAndVerdicts:
    """What inspectors and rules say of some cases.

    Attributes:
        case_ids: the cases, in the order of their references.
        answers: by inspectors.
        verdicts: by rules.
    """

    case_ids: Sequence[str]
    answers: AnswerColumns
    verdicts: VerdictColumns


def answers_of_cases(cases: Sequence[Case], questions: Sequence[str]) -> AnswerColumns:
    """The answers that cases hold; those to questions that are not in the list are left out."""
    question_at = {question: place for place, question in enumerate(questions)}
    answers = [
        (place, question_at[answer.question], CODE_OF_ANSWER[answer.answer], answer)
        for place, case in enumerate(cases)
        for answer in case.answers
        if answer.question in question_at
    ]
    case, question, answer = np.array([numbers for *numbers, _ in answers], dtype=np.int32).reshape(-1, 3).T
    return AnswerColumns(
        case, question, answer, lambda places: [(answers[at][-1].by, answers[at][-1].reason) for at in places]
    )


def first_answers(answers: AnswerColumns, questions: int) -> AnswerColumns:
    """Of several answers to a question about a case the first, which is the one that counts.

    Args:
        answers: in the order in which they came.
        questions: how many questions there are.
    """
    _, first = np.unique(answers.case * np.int64(questions) + answers.question, return_index=True)
    if len(first) == len(answers.case):
        return answers
    first = np.sort(first)
    return AnswerColumns(
        answers.case[first], answers.question[first], answers.answer[first],
        lambda places: answers.texts(first[np.asarray(places, dtype=np.int64)].tolist()),
    )  # fmt: skip


def answers_and_verdicts_of(
    cases: Iterable[Case], rows: Iterable[Row], rules: Iterable[Rule], questions: Sequence[str]
) -> AnswersAndVerdicts:
    """Cases' own answers that count, and the verdicts of rows.

    Args:
        cases: in any order.
        rows: in the order of case, rule and occurrence; gone through once.
        rules: the rules that gave them.
        questions: the questions' numbers; answers to others are left out.
    """
    in_order = sorted(cases, key=lambda case: case.case_id)
    case_ids = [case.case_id for case in in_order]
    answers = first_answers(answers_of_cases(in_order, questions), len(questions))
    return AnswersAndVerdicts(case_ids, answers, columns_of_rows(rows, rules, case_ids))
