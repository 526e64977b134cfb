"""Scores as tables for people: a screen of summary, and what is asked for beyond it."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console

from omicheck.model.scheme import Scheme
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.prose import print_text
from omicheck.output.score_cells import NO_LIMIT, percent, span, used_where_they_disagree
from omicheck.output.score_details import print_details
from omicheck.output.second_readings import summary_of_readers
from omicheck.output.text_table import TextTable, number, prose
from omicheck.score.overrides_and_grades import graded
from omicheck.score.result import Score, Scores
from omicheck.text import counted, printable
from omicheck.wording import missing_in_words

_SIDES: Mapping[str, str] = {
    "both": "inspectors' answers, and rules' verdicts where there is none",
    "rules_only": "rules' verdicts alone",
    "answers_only": "inspectors' answers alone",
}
_LOWEST: Final = 3
_FEW_MISSING: Final = 3


def print_scores(console: Console, scores: Scores, scheme: Scheme, vocabulary: Vocabulary, *, details: bool) -> None:
    """Prints the scores.

    Args:
        console: where.
        scores: the scores.
        scheme: how they were put together.
        vocabulary: the words for what is missing.
        details: whether questions, agreement, disagreements and what would narrow the bounds are printed too.
    """
    settings = scores.settings
    of = f" of a caseload of {settings.caseload:,}" if settings.caseload else ""
    print_text(console, f"{counted(scores.cases, 'case')}{of}, from {_SIDES[settings.side]}", "bold")
    _print_means(console, "Headline score", scores.headlines, details=details)
    _print_means(console, "Section or criterion", _under_sections(scores, scheme), details=details)
    _print_grades(console, scores, scheme, details=details)
    if details:
        print_details(console, scores, vocabulary)
    else:
        _print_lowest(console, scores)
        _print_rest(console, scores, vocabulary)


def _under_sections(scores: Scores, scheme: Scheme) -> list[Score]:
    criteria = {one.mean.id: one for one in scores.criteria}
    sections = {one.mean.id: one for one in scores.sections}
    ordered = []
    for section in scheme.sections:
        if section.id in sections:
            ordered += [sections[section.id], *(criteria[one.id] for one in section.criteria)]
    return ordered


def _print_means(console: Console, what: str, scores: Sequence[Score], *, details: bool) -> None:
    if not scores:
        return
    more = ("From", number("Score"), number("Interval"), number("Bounds")) if details else (number("Score"), "Interval")
    table = TextTable(prose(what), *more, prose("Comment"))
    for one in scores:
        mean = one.mean
        score = "none" if one.percent is None else f"{one.percent}%{'*' * one.may_over_report}"
        whence = f"{len(mean.terms)} of {len(mean.terms) + len(mean.without)}"
        cells = (whence, score, span(one.interval), span(one.bounds)) if details else (score, span(one.interval))
        comment = _comment(one) if details else _comment_alone(one)
        styles = ("bold",) * len(table.columns) if mean.level == "section" else ()
        table.append((f"{mean.id} {mean.title}", *cells, comment), styles)
    print_text(console)
    table.print(console)


def _comment_alone(one: Score) -> str:
    return "" if one.comment is None else one.comment.comment or ""


def _comment(one: Score) -> str:
    comment = one.comment
    if comment is None or comment.comment is None:
        return ""
    shown = comment.comment
    if comment.override is not None:
        ladder = f"the ladder: {comment.by_ladder}; " if comment.by_ladder else ""
        shown += f" (given; {ladder}{printable(comment.override.reason)})"
    if comment.could_change:
        shown += f"; open verdicts leave {' to '.join((comment.within_bounds[0], comment.within_bounds[-1]))}"
    return shown


def _print_lowest(console: Console, scores: Scores) -> None:
    """The questions with the lowest shares."""
    shares = sorted(
        (one.counts.share, one.question.id, one) for one in scores.questions if one.counts.share is not None
    )
    if not shares:
        return
    table = TextTable(number("Share"), "Sufficient", prose("Lowest shares of the questions"))
    for share, name, one in shares:
        of = f"{one.counts.sufficient} of {one.counts.relevant}"
        table.append((percent(share) + "*" * one.may_over_report, of, f"{name} {one.question.text}"))
    print_text(console)
    table.print(console, _LOWEST, "--details shows all", "questions")


def _print_rest(console: Console, scores: Scores, vocabulary: Vocabulary) -> None:
    """What the summary does not show, in a line each."""
    print_text(console)
    means = (*scores.headlines, *scores.criteria)
    open_ = [one.mean.id for one in means if one.comment is not None and one.comment.could_change]
    if open_:
        print_text(console, f"Verdicts that cannot be told could change the comment on {', '.join(open_)}.", "yellow")
    if scores.missing:
        first = [
            NO_LIMIT if one.field is None else missing_in_words(one.field, vocabulary)
            for one in scores.missing[:_FEW_MISSING]
        ]
        print_text(console, f"Most would be settled by: {', '.join(first)}.", "yellow")
    if scores.disagreements:
        told = counted(len(scores.disagreements), "disagreement")
        print_text(
            console, f"{told} of inspectors and rules; the {used_where_they_disagree(scores.settings.side)} is used."
        )
    if scores.read_twice is not None:
        print_text(console, summary_of_readers(scores.read_twice))
    if any(one.may_over_report for one in scores.questions):
        print_text(console, "* may be too low: rests in part on rules that may over-report", "dim")
    told = "Interval: 95%, for the chance of the draw; cut-points of comments are"
    print_text(console, f"{told} {scores.ladder.status}", "dim")
    name = scores.headlines[0].mean.id if scores.headlines else "NAME"
    print_text(console, f"--details: questions, bounds, what is missing; --explain {name}: its arithmetic", "dim")


def _print_grades(console: Console, scores: Scores, scheme: Scheme, *, details: bool) -> None:
    if not scores.grades:
        return
    table = TextTable(prose("Graded by inspectors"), "Grade", *((prose("By"), prose("Evidence")) if details else ()))
    for criterion, title in graded(scheme).items():
        grade = scores.grades.get(criterion)
        if grade is None:
            cells = ("not graded", "", "")
        else:
            cells = (grade.grade.capitalize(), printable(grade.by or ""), printable("; ".join(grade.evidence)))
        table.append((f"{criterion} {title}", *cells[: len(table.columns) - 1]))
    print_text(console)
    table.print(console)
