"""Inspectors' answers in the Arrow tables of a part, whose records have been read and found right."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from omicheck.arrays import Numbers
from omicheck.model.case import Answer
from omicheck.records.bulk.cells import cases_of, column_of, looked_up
from omicheck.records.raw_records import Rejected
from omicheck.score.answers_and_verdicts import CODE_OF_ANSWER, AnswerColumns, Texts
from omicheck.score.unlisted_answers import unlisted_answer


def answers_of_table(table: pa.Table | None, case_ids: Sequence[str], questions: Sequence[str]) -> AnswerColumns:
    """The answers to the questions of the list.

    Args:
        table: answers in which nothing is wrong, each of one of the cases; None for none.
        case_ids: the cases, in their order.
        questions: the questions' numbers.
    """
    if table is None or not table.num_rows:
        none = np.empty(0, dtype=np.int32)
        return AnswerColumns(none, none, none, lambda _: [])
    question = _questions(table, questions)
    rows = np.flatnonzero(question >= 0)
    case = cases_of(table, pa.array(case_ids, pa.string()))
    # A dictionary may hold words that no row uses any more, whose records were rejected.
    answer = looked_up(table.column("answer"), lambda cells: [CODE_OF_ANSWER.get(cell, -1) for cell in cells], -1)
    return AnswerColumns(case[rows], question[rows], answer[rows], lambda places: _texts(table, rows[places]))


def unlisted_in_table(table: pa.Table | None, name: str, questions: Sequence[str]) -> tuple[Rejected, ...]:
    """The answers to questions that are not in the list, each with its problem; those of a case in their order.

    Args:
        table: answers in which nothing is wrong; None for none.
        name: what the user called the records.
        questions: the questions' numbers.
    """
    if table is None or not table.num_rows:
        return ()
    rows = np.flatnonzero(_questions(table, questions) < 0)
    if not len(rows):
        return ()
    seq = column_of(table, "seq").cast(pa.int64(), safe=False).fill_null(0).to_numpy()
    rows = rows[np.argsort(seq[rows], kind="stable")]
    columns = ("case_id", "question", "answer")
    cells = zip(*(table.column(column).take(pa.array(rows)).to_pylist() for column in columns), strict=True)
    return tuple(
        unlisted_answer(case_id, Answer(question, answer, *texts), name, questions)
        for (case_id, question, answer), texts in zip(cells, _texts(table, rows), strict=True)
    )


def _questions(table: pa.Table, questions: Sequence[str]) -> Numbers:
    question_at = {question: place for place, question in enumerate(questions)}
    return looked_up(table.column("question"), lambda cells: [question_at.get(cell, -1) for cell in cells], -1)


def _texts(table: pa.Table, rows: Numbers) -> Sequence[Texts]:
    places = pa.array(rows, pa.int64())
    columns = [column_of(table, name).take(places).to_pylist() for name in ("by", "reason")]
    return [(by or None, reason or None) for by, reason in zip(*columns, strict=True)]
