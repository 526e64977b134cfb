"""Scores and findings, ready to be shown."""

from attrs import frozen

from omicheck.report.values.counts import Range


@frozen
class ScoreLine:
    """A criterion, section or headline score.

    Attributes:
        level: criterion, section or headline.
        id: its number or name.
        title: what it is about.
        percent: the whole per cent; None where there is no score.
        interval: 95%, for the chance of which cases were drawn; None where there is none.
        bounds: the score if all that cannot be told went one way, or the other; None where it is not told.
        comment: the improvement that is called for; None for a section, and where there is no score.
        remarks: what is to be known of the comment: who gave it and why, or what it could become.
        made_of: what it is the mean of: `12 of 14 questions`.
        may_be_too_low: whether verdicts are in it of rules that may report a failure that is none.
    """

    level: str
    id: str
    title: str
    percent: int | None
    interval: Range | None
    bounds: Range | None
    comment: str | None
    remarks: tuple[str, ...]
    made_of: str
    may_be_too_low: bool


@frozen
class Finding:
    """A question in a sentence.

    Attributes:
        question: its number.
        sentence: what was found.
    """

    question: str
    sentence: str


@frozen
class CriterionFindings:
    """A criterion with its findings.

    Attributes:
        score: the score.
        strengths: what was done well enough often enough.
        improvements: what was not.
        unplaced: the questions that are in neither list, each with why.
    """

    score: ScoreLine
    strengths: tuple[Finding, ...]
    improvements: tuple[Finding, ...]
    unplaced: tuple[Finding, ...]


@frozen
class SectionFindings:
    """A section with its criteria.

    Attributes:
        score: the score.
        best: the questions that were done well most often, in sentences.
        weakest: those that were done well least often.
        criteria: its criteria.
        commentary: what is to be said of it as a whole, in paragraphs; empty for nothing.
    """

    score: ScoreLine
    best: tuple[Finding, ...]
    weakest: tuple[Finding, ...]
    criteria: tuple[CriterionFindings, ...]
    commentary: tuple[str, ...] = ()


@frozen
class GradedCriterion:
    """A criterion that inspectors grade; without a grade where none was given."""

    id: str
    title: str
    grade: str | None
    evidence: tuple[str, ...]
    by: str | None


@frozen
class GradedSection:
    """A section that inspectors grade, with what is to be said of it as a whole."""

    id: str
    title: str
    criteria: tuple[GradedCriterion, ...]
    commentary: tuple[str, ...] = ()


@frozen
class Working:
    """A score worked out: its title and the lines."""

    title: str
    lines: tuple[str, ...]


@frozen
class GroupScores:
    """The headline scores of the groups of a field.

    Attributes:
        named: what a group is called.
        headlines: the titles of the headline scores.
        groups: each group, by name, with how many cases it has and its headline scores.
    """

    named: str
    headlines: tuple[str, ...]
    groups: tuple[tuple[str, int, tuple[ScoreLine, ...]], ...]
