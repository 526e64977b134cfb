"""Shares of groups held against that of all cases, with the limits that chance alone would hardly pass: a funnel.

D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005, 1185-1202:
groups are not ranked. Around the share of all cases stand limits within which about 95% and 99.8% of groups of a size
would lie if they differed by chance alone, from the exact binomial distribution. As counts are whole, a limit is
interpolated between two of them; it is done so that neither side lets through more than its half of 5% or 0.2% (of the
ways to do it see B. N. Manktelow and S. E. Seaton, Specifying the probability characteristics of funnel plot control
limits, PLoS ONE 7(9), 2012, e45723).

Nothing but sums, products and quotients is used, so that a limit is the same number on every machine.
"""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import count
from typing import Final

from attrs import frozen

from omicheck.groups import Group, groups_in_order
from omicheck.score.intervals import Interval, wilson
from omicheck.score.shares import Counts

# How much of all groups of a size each pair of limits would hold.
LEVELS: Final = (Fraction(95, 100), Fraction(998, 1000))
# What is less likely than the likeliest count by this factor changes no limit.
_NOTHING: Final = 1e-20

Limits = tuple[float, float]


@frozen
class GroupShare:
    """The share of a group.

    Attributes:
        group: the group.
        number: how many of its cases are such as are counted.
        base: of how many.
        interval: Wilson's, 95%; None where the base is empty.
        limits: between which about 95% and 99.8% of groups of this size would lie by chance; empty with the base.
        beyond: how many of the two pairs of limits it is beyond: 0, 1 or 2.
    """

    group: Group
    number: int
    base: int
    interval: Interval | None
    limits: tuple[Limits, ...]
    beyond: int

    @property
    def share(self) -> Fraction | None:
        """The share; None where the base is empty."""
        return Fraction(self.number, self.base) if self.base else None


@frozen
class Funnel:
    """The shares of groups, by name, beside that of all their cases.

    Attributes:
        number: how many of all cases are such as are counted.
        base: of how many.
        groups: the share of each group.
        by_chance: how many groups would lie beyond each pair of limits if they differed by chance alone.
    """

    number: int
    base: int
    groups: tuple[GroupShare, ...]
    by_chance: tuple[float, ...]

    @property
    def share(self) -> Fraction | None:
        """The share of all cases; None where there is none to take it of."""
        return Fraction(self.number, self.base) if self.base else None

    def beyond(self, level: int = 0) -> tuple[GroupShare, ...]:
        """The groups beyond a pair of limits: 0 for those of 95%, 1 for those of 99.8%."""
        return tuple(one for one in self.groups if one.beyond > level)


def funnel_of(counts: Mapping[Group, tuple[int, int]]) -> Funnel:
    """The funnel of groups.

    Args:
        counts: of each group, how many of its cases are such as are counted, and of how many.
    """
    number, base = (sum(pair[place] for pair in counts.values()) for place in (0, 1))
    overall = Fraction(number, base) if base else Fraction(0)
    chances = [0.0 for _ in LEVELS]
    shares = []
    for group in groups_in_order(counts):
        of_group, of_base = counts[group]
        tails = [_tails(of_base, overall, level) for level in LEVELS] if of_base else []
        shares.append(
            GroupShare(
                group,
                of_group,
                of_base,
                wilson([Counts(of_group, of_base - of_group, 0, 0, 0, 0, 0)], 1.0)[0],
                tuple(one.limits for one in tails),
                sum(of_group < one.least or of_group > one.most for one in tails),
            )
        )
        chances = [chance + one.chance for chance, one in zip(chances, tails, strict=True)] if tails else chances
    return Funnel(number, base, tuple(shares), tuple(chances))


def control_limits(base: int, overall: Fraction) -> tuple[Limits, ...]:
    """The limits for groups of a size, for each of `LEVELS`, as a funnel is drawn from them.

    Args:
        base: how many cases a group has, at least one.
        overall: the share of all cases.

    Examples:
        >>> [(round(low, 3), round(high, 3)) for low, high in control_limits(20, Fraction(1, 2))]
        [(0.256, 0.744), (0.137, 0.863)]
    """
    return tuple(_tails(base, overall, level).limits for level in LEVELS)


@frozen
class _Tails:
    """What lies beyond a pair of limits.

    Attributes:
        limits: the limits, as shares.
        least: the least count that is within.
        most: the greatest such count.
        chance: how likely a count without is.
    """

    limits: Limits
    least: int
    most: int
    chance: float


# Many groups are of one size, and both pairs of limits are asked for of each.
@lru_cache(maxsize=10_000)
def _tails(base: int, overall: Fraction, level: Fraction) -> _Tails:
    tail = float((1 - level) / 2)
    least, low, below = _lower(base, overall, tail)
    # What is too many is too few of the others.
    others, high, above = _lower(base, 1 - overall, tail)
    return _Tails((low / base, 1 - high / base), least, base - others, below + above)


def _lower(base: int, share: Fraction, tail: float) -> tuple[int, float, float]:
    """The least count that is within, the limit between it and the one below, and how likely a count below it is."""
    if share in (0, 1):
        count_of_all = base * int(share)
        return count_of_all, float(count_of_all), 0.0
    first, chances = _binomial(base, share)
    below = 0.0
    for number, chance in zip(count(first), chances, strict=False):
        if below + chance > tail:
            return number, max(0.0, number - (below + chance - tail) / chance), below
        below += chance
    raise AssertionError("all counts together are less likely than the tail")


def _binomial(base: int, share: Fraction) -> tuple[int, list[float]]:
    """The likelihood of each count from the first that matters on, from the likeliest outwards."""
    odds = float(share / (1 - share))
    middle = min(base, int((base + 1) * share))
    down = list(_outwards((number / ((base - number + 1) * odds)) for number in range(middle, 0, -1)))
    up = list(_outwards((base - number) * odds / (number + 1) for number in range(middle, base)))
    weights = [*reversed(down), 1.0, *up]
    of_all = math.fsum(weights)
    return middle - len(down), [weight / of_all for weight in weights]


def _outwards(ratios: Iterator[float]) -> Iterator[float]:
    weight = 1.0
    for ratio in ratios:
        weight *= ratio
        if weight < _NOTHING:
            return
        yield weight
