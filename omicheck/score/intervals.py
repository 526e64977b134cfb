"""Intervals of 95% for a share, and for the difference of two.

Wilson's score interval (E. B. Wilson, Probable inference, the law of succession, and statistical inference,
Journal of the American Statistical Association 22, 1927, 209-212). Where the caseload is known, the variance is
multiplied by (N - n) / (N - 1), the finite population correction (W. G. Cochran, Sampling Techniques, 3rd
edition, 1977, sections 2.6 and 3.2), with N the caseload and n the cases drawn. The cases that are relevant to a
question are drawn at the same rate as all, so the same factor serves for every question.
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from omicheck.score.shares import Counts

CONFIDENCE = 0.95
# Half the width of the interval in standard errors: 1.96.
DEVIATE = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)

Interval = tuple[float, float]


def finite_population_factor(cases: int, caseload: int | None) -> float:
    """What the variance is multiplied by: 1 for a small part of a caseload, 0 for all of it.

    Args:
        cases: the cases drawn.
        caseload: the cases that they were drawn from; None where that is not known, which gives 1.

    Raises:
        ValueError: more cases than the caseload has.
    """
    if caseload is None:
        return 1.0
    if cases > caseload:
        raise ValueError(caseload)
    return (caseload - cases) / (caseload - 1) if caseload > 1 else 0.0


def wilson(counts: Sequence[Counts], factor: float) -> list[Interval | None]:
    """The interval of each share; None where there is no share.

    Args:
        counts: of each question.
        factor: the finite population factor. With 0 the whole caseload was seen, and the interval is the share.
    """
    sufficient = np.array([one.sufficient for one in counts], dtype=float)
    relevant = np.array([one.relevant for one in counts], dtype=float)
    low, high = _wilson(sufficient, relevant, factor)
    return [(float(low[place]), float(high[place])) if one.relevant else None for place, one in enumerate(counts)]


def _wilson(
    sufficient: NDArray[np.float64], relevant: NDArray[np.float64], factor: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    relevant = np.maximum(relevant, 1)
    share = sufficient / relevant
    # A smaller variance is the same as a larger sample.
    z_squared_by_n = DEVIATE**2 * factor / relevant
    middle = (share + z_squared_by_n / 2) / (1 + z_squared_by_n)
    spread = share * (1 - share) * z_squared_by_n + z_squared_by_n**2 / 4
    half = np.sqrt(spread) / (1 + z_squared_by_n)
    # At none and at all the interval ends at 0 and 1; rounding must not say otherwise.
    low = np.where(sufficient == 0, 0.0, np.minimum(middle - half, share))
    high = np.where(sufficient == relevant, 1.0, np.maximum(middle + half, share))
    return low, high


def of_difference(first: float, of_first: Interval, second: float, of_second: Interval) -> Interval:
    """The interval of `second - first`, two independent shares, from the Wilson interval of each.

    R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven
    methods, Statistics in Medicine 17, 1998, 873-890: method 10.
    """
    difference = second - first
    down = math.hypot(second - of_second[0], of_first[1] - first)
    up = math.hypot(of_second[1] - second, first - of_first[0])
    return difference - down, difference + up


def overlap(first: Interval, second: Interval) -> bool:
    """Whether two intervals have a value in common."""
    return first[0] <= second[1] and second[0] <= first[1]
