"""Which counts must not be published, so that no count of one to four is told or can be worked out from what is.

A zero is told: nobody stands behind it. Two things are protected:

- counts of a table with a known total: with those of one to four others are withheld until those withheld are at least
  two and come to at least five;
- counts of questions: scores are means of shares, so that a withheld share may follow from a printed score and the
  other shares. What somebody can conclude who knows all that is printed, and how it was withheld, is worked out; where
  it comes to a single possibility, the share of another question, or at last the score, is withheld too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from omicheck.report.published import LEAST_TOLD, Few, Told, ToldQuestions, told_whole
from omicheck.report.values.counts import Count
from omicheck.score.result import Score, Scores

ScoreName = tuple[str, str]
# Sufficient and relevant cases that a question may have, by what is told.
_Possible = tuple[tuple[int, int], ...]


def is_small(count: int) -> bool:
    """Whether a count must not be told: from one to four."""
    return 0 < count < LEAST_TOLD


def told_counts(counts: Sequence[int]) -> list[Count]:
    """The counts of a table whose total is known, those withheld as None."""
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    others = sorted((place for place in range(len(counts)) if counts[place] >= LEAST_TOLD), key=lambda at: counts[at])
    while hidden and others and (len(hidden) < 2 or sum(counts[at] for at in hidden) < LEAST_TOLD):  # noqa: PLR2004
        hidden.add(others.pop(0))
    return [None if place in hidden else count for place, count in enumerate(counts)]


@frozen
class Withheld:
    """What may be told.

    Attributes:
        questions: of the questions.
        scores: the scores that are not told, by level and id.
    """

    questions: ToldQuestions
    scores: frozenset[ScoreName] = frozenset()


def withhold(scores: Scores) -> Withheld:
    """What a report that is published may tell of questions and scores.

    Args:
        scores: the scores.
    """
    told = {one.question.id: _alone(told_whole(one)) for one in scores.questions}
    exact = {one.question.id: (one.counts.sufficient, one.counts.relevant) for one in scores.questions}
    criterion_of = {one.question.id: one.question.criterion for one in scores.questions}
    hidden_scores: set[ScoreName] = set()
    while True:
        sums = [one for one in _printed_sums(scores) if one.name not in hidden_scores]
        name = next(_worked_out(told, sums, exact), None)
        if name is None:
            return Withheld(told, frozenset(hidden_scores))
        beside = [
            one for one in told.values() if one.share is not None and criterion_of[one.question] == criterion_of[name]
        ]
        if beside:
            other = min(beside, key=lambda one: (one.relevant or 0, one.question))
            told[other.question] = evolve(other, sufficient=None)
        else:
            hidden_scores.add(next(one.name for one in sums if name in one.weights))


def _alone(one: Told) -> Told:
    """What may be told of a question for itself."""
    sufficient, relevant = one.sufficient, one.relevant
    if sufficient is None or relevant is None:
        return one
    if is_small(relevant):
        return evolve(one, sufficient=None, relevant=None)
    few: Few | None = None
    if is_small(sufficient):
        few = "sufficient"
    elif is_small(relevant - sufficient):
        few = "not_sufficient"
    return one if few is None else evolve(one, sufficient=None, few=few)


# --- what can be worked out ------------------------------------------------------------------------------


@frozen
class _PrintedSum:
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


def _printed_sums(scores: Scores) -> Iterator[_PrintedSum]:
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


def _sum(one: Score, weights: Mapping[str, Fraction]) -> Iterator[_PrintedSum]:
    if one.percent is not None:
        low = Fraction(2 * one.percent - 1, 200)
        yield _PrintedSum((one.mean.level, one.mean.id), weights, low, low + Fraction(1, 100))


def _worked_out(
    told: ToldQuestions, sums: Iterable[_PrintedSum], exact: Mapping[str, tuple[int, int]]
) -> Iterator[str]:
    """The questions whose withheld counts can be worked out, in their order."""
    possible = {one.question: _possible(one) for one in told.values() if one.is_withheld}
    known = {one.question: one.share for one in told.values() if one.share is not None}
    narrowed = True
    while narrowed:
        narrowed = False
        for printed in sums:
            for name, left in _narrowed(printed, possible, known):
                possible[name], narrowed = left, True
    for name, left in possible.items():
        if len(left) <= 1 and exact[name] != (0, 0):
            yield name


def _possible(one: Told) -> _Possible:
    """What the counts of a question may be, by what is told of it alone."""
    if one.relevant is None:
        return tuple((part, whole) for whole in range(1, LEAST_TOLD) for part in range(whole + 1))
    small = range(1, LEAST_TOLD)
    match one.few:
        case "sufficient":
            return tuple((part, one.relevant) for part in small)
        case "not_sufficient":
            return tuple((one.relevant - part, one.relevant) for part in small)
    return tuple((part, one.relevant) for part in range(one.relevant + 1))


def _narrowed(
    printed: _PrintedSum, possible: Mapping[str, _Possible], known: Mapping[str, Fraction | None]
) -> list[tuple[str, _Possible]]:
    """The questions of a sum of which less is possible than was thought, with what is left."""
    ends = {}
    for name, weight in printed.weights.items():
        if name in possible:
            shares = [Fraction(*pair) for pair in possible[name]]
            ends[name] = (weight * min(shares), weight * max(shares))
        else:
            share = known.get(name) or Fraction()
            ends[name] = (weight * share, weight * share)
    least, most = (sum((pair[end] for pair in ends.values()), Fraction()) for end in (0, 1))
    found = []
    for name in printed.weights.keys() & possible.keys():
        weight, (low, high) = printed.weights[name], ends[name]
        at_least, below = printed.low - (most - high), printed.high - (least - low)
        left = tuple(pair for pair in possible[name] if at_least <= weight * Fraction(*pair) < below)
        if len(left) < len(possible[name]):
            found.append((name, left))
    return found
