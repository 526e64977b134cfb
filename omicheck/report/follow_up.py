"""What became of the recommendations of the audit before: what was written, and the figures of then and now."""

from collections.abc import Iterator, Mapping
from datetime import date

from omicheck.dates import read_date
from omicheck.report.published import Told, ToldQuestions
from omicheck.report.sentences import Style, share_in_words
from omicheck.report.values.written import Followed, LastAudit, Recommendation
from omicheck.report.withheld import is_small
from omicheck.score.result import Score, Scores
from omicheck.text import long_date


def followed(
    last: LastAudit, scores: Scores, told: ToldQuestions, style: Style, as_of: date, *, is_published: bool
) -> Iterator[Followed]:
    """Each recommendation of the audit before, in its order.

    Args:
        last: that audit.
        scores: of this audit, as far as they may be told.
        told: what may be told of each question.
        style: how findings are told.
        as_of: the audit date.
        is_published: whether figures of then are left out, unless they have been published.
    """
    criteria = {one.mean.id: one for one in scores.criteria}
    tells_then = last.is_published or not is_published
    for one in last.recommendations:
        notes = [*_lateness(one, as_of)]
        notes += _of_score(one, criteria, tells_then=tells_then)
        tells_counts = tells_then and not (is_published and _has_small(one))
        notes += _of_questions(one, told, style, tells_then=tells_counts)
        yield Followed(one, tuple(notes))


def _lateness(one: Recommendation, as_of: date) -> Iterator[str]:
    day = read_date(one.by_when)
    if day is not None and day < as_of and not one.became:
        yield f"{long_date(day)} has passed, and nothing is written of what became of it."


def _of_score(one: Recommendation, criteria: Mapping[str, Score], *, tells_then: bool) -> Iterator[str]:
    score = criteria.get(one.criterion)
    now = None if score is None else score.percent
    then = one.basis.percent if one.basis is not None and tells_then else None
    parts = [f"{then}% then"] if then is not None else []
    parts += [f"{now}% now"] if now is not None else []
    if parts:
        yield f"Score of {one.criterion}: {', '.join(parts)}."


def _of_questions(one: Recommendation, told: ToldQuestions, style: Style, *, tells_then: bool) -> Iterator[str]:
    for question, sufficient, relevant in () if one.basis is None else one.basis.questions:
        now = told.get(question)
        if now is None:
            yield f"{question} is no longer asked."
            continue
        parts = []
        if tells_then:
            then = Told(question, now.text, sufficient, relevant)
            parts.append(f"{share_in_words(then, style)} then")
        parts.append(f"{share_in_words(now, style)} now")
        yield f"{question} {now.text}: {', '.join(parts)}."


def _has_small(one: Recommendation) -> bool:
    """Whether a figure of then is a count that must not be published, whatever the file says of it."""
    questions = () if one.basis is None else one.basis.questions
    return any(is_small(count) for _, part, whole in questions for count in (part, whole - part, whole))
