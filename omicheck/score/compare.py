"""Two record sets scored by the same rules, side by side: what differs, and how far that may be chance."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from omicheck.score.bootstrap import intervals_of
from omicheck.score.intervals import Interval, of_difference, overlap
from omicheck.score.result import QuestionScore, Score, Scores

# In our own words, after the report's advice to its readers (Hertfordshire, 2010, Scoring and summary table).
CAUTION = (
    "Do not compare closely. The two samples may differ in size and in the kinds of case in them, so a difference can "
    "come from which cases were looked at rather than from how the work was done. Read each score first as a summary "
    "of its own sample."
)

Change = Literal["higher", "lower", "not_shown", "unknown"]


@frozen
class Difference:
    """What differs between two shares or scores.

    Attributes:
        difference: the second less the first, as a fraction; None where one of them has no value.
        interval: of the difference, 95%; None where one of them has none.
        intervals_overlap: whether the intervals of the two have a value in common; None where one has none.
    """

    difference: float | None
    interval: Interval | None
    intervals_overlap: bool | None

    @property
    def change(self) -> Change:
        """Whether the second is higher or lower by more than chance would explain; `not_shown` if it may be chance."""
        if self.interval is None:
            return "unknown"
        low, high = self.interval
        if low > 0:
            return "higher"
        return "lower" if high < 0 else "not_shown"


@frozen
class Comparison:
    """Two record sets, side by side.

    Attributes:
        first: the scores of the one.
        second: the scores of the other.
        questions: each question of both with what differs.
        scores: criteria, sections and headlines of both with what differs.
        only_first: questions that have a share in the first only, so that scores are means over different questions.
        only_second: the same of the second.
    """

    first: Scores
    second: Scores
    questions: tuple[tuple[QuestionScore, QuestionScore, Difference], ...]
    scores: tuple[tuple[Score, Score, Difference], ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def compare_scores(first: Scores, second: Scores) -> Comparison:
    """Compares two sets of scores that the same questions and scheme gave.

    The interval of a difference of shares is Newcombe's; that of scores comes from the bootstraps of both, drawn
    independently of each other. Where a score rests on one question, its interval is that of the question, and the
    interval of the difference is put together from those of the two scores, as Newcombe's is.

    Args:
        first: the scores of one record set.
        second: those of the other, with as many resamples and another seed.

    Raises:
        ValueError: the seeds are equal, so that the bootstraps are not independent, or their numbers differ.
    """
    if first.settings.resamples != second.settings.resamples or first.settings.seed == second.settings.seed:
        raise ValueError((first.settings, second.settings))
    intervals = _of_differences(first.resampled, second.resampled)
    questions = [
        (one, other, _of_shares(one, other)) for one, other in zip(first.questions, second.questions, strict=True)
    ]
    of_one = _of_one_question(first.every) | _of_one_question(second.every)
    scores = [
        (one, other, _of_scores(one, other, interval, of_one=(one.mean.level, one.mean.id) in of_one))
        for one, other, interval in zip(first.every, second.every, intervals, strict=True)
    ]
    return Comparison(
        first,
        second,
        tuple(questions),
        tuple(scores),
        tuple(one.question.id for one, other, _ in questions if one.counts.relevant and not other.counts.relevant),
        tuple(one.question.id for one, other, _ in questions if other.counts.relevant and not one.counts.relevant),
    )


def _of_differences(first: NDArray[Any], second: NDArray[Any]) -> list[Interval | None]:
    if len(first) != len(second):  # one of them has no case to draw
        return [None] * first.shape[1]
    # Whether either has spread is asked of it alone.
    return intervals_of(np.asarray(second - first, dtype=np.float64), factor=0.0)


def _of_one_question(scores: Sequence[Score]) -> set[tuple[str, str]]:
    """The scores that are the share of one question, and so have the interval of it; by level and id."""
    found: set[tuple[str, str]] = set()
    # Criteria come before sections.
    for mean in (one.mean for one in scores if len(one.mean.terms) == 1):
        ((only, _),) = mean.terms
        if mean.level != "section" or ("criterion", only) in found:
            found.add((mean.level, mean.id))
    return found


def _of_shares(one: QuestionScore, other: QuestionScore) -> Difference:
    if one.interval is None or other.interval is None or one.counts.share is None or other.counts.share is None:
        return Difference(None, None, None)
    first, second = float(one.counts.share), float(other.counts.share)
    interval = of_difference(first, one.interval, second, other.interval)
    return Difference(float(other.counts.share - one.counts.share), interval, overlap(one.interval, other.interval))


def _of_scores(one: Score, other: Score, bootstrapped: Interval | None, *, of_one: bool) -> Difference:
    if one.mean.score is None or other.mean.score is None:
        return Difference(None, None, None)
    difference = float(other.mean.score - one.mean.score)
    if one.interval is None or other.interval is None:
        return Difference(difference, None, None)
    interval = bootstrapped
    if of_one:
        interval = of_difference(float(one.mean.score), one.interval, float(other.mean.score), other.interval)
    return Difference(difference, interval, overlap(one.interval, other.interval))
