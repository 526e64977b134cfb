"""Intervals, the bootstrap and kappa, each against an independent computation."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.stats import binomtest

from draws import draws
from omicheck.model.scheme import Question
from omicheck.score.agreement import kappa_of
from omicheck.score.bootstrap import intervals_of, resampled_scores
from omicheck.score.intervals import DEVIATE, finite_population_factor, of_difference, overlap, wilson
from omicheck.score.matrix import Codes
from omicheck.score.shares import Counts
from strategies import SCHEME, codes, questions


def counts(sufficient: int, relevant: int) -> Counts:
    return Counts(sufficient, relevant - sufficient, 0, 0, 0, 0, 0)


@given(st.integers(1, 500), st.data())
def test_wilson_is_scipys_where_no_caseload_is_given(relevant: int, data: st.DataObject) -> None:
    sufficient = data.draw(st.integers(0, relevant))
    theirs = binomtest(sufficient, relevant).proportion_ci(method="wilson")
    assert wilson([counts(sufficient, relevant)], 1.0)[0] == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@pytest.mark.parametrize(
    ("cases", "caseload", "factor"), [(127, None, 1), (1, 3420, 1), (127, 3420, 3293 / 3419), (127, 127, 0), (1, 1, 0)]
)
def test_finite_population_factor(cases: int, caseload: int | None, factor: float) -> None:
    assert finite_population_factor(cases, caseload) == pytest.approx(factor)


def test_more_cases_than_the_caseload_are_refused() -> None:
    with pytest.raises(ValueError, match="126"):
        finite_population_factor(127, 126)


@given(st.integers(1, 200), st.floats(0, 1), st.floats(0, 1), st.data())
def test_a_smaller_caseload_never_widens_an_interval_and_it_holds_the_share(
    relevant: int, one: float, other: float, data: st.DataObject
) -> None:
    of = [counts(data.draw(st.integers(0, relevant)), relevant)]
    narrow, wide = (wilson(of, factor)[0] for factor in sorted((one, other)))
    assert narrow is not None
    assert wide is not None
    share = float(of[0].share or 0)
    assert wide[0] - 1e-12 <= narrow[0] <= share <= narrow[1] <= wide[1] + 1e-12


def test_the_whole_caseload_leaves_nothing_to_chance() -> None:
    of_two_thirds, of_nothing = wilson([counts(2, 3), counts(0, 0)], 0.0)
    assert of_two_thirds == pytest.approx((2 / 3, 2 / 3))
    assert of_nothing is None


def test_wilson_with_a_caseload_by_hand() -> None:
    # Half of 100 seen of a caseload of 199: the variance is halved, as if 200 had been seen of a large one.
    factor = finite_population_factor(100, 199)
    of_twice_as_many = binomtest(100, 200).proportion_ci(method="wilson")
    assert wilson([counts(50, 100)], factor)[0] == pytest.approx((of_twice_as_many.low, of_twice_as_many.high))


def test_the_difference_of_two_shares_as_newcombe_works_it_out() -> None:
    # His example (a), 56 of 70 less 48 of 80: 0.0524 to 0.3339 by method 10.
    first, second = wilson([counts(48, 80), counts(56, 70)], 1.0)
    assert first is not None
    assert second is not None
    assert of_difference(48 / 80, first, 56 / 70, second) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert overlap(first, second)
    assert not overlap((0.1, 0.2), (0.21, 0.3))


def plain_bootstrap(said: Codes, of: tuple[Question, ...], resamples: int, seed: int) -> NDArray[np.float64]:
    """Case by case and question by question: the scores of each resample."""
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(resamples):
        drawn = said[generator.integers(len(said), size=len(said))]
        shares = {
            one.id: float(np.mean(column[column <= 1] == 0))
            for one, column in zip(of, drawn.T, strict=True)
            if (column <= 1).any()
        }
        criteria = [mean([shares.get(one.id) for one in of if one.criterion == name]) for name in ("1.1", "1.2", "2.1")]
        headlines = [
            mean([shares.get(one.id) for one in of if name in one.headlines and one.criterion[0] in within])
            for name, within in (("x", "12"), ("y", "1"))
        ]
        found.append([*criteria, mean(criteria[:2]), mean(criteria[2:]), *headlines])
    return np.array(found)


def mean(values: Sequence[float | None]) -> float:
    there = [value for value in values if value is not None and not np.isnan(value)]
    return sum(there) / len(there) if there else np.nan


@draws(40)
@given(questions(), st.integers(1, 6), st.data())
def test_the_bootstrap_is_the_plain_one(of: tuple[Question, ...], cases: int, data: st.DataObject) -> None:
    said = data.draw(codes(cases, len(of)))
    ours = resampled_scores(said, of, SCHEME, resamples=20, seed=3)
    np.testing.assert_allclose(ours, plain_bootstrap(said, of, 20, 3), atol=1e-12)


def test_the_bootstrap_is_the_same_in_one_piece_and_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    of = (Question("1", "1.1", "", "rule", ("x",)),)
    said = np.array([[0], [1], [0], [4], [1]], dtype=np.int8)
    whole = resampled_scores(said, of, SCHEME, resamples=50, seed=1)
    monkeypatch.setattr("omicheck.score.bootstrap._CELLS_AT_ONCE", 35)
    np.testing.assert_array_equal(whole, resampled_scores(said, of, SCHEME, resamples=50, seed=1))


def test_the_caseload_scales_the_variance_of_the_bootstrap() -> None:
    of = (Question("1", "1.1", "", "rule"),)
    said = np.array([[0]] * 70 + [[1]] * 30, dtype=np.int8)  # every case relevant, so that the share is linear
    large, half, all_of_it = (
        resampled_scores(said, of, SCHEME, resamples=500, seed=1, factor=factor)[:, 0] for factor in (1.0, 0.25, 0.0)
    )
    np.testing.assert_allclose(half - 0.7, (large - 0.7) / 2, atol=1e-12)
    np.testing.assert_allclose(all_of_it, 0.7)


def test_the_bootstrap_of_one_share_comes_near_wilson() -> None:
    of = (Question("1", "1.1", "", "rule"),)
    said = np.array([[0]] * 120 + [[1]] * 80, dtype=np.int8)
    interval = intervals_of(resampled_scores(said, of, SCHEME))[0]
    assert interval == pytest.approx(wilson([counts(120, 200)], 1.0)[0], abs=0.01)


def test_cases_that_are_alike_give_no_interval_unless_every_case_was_seen() -> None:
    alike = np.zeros((9, 7))
    assert intervals_of(alike) == [None] * 7
    assert intervals_of(alike, factor=0.0) == [(0.0, 0.0)] * 7


def test_no_case_or_no_resample_gives_no_interval() -> None:
    of = (Question("1", "1.1", "", "rule"),)
    none = np.empty((0, 1), dtype=np.int8)
    one = np.array([[0]], dtype=np.int8)
    assert intervals_of(resampled_scores(none, of, SCHEME)) == [None] * 7
    assert intervals_of(resampled_scores(one, of, SCHEME, resamples=0)) == [None] * 7


def plain_kappa(shares: NDArray[np.float64]) -> float:
    expected = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return (float(np.trace(shares)) - expected) / (1 - expected)


def delta_error(square: NDArray[np.int64], statistic: Callable[[NDArray[np.float64]], float]) -> float:
    """The standard error of a statistic of multinomial shares, by its slopes: no formula of kappa's own in it."""
    total = square.sum()
    shares = square / total
    step = 1e-6
    slopes = np.zeros_like(shares)
    for at in itertools.product(range(len(shares)), repeat=2):
        more, less = shares.copy(), shares.copy()
        more[at] += step
        less[at] -= step
        slopes[at] = (statistic(more) - statistic(less)) / (2 * step)
    slopes_flat, shares_flat = slopes.ravel(), shares.ravel()
    variance = shares_flat @ slopes_flat**2 - (shares_flat @ slopes_flat) ** 2
    return float(np.sqrt(max(0.0, float(variance)) / float(total)))


@given(arrays(np.int64, (3, 3), elements=st.integers(0, 30)))
def test_kappa_and_its_error_against_the_delta_method(square: NDArray[np.int64]) -> None:
    assume(np.count_nonzero(square.sum(axis=1) + square.sum(axis=0)) > 1)
    kappa, error = kappa_of(square)
    assert kappa == pytest.approx(plain_kappa(square / square.sum()), abs=1e-9)
    assert error == pytest.approx(delta_error(square, plain_kappa), abs=1e-4)


def test_kappa_by_hand() -> None:
    # Of 50 both say yes of 20, both no of 15: observed 0.7. By chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5. (0.7 - 0.5) / 0.5.
    square = np.array([[20, 5], [10, 15]])
    kappa, error = kappa_of(square)
    assert kappa == pytest.approx(0.4)
    assert error == pytest.approx(delta_error(square, plain_kappa))
    assert pytest.approx(1.959964, abs=1e-6) == DEVIATE


@pytest.mark.parametrize("square", [[[0, 0], [0, 0]], [[7, 0], [0, 0]]])
def test_kappa_has_no_value_where_nothing_can_differ(square: list[list[int]]) -> None:
    assert kappa_of(np.array(square)) == (None, None)
