"""Funnels held against the binomial distribution of scipy, and against groups that differ by chance alone."""

import math
import random
from fractions import Fraction

import pytest
from hypothesis import given, strategies
from scipy.stats import binom

from draws import draws
from omicheck.score.funnel import LEVELS, control_limits, funnel_of


@draws(300)
@given(strategies.integers(1, 400), strategies.fractions(Fraction(1, 100), Fraction(99, 100), max_denominator=100))
def test_limits_let_through_no_more_than_their_half(base: int, overall: Fraction) -> None:
    for level, (low, high) in zip(LEVELS, control_limits(base, overall), strict=True):
        tail = float((1 - level) / 2)
        assert 0 <= low <= float(overall) + 1 / base
        assert float(overall) - 1 / base <= high <= 1
        # Counts beyond a limit, and those one nearer: the first are less likely than the tail, the others more.
        below = math.ceil(low * base - 1e-9) - 1
        above = math.floor(high * base + 1e-9) + 1
        assert binom.cdf(below, base, float(overall)) <= tail + 1e-12
        assert binom.sf(above - 1, base, float(overall)) <= tail + 1e-12
        assert binom.cdf(below + 1, base, float(overall)) >= tail - 1e-12
        assert binom.sf(above - 2, base, float(overall)) >= tail - 1e-12


@draws(300)
@given(strategies.lists(strategies.tuples(strategies.integers(0, 60), strategies.integers(0, 60)), max_size=8))
def test_funnels_hold_every_group_and_the_sum_of_all(pairs: list[tuple[int, int]]) -> None:
    counts: dict[str | None, tuple[int, int]] = {None: (0, 0)}
    counts |= {f"office {place}": (number, number + more) for place, (number, more) in enumerate(pairs)}
    funnel = funnel_of(counts)
    assert {one.group: (one.number, one.base) for one in funnel.groups} == counts
    assert (funnel.number, funnel.base) == (sum(a for a, _ in counts.values()), sum(b for _, b in counts.values()))
    assert set(funnel.beyond(1)) <= set(funnel.beyond(0))
    overall = float(funnel.share or 0)
    expected = [0.0, 0.0]
    for one in funnel.groups:
        if one.base:
            assert one.interval is not None
            assert one.interval[0] <= one.number / one.base <= one.interval[1]
            chances = binom.pmf(range(one.base + 1), one.base, overall)
            for place, (low, high) in enumerate(one.limits):
                is_out = [not low - 1e-9 <= number / one.base <= high + 1e-9 for number in range(one.base + 1)]
                assert (one.beyond > place) == is_out[one.number]
                expected[place] += sum(p for p, out in zip(chances, is_out, strict=True) if out)
    assert funnel.by_chance == pytest.approx(expected, abs=1e-9)


def test_a_group_far_from_the_others_is_beyond_both_pairs_of_limits() -> None:
    funnel = funnel_of({"East": (15, 20), "North": (13, 20), "South": (2, 20), "West": (14, 20), None: (0, 0)})
    assert [(one.group, one.beyond) for one in funnel.groups] == [
        ("East", 0),
        ("North", 0),
        ("South", 2),
        ("West", 0),
        (None, 0),
    ]
    (south,) = funnel.beyond(1)
    assert [(round(low, 4), round(high, 4)) for low, high in south.limits] == [(0.3049, 0.7916), (0.1788, 0.8991)]
    assert [round(one, 4) for one in south.interval or ()] == [0.0279, 0.301]
    assert [round(one, 4) for one in funnel.by_chance] == [0.1611, 0.0048]


def test_where_all_or_none_are_counted_nothing_lies_beyond() -> None:
    for number in (0, 1):
        funnel = funnel_of({"East": (7 * number, 7), "West": (300 * number, 300)})
        assert funnel.by_chance == (0.0, 0.0)
        assert [(one.limits, one.beyond) for one in funnel.groups] == [(((number, number),) * 2, 0)] * 2
    assert funnel_of({}).groups == ()


def test_as_many_lie_beyond_by_chance_as_is_said() -> None:
    drawn = random.Random(20050)  # noqa: S311, a sample is no secret
    found, said = [0, 0], [0.0, 0.0]
    for _ in range(60):
        funnel = funnel_of({f"{place}": (sum(drawn.random() < 0.7 for _ in range(25)), 25) for place in range(40)})
        for place in (0, 1):
            found[place] += len(funnel.beyond(place))
            said[place] += funnel.by_chance[place]
    assert found[0] == pytest.approx(said[0], rel=0.35)
    assert found[1] <= said[1] + 4 * math.sqrt(said[1])
    assert said[0] <= 60 * 40 * 0.05
