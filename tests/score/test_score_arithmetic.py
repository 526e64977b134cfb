"""Means of shares: against the printed figures of a report, and what holds of any of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from omicheck.model.scheme import Question
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.score.means import means_of, whole_percent
from omicheck.score.scores import comment_on
from omicheck.score.shares import count_outcomes
from printed_report import printed_means, rows_of
from strategies import LADDER, SCHEME, codes, fractions, questions


def test_the_printed_shares_give_these_scores_beside_the_printed_ones() -> None:
    printed = {row["id"]: row["percent"] for row in rows_of("printed-scores.csv")}
    found = {mean.id: (f"{float((mean.score or 0) * 100):.1f}", printed[mean.id]) for mean in printed_means().every}
    assert found == {
        "1.1": ("85.6", "88"),
        "1.2": ("70.2", "71"),
        "1.3": ("70.3", "75"),
        "1.4": ("59.9", "59"),
        "2.1": ("70.4", "71"),
        "2.2": ("64.9", "61"),
        "2.3": ("61.0", "63"),
        "2.4": ("69.1", "74"),
        "3.1": ("66.5", "61"),
        "3.2": ("53.9", "46"),
        "3.3": ("42.7", "43"),
        "1": ("71.5", "73"),
        "2": ("66.3", "69"),
        "3": ("54.4", "50"),
        "roh": ("66.9", "65"),
        "lor": ("61.6", "65"),
        "ce": ("73.6", "72"),
    }


def test_the_ladder_agrees_with_12_of_the_14_printed_comments() -> None:
    ladder = read_rule_base(packaged_rules()).scheme.ladder
    commented = [row for row in rows_of("printed-scores.csv") if row["comment"]]
    pairs = {row["id"]: (ladder.comment(int(row["percent"])), row["comment"]) for row in commented}
    differ = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    assert (len(pairs), differ) == (14, {"2.1": ("SUBSTANTIAL", "MODERATE"), "2.4": ("MODERATE", "MINIMUM")})


def test_questions_without_a_printed_share_are_named() -> None:
    assert {mean.id: mean.without for mean in printed_means().every if mean.without} == {
        "2.1": ("2.1.1", "2.1.24"),
        "ce": ("2.1.1", "2.1.24"),
    }


def test_a_section_is_the_mean_of_unrounded_scores_and_no_pooled_proportion() -> None:
    of = tuple(Question(name, name[:3], "", "rule", ("x",)) for name in ("1.1.1", "1.1.2", "1.2.1", "2.1.1"))
    shares = {"1.1.1": Fraction(1, 3), "1.1.2": Fraction(1, 2), "1.2.1": Fraction(9, 10), "2.1.1": None}
    means = means_of(shares, of, SCHEME)
    assert {mean.id: mean.score for mean in means.every} == {
        "1.1": Fraction(5, 12),
        "1.2": Fraction(9, 10),
        "2.1": None,
        "1": Fraction(79, 120),  # 65.83%; the mean of the rounded 42% and 90% would be 66% too, but 0.66 exactly
        "2": None,
        "x": Fraction(26, 45),
        "y": None,
    }


@given(fractions())
def test_whole_percent_is_the_nearest_and_half_goes_up(score: Fraction) -> None:
    difference = whole_percent(score) - score * 100
    assert -Fraction(1, 2) < difference <= Fraction(1, 2)


@given(questions(), st.data())
def test_a_score_lies_between_its_lowest_and_highest_term_and_their_sum_is_it_times_their_number(
    of: tuple[Question, ...], data: DataObject
) -> None:
    shares = {one.id: data.draw(st.none() | fractions()) for one in of}
    means = means_of(shares, of, SCHEME)
    for mean in means.every:
        values = [value for _, value in mean.terms]
        assert (mean.score is None) == (not values)
        if mean.score is not None:
            assert mean.score * len(values) == sum(values)
            assert min(values) <= mean.score <= max(values)
    for criterion in means.criteria:
        members = [one.id for one in of if one.criterion == criterion.id]
        assert sorted((*dict(criterion.terms), *criterion.without)) == sorted(members)


@given(questions(), st.integers(0, 5), st.data())
def test_bounds_contain_the_score_and_every_way_of_settling(
    of: tuple[Question, ...], cases: int, data: DataObject
) -> None:
    said = data.draw(codes(cases, len(of)))
    settled = said.copy()
    for at in range(said.size):
        if settled.flat[at] == 4:  # cannot_tell becomes sufficient, not sufficient, or not applicable
            settled.flat[at] = data.draw(st.integers(0, 2))
    counts = count_outcomes(said)
    ends = {one.id: of_one.bounds or (None, None) for one, of_one in zip(of, counts, strict=True)}
    low, high = (means_of({name: end[side] for name, end in ends.items()}, of, SCHEME).criteria for side in (0, 1))
    for outcome in (said, settled):
        shares = {one.id: counted.share for one, counted in zip(of, count_outcomes(outcome), strict=True)}
        for mean, lowest, highest in zip(means_of(shares, of, SCHEME).criteria, low, high, strict=True):
            if mean.score is not None:
                assert lowest.score is not None
                assert highest.score is not None
                assert lowest.score <= mean.score <= highest.score


@pytest.mark.parametrize(
    ("score", "bounds", "expected"),
    [
        (Fraction(725, 1000), None, ("MODERATE", (), False)),  # 72.5 is printed as 73
        (Fraction(7249, 10000), (Fraction(7, 10), Fraction(72, 100)), ("SUBSTANTIAL", ("SUBSTANTIAL",), False)),
        (
            Fraction(1, 2),
            (Fraction(1, 10), Fraction(1)),
            ("SUBSTANTIAL", ("DRASTIC", "SUBSTANTIAL", "MODERATE", "MINIMUM"), True),
        ),
    ],
)
def test_comments_follow_the_printed_per_cent(
    score: Fraction, bounds: tuple[Fraction, Fraction] | None, expected: tuple[str, tuple[str, ...], bool]
) -> None:
    mean = means_of({"q": score}, [Question("q", "1.1", "", "rule")], SCHEME).criteria[0]
    comment = comment_on(mean, bounds, None, LADDER)
    assert (comment.comment, comment.within_bounds, comment.could_change) == expected
