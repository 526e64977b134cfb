"""Cases by questions: a matrix of small codes, built once, so that all counting is done on arrays."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.arrays import Numbers
from omicheck.evaluate.verdict_columns import VerdictColumns
from omicheck.model.case import ANSWERS
from omicheck.model.row import PRECEDENCE, VERDICTS, Verdict
from omicheck.model.rule import SCORING, Rule
from omicheck.score.answers_and_verdicts import AnswersAndVerdicts
from omicheck.score.settings import Side

Outcome = Literal["sufficient", "not_sufficient", "not_applicable", "not_due", "cannot_tell", "error", "unanswered"]
# The code of an outcome is its place here.
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
UNANSWERED: Final = OUTCOMES.index("unanswered")
Codes = NDArray[np.int8]

# What a verdict means for a score.
OUTCOME_OF: Final[Mapping[Verdict, Outcome]] = {
    "met": "sufficient",
    "not_met": "not_sufficient",
    "not_applicable": "not_applicable",
    "not_due": "not_due",
    "cannot_tell": "cannot_tell",
    "error": "error",
}
# By the place of an answer in `ANSWERS`, of a verdict in `VERDICTS` and of a verdict in `PRECEDENCE`.
_OF_ANSWER: Final = np.array([[*OUTCOMES].index(answer) for answer in ANSWERS], dtype=np.int8)  # type: ignore[arg-type]
_RANK: Final = np.array([PRECEDENCE.index(verdict) for verdict in VERDICTS], dtype=np.int8)
_OF_RANK: Final = np.array(
    [*(OUTCOMES.index(OUTCOME_OF[verdict]) for verdict in PRECEDENCE), UNANSWERED], dtype=np.int8
)
# So many that what is made of them on the way needs little memory.
_CELLS_AT_ONCE: Final = 4_000_000


@frozen(eq=False)
class Matrix:
    """What inspectors and rules say of every case and question.

    Attributes:
        case_ids: the cases, one for each row.
        questions: the questions' numbers, one for each column.
        answers: codes of the inspectors' answers.
        verdicts: codes of the rules' verdicts.
    """

    case_ids: tuple[str, ...]
    questions: tuple[str, ...]
    answers: Codes
    verdicts: Codes

    def joined(self, side: Side) -> Codes:
        """The codes that enter the scores: the inspector's answer if there is one, else the rules' verdict.

        Args:
            side: both, or one side alone.
        """
        match side:
            case "answers_only":
                return self.answers
            case "rules_only":
                return self.verdicts
        return np.where(self.answers == UNANSWERED, self.verdicts, self.answers)


def scoring_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose verdicts enter a score."""
    return tuple(rule for rule in rules if rule.decides in SCORING)


def cells_of(verdicts: VerdictColumns, questions: Sequence[str]) -> Numbers:
    """The place of each row's case and question in a matrix gone through row by row; -1 for rows that enter no score.

    Args:
        verdicts: the rows.
        questions: the questions' numbers, in the order of the columns; rows on others enter no score.
    """
    column_of = {question: column for column, question in enumerate(questions)}
    columns = [column_of.get(rule.question, -1) if rule.decides in SCORING else -1 for rule in verdicts.rules]
    column = np.array(columns, dtype=np.int64)[verdicts.rule]
    return np.where(column < 0, -1, verdicts.case * np.int64(len(questions)) + column)


def matrix_of(of_cases: AnswersAndVerdicts, questions: Sequence[str], cells: Numbers) -> Matrix:
    """The matrix of answers and verdicts.

    Args:
        of_cases: their answers and the rows.
        questions: the questions' numbers, in the wanted order.
        cells: the cell of each row, from `cells_of`.
    """
    shape = (len(of_cases.case_ids), len(questions))
    answers = np.full(shape, UNANSWERED, dtype=np.int8)
    answers[of_cases.answers.case, of_cases.answers.question] = _OF_ANSWER[of_cases.answers.answer]
    # The verdict on a question is the first in PRECEDENCE of its rules' and occurrences': the least rank.
    ranks = np.full(len(of_cases.case_ids) * len(questions), len(PRECEDENCE), dtype=np.int8)
    entering = np.flatnonzero(cells >= 0)
    np.minimum.at(ranks, cells[entering], _RANK[of_cases.verdicts.verdict[entering]])
    return Matrix(tuple(of_cases.case_ids), tuple(questions), answers, _OF_RANK[ranks].reshape(shape))


def one_matrix(parts: Sequence[Matrix], questions: Sequence[str]) -> Matrix:
    """The matrix of all cases, from the matrices of some each, which come in the order of the cases."""
    shape = (sum(len(part.case_ids) for part in parts), len(questions))
    answers, verdicts = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int8)
    start = 0
    for part in parts:
        end = start + len(part.case_ids)
        answers[start:end], verdicts[start:end] = part.answers, part.verdicts
        start = end
    return Matrix(tuple(one for part in parts for one in part.case_ids), tuple(questions), answers, verdicts)


def build_matrix(of_cases: AnswersAndVerdicts, questions: Sequence[str]) -> Matrix:
    """The matrix of answers and verdicts, with nothing else worked out yet."""
    return matrix_of(of_cases, questions, cells_of(of_cases.verdicts, questions))


def count_codes(codes: Sequence[Codes], sizes: Sequence[int]) -> NDArray[np.int64]:
    """How often each combination of codes stands in each column.

    Args:
        codes: matrices of one shape.
        sizes: how many codes each of them may have.

    Returns:
        Columns by the codes of the first by those of the second, and so on.
    """
    cases, columns = codes[0].shape
    number = int(np.prod(sizes))
    at_once = max(1, _CELLS_AT_ONCE // max(1, columns))
    counts = np.zeros(columns * number, dtype=np.int64)
    for start in range(0, cases, at_once):
        places = np.arange(columns, dtype=np.int32)[None, :]
        for some, size in zip(codes, sizes, strict=True):
            places = places * np.int32(size) + some[start : start + at_once]
        counts += np.bincount(places.ravel(), minlength=columns * number)
    return counts.reshape(columns, *sizes)
