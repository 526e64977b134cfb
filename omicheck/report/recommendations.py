"""Drafts of recommendations, drawn from the weakest criteria."""

from collections.abc import Iterator, Sequence
from typing import Final

from omicheck.report.criteria import by_share
from omicheck.report.published import ToldQuestions
from omicheck.report.sentences import Style, finding
from omicheck.report.values.written import Recommendation
from omicheck.score.result import Score, Scores

# The report of 2010 had six.
MOST: Final = 6
# So many of the weakest questions of a criterion are named.
_MOST_QUESTIONS: Final = 3
_TEXT: Final = (
    "The work falls short most often in what follows. It has to be done well enough in a higher proportion of cases."
)


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
        questions = [told[name] for name, _ in one.mean.terms]
        weak = by_share(questions, style, are_strengths=False)[:_MOST_QUESTIONS]
        if (one.percent or 0) >= style.strength_from or not weak:
            continue
        number += 1
        rests_on = tuple(finding(of, style) for of in weak)
        yield Recommendation(number, one.mean.id, one.mean.title, _TEXT, rests_on)
        if number == MOST:
            return


def _weakest_first(criteria: Sequence[Score]) -> list[Score]:
    """By what is printed, so that the order tells no more; equal ones in their own order."""
    return sorted((one for one in criteria if one.percent is not None), key=lambda one: one.percent or 0)
