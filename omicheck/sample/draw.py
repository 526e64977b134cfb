"""A stratified sample: proportional by case type and office, with minimum numbers of some kinds, and replacements.

Proportional allocation (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 5.5), in whole cases by
controlled rounding: each stratum, each case type and each office is off its exact share by less than one case, and
every case has the same chance. Where a kind is then short of its minimum, cases of the kind take the place of others,
as like in their stratum as can be: the kind then weighs more in the sample than in the caseload, which the result says.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil
from random import Random
from typing import Final

from attrs import define, field, frozen

from omicheck.sample.allocation import exact_shares, in_whole_cases
from omicheck.sample.frame import CASE_KINDS, Candidate, Frame, Stratum, count_kinds

# In the inspection of Hertfordshire 13 of 140 cases fell out (foreword of the report).
FELL_OUT: Final = Fraction(13, 140)
# In which fields of their strata two cases that change places are alike, the best first: both, case type, office.
_ALIKE: Final = (slice(0, 2), slice(0, 1), slice(1, 2))


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
        replacements: cases to take, in this order and each of the same stratum or at least case type, for those that
            fall out.
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
    # The generator goes on after the ranks, so that cases have the same order in their stratum whatever is allocated.
    allocated = in_whole_cases(exact_shares(sizes, Fraction(size), sizes), random)
    sample = _Sample(
        [one for name, number in allocated.items() for one in strata[name][:number]],
        [one for name, number in allocated.items() for one in strata[name][number:]],
        minimums,
        ranks,
    )
    short = {kind.id: missing for kind in CASE_KINDS if (missing := sample.fill(kind.id))}
    return DrawnSample(
        tuple(DrawnCase(one, sample.for_minimum.get(one.case_id)) for one in sorted(sample.drawn, key=_by_case)),
        _replacements(sample.drawn, sample.by_rank(sample.left), replacements, random),
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
            if not waiting or not giving_way:
                return missing
            new, old = _most_alike(waiting, giving_way)
            self.drawn = [one for one in self.drawn if one != old] + [new]
            self.left = [one for one in self.left if one != new] + [old]
            self.for_minimum[new.case_id] = kind
            self.for_minimum.pop(old.case_id, None)
        return 0

    def _can_give_way(self, one: Candidate, kind: str) -> bool:
        counts = count_kinds(self.drawn)
        return kind not in one.kinds and all(counts[other] > self.minimums.get(other, 0) for other in one.kinds)


def _most_alike(waiting: Sequence[Candidate], giving_way: Sequence[Candidate]) -> tuple[Candidate, Candidate]:
    """The first that waits for whom somebody as like as can be gives way, and the last that does."""
    for same in _ALIKE:
        last = {one.stratum[same]: one for one in giving_way}
        for new in waiting:
            if new.stratum[same] in last:
                return new, last[new.stratum[same]]
    return waiting[0], giving_way[-1]


def _replacements(
    drawn: Sequence[Candidate], left: Sequence[Candidate], number: int, random: Random
) -> tuple[Candidate, ...]:
    """Cases in reserve, in whole cases by the same rounding, in the order of their strata and of the draw."""
    shares = reserve_shares(Counter(one.stratum for one in drawn), Counter(one.stratum for one in left), number)
    taken: list[Candidate] = []
    for name, wanted in in_whole_cases(shares, random).items():
        taken += [one for one in left if one.stratum == name][:wanted]
    return tuple(taken)


def reserve_shares(
    in_sample: Mapping[Stratum, int], in_reserve: Mapping[Stratum, int], number: int
) -> Mapping[Stratum, Fraction]:
    """The share of each stratum in the reserve: in proportion to the sample by case type, and then by stratum.

    Where the strata of the sample have too few left of a case type, the other strata give the rest, in proportion to
    what they have; where a case type has too few left, the others do.

    Args:
        in_sample: how many cases of each stratum are in the sample.
        in_reserve: how many are left of each.
        number: how many cases are wanted.
    """
    left = {name: in_reserve.get(name, 0) for name in sorted({*in_sample, *in_reserve})}
    by_type = exact_shares(_of_types(in_sample), Fraction(number), _of_types(left))
    shares: dict[Stratum, Fraction] = {}
    for case_type, share in by_type.items():
        of_type = {name: in_sample.get(name, 0) for name in left if name[0] == case_type}
        shares |= exact_shares(of_type, share, left)
        rest = share - sum(shares[name] for name in of_type)
        others = {name: left[name] for name, size in of_type.items() if not size}
        shares |= exact_shares(others, rest, left)
    return shares


def _of_types(strata: Mapping[Stratum, int]) -> Counter[str]:
    """How many cases of each type there are, by how many of each stratum."""
    counts: Counter[str] = Counter()
    for name in sorted(strata):
        counts[name[0]] += strata[name]
    return counts


def _by_case(one: Candidate) -> str:
    return one.case_id
