"""What a report may be published of: few cases, and questions that are asked where others were answered so or so."""

import numpy as np
from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from numpy.typing import NDArray

from omicheck.model.scheme import Question
from strategies.scores import questions

Members = NDArray[np.bool_]


@frozen(eq=False)
class Audit:
    """The answers to questions on cases, and what the cases are like.

    Attributes:
        questions: the questions.
        relevant: for each, the cases that it concerns.
        sufficient: for each, those of them in which the work was good enough.
        bars: the cases of each kind; every case is of one.
    """

    questions: tuple[Question, ...]
    relevant: tuple[Members, ...]
    sufficient: tuple[Members, ...]
    bars: tuple[Members, ...]


@st.composite
def audits(draw: DrawFn) -> Audit:
    """Audits in which the cases of one question are often those of another, or of a kind, or all but a few of these."""
    cases = draw(st.integers(12, 40))
    kinds = np.array(draw(st.lists(st.integers(0, draw(st.integers(0, 3))), min_size=cases, max_size=cases)))
    bars = tuple(kinds == kind for kind in range(4))
    of = draw(questions())
    known: list[Members] = [np.ones(cases, dtype=np.bool_), *(bar for bar in bars if bar.any())]
    relevant, sufficient = [], []
    for _ in of:
        asked = draw(st.sampled_from(known)) & ~_some(draw, cases)
        good = asked & ~_some(draw, cases) if draw(st.booleans()) else asked & draw(st.sampled_from(known))
        relevant.append(asked)
        sufficient.append(good)
        known += [asked, good, asked & ~good]
    return Audit(of, tuple(relevant), tuple(sufficient), bars)


def _some(draw: DrawFn, cases: int) -> Members:
    """A few cases, or many."""
    members = np.zeros(cases, dtype=np.bool_)
    members[draw(st.lists(st.integers(0, cases - 1), max_size=draw(st.sampled_from([0, 3, 9, 20]))))] = True
    return members
