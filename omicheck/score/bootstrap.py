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

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from omicheck.model.scheme import Question, Scheme
from omicheck.score.intervals import CONFIDENCE, Interval
from omicheck.score.matrix import OUTCOMES, Codes, count_codes
from omicheck.score.means import Means, means_of
from omicheck.score.settings import RESAMPLES, SEED

# So that a national caseload needs little more memory than a sample does.
_CELLS_AT_ONCE: Final = 64_000_000
# So that what was drawn of it is still in the processor's cache when it is counted.
_DRAWN_AT_ONCE: Final = 500_000
_CASES_AT_ONCE: Final = 16_384
# A question that a smaller part of the cases is relevant to is counted over these cases alone.
_FEW: Final = 0.25
_EXACT_IN_SINGLE: Final = 2**24
# Beyond this many places machines may differ, as they add up in different orders.
_PLACES: Final = 10

_SUFFICIENT: Final = OUTCOMES.index("sufficient")
# The codes up to this one are those of relevant cases.
_RELEVANT: Final = OUTCOMES.index("not_sufficient")

_Floats = NDArray[np.float64]
# How often cases were drawn.
_Times = NDArray[np.int16]


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
    groups = _groups(codes)
    every = _counted(np.ones((1, len(codes)), dtype=np.int16), codes, groups)
    scores = []
    for drawn in _drawn(len(codes), resamples, np.random.default_rng(seed)):
        scores.append(_scores(every, _counted(drawn, codes, groups), factor, members))
        advance(len(drawn))
    return np.concatenate(scores) if scores else np.empty((0, members[0].shape[1] + members[1].shape[1]))


def intervals_of(scores: _Floats, factor: float = 1.0) -> list[Interval | None]:
    """The interval of each column: between its quantiles of 2.5% and 97.5%.

    None for a column with no numbers, and for one without spread: where all cases that a score rests on are alike, so
    are all draws of them, and that says nothing of the cases that were not drawn. If none were left, it says all.

    Args:
        scores: of each resample.
        factor: the finite population factor that they were drawn with.
    """
    edge = (1 - CONFIDENCE) / 2
    intervals: list[Interval | None] = []
    for column in scores.T:
        numbers = column[~np.isnan(column)]
        if not len(numbers):
            intervals.append(None)
            continue
        low, high = np.quantile(numbers, (edge, 1 - edge))
        interval = round(float(low), _PLACES), round(float(high), _PLACES)
        intervals.append(None if factor and interval[0] == interval[1] else interval)
    return intervals


def _drawn(cases: int, resamples: int, generator: np.random.Generator) -> Iterator[_Times]:
    """How often each case was drawn, resamples by cases, some resamples at a time."""
    if not cases:
        return
    at_once, few = (max(1, cells // cases) for cells in (_CELLS_AT_ONCE, _DRAWN_AT_ONCE))
    for begun in range(0, resamples, at_once):
        drawn = np.empty((min(at_once, resamples - begun), cases), dtype=np.int16)
        for first in range(0, len(drawn), few):
            some = drawn[first : first + few]
            places = generator.integers(cases, size=some.shape)
            places += cases * np.arange(len(some))[:, None]
            # That one of so many cases is drawn more often than the numbers reach will not happen: 1 in 32,768!.
            some[:] = np.bincount(places.ravel(), minlength=some.size).reshape(some.shape)
        yield drawn


def _groups(codes: Codes) -> list[tuple[NDArray[np.intp], NDArray[np.intp] | None]]:
    """Questions that are counted together, each with the cases that are relevant to any; None for all cases.

    Of many questions nobody has said anything, and others are for few cases: inspectors read a sample of a caseload.
    """
    relevant = count_codes((codes,), (len(OUTCOMES),))[:, : _RELEVANT + 1].sum(axis=1)
    few = np.flatnonzero((relevant > 0) & (relevant < _FEW * len(codes)))
    cases = np.flatnonzero((codes[:, few] <= _RELEVANT).any(axis=1)) if len(few) else few
    if len(cases) < _FEW * len(codes):
        return [(np.flatnonzero(relevant >= _FEW * len(codes)), None), (few, cases)]
    return [(np.flatnonzero(relevant), None)]


def _counted(
    drawn: _Times, codes: Codes, groups: Iterable[tuple[NDArray[np.intp], NDArray[np.intp] | None]]
) -> tuple[_Floats, _Floats]:
    """How many sufficient and how many relevant cases each resample has for each question."""
    exact = np.float32 if len(codes) < _EXACT_IN_SINGLE else np.float64
    sufficient, relevant = np.zeros((2, len(drawn), codes.shape[1]))
    for questions, cases in groups:
        for first in range(0, len(codes) if cases is None else len(cases), _CASES_AT_ONCE):
            of_group = slice(first, first + _CASES_AT_ONCE)
            some = of_group if cases is None else cases[of_group]
            of_some = codes[some][:, questions]
            wanted = np.concatenate((of_some == _SUFFICIENT, of_some <= _RELEVANT), axis=1).astype(exact)
            number = _product(drawn[:, some].astype(exact), wanted)
            sufficient[:, questions] += number[:, : len(questions)]
            relevant[:, questions] += number[:, len(questions) :]
    return sufficient, relevant


def _product(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """The product of two matrices, with the longer side first: OpenBLAS on two threads is many times slower else."""
    product: NDArray[Any] = one @ other if len(one) >= other.shape[1] else (other.T @ one.T).T
    return product


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
