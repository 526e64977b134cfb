"""A stratified sample: proportional by case type and office, with minimum numbers of some kinds, and replacements.

Proportional allocation (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 5.5), in whole cases by the
largest remainder. Within a stratum every case has the same chance. Where a kind is then short of its minimum, cases of
the kind take the place of others, of the same stratum where there is one to give way: the kind then weighs more in the
sample than in the caseload, which the result says.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from random import Random
from typing import Final

from attrs import define, field, frozen

from omicheck.sample.frame import CASE_KINDS, Candidate, Frame, Stratum, count_kinds

# In the inspection of Hertfordshire 13 of 140 cases fell out (foreword of the report).
FELL_OUT: Final = Fraction(13, 140)


@frozen
class DrawnCase:
    """A case of the sample.

    Attributes:
        candidate: the case.
        for_minimum: the kind whose minimum it was taken in for; None for one drawn by chance alone.
    """

    candidate: Candidate
    for_minimum: str | None = None


@frozen
class DrawnSample:
    """A sample that was drawn.

    Attributes:
        sample: its cases, by reference.
        replacements: cases to take, in this order and each of the same stratum, for those that fall out.
        allocated: how many cases each stratum was to give.
        short: how many cases of a kind are missing to its minimum, because there are no more or none can give way.
    """

    sample: tuple[DrawnCase, ...]
    replacements: tuple[Candidate, ...]
    allocated: Mapping[Stratum, int]
    short: Mapping[str, int]


def replacements_for(size: int) -> int:
    """How many replacements a sample has if no number is given: as many as fell out in Hertfordshire, rounded up."""
    return ceil(size * FELL_OUT)


def proportional(sizes: Mapping[Stratum, int], total: int) -> Mapping[Stratum, int]:
    """A number divided in proportion to sizes, in whole numbers by the largest remainder.

    No part is larger than its size, if the total is not larger than their sum. Of equal remainders the larger size,
    then the first name, is served first.

    >>> dict(proportional({("a",): 50, ("b",): 30, ("c",): 20}, 7))
    {('a',): 4, ('b',): 2, ('c',): 1}
    """
    of = sum(sizes.values())
    if not of:
        return dict.fromkeys(sizes, 0)
    exact = {name: Fraction(total * size, of) for name, size in sizes.items()}
    parts = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(sizes, key=lambda name: (parts[name] - exact[name], -sizes[name], name))
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def draw(frame: Frame, size: int, minimums: Mapping[str, int], replacements: int, seed: int) -> DrawnSample:
    """Draws a sample; the same frame, numbers and seed give the same sample.

    Args:
        frame: the cases to draw from.
        size: how many cases; all of the frame if it has no more.
        minimums: the least number of each kind.
        replacements: how many cases to hold in reserve.
        seed: of the generator.
    """
    random = Random(seed)  # noqa: S311, a sample that can be drawn again is what is wanted
    ranks = {one.case_id: random.random() for one in frame.candidates}
    strata: dict[Stratum, list[Candidate]] = {}
    for one in sorted(frame.candidates, key=lambda one: ranks[one.case_id]):
        strata.setdefault(one.stratum, []).append(one)
    sizes = {name: len(strata[name]) for name in sorted(strata)}
    allocated = proportional(sizes, min(size, len(frame.candidates)))
    sample = _Sample(
        [one for name, number in allocated.items() for one in strata[name][:number]],
        [one for name, number in allocated.items() for one in strata[name][number:]],
        minimums,
        ranks,
    )
    short = {kind.id: missing for kind in CASE_KINDS if (missing := sample.fill(kind.id))}
    return DrawnSample(
        tuple(DrawnCase(one, sample.for_minimum.get(one.case_id)) for one in sorted(sample.drawn, key=_by_case)),
        _replacements(sample.drawn, sample.by_rank(sample.left), replacements),
        allocated,
        short,
    )


@define
class _Sample:
    """A sample while minimum numbers are being made up."""

    drawn: list[Candidate]
    left: list[Candidate]
    minimums: Mapping[str, int]
    ranks: Mapping[str, float]
    for_minimum: dict[str, str] = field(init=False, factory=dict)

    def by_rank(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Cases in the order in which they were drawn."""
        return sorted(candidates, key=lambda one: self.ranks[one.case_id])

    def fill(self, kind: str) -> int:
        """Takes in cases of a kind until its minimum is reached, and gives how many are missing still."""
        while (missing := self.minimums.get(kind, 0) - count_kinds(self.drawn)[kind]) > 0:
            waiting = self.by_rank(one for one in self.left if kind in one.kinds)
            giving_way = self.by_rank(one for one in self.drawn if self._can_give_way(one, kind))
            pairs = [(new, old) for new in waiting for old in giving_way[::-1] if new.stratum == old.stratum]
            if not waiting or not giving_way:
                return missing
            new, old = pairs[0] if pairs else (waiting[0], giving_way[-1])
            self.drawn = [one for one in self.drawn if one != old] + [new]
            self.left = [one for one in self.left if one != new] + [old]
            self.for_minimum[new.case_id] = kind
            self.for_minimum.pop(old.case_id, None)
        return 0

    def _can_give_way(self, one: Candidate, kind: str) -> bool:
        counts = count_kinds(self.drawn)
        return kind not in one.kinds and all(counts[other] > self.minimums.get(other, 0) for other in one.kinds)


def _replacements(drawn: Sequence[Candidate], left: Sequence[Candidate], number: int) -> tuple[Candidate, ...]:
    """Cases in reserve, in proportion to the strata of the sample, as far as the strata have any left."""
    sizes: dict[Stratum, int] = {}
    for one in drawn:
        sizes[one.stratum] = sizes.get(one.stratum, 0) + 1
    wanted = proportional(dict(sorted(sizes.items())), number)
    taken: list[Candidate] = []
    for name, of in wanted.items():
        taken += [one for one in left if one.stratum == name][:of]
    return tuple(taken)


def _by_case(one: Candidate) -> str:
    return one.case_id
