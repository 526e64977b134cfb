"""Scores with their comments, in the words of a report, and criteria with strengths and areas for improvement."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from omicheck.errors import one_of
from omicheck.model.scheme import Ladder, Scheme
from omicheck.report.published import Told, ToldQuestions
from omicheck.report.sentences import Style, finding, is_strength, unplaced
from omicheck.report.values.counts import Range
from omicheck.report.values.scores import (
    CriterionFindings,
    Finding,
    GradedCriterion,
    GradedSection,
    ScoreLine,
    SectionFindings,
)
from omicheck.score.result import Comment, Score, Scores

# So many of the best and of the weakest questions of a section are in its summary.
_MOST: Final = 3
_WHOLE: Final = 100


def score_line(one: Score, ladder: Ladder, *, in_house: bool) -> ScoreLine:
    """A score, ready to be shown.

    Args:
        one: the score.
        ladder: the comment bands.
        in_house: whether it is told what the score could become, to a tenth of a per cent, and who gave a comment.
    """
    mean, comment = one.mean, one.comment
    kind = "criteria" if mean.level == "section" else "questions"
    return ScoreLine(
        mean.level,
        mean.id,
        mean.title,
        one.percent,
        None if one.interval is None else _percents(one.interval, is_exact=in_house),
        None if one.bounds is None or not in_house else _percents(one.bounds, is_exact=True),
        None if comment is None or comment.comment is None else ladder.in_full(comment.comment),
        () if comment is None else tuple(_remarks(comment, in_house=in_house)),
        f"{len(mean.terms)} of {len(mean.terms) + len(mean.without)} {kind}",
        one.may_over_report,
    )


def _percents(ends: tuple[float | Fraction, float | Fraction], *, is_exact: bool) -> Range:
    """Two ends in per cent: as they are, to be rounded once where they are printed, or whole."""
    low, high = (float(end) * _WHOLE for end in ends)
    return (low, high) if is_exact else (round(low), round(high))


def _remarks(comment: Comment, *, in_house: bool) -> Iterator[str]:
    given = comment.override
    if given is not None and not in_house:
        # Who it was and why is told in the house alone, and so is the ladder's comment, which would tell of the score.
        yield "Given by an inspector."
    elif given is not None:
        by = "" if given.by is None else f" by {given.by}"
        yield f"Given{by} in place of {comment.by_ladder}: {given.reason}"
    elif in_house and comment.could_change:
        yield f"Settling what cannot be told could make it {one_of(comment.within_bounds)}."


def sections_of(
    scores: Scores, scheme: Scheme, told: ToldQuestions, style: Style, *, is_published: bool
) -> Iterator[SectionFindings]:
    """The sections that are scored, with their criteria.

    Args:
        scores: the scores.
        scheme: the sections and their criteria.
        told: what may be told of each question.
        style: how findings are told.
        is_published: whether what the score could become is left out.
    """
    by_id = {(one.mean.level, one.mean.id): one for one in scores.every}
    for section in scheme.sections:
        if section.graded:
            continue
        of_section: list[Told] = []
        criteria = []
        for criterion in section.criteria:
            of_criterion = [told[one.question.id] for one in scores.questions if one.question.criterion == criterion.id]
            of_section += of_criterion
            line = score_line(by_id["criterion", criterion.id], scores.ladder, in_house=not is_published)
            criteria.append(_criterion(line, of_criterion, style))
        yield SectionFindings(
            score_line(by_id["section", section.id], scores.ladder, in_house=not is_published),
            tuple(_extremes(of_section, style, are_strengths=True)),
            tuple(_extremes(of_section, style, are_strengths=False)),
            tuple(criteria),
        )


def _criterion(line: ScoreLine, questions: Sequence[Told], style: Style) -> CriterionFindings:
    placed: dict[bool | None, list[Told]] = {True: [], False: [], None: []}
    for one in questions:
        placed[is_strength(one, style)].append(one)
    return CriterionFindings(
        line,
        tuple(finding(one, style) for one in placed[True]),
        tuple(finding(one, style) for one in placed[False]),
        tuple(unplaced(one) for one in placed[None]),
    )


def _extremes(questions: Sequence[Told], style: Style, *, are_strengths: bool) -> Iterator[Finding]:
    for one in by_share(questions, style, are_strengths=are_strengths)[:_MOST]:
        yield finding(one, style)


def by_share(questions: Sequence[Told], style: Style, *, are_strengths: bool) -> list[Told]:
    """The strengths, best first, or the areas for improvement, weakest first; none of them of a small base."""
    found = [
        (share, one)
        for one in questions
        if (share := one.share) is not None
        and (one.relevant or 0) >= style.small_base
        and is_strength(one, style) is are_strengths
    ]
    # The order of equals stays that of the questions.
    found.sort(key=lambda pair: -pair[0] if are_strengths else pair[0])
    return [one for _, one in found]


def graded_sections(scores: Scores, scheme: Scheme) -> Iterator[GradedSection]:
    """The sections that inspectors grade, with what they gave."""
    for section in scheme.sections:
        if section.graded:
            criteria = []
            for criterion in section.criteria:
                grade = scores.grades.get(criterion.id)
                given = (None, (), None) if grade is None else (grade.grade, grade.evidence, grade.by)
                criteria.append(GradedCriterion(criterion.id, criterion.title, *given))
            yield GradedSection(section.id, section.title, tuple(criteria))
