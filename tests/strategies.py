"""Hypothesis strategies: what scoring is given, dense in questions that few or no cases are relevant to."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import DrawFn, SearchStrategy

from omicheck.model.scheme import Band, Criterion, Headline, Ladder, Question, Scheme, Section
from omicheck.score.matrix import OUTCOMES, Codes

LADDER = Ladder((Band(80, "MINIMUM"), Band(73, "MODERATE"), Band(40, "SUBSTANTIAL"), Band(0, "DRASTIC")), "assumed", "")
SCHEME = Scheme(
    "a small scheme",
    (
        Section("1", "one", (Criterion("1.1", "a"), Criterion("1.2", "b"))),
        Section("2", "two", (Criterion("2.1", "c"),)),
        Section("3", "graded", (Criterion("3.1", "d"),), graded=True),
    ),
    (Headline("x", "headline", ("1", "2")), Headline("y", "headline of one section", ("1",))),
    LADDER,
)
COMPUTED_CRITERIA = ("1.1", "1.2", "2.1")


@st.composite
def questions(draw: DrawFn) -> tuple[Question, ...]:
    """Questions of the small scheme; a criterion may have none."""
    of = draw(st.lists(st.sampled_from(COMPUTED_CRITERIA), min_size=1, max_size=6))
    tags = st.lists(st.sampled_from(["x", "y"]), unique=True).map(tuple)
    return tuple(Question(str(number), one, "", "rule", draw(tags)) for number, one in enumerate(of))


def codes(cases: int, number: int) -> SearchStrategy[Codes]:
    """What is said of cases (rows) and questions (columns)."""
    return arrays(np.int8, (cases, number), elements=st.integers(0, len(OUTCOMES) - 1))


def fractions() -> SearchStrategy[Fraction]:
    """Shares and scores, many of them with a half of a per cent."""
    return st.one_of(st.integers(0, 200).map(lambda half: Fraction(half, 200)), st.fractions(0, 1, max_denominator=500))
