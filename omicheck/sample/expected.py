"""How wide the interval of each score can be expected to be, before inspectors have answered.

A question that the rules decide is relevant to as many cases as they say, with the share that they give. Of a question
that nothing is known of yet, every case is taken to be relevant and half of them sufficient, which gives the widest
interval there is for that base; if it turns out to concern few cases, its interval will be wider.

A score is a mean of shares. If its questions all rise and fall together, the half width of its interval is the mean of
theirs; if they do not depend on each other at all, it is the root of the sum of their squares by their number. The
truth lies between the two, in practice; a bootstrap of the answers will say where.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from omicheck.model.scheme import Question, Scheme
from omicheck.score.intervals import Interval, wilson
from omicheck.score.means import Level, means_of
from omicheck.score.shares import Counts


@frozen
class ExpectedShare:
    """A question's expected interval.

    Attributes:
        question: the question.
        relevant: the cases that it is about, known or supposed.
        known: whether a verdict or an answer says so, or nothing is known yet.
        interval: Wilson's, 95%; None where it is known that no case is relevant.
    """

    question: Question
    relevant: int
    known: bool
    interval: Interval | None


@frozen
class ExpectedScore:
    """A score's expected half width, from 0 to 1.

    Attributes:
        level: criterion, section or headline.
        id: its number or name.
        title: what it is about.
        questions: how many questions it rests on.
        known: how many of them have a known number of relevant cases.
        least: the half width if its questions do not depend on each other.
        most: the half width if they rise and fall together.
    """

    level: Level
    id: str
    title: str
    questions: int
    known: int
    least: float
    most: float


def expected_shares(
    questions: Sequence[Question], counts: Sequence[Counts], cases: int, factor: float
) -> tuple[ExpectedShare, ...]:
    """The expected interval of each question.

    Args:
        questions: in order.
        counts: what verdicts and answers say of each already.
        cases: in the sample.
        factor: the finite population factor.
    """
    half = cases // 2
    supposed = Counts(half, half, 0, 0, 0, 0, 0)
    known = [one.unanswered < cases for one in counts]
    used = [one if is_known else supposed for one, is_known in zip(counts, known, strict=True)]
    return tuple(
        ExpectedShare(question, cases if not is_known else of.relevant, is_known, interval)
        for question, of, is_known, interval in zip(questions, used, known, wilson(used, factor), strict=True)
    )


def expected_scores(shares: Sequence[ExpectedShare], scheme: Scheme) -> tuple[ExpectedScore, ...]:
    """The expected half width of each criterion, section and headline that has a question."""
    of = {one.question.id: one for one in shares}
    halves = {name: (one.interval[1] - one.interval[0]) / 2 for name, one in of.items() if one.interval is not None}
    # The means are asked only what they are means of.
    means = means_of(dict.fromkeys(halves, Fraction()), [one.question for one in shares], scheme)
    found: dict[str, ExpectedScore] = {}
    for mean in means.every:
        terms = [name for name, _ in mean.terms]
        if not terms:
            continue
        if mean.level == "section":
            below = [found[name] for name in terms]
            least = math.hypot(*(one.least for one in below)) / len(below)
            most = math.fsum(one.most for one in below) / len(below)
            number, known = sum(one.questions for one in below), sum(one.known for one in below)
        else:
            widths = [halves[name] for name in terms]
            least, most = math.hypot(*widths) / len(widths), math.fsum(widths) / len(widths)
            number, known = len(terms), sum(of[name].known for name in terms)
        found[mean.id] = ExpectedScore(mean.level, mean.id, mean.title, number, known, least, most)
    return tuple(found.values())
