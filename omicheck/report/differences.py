"""Which numbers must be told less exactly, as differences of numbers that are told would give others away."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import evolve

from omicheck.report.counted_sets import ALL, KINDS, CountedSets, Kind, SetName, leaks
from omicheck.report.published import Counts, Told, coarse_percent, possible, to_the_nearest
from omicheck.report.thresholds import LEAST_TOLD

ToldBars = Mapping[str, bool]
_RELEVANT: Final[Kind] = "relevant"


def told_sets(questions: Mapping[str, Told], bars: ToldBars) -> frozenset[SetName]:
    """The sets whose exact sizes are told.

    Args:
        questions: what is told of each question.
        bars: whether each bar is told.
    """
    told: set[SetName] = {ALL}
    told |= {(name, "bar") for name, is_told in bars.items() if is_told}
    for name, one in questions.items():
        if one.relevant is not None:
            told |= {(name, kind) for kind in (KINDS if one.sufficient is not None else KINDS[:1])}
    return frozenset(told)


def secret_sets(questions: Mapping[str, Told], bars: ToldBars, sets: CountedSets) -> frozenset[SetName]:
    """The sets of five cases or more that must not be told, as they stand between others and the reader."""
    secret: set[SetName] = {(name, "bar") for name, is_told in bars.items() if not is_told}
    for name, one in questions.items():
        if one.relevant is not None and one.sufficient is None and one.few is None:
            secret |= {(name, kind) for kind in KINDS[1:]}
    return frozenset(
        name for name, size in zip(sets.names, sets.sizes, strict=True) if name in secret and size >= LEAST_TOLD
    )


def next_to_hide(sets: CountedSets, told: frozenset[SetName], secret: frozenset[SetName]) -> frozenset[SetName] | None:
    """The sets, all of the same cases, that had best not be told next; None where nothing is given away.

    Those are chosen that give away most, for each question that is told less of; bars only where there is no question.

    Args:
        sets: all sets.
        told: those whose sizes are told.
        secret: larger sets that must not be told.
    """
    times: Counter[int] = Counter()
    for found in leaks(sets, told, secret):
        times.update(int(place) for place in found)
    ways = [
        (-count / len(names), int(sets.sizes[place]), place, names)
        for place, count in times.items()
        if (names := _same(sets, place, told)) and ALL not in names
    ]
    of_questions = [way for way in ways if not any(kind == "bar" for _, kind in way[-1])]
    best = min(of_questions or ways, key=lambda way: way[:-1], default=None)
    return None if best is None else best[-1]


def _same(sets: CountedSets, place: int, told: frozenset[SetName]) -> frozenset[SetName]:
    return frozenset(
        name for name, of in zip(sets.names, sets.sums, strict=True) if of == sets.sums[place] and name in told
    )


def coarse(one: Told, exact: Counts) -> Told:
    """The same told less exactly: the share in steps, the number of cases to the nearest five."""
    relevant = exact[1]
    about = evolve(one, sufficient=None, relevant=None, about=to_the_nearest(relevant))
    if one.sufficient is None:
        return about
    told = evolve(about, percent=coarse_percent(Fraction(one.sufficient, relevant), relevant))
    ways = possible(told, exact)
    # Of few cases there may be a single way to come to such a share with no count under five.
    choices = ({part for part, _ in ways}, {base for _, base in ways}, {base - part for part, base in ways})
    return told if min(map(len, choices)) > 1 else about


def still_given_away(
    sets: CountedSets, questions: Mapping[str, Told], told: frozenset[SetName], exact: Mapping[str, Counts]
) -> Iterator[str]:
    """The questions whose numbers can be told from those of another set although they are told to the nearest five.

    Args:
        sets: all sets.
        questions: what is told of each.
        told: the sets whose exact sizes are told.
        exact: the true counts.
    """
    exactly = [place for place, name in enumerate(sets.names) if name in told]
    for place, (name, kind) in enumerate(sets.names):
        one = questions.get(name)
        if kind != _RELEVANT or one is None or one.about is None:
            continue
        size = int(sets.sizes[place])
        bases = {base for _, base in possible(one, exact[name])}
        for other in exactly:
            left = int(sets.sizes[other]) - size
            is_small = 0 < abs(left) < LEAST_TOLD
            if is_small and (sets.within[other, place] if left > 0 else sets.within[place, other]):
                sign = 1 if left > 0 else -1
                ways = [base for base in bases if 0 < sign * (int(sets.sizes[other]) - base) < LEAST_TOLD]
                if len(ways) < 2:  # noqa: PLR2004, one is no choice
                    yield name
                    break
