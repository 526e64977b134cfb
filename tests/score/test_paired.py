"""McNemar's exact test against scipy's binomial test, and what chance alone would tell."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from omicheck.score.paired import LEVEL, PairedTest, by_chance, paired

COUNTS = st.integers(0, 400)


@given(COUNTS, COUNTS)
def test_the_p_value_is_that_of_the_binomial_test(put_right: int, became_failures: int) -> None:
    found = paired(put_right, became_failures)
    changed = put_right + became_failures
    if found.p_value is None:
        assert (found, changed) == (PairedTest(0, 0, None), 0)
        assert found.change == "none_changed"
        return
    assert found.p_value == pytest.approx(binomtest(put_right, changed).pvalue, rel=1e-9)
    if found.p_value > LEVEL:
        assert found.change == "may_be_chance"
    else:
        assert found.change == ("better" if put_right > became_failures else "worse")


@given(COUNTS, COUNTS)
def test_the_other_way_round_it_is_the_other_change(one: int, other: int) -> None:
    opposite = {"better": "worse", "worse": "better"}
    there, back = paired(one, other), paired(other, one)
    assert (there.p_value, opposite.get(there.change, there.change)) == (back.p_value, back.change)


@pytest.mark.parametrize(
    ("put_right", "became_failures", "p_value", "change"),
    [
        (5, 0, 0.0625, "may_be_chance"),
        (6, 0, 0.03125, "better"),
        (0, 6, 0.03125, "worse"),
        (1, 1, 1.0, "may_be_chance"),
        (9, 2, 2 * (1 + 11 + 55) / 2**11, "may_be_chance"),
        (10, 2, 2 * (1 + 12 + 66) / 2**12, "better"),
    ],
)
def test_by_hand(put_right: int, became_failures: int, p_value: float, change: str) -> None:
    found = paired(put_right, became_failures)
    assert (found.p_value, found.change) == (p_value, change)


def test_many_changed_cases() -> None:
    assert paired(50_300, 49_700).p_value == pytest.approx(2 * binom.cdf(49_700, 100_000, 0.5), rel=1e-9)
    assert paired(100_000, 0) == PairedTest(100_000, 0, 0.0)


def test_no_case_can_be_fewer_than_none() -> None:
    with pytest.raises(ValueError, match="-1"):
        paired(3, -1)


@given(st.lists(st.integers(0, 60), max_size=5))
def test_how_many_chance_alone_would_tell(changed: list[int]) -> None:
    plain = math.fsum(
        binom.pmf(k, many, 0.5)
        for many in changed
        for k in range(many + 1)
        if paired(k, many - k).change in ("better", "worse")
    )
    found = by_chance(paired(many, 0) for many in changed)
    assert found == pytest.approx(plain, abs=1e-12)
    assert found <= LEVEL * len(changed)
