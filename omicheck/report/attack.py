"""What somebody could work out of counts that are withheld, who knows every score that is printed.

A count is safe if there is another one for it with which, the other withheld counts chosen accordingly, every score is
printed as it is. Such a way is looked for from the true counts outwards. Where none is found in so many steps the
count is taken to be known, so that what is not sure to be safe is not told.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from omicheck.report.published import Counts
from omicheck.score.result import Score, Scores

ScoreName = tuple[str, str]
# Sums of shares are worked out as binary fractions; so near to an end a sum counts as outside.
_MARGIN: Final = 1e-9
_MOST_STEPS: Final = 5_000


@frozen
class PrintedSum:
    """A printed score, as a sum of weighted shares that is known to lie between two numbers.

    Attributes:
        name: of the score.
        weights: of the questions.
        low: the least that the sum can be.
        high: what the sum is below.
    """

    name: ScoreName
    weights: Mapping[str, Fraction]
    low: Fraction
    high: Fraction


def printed_sums(scores: Scores) -> Iterator[PrintedSum]:
    """The printed scores of criteria, headlines and sections."""
    criteria = {one.mean.id: one for one in scores.criteria}
    for one in (*scores.criteria, *scores.headlines):
        yield from _sum(one, {name: Fraction(1, len(one.mean.terms)) for name, _ in one.mean.terms})
    for one in scores.sections:
        weights: dict[str, Fraction] = {}
        for criterion, _ in one.mean.terms:
            terms = criteria[criterion].mean.terms
            weights |= {name: Fraction(1, len(terms) * len(one.mean.terms)) for name, _ in terms}
        yield from _sum(one, weights)


def _sum(one: Score, weights: Mapping[str, Fraction]) -> Iterator[PrintedSum]:
    if one.percent is not None:
        low = Fraction(2 * one.percent - 1, 200)
        yield PrintedSum((one.mean.level, one.mean.id), weights, low, low + Fraction(1, 100))


def can_be_otherwise(
    asked: Mapping[str, Sequence[Counts]], exact: Mapping[str, Counts], sums: Sequence[PrintedSum]
) -> bool:
    """Whether counts can be chosen with which every score is printed as it is.

    Args:
        asked: what each count may be; those of other questions are as they are.
        exact: the true counts of all questions.
        sums: the printed scores that have any of these in them.
    """
    return _Search(asked, exact, sums).succeeds()


class _Search:
    """A search for counts, one question after the other, that gives up a branch as soon as no score can come out."""

    def __init__(
        self, asked: Mapping[str, Sequence[Counts]], exact: Mapping[str, Counts], sums: Sequence[PrintedSum]
    ) -> None:
        self._names = tuple(asked)
        self._weights = [{name: float(one.weights.get(name, 0)) for name in self._names} for one in sums]
        self._ends = [(float(one.low) + _MARGIN, float(one.high) - _MARGIN) for one in sums]
        self._fixed = [
            math.fsum(float(weight) * _share(exact[name]) for name, weight in one.weights.items() if name not in asked)
            for one in sums
        ]
        self._shares = {name: _nearest_first(asked[name], exact[name]) for name in self._names}
        self._rest = [list(self._ranges(weights)) for weights in self._weights]
        self._steps = 0

    def _ranges(self, weights: Mapping[str, float]) -> Iterator[tuple[float, float]]:
        """The least and the most that the questions from each place on can add to a sum."""
        ends = [(0.0, 0.0)]
        for name in reversed(self._names):
            shares, (low, high) = self._shares[name], ends[-1]
            if shares:
                ends.append((low + weights[name] * min(shares), high + weights[name] * max(shares)))
            else:
                ends.append((low, high))
        return reversed(ends)

    def succeeds(self) -> bool:
        """Whether there is a way, found in so many steps."""
        return self._from(0, self._fixed)

    def _from(self, place: int, so_far: Sequence[float]) -> bool:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return False
        for done, rest, (low, high) in zip(so_far, self._rest, self._ends, strict=True):
            if done + rest[place][1] < low or done + rest[place][0] > high:
                return False
        if place == len(self._names):
            return True
        name = self._names[place]
        return any(
            self._from(
                place + 1,
                [done + weights[name] * share for done, weights in zip(so_far, self._weights, strict=True)],
            )
            for share in self._shares[name]
        )


def _nearest_first(ways: Sequence[Counts], true: Counts) -> list[float]:
    """The shares of counts, those that are most like the true one first."""
    return sorted({_share(way) for way in ways}, key=lambda share: (abs(share - _share(true)), share))


def _share(counts: Counts) -> float:
    sufficient, relevant = counts
    return sufficient / relevant if relevant else 0.0
