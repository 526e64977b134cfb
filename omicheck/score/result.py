"""What scoring gives: questions, criteria, sections and headlines, how sure each is, and where it comes from."""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from omicheck.model.scheme import Ladder, Question
from omicheck.score.agreement import Agreement, Disagreement
from omicheck.score.intervals import Interval
from omicheck.score.means import Level, Mean, whole_percent
from omicheck.score.missing import MissingField
from omicheck.score.overrides_and_grades import Grade, Override
from omicheck.score.second_readings import ReadTwice
from omicheck.score.settings import Settings
from omicheck.score.shares import Counts

Bounds = tuple[Fraction, Fraction]


@frozen
class QuestionScore:
    """A question's counts and share.

    Attributes:
        question: the question.
        counts: of the cases.
        interval: Wilson's, of the share, 95%; None where there is no share.
        rules: the rules that decide it.
        by_rules: how many of the relevant cases are there by a verdict, the others by an inspector's answer.
        may_over_report: whether verdicts entered of a rule that may report a failure that is none.
    """

    question: Question
    counts: Counts
    interval: Interval | None
    rules: tuple[str, ...]
    by_rules: int
    may_over_report: bool


@frozen
class Comment:
    """The comment on a score.

    Attributes:
        comment: the inspector's, if one was given, else the ladder's; None for a score that there is none of.
        by_ladder: the ladder's.
        override: what the inspector gave, if anything.
        within_bounds: the ladder's comments from the lowest to the highest score that open verdicts leave.
        within_interval: the same over the interval.
    """

    comment: str | None
    by_ladder: str | None
    override: Override | None
    within_bounds: tuple[str, ...]
    within_interval: tuple[str, ...]

    @property
    def could_change(self) -> bool:
        """Whether settling open verdicts could change the ladder's comment."""
        return len(self.within_bounds) > 1


@frozen
class Score:
    """A criterion, section or headline score.

    Attributes:
        mean: the score with its terms.
        interval: 95%, by the bootstrap, or that of its only term; None where there is no score, no bootstrap, or no
            spread in it.
        bounds: the scores if every open verdict were not sufficient, and if every one were.
        comment: None for a section, which has none.
        may_over_report: whether verdicts are in it of rules that may report a failure that is none.
    """

    mean: Mean
    interval: Interval | None
    bounds: Bounds | None
    comment: Comment | None
    may_over_report: bool

    @property
    def percent(self) -> int | None:
        """The whole per cent that is printed."""
        return None if self.mean.score is None else whole_percent(self.mean.score)


@frozen
class Scores:
    """Everything that scoring gives.

    Attributes:
        settings: how it was worked out.
        cases: how many cases it is about.
        questions: in the order of the scheme.
        every: criteria, then computed sections, then headlines, each in the order of the scheme.
        agreement: of the questions that both inspectors and rules have spoken of.
        disagreements: the cases and questions where they differ.
        missing: the fields whose lack keeps verdicts open.
        grades: given by inspectors, by criterion.
        ladder: the comment bands used.
        unlisted: questions that rules name and the list has not, with the rules; their verdicts enter no score.
        resampled: the scores of each resample, for comparing; not part of equality.
        read_twice: what came of reading cases twice; None where no question was answered by two readers.
    """

    settings: Settings
    cases: int
    questions: tuple[QuestionScore, ...]
    every: tuple[Score, ...]
    agreement: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    missing: tuple[MissingField, ...]
    grades: Mapping[str, Grade]
    ladder: Ladder
    unlisted: Mapping[str, tuple[str, ...]]
    resampled: NDArray[np.float64] = field(eq=False, repr=False)
    read_twice: ReadTwice | None = None

    @property
    def criteria(self) -> tuple[Score, ...]:
        """The scores of criteria."""
        return self._at("criterion")

    @property
    def sections(self) -> tuple[Score, ...]:
        """The scores of sections."""
        return self._at("section")

    @property
    def headlines(self) -> tuple[Score, ...]:
        """The headline scores."""
        return self._at("headline")

    def _at(self, level: Level) -> tuple[Score, ...]:
        return tuple(one for one in self.every if one.mean.level == level)
