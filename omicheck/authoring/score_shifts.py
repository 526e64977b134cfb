"""What a change of the rules does to shares, scores and comments."""

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from omicheck.authoring.sides import Side
from omicheck.score.means import whole_percent
from omicheck.score.scores import scores_of_cases
from omicheck.score.settings import Settings

Level = Literal["question", "criterion", "section", "headline"]


@frozen
class Standing:
    """What a question's share or a score comes to.

    Attributes:
        value: the share or the score, as a fraction; None where there is none.
        percent: the whole per cent that is printed.
        comment: the comment of a criterion or headline.
        relevant: the relevant cases of a question.
        sufficient: the sufficient ones among them.
    """

    value: float | None = None
    percent: int | None = None
    comment: str | None = None
    relevant: int | None = None
    sufficient: int | None = None


@frozen
class Shift:
    """A share or a score before and after.

    Attributes:
        level: question, criterion, section or headline.
        id: its number or name.
        title: what it is about.
        before: what it came to.
        after: what it comes to.
    """

    level: Level
    id: str
    title: str
    before: Standing
    after: Standing


def score_shifts(before: Side, after: Side) -> tuple[Shift, ...]:
    """The shares and scores that are other than before, questions first; none where one side has no arithmetic."""
    if not (before.rule_base.scheme.has_arithmetic and after.rule_base.scheme.has_arithmetic):
        return ()
    old, new = dict(_standings(before)), dict(_standings(after))
    nothing = ("", Standing())
    found = []
    for place in dict.fromkeys((*old, *new)):
        (title, first), (other_title, second) = old.get(place, nothing), new.get(place, nothing)
        if first != second:
            found.append(Shift(*place, other_title or title, first, second))
    return tuple(found)


def _standings(side: Side) -> Iterator[tuple[tuple[Level, str], tuple[str, Standing]]]:
    base = side.rule_base
    rules = base.with_status("in_force")
    scores = scores_of_cases(side.cases, side.rows, rules, base.questions, base.scheme, Settings(resamples=0))
    for one in scores.questions:
        share = one.counts.share
        value, percent = (None, None) if share is None else (float(share), whole_percent(share))
        standing = Standing(value, percent, None, one.counts.relevant, one.counts.sufficient)
        yield ("question", one.question.id), (one.question.text, standing)
    for score_ in scores.every:
        mean = score_.mean.score
        comment = None if score_.comment is None else score_.comment.comment
        standing = Standing(None if mean is None else float(mean), score_.percent, comment)
        yield (score_.mean.level, score_.mean.id), (score_.mean.title, standing)
