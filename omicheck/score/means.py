"""Criterion, section and headline scores: means of shares, in exact fractions, with the terms of each.

A criterion's score is the mean of its questions' shares, a section's the mean of its criteria's unrounded
scores, a headline's the mean of the shares of the questions tagged for it in its sections. No score is a pooled
proportion: a question about five cases weighs as much as one about all. (Appendix 6 of HMI Probation's report on
Hertfordshire, 2010.)
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from attrs import frozen

from omicheck.model.scheme import Question, Scheme

Level = Literal["criterion", "section", "headline"]
Shares = Mapping[str, Fraction | None]


@frozen
class Mean:
    """A score, with what it is the mean of.

    Attributes:
        level: criterion, section or headline.
        id: its number or name.
        title: what it is about.
        terms: the shares (of a section, the criteria's scores) that the mean is taken of, by question or criterion.
        without: questions or criteria that belong to it and have no share or score.
    """

    level: Level
    id: str
    title: str
    terms: tuple[tuple[str, Fraction], ...]
    without: tuple[str, ...]

    @property
    def score(self) -> Fraction | None:
        """The mean of the terms, from 0 to 1; None where there is none."""
        return sum((value for _, value in self.terms), Fraction()) / len(self.terms) if self.terms else None


@frozen
class Means:
    """All scores of a scheme, each level in the order of the scheme."""

    criteria: tuple[Mean, ...]
    sections: tuple[Mean, ...]
    headlines: tuple[Mean, ...]

    @property
    def every(self) -> tuple[Mean, ...]:
        """Criteria, then sections, then headlines."""
        return (*self.criteria, *self.sections, *self.headlines)


def means_of(shares: Shares, questions: Sequence[Question], scheme: Scheme) -> Means:
    """The scores that shares give.

    Args:
        shares: the share of each question, by its number; None (or nothing) where it has none.
        questions: the questions, in order.
        scheme: the criteria, sections and headline scores; graded sections are not computed.
    """
    criteria = {}
    sections = []
    for section in scheme.sections:
        if section.graded:
            continue
        for criterion in section.criteria:
            of = [question.id for question in questions if question.criterion == criterion.id]
            criteria[criterion.id] = _mean("criterion", criterion.id, criterion.title, of, shares)
        scores = {criterion.id: criteria[criterion.id].score for criterion in section.criteria}
        sections.append(_mean("section", section.id, section.title, scores, scores))
    headlines = []
    for headline in scheme.headlines:
        within = {
            criterion.id
            for section in scheme.sections
            if section.id in headline.sections
            for criterion in section.criteria
        }
        of = [
            question.id for question in questions if headline.id in question.headlines and question.criterion in within
        ]
        headlines.append(_mean("headline", headline.id, headline.title, of, shares))
    return Means(tuple(criteria.values()), tuple(sections), tuple(headlines))


def _mean(level: Level, name: str, title: str, of: Iterable[str], shares: Shares) -> Mean:
    terms = []
    without = []
    for one in of:
        share = shares.get(one)
        if share is None:
            without.append(one)
        else:
            terms.append((one, share))
    return Mean(level, name, title, tuple(terms), tuple(without))


def whole_percent(score: Fraction) -> int:
    """A fraction as the whole per cent that is printed, half up.

    >>> whole_percent(Fraction(29, 40))  # 72.5
    73
    >>> whole_percent(Fraction(724, 1000))
    72
    """
    return int(score * 100 + Fraction(1, 2))
