"""Drafts of recommendations, drawn from the weakest criteria."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve

from omicheck.report.criteria import by_share
from omicheck.report.published import Told, ToldQuestions
from omicheck.report.sentences import Style, finding
from omicheck.report.values.written import Basis, Recommendation
from omicheck.score.result import Score, Scores

# The report of 2010 had six.
MOST: Final = 6
# So many of the weakest questions of a criterion are named.
_MOST_QUESTIONS: Final = 3


def drafts(scores: Scores, told: ToldQuestions, style: Style) -> Iterator[Recommendation]:
    """One draft for each of the weakest criteria, the weakest first.

    A criterion whose score is a strength, or of which no question that may be told is weak, gives none.

    Args:
        scores: the scores.
        told: what may be told of each question.
        style: how findings are told.
    """
    number = 0
    for one in _weakest_first(scores.criteria):
        weak = _weak(one, told, style)
        if (one.percent or 0) >= style.strength_from or not weak:
            continue
        number += 1
        text = f"See to it that in a higher proportion of cases: {'; '.join(_small(of.text) for of in weak)}."
        rests_on = tuple(finding(of, style) for of in weak)
        yield Recommendation(number, one.mean.id, one.mean.title, text, rests_on)
        if number == MOST:
            return


def with_basis(
    recommendations: Sequence[Recommendation], scores: Scores, told: ToldQuestions, style: Style
) -> Iterator[Recommendation]:
    """Recommendations with the figures that the next audit will hold its own against.

    Args:
        recommendations: what is recommended, by whomever it was written.
        scores: of this audit, as far as they may be told.
        told: what may be told of each question.
        style: how findings are told.
    """
    criteria = {one.mean.id: one for one in scores.criteria}
    for one in recommendations:
        score = criteria.get(one.criterion)
        if score is None:
            yield evolve(one, basis=None)
        else:
            figures = ((of.question, of.sufficient or 0, of.relevant or 0) for of in _weak(score, told, style))
            yield evolve(one, basis=Basis(score.percent, tuple(figures)))


def _weak(one: Score, told: ToldQuestions, style: Style) -> list[Told]:
    """The weakest questions of a criterion."""
    questions = [told[name] for name in (*dict(one.mean.terms), *one.mean.without) if name in told]
    return by_share(questions, style, are_strengths=False)[:_MOST_QUESTIONS]


def _small(text: str) -> str:
    """A text as it goes on in a sentence: an abbreviation, or a name in capitals, stays as it is."""
    rest = text.partition(" ")[0][1:]
    return text[:1].lower() + text[1:] if rest == rest.lower() else text


def _weakest_first(criteria: Sequence[Score]) -> list[Score]:
    """By what is printed, so that the order tells no more; equal ones in their own order."""
    return sorted((one for one in criteria if one.percent is not None), key=lambda one: one.percent or 0)
