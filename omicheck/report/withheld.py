"""Which counts must not be published, so that no count of one to four is told or can be worked out from what is.

A zero is told: nobody stands behind it. Two things are protected:

- counts of a table with a known total: with those of one to four others are withheld until those withheld are at least
  two and come to at least five;
- counts of questions: scores are means of shares, so that a withheld share may follow from a printed score and the
  other shares. What somebody can conclude who knows all that is printed, and how it was withheld, is worked out; where
  it comes to a single possibility, the share of another question, or at last the score, is withheld too.
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from omicheck.report.attack import Counts, PrintedSum, ScoreName, can_be_otherwise, printed_sums
from omicheck.report.published import LEAST_TOLD, Few, Told, ToldQuestions, told_whole
from omicheck.report.values.counts import Count
from omicheck.score.result import Scores


def is_small(count: int) -> bool:
    """Whether a count must not be told: from one to four."""
    return 0 < count < LEAST_TOLD


def told_count(count: Count) -> Count:
    """A count that stands alone, or None where it must not be told."""
    return None if count is None or is_small(count) else count


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
        sums = [one for one in printed_sums(scores) if one.name not in hidden_scores]
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


def _worked_out(told: ToldQuestions, sums: Sequence[PrintedSum], exact: Mapping[str, Counts]) -> Iterator[str]:
    """The questions whose withheld counts can be worked out, in their order, or may be for all that was tried."""
    possible = {one.question: _possible(one) for one in told.values() if one.is_withheld}
    for name, ways in possible.items():
        those = [one for one in sums if name in one.weights]
        beside = {other for one in those for other in one.weights} & possible.keys() - {name}
        others = sorted(beside, key=lambda other: (len(possible[other]), other))
        asked = {name: tuple(way for way in ways if way != exact[name])}
        asked |= {other: possible[other] for other in others}
        # Other sums that these are in have to come out as they are printed, too.
        touched = [one for one in sums if asked.keys() & one.weights.keys()]
        if not can_be_otherwise(asked, exact, touched):
            yield name


def _possible(one: Told) -> tuple[Counts, ...]:
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
