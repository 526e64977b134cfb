"""Where inspectors and rules speak of the same case and question: how far they agree, and where they differ."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.model.case import ANSWERS, Answer, Case
from omicheck.model.row import Reason, Row, Verdict, put_together
from omicheck.model.rule import Rule
from omicheck.score.intervals import DEVIATE, Interval
from omicheck.score.matrix import OUTCOME_OF, OUTCOMES, UNANSWERED, Matrix, scoring_rules

# What both sides can say of a case; a verdict that is not due or cannot tell says none of them.
_COMPARED = tuple(OUTCOMES.index(name) for name in ("sufficient", "not_sufficient", "not_applicable"))
# With these the rules have said something that an answer can contradict.
_SAID = (*_COMPARED, OUTCOMES.index("not_due"))


@frozen
class Agreement:
    """How far inspectors and rules agree on a question.

    Attributes:
        question: its number.
        table: how many cases have each pair of answer and verdict, those that are not compared included.
        compared: the cases where both say sufficient, not sufficient or not applicable.
        agreed: those of them where both say the same.
        kappa: Cohen's kappa over the compared; None where it has no value, as both sides say one thing throughout.
        interval: of kappa, 95%, within -1 and 1; None where kappa is, or where its error comes out as none, as it does
            for full agreement and for a few cases: the formula is for large samples, and cannot say how sure that is.
    """

    question: str
    table: Mapping[str, Mapping[Verdict, int]]
    compared: int
    agreed: int
    kappa: float | None
    interval: Interval | None


@frozen
class Disagreement:
    """A case and question on which an inspector and the rules differ.

    Attributes:
        case_id: the case.
        question: the question's number.
        answer: the inspector's answer.
        verdict: the rules' verdict.
        reasons: the rules that gave it, each with its reason.
    """

    case_id: str
    question: str
    answer: Answer
    verdict: Verdict
    reasons: tuple[tuple[str, Reason], ...]


def agreements_of(matrix: Matrix) -> Iterator[Agreement]:
    """The agreement on each question that both sides have said something of."""
    verdict_of = {OUTCOMES.index(outcome): verdict for verdict, outcome in OUTCOME_OF.items()}
    for column, question in enumerate(matrix.questions):
        answers, verdicts = matrix.answers[:, column], matrix.verdicts[:, column]
        both = (answers != UNANSWERED) & (verdicts != UNANSWERED)
        if not both.any():
            continue
        pairs = np.zeros((len(OUTCOMES), len(OUTCOMES)), dtype=np.int64)
        np.add.at(pairs, (answers[both], verdicts[both]), 1)
        table = {
            answer: {verdict: int(pairs[OUTCOMES.index(answer), code]) for code, verdict in verdict_of.items()}
            for answer in ANSWERS
        }
        square = pairs[np.ix_(_COMPARED, _COMPARED)]
        kappa, error = kappa_of(square)
        interval = None
        if kappa is not None and error:
            interval = (max(-1.0, kappa - DEVIATE * error), min(1.0, kappa + DEVIATE * error))
        yield Agreement(question, table, int(square.sum()), int(np.trace(square)), kappa, interval)


def kappa_of(square: NDArray[np.int64]) -> tuple[float | None, float | None]:
    """Cohen's kappa of a square table of counts, and its standard error.

    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 1960,
    37-46. The error is the large-sample one that does not suppose kappa to be 0: J. L. Fleiss, J. Cohen and
    B. S. Everitt, Large sample standard errors of kappa and weighted kappa, Psychological Bulletin 72, 1969,
    323-327.

    Returns:
        Both None where kappa has no value: nothing was compared, or both sides say one and the same thing throughout.
    """
    total = int(square.sum())
    if not total:
        return None, None
    shares = square / total
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    observed, expected = float(np.trace(shares)), float(first @ second)
    if np.count_nonzero(square.sum(axis=1) + square.sum(axis=0)) == 1:
        return None, None
    kappa = (observed - expected) / (1 - expected)
    same = np.diag(shares) @ (1 - (first + second) * (1 - kappa)) ** 2
    weights = (second[:, None] + first[None, :]) ** 2
    apart = (1 - kappa) ** 2 * float((shares * weights).sum() - np.diag(shares * weights).sum())
    variance = (float(same) + apart - (kappa - expected * (1 - kappa)) ** 2) / (total * (1 - expected) ** 2)
    return kappa, math.sqrt(max(0.0, variance))


def disagreements_of(
    matrix: Matrix, cases: Iterable[Case], rows: Iterable[Row], rules: Collection[Rule]
) -> tuple[Disagreement, ...]:
    """Every case and question where both have spoken and differ, by case and then by question.

    A verdict `cannot_tell` or `error` contradicts nobody; `not_due` differs from whatever an inspector said, as by
    the rules nobody could have judged it yet.
    """
    differ = (matrix.answers != UNANSWERED) & np.isin(matrix.verdicts, _SAID) & (matrix.answers != matrix.verdicts)
    places: Sequence[Sequence[int]] = np.argwhere(differ).tolist()
    cells = {(matrix.case_ids[at[0]], matrix.questions[at[1]]): None for at in places}
    answers = {
        (case.case_id, answer.question): answer
        for case in cases
        for answer in case.answers
        if (case.case_id, answer.question) in cells
    }
    entering = {rule.id for rule in scoring_rules(rules)}
    said: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.rule in entering and (row.case_id, row.question) in cells:
            said[row.case_id, row.question].append(row)
    found = []
    for cell in cells:
        verdict = put_together(row.verdict for row in said[cell])
        reasons = dict.fromkeys((row.rule, row.reason) for row in said[cell] if row.verdict == verdict)
        found.append(Disagreement(*cell, answers[cell], verdict, tuple(reasons)))
    return tuple(found)
