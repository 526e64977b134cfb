"""What scoring and sampling are given: dense in questions that few or no cases are relevant to."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import DrawFn, SearchStrategy

from omicheck.evaluate.reason_codes import VERDICT_OF
from omicheck.model.row import Reason, Row
from omicheck.model.rule import Rule
from omicheck.model.scheme import Band, Criterion, Headline, Ladder, Question, Scheme, Section
from omicheck.sample.frame import CASE_KINDS, Candidate, Frame
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


_REASONS: tuple[Reason, ...] = ("missing_date", "unknown_scope", "in_time", "late", "out_of_scope", "not_due")


@st.composite
def verdict_rows(draw: DrawFn, rules: Sequence[Rule], case_ids: Sequence[str]) -> list[Row]:
    """Rows of rules on cases, dense in verdicts that cannot be told for different reasons."""
    rows = []
    for case_id, rule in itertools.product(case_ids, sorted(rules, key=lambda rule: rule.id)):
        for occurrence in range(1, draw(st.integers(1, 2)) + 1):
            reason = draw(st.sampled_from(_REASONS))
            verdict = VERDICT_OF[reason]
            names = draw(st.lists(st.sampled_from("abc"), unique=True).map(sorted)) if verdict == "cannot_tell" else ()
            found = Row(case_id, rule.id, rule.question, occurrence, verdict, reason, unknown_fields=tuple(names))
            rows.append(found)
    return rows


def fractions() -> SearchStrategy[Fraction]:
    """Shares and scores, many of them with a half of a per cent."""
    return st.one_of(st.integers(0, 200).map(lambda half: Fraction(half, 200)), st.fractions(0, 1, max_denominator=500))


def stratum_sizes() -> SearchStrategy[dict[tuple[str, ...], int]]:
    """How many cases strata of two fields have: few or many values of each, cells that are missing among them."""
    names = st.tuples(st.sampled_from("abcd"), st.sampled_from("0123456789"))
    return st.dictionaries(names, st.integers(0, 40), min_size=1, max_size=40)


def minimum_numbers() -> SearchStrategy[dict[str, int]]:
    """The least number of each kind of case in a sample."""
    return st.fixed_dictionaries({kind.id: st.integers(0, 6) for kind in CASE_KINDS})


@st.composite
def frames(draw: DrawFn) -> Frame:
    """Cases that a sample can be drawn from, of few strata and many kinds."""
    kinds = st.frozensets(st.sampled_from([kind.id for kind in CASE_KINDS]))
    strata = st.tuples(st.sampled_from(["order", "licence", "custody"]), st.sampled_from(["north", "south"]))
    of = draw(st.lists(st.tuples(strata, kinds), max_size=40))
    candidates = (Candidate(f"{number:02d}", stratum, None, {}, of_it) for number, (stratum, of_it) in enumerate(of))
    return Frame(tuple(candidates), 0, 0, 0)
