"""What may be told of the counts of a question: all of it, or what a report that is published may tell."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from omicheck.score.result import QuestionScore

# Counts below are told as such, and not as a number, where a report is published.
LEAST_TOLD: Final = 5

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
        may_be_too_low: whether verdicts are in it of rules that may report a failure that is none.
        without: why there is no share; empty where there is one.
    """

    question: str
    text: str
    sufficient: int | None
    relevant: int | None
    few: Few | None = None
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
        if not self.relevant:
            return None
        if self.share is not None:
            return self.share, self.share
        few = Fraction(LEAST_TOLD - 1, self.relevant)
        match self.few:
            case "sufficient":
                return Fraction(), few
            case "not_sufficient":
                return 1 - few, Fraction(1)
        return None

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
    without = "" if counts.relevant else "no case was relevant to it"
    return Told(
        one.question.id,
        one.question.text,
        counts.sufficient if counts.relevant else None,
        counts.relevant,
        None,
        one.may_over_report,
        without,
    )
