"""Drafts of recommendations, drawn from the weakest criteria."""

from collections.abc import Iterator, Sequence
from typing import Final

from omicheck.report.criteria import by_share
from omicheck.report.published import Told, ToldQuestions
from omicheck.report.sentences import Style, finding
from omicheck.report.values.written import Recommendation
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
        questions = [told[name] for name, _ in one.mean.terms]
        weak = by_share(questions, style, are_strengths=False)[:_MOST_QUESTIONS]
        if (one.percent or 0) >= style.strength_from or not weak:
            continue
        number += 1
        rests_on = tuple(finding(of, style) for of in weak)
        yield Recommendation(number, one.mean.id, one.mean.title, _text(weak), rests_on)
        if number == MOST:
            return


def _weakest_first(criteria: Sequence[Score]) -> list[Score]:
    return sorted((one for one in criteria if one.mean.score is not None), key=lambda one: one.mean.score or 0)


def _text(weak: Sequence[Told]) -> str:
    named = "; ".join(_begun_small(one.text) for one in weak)
    return f"See to it that in a higher proportion of cases the following is so: {named}."


def _begun_small(text: str) -> str:
    """A text as part of a sentence; what begins with an abbreviation stays as it is."""
    return text if text[1:2].isupper() or text.startswith("RoH") else text[:1].lower() + text[1:]
