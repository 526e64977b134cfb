"""The sets of cases whose sizes a report tells, and what follows from their sizes.

A question has three: the cases that it concerns, those with work that was good enough, and the others; a chart has one
for each bar. If all cases of one set are in another, as with a question that is only asked where another was answered
well, the number of the others is the difference of the two, and whoever knows the questions can work it out. The same
holds where a set is made of three others. So it is looked for which sets are in which, and what they leave.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.report.thresholds import LEAST_TOLD
from omicheck.score.matrix import OUTCOMES, Codes

Kind = Literal["relevant", "sufficient", "not_sufficient", "all", "bar"]
# Of a question, or the title and the label of a bar.
SetName = tuple[str, Kind]
KINDS: Final[tuple[Kind, ...]] = ("relevant", "sufficient", "not_sufficient")
ALL: Final[SetName] = ("", "all")
_OF_PARTS: Final[frozenset[Kind]] = frozenset(("relevant", "all", "bar"))
_SUFFICIENT, _NOT_SUFFICIENT = (OUTCOMES.index(name) for name in ("sufficient", "not_sufficient"))
# Any will do; the same in every run.
_SEED: Final = 20100118


@frozen(eq=False)
class CountedSets:
    """Sets of cases.

    Attributes:
        names: of the sets that have a case, each once.
        sizes: how many cases each has.
        within: whether all cases of the set of a column are in that of a row.
        apart: whether no case of the set of a column is in that of a row.
        sums: a number for each that is the sum of numbers drawn for its cases: what sums of sets say holds of sums of
            these, and other than by chance not the other way round.
    """

    names: tuple[SetName, ...]
    sizes: NDArray[np.int64]
    within: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    sums: NDArray[np.uint64]


def counted_sets(codes: Codes, questions: Sequence[str], bars: Mapping[str, NDArray[np.bool_]]) -> CountedSets:
    """The sets of cases of questions and bars.

    Args:
        codes: what counts of each case (row) and question (column).
        questions: the questions' numbers.
        bars: which cases each bar stands for, by a name of its own.
    """
    good, bad = codes.T == _SUFFICIENT, codes.T == _NOT_SUFFICIENT
    sets: dict[SetName, NDArray[np.bool_]] = {ALL: np.ones(len(codes), dtype=np.bool_)}
    for place, question in enumerate(questions):
        of_kinds = (good[place] | bad[place], good[place], bad[place])
        sets |= {(question, kind): members for kind, members in zip(KINDS, of_kinds, strict=True)}
    sets |= {(name, "bar"): members for name, members in bars.items()}
    names = tuple(name for name, members in sets.items() if members.any())
    members = np.array([sets[name] for name in names], dtype=np.bool_).reshape(len(names), len(codes))
    as_numbers = members.astype(np.float32)
    sizes = members.sum(axis=1)
    drawn = np.random.default_rng(_SEED).integers(0, 2**64, len(codes), dtype=np.uint64, endpoint=False)
    # Sums of so many ones are exact.
    shared = as_numbers @ as_numbers.T
    return CountedSets(names, sizes, shared == sizes[None, :], shared == 0, members.astype(np.uint64) @ drawn)


def leaks(
    sets: CountedSets, told: frozenset[SetName], secret: frozenset[SetName]
) -> Iterator[tuple[NDArray[np.int64], ...]]:
    """The sets that are told and together give away a number of one to four, or a set that is secret.

    Args:
        sets: all sets.
        told: those whose sizes are told.
        secret: larger sets that must not be told.

    Yields:
        The places of sets: two or three that go together, or one that is the same as one that is secret; of sets with
        the same cases the first stands for all.
    """
    places = np.array([place for place, name in enumerate(sets.names) if name in told], dtype=np.int64)
    if not len(places):
        return
    sums, first = np.unique(sets.sums[places], return_index=True)
    places = places[first]
    sizes = sets.sizes[places]
    left = sizes[:, None] - sizes[None, :]
    small = sets.within[np.ix_(places, places)] & (left > 0) & (left < LEAST_TOLD)
    hidden = [place for place, name in enumerate(sets.names) if sets.sizes[place] < LEAST_TOLD or name in secret]
    targets = np.unique(sets.sums[hidden])
    # Sums of numbers without sign begin anew at their end, and so do their differences.
    differences = sums[:, None] - sums[None, :]
    for one in np.flatnonzero(np.isin(sums, targets)):
        yield (places[one],)
    for one, other in np.argwhere(small | np.isin(differences, targets)):
        yield places[one], places[other]
    yield from _of_three(places, sums, differences, targets)
    yield from _of_parts(sets, places)


def _of_parts(sets: CountedSets, places: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], ...]]:
    """Sets of which two are parts of a third that leave a few of its cases, as those in custody and all others do.

    Only of the cases that questions concern and bars stand for: that others are apart from one another is chance.
    """
    whole = np.array([place for place in places if sets.names[place][1] in _OF_PARTS], dtype=np.int64)
    for of in whole:
        parts = whole[sets.within[of, whole] & (whole != of)]
        left = sets.sizes[of] - sets.sizes[parts][:, None] - sets.sizes[parts][None, :]
        few = (left > 0) & (left < LEAST_TOLD) & sets.apart[np.ix_(parts, parts)]
        for one, other in np.argwhere(np.triu(few)):
            yield of, parts[one], parts[other]


def _of_three(
    places: NDArray[np.int64],
    sums: NDArray[np.uint64],
    differences: NDArray[np.uint64],
    targets: NDArray[np.uint64],
) -> Iterator[tuple[NDArray[np.int64], ...]]:
    """Sets of which one is made of two others and a hidden one, or two are made of a third and a hidden one."""
    with_hidden = sums[:, None] + targets[None, :]
    for pairs in (differences, sums[:, None] + sums[None, :]):
        for one, other in np.argwhere(np.isin(pairs, with_hidden)):
            if one == other:
                continue
            for third in np.flatnonzero((with_hidden == pairs[one, other]).any(axis=1)):
                if third not in (one, other):
                    yield places[one], places[other], places[third]
