"""Every score worked out: the lines that `omicheck score --explain` prints, or what of them may be published."""

from collections.abc import Iterator

from omicheck.report.published import ToldQuestions
from omicheck.report.sentences import Style, share_in_words
from omicheck.report.values.scores import Working
from omicheck.score.result import Score, Scores
from omicheck.score.shown_arithmetic import arithmetic


def workings(scores: Scores, told: ToldQuestions, *, is_published: bool) -> Iterator[Working]:
    """Every score worked out, in the order of the scores.

    Args:
        scores: the scores.
        told: what may be told of each question.
        is_published: whether only whole per cents are told, and only of what may be told.
    """
    for one in scores.every:
        if is_published:
            yield Working(f"{one.mean.level.capitalize()} {one.mean.id}, {one.mean.title}", tuple(_told(one, told)))
        else:
            title, *lines = arithmetic(one, scores)
            yield Working(title, tuple(lines))


def _told(one: Score, told: ToldQuestions) -> Iterator[str]:
    if one.percent is None:
        yield "No score, or withheld so that a count under five cannot be worked out."
    else:
        of = "scores of its criteria" if one.mean.level == "section" else "shares of its questions"
        yield f"The mean of the {of}, {len(one.mean.terms)} of which have one: {one.percent}%."
    for name in (*dict(one.mean.terms), *one.mean.without):
        if name in told:
            yield f"{name} {told[name].text}: {share_in_words(told[name], Style())}"
