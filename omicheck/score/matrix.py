"""Cases by questions: a matrix of small codes, built once, so that all counting is done on arrays."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.model.case import Case
from omicheck.model.row import PRECEDENCE, Row, Verdict
from omicheck.model.rule import Decides, Rule
from omicheck.score.settings import Side

Outcome = Literal["sufficient", "not_sufficient", "not_applicable", "not_due", "cannot_tell", "error", "unanswered"]
# The code of an outcome is its place here.
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
UNANSWERED: Final = OUTCOMES.index("unanswered")
Codes = NDArray[np.int8]

# How far a rule must decide its question for its verdict to enter a score.
SCORING: Final[tuple[Decides, ...]] = ("fully", "may_over_report")
# What a verdict means for a score.
OUTCOME_OF: Final[Mapping[Verdict, Outcome]] = {
    "met": "sufficient",
    "not_met": "not_sufficient",
    "not_applicable": "not_applicable",
    "not_due": "not_due",
    "cannot_tell": "cannot_tell",
    "error": "error",
}


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


def build_matrix(
    cases: Sequence[Case], rows: Iterable[Row], rules: Collection[Rule], questions: Sequence[str]
) -> Matrix:
    """The matrix of cases, in the order of their references.

    Args:
        cases: the cases, with inspectors' answers.
        rows: the rules' verdicts on them.
        rules: the rules that gave them; the rows of those that need a reader are left out.
        questions: the questions' numbers, in the wanted order; rows and answers to others are left out.
    """
    in_order = sorted(cases, key=lambda case: case.case_id)
    case_at = {case.case_id: place for place, case in enumerate(in_order)}
    question_at = {question: place for place, question in enumerate(questions)}
    shape = (len(in_order), len(questions))

    answers = np.full(shape, UNANSWERED, dtype=np.int8)
    code_of_answer: dict[str, int] = {name: code for code, name in enumerate(OUTCOMES)}
    for place, case in enumerate(in_order):
        for answer in case.answers:
            if answer.question in question_at:
                answers[place, question_at[answer.question]] = code_of_answer[answer.answer]

    # The verdict on a question is the first in PRECEDENCE of its rules' and occurrences': the least rank.
    rank_of = {verdict: rank for rank, verdict in enumerate(PRECEDENCE)}
    ranks = np.full(shape, len(PRECEDENCE), dtype=np.int8)
    entering = {rule.id for rule in scoring_rules(rules)}
    for row in rows:
        if row.rule in entering and row.question in question_at:
            at = (case_at[row.case_id], question_at[row.question])
            ranks[at] = min(ranks[at], rank_of[row.verdict])
    code_of_rank = [code_of_answer[OUTCOME_OF[verdict]] for verdict in PRECEDENCE]
    verdicts = np.array([*code_of_rank, UNANSWERED], dtype=np.int8)[ranks]
    return Matrix(tuple(case_at), tuple(questions), answers, verdicts)
