"""Which counts must not be published, so that no count of one to four is told or can be worked out from what is.

A zero is told: nobody stands behind it. Three things are protected:

- counts of a table with a known total: with those of one to four others are withheld until those withheld are at least
  two and come to at least five, and to more than one each;
- differences: where all cases of one number are in another, or one is made of others, the rest is not told either;
  numbers of cases are then told to the nearest five, and shares in steps;
- counts of questions: scores are means of shares, so that a withheld share may follow from a printed score and the
  other shares. What somebody can conclude who knows all that is printed, and how it was withheld, is worked out; where
  it comes to a single possibility, the share of another question, or at last the score, is withheld too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from omicheck.report.attack import PrintedSum, ScoreName, can_be_otherwise, printed_sums
from omicheck.report.counted_sets import CountedSets
from omicheck.report.differences import coarse, next_to_hide, secret_sets, still_given_away, told_sets
from omicheck.report.published import Counts, Few, Told, ToldQuestions, possible, told_whole
from omicheck.report.thresholds import LEAST_TOLD
from omicheck.report.values.counts import Count
from omicheck.score.result import Scores


def is_small(count: int) -> bool:
    """Whether a count must not be told: from one to four."""
    return 0 < count < LEAST_TOLD


def told_count(count: Count) -> Count:
    """A count that stands alone, or None where it must not be told."""
    return None if count is None or is_small(count) else count


def told_counts(counts: Sequence[int], forced: Iterable[int] = ()) -> list[Count]:
    """The counts of a table whose total is known, those withheld as None.

    Args:
        counts: all of them.
        forced: the places of those that must not be told for another reason.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count)} | set(forced)
    others = sorted((at for at in range(len(counts)) if counts[at] and at not in hidden), key=lambda at: counts[at])
    while hidden and others and _are_known([counts[at] for at in hidden]):
        hidden.add(others.pop(0))
    return [None if place in hidden else count for place, count in enumerate(counts)]


def _are_known(withheld: Sequence[int]) -> bool:
    """Whether counts follow from what they come to: as one alone, as few people, or as each can but be one."""
    together = sum(withheld)
    return len(withheld) == 1 or together < LEAST_TOLD or together == len(withheld)


@frozen
class Withheld:
    """What may be told.

    Attributes:
        questions: of the questions.
        scores: the scores that are not told, by level and id.
        bars: the bars that are not told, by the names of their sets.
    """

    questions: ToldQuestions
    scores: frozenset[ScoreName] = frozenset()
    bars: frozenset[str] = frozenset()


def withhold(scores: Scores, sets: CountedSets | None = None, tables: Iterable[Mapping[str, int]] = ()) -> Withheld:
    """What a report that is published may tell of questions, scores and bars.

    Args:
        scores: the scores.
        sets: the sets of cases that are counted; None for no look at what their differences give away.
        tables: the bars of each chart, whose counts come to a total that is told: names of sets with counts.
    """
    exact = {one.question.id: (one.counts.sufficient, one.counts.relevant) for one in scores.questions}
    telling = _Telling(
        {one.question.id: _alone(told_whole(one)) for one in scores.questions}, set(), tuple(tables), set(), exact
    )
    before = None
    while before != telling.state():
        before = telling.state()
        if sets is not None:
            telling.without_differences(sets)
        telling.without_what_scores_give_away(scores)
    return Withheld(telling.told, frozenset(telling.scores), frozenset(telling.hidden_bars()))


class _Telling:
    """What is told, less and less until nothing is given away."""

    def __init__(
        self,
        told: dict[str, Told],
        scores: set[ScoreName],
        tables: tuple[Mapping[str, int], ...],
        bars: set[str],
        exact: Mapping[str, Counts],
    ) -> None:
        self.told, self.scores, self._tables, self._bars, self._exact = told, scores, tables, bars, exact

    def state(self) -> object:
        """What is told, to be compared with what will be."""
        return dict(self.told), frozenset(self.scores), frozenset(self._bars)

    def hidden_bars(self) -> Iterator[str]:
        """The bars that are not told."""
        return (name for name, is_told in self._told_bars().items() if not is_told)

    def _told_bars(self) -> dict[str, bool]:
        told: dict[str, bool] = {}
        for table in self._tables:
            forced = [place for place, name in enumerate(table) if name in self._bars]
            counts = told_counts(list(table.values()), forced)
            told |= {name: count is not None for name, count in zip(table, counts, strict=True)}
        return told

    def without_differences(self, sets: CountedSets) -> None:
        """Tells numbers less exactly until no difference of others gives one away."""
        while True:
            bars = self._told_bars()
            told = told_sets(self.told, bars)
            names = next_to_hide(sets, told, secret_sets(self.told, bars, sets))
            if names is None:
                break
            for name, kind in names:
                if kind == "bar":
                    self._bars.add(name)
                else:
                    self.told[name] = coarse(self.told[name], self._exact[name])
        for name in list(still_given_away(sets, self.told, told, self._exact)):
            self.told[name] = evolve(self.told[name], about=None)

    def without_what_scores_give_away(self, scores: Scores) -> None:
        """Withholds shares beside others, and at last scores, until no score gives a share away."""
        criterion_of = {one.question.id: one.question.criterion for one in scores.questions}
        while True:
            sums = [one for one in printed_sums(scores) if one.name not in self.scores]
            name = next(_worked_out(self.told, sums, self._exact), None)
            if name is None:
                return
            beside = [
                one
                for one in self.told.values()
                if one.share is not None and criterion_of[one.question] == criterion_of[name]
            ]
            if beside:
                other = min(beside, key=lambda one: (one.relevant or 0, one.question))
                self.told[other.question] = evolve(other, sufficient=None)
                continue
            score = next((one.name for one in sums if name in one.weights), None)
            if score is None:
                self.told[name] = evolve(self.told[name], relevant=None, few=None, about=None, percent=None)
            else:
                self.scores.add(score)


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
    ways_of = {one.question: possible(one, exact[one.question]) for one in told.values() if one.is_withheld}
    for name, ways in ways_of.items():
        those = [one for one in sums if name in one.weights]
        beside = {other for one in those for other in one.weights} & ways_of.keys() - {name}
        others = {other: ways_of[other] for other in sorted(beside, key=lambda one: (len(ways_of[one]), one))}
        # Other sums that these are in have to come out as they are printed, too.
        touched = [one for one in sums if (others.keys() | {name}) & one.weights.keys()]
        if not all(can_be_otherwise({name: asked} | others, exact, touched) for asked in _otherwise(ways, exact[name])):
            yield name


def _otherwise(ways: Sequence[Counts], exact: Counts) -> Iterator[tuple[Counts, ...]]:
    """The other ways: for each count that is small those in which it is another; if none is, all others."""
    kinds = [kind for kind in range(3) if is_small(_parts(exact)[kind])]
    for kind in kinds:
        yield tuple(way for way in ways if _parts(way)[kind] != _parts(exact)[kind])
    if not kinds:
        yield tuple(way for way in ways if way != exact)


def _parts(counts: Counts) -> tuple[int, int, int]:
    sufficient, relevant = counts
    return sufficient, relevant - sufficient, relevant
