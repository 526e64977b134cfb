"""Intervals of 95% for means of shares: cases are drawn again and again, whole, as the sample was drawn.

A score is a mean over questions that the same cases answer, so its spread cannot be had from the shares alone;
drawing whole cases keeps what goes together (B. Efron, Bootstrap methods: another look at the jackknife, Annals
of Statistics 7, 1979, 1-26; percentile intervals). Where the caseload is known the weights of a draw are drawn
together towards 1, by the root of the finite population factor, which scales the variance by that factor
(J. N. K. Rao, C. F. J. Wu and K. Yue, Some recent work on resampling methods for complex surveys, Survey
Methodology 18, 1992, 209-217).

Everything is a product of matrices. The products that depend on how often a case was drawn are of whole numbers, so
that they are the same in whatever order a machine adds them up. Single precision holds whole numbers exactly up to
2^24, which is more than any of these sums can reach in fewer than 2^24 cases, and is twice as quick.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from omicheck.model.scheme import Question, Scheme
from omicheck.score.intervals import CONFIDENCE, Interval
from omicheck.score.matrix import OUTCOMES, Codes
from omicheck.score.means import Means, means_of
from omicheck.score.settings import RESAMPLES, SEED

# So that a national caseload needs little more memory than a sample does.
_CELLS_AT_ONCE: Final = 16_000_000
# So that what was drawn of it is still in the processor's cache when it is counted.
_DRAWN_AT_ONCE: Final = 500_000
_CASES_AT_ONCE: Final = 16_384
_EXACT_IN_SINGLE: Final = 2**24
# Beyond this many places machines may differ, as they add up in different orders.
_PLACES: Final = 10

_SUFFICIENT: Final = OUTCOMES.index("sufficient")
# The codes up to this one are those of relevant cases.
_RELEVANT: Final = OUTCOMES.index("not_sufficient")

_Floats = NDArray[np.float64]
# Whole numbers, in the precision that they need.
_Whole = NDArray[np.floating[Any]]


def resampled_scores(
    codes: Codes,
    questions: Sequence[Question],
    scheme: Scheme,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    factor: float = 1.0,
    advance: Callable[[int], None] = lambda _: None,
) -> _Floats:
    """The scores of resamples of the cases: one row for each, the columns in the order of `Means.every`.

    A question that no drawn case is relevant to is left out of that draw's means; a score with no question left is
    not a number.

    Args:
        codes: cases by questions, as `matrix` codes them.
        questions: the questions, in the order of the columns.
        scheme: the criteria, sections and headline scores.
        resamples: how many.
        seed: of the generator (PCG64).
        factor: the finite population factor.
        advance: is told of so many resamples done.
    """
    members = _members(questions, scheme)
    # Of many questions nobody has said anything; their products would all be 0.
    asked = np.flatnonzero((codes <= _RELEVANT).any(axis=0))
    every = _times(np.ones((1, len(codes))), codes, asked)
    scores = []
    for drawn in _drawn(len(codes), resamples, np.random.default_rng(seed)):
        scores.append(_scores(every, _times(drawn, codes, asked), factor, members))
        advance(len(drawn))
    return np.concatenate(scores) if scores else np.empty((0, members[0].shape[1] + members[1].shape[1]))


def intervals_of(scores: _Floats) -> list[Interval | None]:
    """The interval of each column: between its quantiles of 2.5% and 97.5%; None for one with no numbers."""
    edge = (1 - CONFIDENCE) / 2
    intervals: list[Interval | None] = []
    for column in scores.T:
        numbers = column[~np.isnan(column)]
        if not len(numbers):
            intervals.append(None)
            continue
        low, high = np.quantile(numbers, (edge, 1 - edge))
        intervals.append((round(float(low), _PLACES), round(float(high), _PLACES)))
    return intervals


def _drawn(cases: int, resamples: int, generator: np.random.Generator) -> Iterator[_Whole]:
    """How often each case was drawn, resamples by cases, some resamples at a time."""
    if not cases:
        return
    precision = np.float32 if cases < _EXACT_IN_SINGLE else np.float64
    at_once, few = (max(1, cells // cases) for cells in (_CELLS_AT_ONCE, _DRAWN_AT_ONCE))
    for begun in range(0, resamples, at_once):
        drawn = np.empty((min(at_once, resamples - begun), cases), dtype=precision)
        for first in range(0, len(drawn), few):
            some = drawn[first : first + few]
            places = generator.integers(cases, size=some.shape)
            places += cases * np.arange(len(some))[:, None]
            some[:] = np.bincount(places.ravel(), minlength=some.size).reshape(some.shape)
        yield drawn


def _times(drawn: _Whole, codes: Codes, asked: NDArray[np.intp]) -> tuple[_Floats, _Floats]:
    """How many sufficient and how many relevant cases each resample has for each question."""
    found = np.zeros((2, len(drawn), len(asked)))
    for first in range(0, len(codes), _CASES_AT_ONCE):
        some = codes[first : first + _CASES_AT_ONCE][:, asked]
        of_some = drawn[:, first : first + _CASES_AT_ONCE]
        for side, wanted in enumerate((some == _SUFFICIENT, some <= _RELEVANT)):
            found[side] += of_some @ wanted.astype(drawn.dtype)
    every = np.zeros((2, len(drawn), codes.shape[1]))
    every[:, :, asked] = found
    return every[0], every[1]


def _members(questions: Sequence[Question], scheme: Scheme) -> tuple[_Floats, _Floats, int]:
    """Which questions each criterion and headline has, which criteria each section; and how many criteria."""
    every: Means = means_of({question.id: None for question in questions}, questions, scheme)
    of_questions = [set(mean.without) for mean in (*every.criteria, *every.headlines)]
    of_criteria = [set(mean.without) for mean in every.sections]
    by_question = [[question.id in members for members in of_questions] for question in questions]
    by_criterion = [[criterion.id in members for members in of_criteria] for criterion in every.criteria]
    return (
        np.array(by_question, dtype=float).reshape(len(questions), len(of_questions)),
        np.array(by_criterion, dtype=float).reshape(len(every.criteria), len(of_criteria)),
        len(every.criteria),
    )


def _scores(
    every: tuple[_Floats, _Floats],
    drawn: tuple[_Floats, _Floats],
    factor: float,
    members: tuple[_Floats, _Floats, int],
) -> _Floats:
    pull = np.sqrt(factor)
    weight_sufficient, weight_relevant = (
        (1 - pull) * of_all + pull * of_drawn for of_all, of_drawn in zip(every, drawn, strict=True)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = weight_sufficient / weight_relevant
    of_questions, of_criteria, criteria = members
    means = _means(shares, of_questions)
    sections = _means(means[:, :criteria], of_criteria)
    return np.concatenate([means[:, :criteria], sections, means[:, criteria:]], axis=1)


def _means(values: _Floats, members: _Floats) -> _Floats:
    there = ~np.isnan(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        means: _Floats = (np.where(there, values, 0.0) @ members) / (there.astype(float) @ members)
    return means
