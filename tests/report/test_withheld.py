"""What a report that is published tells, and what somebody can work out who knows all of it.

The attacker here goes through every way in which the withheld counts could be filled in, and keeps those that give the
printed scores, each worked out anew.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from omicheck.model.case import Answer, Case
from omicheck.model.scheme import Question
from omicheck.report.published import Told
from omicheck.report.withheld import Withheld, told_counts, withhold
from omicheck.score.means import means_of, whole_percent
from omicheck.score.result import Scores
from omicheck.score.scores import scores_of_cases
from omicheck.score.settings import Settings
from strategies.scores import SCHEME, questions

Counts = tuple[int, int]
_MOST_CASES = 12
_MOST_WAYS = 3_000


@st.composite
def _counted(draw: DrawFn) -> tuple[tuple[Question, ...], Mapping[str, Counts]]:
    """Questions with their sufficient and relevant cases."""
    of = draw(questions())
    counts = {}
    for one in of:
        relevant = draw(st.integers(0, _MOST_CASES))
        counts[one.id] = (draw(st.integers(0, relevant)), relevant)
    return of, counts


def _scores(of: Sequence[Question], counts: Mapping[str, Counts]) -> Scores:
    """The scores of cases whose answers give these counts."""
    cases = []
    for place in range(_MOST_CASES):
        answers = tuple(
            Answer(name, "sufficient" if place < sufficient else "not_sufficient")
            for name, (sufficient, relevant) in counts.items()
            if place < relevant
        )
        cases.append(Case(f"c-{place:02}", {}, (), answers))
    return scores_of_cases(cases, (), (), {one.id: one for one in of}, SCHEME, Settings(resamples=0))


def _possible(told: Told) -> Iterator[Counts]:
    """What the counts of a question may be, by what is told of it."""
    if told.without:
        yield 0, 0
        return
    for relevant in range(1, 5) if told.relevant is None else (told.relevant,):
        for sufficient in range(relevant + 1):
            few = {"sufficient": sufficient, "not_sufficient": relevant - sufficient}
            if told.sufficient in (None, sufficient) and (told.few is None or few[told.few] in range(1, 5)):
                yield sufficient, relevant


def _ways(may: Withheld, scores: Scores, of: Sequence[Question]) -> Iterator[dict[str, Counts]]:
    """Every way to fill in what is withheld that gives the printed scores."""
    printed = {
        (one.mean.level, one.mean.id): one.percent
        for one in scores.every
        if (one.mean.level, one.mean.id) not in may.scores
    }
    every = {name: tuple(_possible(told)) for name, told in may.questions.items()}
    number = 1
    for possible in every.values():
        number *= len(possible)
    assume(number <= _MOST_WAYS)
    for values in itertools.product(*every.values()):
        way = dict(zip(every, values, strict=True))
        shares = {name: Fraction(*pair) if pair[1] else None for name, pair in way.items()}
        means = {(one.level, one.id): one.score for one in means_of(shares, of, SCHEME).every}
        if all(percent == _percent(means[name]) for name, percent in printed.items()):
            yield way


def _percent(score: Fraction | None) -> int | None:
    return None if score is None else whole_percent(score)


@given(_counted())
def test_no_withheld_count_can_be_worked_out(counted: tuple[tuple[Question, ...], Mapping[str, Counts]]) -> None:
    of, counts = counted
    scores = _scores(of, counts)
    may = withhold(scores)
    ways = list(_ways(may, scores, of))
    assert counts in ways
    for name, told in may.questions.items():
        sufficient, relevant = counts[name]
        for place, count in enumerate((sufficient, relevant - sufficient, relevant)):
            if count in range(1, 5):
                others = {(part, whole - part, whole)[place] for part, whole in (way[name] for way in ways)}
                assert len(others) > 1, (name, place, may)
        if told.is_withheld:
            assert len({way[name] for way in ways}) > 1, (name, may)


@given(_counted())
def test_no_count_of_one_to_four_is_told(counted: tuple[tuple[Question, ...], Mapping[str, Counts]]) -> None:
    for told in withhold(_scores(*counted)).questions.values():
        small = range(1, 5)
        assert told.relevant not in small
        assert told.sufficient not in small
        if told.sufficient is not None and told.relevant is not None:
            assert told.relevant - told.sufficient not in small


@given(st.lists(st.integers(0, 12), max_size=6))
@example([3, 12, 40])
@example([1, 1, 1, 60])
def test_a_table_with_a_known_total_tells_no_small_count(counts: list[int]) -> None:
    told = told_counts(counts)
    assert all(one is None or one == count for one, count in zip(told, counts, strict=True))
    assert not {one for one in told if one is not None} & {1, 2, 3, 4}
    hidden = [count for one, count in zip(told, counts, strict=True) if one is None]
    if hidden and any(one is not None and one > 0 for one in told):
        assert len(hidden) > 1
        assert sum(hidden) >= 5
        # Zeros are told, so that five that come to five would be one each.
        assert sum(hidden) > len(hidden)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([6, 5, 4, 5, 107], [6, None, None, 5, 107]),
        ([0, 12, 90], [0, 12, 90]),
        ([2, 3, 90], [None, None, 90]),
        ([1, 1, 1, 60], [None, None, None, None]),
        ([1, 1, 1, 1, 1, 75], [None, None, None, None, None, None]),
        ([1, 1, 1, 1, 2, 75], [None, None, None, None, None, 75]),
        ([3], [None]),
    ],
)
def test_what_is_withheld_of_a_table(counts: list[int], told: list[int | None]) -> None:
    assert told_counts(counts) == told


def test_a_score_of_one_question_is_withheld_with_it() -> None:
    of = (Question("1", "1.1", "", "rule", ("x",)), Question("2", "2.1", "", "rule"))
    may = withhold(_scores(of, {"1": (9, 12), "2": (6, 12)}))
    assert may.scores == {("criterion", "1.1"), ("headline", "x"), ("section", "1")}
    assert may.questions["1"] == Told("1", "", None, 12, "not_sufficient")
    assert may.questions["2"] == Told("2", "", 6, 12)


def test_another_question_is_withheld_beside_one_that_its_score_would_give_away() -> None:
    of = tuple(evolve(Question(str(number), "1.1", "", "rule")) for number in (1, 2, 3))
    may = withhold(_scores(of, {"1": (9, 12), "2": (6, 12), "3": (7, 12)}))
    assert may.scores == frozenset()
    assert [(one.sufficient, one.relevant, one.few) for one in may.questions.values()] == [
        (None, 12, "not_sufficient"),
        (None, 12, None),
        (7, 12, None),
    ]
