"""Where inspectors and rules speak of the same case and question: how far they agree, and where they differ."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.reason_codes import REASONS
from omicheck.evaluate.verdict_columns import VerdictColumns
from omicheck.model.case import ANSWERS, Answer
from omicheck.model.row import VERDICTS, Reason, Verdict
from omicheck.score.answers_and_verdicts import AnswersAndVerdicts
from omicheck.score.intervals import DEVIATE, Interval
from omicheck.score.matrix import OUTCOME_OF, OUTCOMES, UNANSWERED, Codes, Matrix, count_codes

# What both sides can say of a case; a verdict that is not due or cannot tell says none of them.
_COMPARED = tuple(OUTCOMES.index(name) for name in ("sufficient", "not_sufficient", "not_applicable"))
# With these the rules have said something that an answer can contradict.
_DEFINITE = (*_COMPARED, OUTCOMES.index("not_due"))
# The code of each verdict, by its place in `VERDICTS`, and the verdict of each code.
_CODE_OF_VERDICT: Final = np.array([OUTCOMES.index(OUTCOME_OF[verdict]) for verdict in VERDICTS], dtype=np.int8)
_VERDICT_OF_CODE: Final[Mapping[int, Verdict]] = dict(zip(_CODE_OF_VERDICT.tolist(), VERDICTS, strict=True))


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
    every = count_codes((matrix.answers, matrix.verdicts), (len(OUTCOMES), len(OUTCOMES)))
    for question, pairs in zip(matrix.questions, every, strict=True):
        if not pairs[:UNANSWERED, :UNANSWERED].any():
            continue
        table = {
            answer: {verdict: int(pairs[OUTCOMES.index(answer), code]) for code, verdict in _VERDICT_OF_CODE.items()}
            for answer in ANSWERS
        }
        square = pairs[np.ix_(_COMPARED, _COMPARED)]
        yield Agreement(question, table, int(square.sum()), int(np.trace(square)), *kappa_with_interval(square))


def agreement_together(agreements: Sequence[Agreement]) -> Agreement:
    """The agreement on several questions taken together; its question is an empty text."""
    table = {
        answer: {verdict: sum(one.table[answer][verdict] for one in agreements) for verdict in VERDICTS}
        for answer in ANSWERS
    }
    compared = [_VERDICT_OF_CODE[code] for code in _COMPARED]
    square = np.array([[table[OUTCOMES[code]][verdict] for verdict in compared] for code in _COMPARED], dtype=np.int64)
    return Agreement("", table, int(square.sum()), int(np.trace(square)), *kappa_with_interval(square))


def kappa_with_interval(square: NDArray[np.int64]) -> tuple[float | None, Interval | None]:
    """Cohen's kappa of a square table of counts, and its interval of 95%, as `Agreement` has them."""
    kappa, error = kappa_of(square)
    if kappa is None or not error:
        return kappa, None
    return kappa, (max(-1.0, kappa - DEVIATE * error), min(1.0, kappa + DEVIATE * error))


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


def disagreements_of(of_cases: AnswersAndVerdicts, matrix: Matrix, cells: Numbers) -> Iterator[Disagreement]:
    """Every case and question where both have spoken and differ, by case and then by question.

    A verdict `cannot_tell` or `error` contradicts nobody; `not_due` differs from whatever an inspector said, as by
    the rules nobody could have judged it yet.

    Args:
        of_cases: their answers and the rows.
        matrix: what they come to.
        cells: the cell of each row.
    """
    differ = (matrix.answers != UNANSWERED) & np.isin(matrix.verdicts, _DEFINITE) & (matrix.answers != matrix.verdicts)
    places = np.flatnonzero(differ)
    if not len(places):
        return
    reasons = _reasons(of_cases.verdicts, differ.reshape(-1), matrix.verdicts.reshape(-1), cells)
    answered = of_cases.answers.case * np.int64(len(matrix.questions)) + of_cases.answers.question
    order = np.argsort(answered)
    at = order[np.searchsorted(answered, places, sorter=order)]
    texts = of_cases.answers.texts(at.tolist())
    for place, answer, code, (by, reason) in zip(
        places.tolist(),
        of_cases.answers.answer[at].tolist(),
        matrix.verdicts.reshape(-1)[places].tolist(),
        texts,
        strict=True,
    ):
        case, column = divmod(place, len(matrix.questions))
        question = matrix.questions[column]
        yield Disagreement(
            of_cases.case_ids[case],
            question,
            Answer(question, ANSWERS[answer], by, reason),
            _VERDICT_OF_CODE[code],
            reasons[place],
        )


def _reasons(
    verdicts: VerdictColumns, differ: Flags, codes: Codes, cells: Numbers
) -> Mapping[int, tuple[tuple[str, Reason], ...]]:
    """The rules that gave the verdict of each cell that differs, each with its reasons, in the order of the rows."""
    rows = np.flatnonzero(cells >= 0)
    rows = rows[differ[cells[rows]]]
    rows = rows[_CODE_OF_VERDICT[verdicts.verdict[rows]] == codes[cells[rows]]]
    of_each: dict[int, tuple[tuple[str, Reason], ...]] = {}
    # Few differ from one another, so that each stands in memory once.
    known: dict[tuple[tuple[int, int], ...], tuple[tuple[str, Reason], ...]] = {}
    of_cells: dict[int, dict[tuple[int, int], None]] = defaultdict(dict)
    for cell, rule, reason in zip(
        cells[rows].tolist(), verdicts.rule[rows].tolist(), verdicts.reason[rows].tolist(), strict=True
    ):
        of_cells[cell][rule, reason] = None
    for cell, pairs in of_cells.items():
        key = tuple(pairs)
        if key not in known:
            known[key] = tuple((verdicts.rules[rule].id, REASONS[reason]) for rule, reason in key)
        of_each[cell] = known[key]
    return of_each
