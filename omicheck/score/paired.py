"""Whether the same cases changed by more than chance from one time to another: McNemar's test, in its exact form.

Cases that were met both times, or not met both times, say nothing of a change. Of the others, b were put right (not met
and then met) and c became failures (met and then not met). Had nothing but chance been at work, each of the b + c would
have gone either way with even odds, so that b is binomial (Q. McNemar, Note on the sampling error of the difference
between correlated proportions or percentages, Psychometrika 12, 1947, 153-157, whose own form is an approximation by
chi-squared; the exact form takes the binomial distribution itself). The p value is two-sided: twice the probability of
as few as the fewer of the two, at most 1.

>>> paired(9, 1).p_value
0.021484375
>>> paired(9, 1).change, paired(3, 0).change, paired(4, 4).change
('better', 'may_be_chance', 'may_be_chance')
"""

import math
from collections.abc import Iterable
from typing import Final, Literal

from attrs import frozen

# Of two results that differ by chance alone, one in twenty would be told as changed.
LEVEL: Final = 0.05
# What adds less than this part of a sum to it does not change what it is rounded to.
_NOTHING: Final = 10**20

PairedChange = Literal["better", "worse", "may_be_chance", "none_changed"]


@frozen
class PairedTest:
    """What the same cases came to at two times.

    Attributes:
        put_right: b, the cases that were not met and then met.
        became_failures: c, the cases that were met and then not met.
        p_value: of McNemar's exact test, two-sided; None where no case changed, as there is nothing to test.
    """

    put_right: int
    became_failures: int
    p_value: float | None

    @property
    def changed(self) -> int:
        """How many cases changed, b + c."""
        return self.put_right + self.became_failures

    @property
    def change(self) -> PairedChange:
        """Whether there are more met or fewer by more than chance would explain."""
        if self.p_value is None:
            return "none_changed"
        if self.p_value > LEVEL:
            return "may_be_chance"
        return "better" if self.put_right > self.became_failures else "worse"


def paired(put_right: int, became_failures: int) -> PairedTest:
    """McNemar's exact test of two counts.

    Args:
        put_right: how many cases were not met and then met.
        became_failures: how many cases were met and then not met.

    Raises:
        ValueError: a count is negative.
    """
    if min(put_right, became_failures) < 0:
        raise ValueError((put_right, became_failures))
    changed = put_right + became_failures
    p_value = _p_value(min(put_right, became_failures), changed) if changed else None
    return PairedTest(put_right, became_failures, p_value)


def by_chance(tests: Iterable[PairedTest]) -> float:
    """How many of some tests would be told as changed, if nothing but chance were at work in any of them.

    It is less than one in twenty of them, as few changed cases can give few p values only: with five or fewer, none is
    as small as that.
    """
    return math.fsum(_chance_of_telling(test.changed) for test in tests)


def _p_value(fewer: int, changed: int) -> float:
    return min(1.0, 2 * _at_most(fewer, changed))


def _chance_of_telling(changed: int) -> float:
    """The probability that a p value is at most the level, which is the greatest of those that there can be."""
    # The p value grows with the fewer of the two, so that the last one that is told can be sought by halves.
    told, not_told = -1, changed // 2 + 1
    while not_told - told > 1:
        middle = (told + not_told) // 2
        if _p_value(middle, changed) <= LEVEL:
            told = middle
        else:
            not_told = middle
    return 0.0 if told < 0 else _p_value(told, changed)


def _at_most(number: int, of: int) -> float:
    """The probability of at most `number` heads `of` so many fair coins, in whole numbers until the last division."""
    ways = total = math.comb(of, number)
    for k in range(number, 0, -1):
        ways = ways * k // (of - k + 1)
        total += ways
        if ways * _NOTHING < total:
            break
    return total / (1 << of)
