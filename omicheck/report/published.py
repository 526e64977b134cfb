"""What may be told of the counts of a question: all of it, or what a report that is published may tell."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from omicheck.report.thresholds import LEAST_TOLD, ROUNDED_TO, STEPS
from omicheck.score.result import QuestionScore
from omicheck.score.shares import Counts as OutcomeCounts

# So far from the true number others are thought of where nothing is told of it.
_FAR: Final = 10

# Sufficient and relevant cases.
Counts = tuple[int, int]

Few = Literal["sufficient", "not_sufficient"]


@frozen
class Told:
    """What is told of a question.

    Attributes:
        question: its number.
        text: what it asks.
        sufficient: in how many cases the work was done well enough; None where that is withheld.
        relevant: of how many cases; None where that is withheld.
        few: which of the two counts, sufficient or not, is told to be fewer than five; None where neither is.
        about: the number of cases to the nearest five, where it must not be told exactly; None where nothing is told.
        percent: the share, coarse as it is told of about so many cases; None where it is told exactly or not at all.
        may_be_too_low: whether verdicts are in it of rules that may report a failure that is none.
        without: why there is no share; empty where there is one.
    """

    question: str
    text: str
    sufficient: int | None
    relevant: int | None
    few: Few | None = None
    about: int | None = None
    percent: int | None = None
    may_be_too_low: bool = False
    without: str = ""

    @property
    def share(self) -> Fraction | None:
        """The share, where it is told."""
        told = self.sufficient is not None and self.relevant
        return Fraction(self.sufficient or 0, self.relevant or 1) if told else None

    @property
    def range(self) -> tuple[Fraction, Fraction] | None:
        """From where to where the share may be, by what is told; None where nothing is."""
        if self.share is not None:
            return self.share, self.share
        if self.percent is not None:
            return Fraction(self.percent, 100), Fraction(self.percent, 100)
        # What is told to the nearest five may be two fewer.
        base = self.relevant or (self.about or 0) - ROUNDED_TO // 2
        if self.few is None or base < LEAST_TOLD:
            return None
        few = Fraction(LEAST_TOLD - 1, base)
        return (Fraction(), few) if self.few == "sufficient" else (1 - few, Fraction(1))

    @property
    def is_withheld(self) -> bool:
        """Whether there is a share that is not told."""
        return not self.without and self.share is None


ToldQuestions = Mapping[str, Told]


def all_told(questions: Iterable[QuestionScore]) -> ToldQuestions:
    """All counts, for a report that stays in the house."""
    return {one.question.id: told_whole(one) for one in questions}


def told_whole(one: QuestionScore) -> Told:
    """All counts of a question."""
    counts = one.counts
    without = ""
    if not counts.relevant:
        without = "nobody has answered it" if _is_unanswered(counts) else "no case was relevant to it"
    return Told(
        one.question.id,
        one.question.text,
        counts.sufficient if counts.relevant else None,
        counts.relevant,
        may_be_too_low=one.may_over_report,
        without=without,
    )


def _is_unanswered(counts: OutcomeCounts) -> bool:
    """Whether neither an inspector nor a rule has said anything of any case."""
    others = (counts.not_applicable, counts.not_due, counts.cannot_tell, counts.error)
    return counts.unanswered > 0 and not any(others)


def to_the_nearest(number: int) -> int:
    """A number of cases to the nearest multiple of five."""
    return (number + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO


def coarse_percent(share: Fraction, relevant: int) -> int:
    """A share in per cent, in steps that fit the number of cases."""
    step = next(step for least, step in STEPS if to_the_nearest(relevant) >= least)
    return int(share * 100 / step + Fraction(1, 2)) * step


def possible(told: Told, exact: Counts) -> tuple[Counts, ...]:
    """What the counts of a question may be, by what is told of it alone.

    Args:
        told: what is told.
        exact: the true counts, around which others are thought of where nothing at all is told.
    """
    if told.relevant is not None:
        bases: Iterable[int] = (told.relevant,)
    elif told.about is not None:
        bases = range(max(LEAST_TOLD, told.about - ROUNDED_TO // 2), told.about + ROUNDED_TO // 2 + 1)
    elif told.percent is None and told.few is None:
        bases = range(1, max(LEAST_TOLD, exact[1] + 1))
    else:
        bases = range(max(LEAST_TOLD, exact[1] - _FAR), exact[1] + _FAR + 1)
    return tuple((part, base) for base in bases for part in range(base + 1) if _fits(told, part, base))


def _fits(told: Told, part: int, base: int) -> bool:
    small = range(1, LEAST_TOLD)
    if told.few is not None:
        return (part if told.few == "sufficient" else base - part) in small
    if told.percent is not None:
        return (
            part not in small
            and base - part not in small
            and coarse_percent(Fraction(part, base), base) == told.percent
        )
    return told.sufficient in (None, part)
