"""Scores as tables for people."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from rich.console import Console
from rich.table import Table

from omicheck.model.case import ANSWERS
from omicheck.model.scheme import Scheme
from omicheck.output.table import table_of
from omicheck.provenance import STANDING_IN_WORDS
from omicheck.score.arithmetic import excluded_in_words
from omicheck.score.intervals import Interval
from omicheck.score.overrides_and_grades import graded
from omicheck.score.result import Bounds, QuestionScore, Score, Scores
from omicheck.text import counted, in_words, printable

_SIDES: Mapping[str, str] = {
    "both": "inspectors' answers, and rules' verdicts where there is none",
    "rules_only": "rules' verdicts alone",
    "answers_only": "inspectors' answers alone",
}
_FEW = 10
# More would be read by nobody, and take long to lay out.
_MANY = 1_000


def print_scores(console: Console, scores: Scores, scheme: Scheme) -> None:
    """Prints scores, questions, agreement, disagreements, grades and what would narrow the bounds."""
    settings = scores.settings
    of = f" of a caseload of {settings.caseload}" if settings.caseload else ""
    console.print(f"{counted(scores.cases, 'case')}{of}, from {_SIDES[settings.side]}")
    console.print(_scores("Headline score", scores.headlines))
    console.print(_scores("Section or criterion", _under_sections(scores, scheme)))
    _print_notes(console, scores)
    _print_questions(console, scores)
    _print_agreement(console, scores)
    _print_disagreements(console, scores)
    _print_missing(console, scores)
    _print_grades(console, scores, scheme)


def _under_sections(scores: Scores, scheme: Scheme) -> list[Score]:
    criteria = {one.mean.id: one for one in scores.criteria}
    sections = {one.mean.id: one for one in scores.sections}
    ordered = []
    for section in scheme.sections:
        if section.id in sections:
            ordered += [sections[section.id], *(criteria[one.id] for one in section.criteria)]
    return ordered


def _scores(what: str, scores: Iterable[Score]) -> Table:
    table = table_of(what, "Title", "From", "Score", "Interval", "Bounds", "Comment")
    for one in scores:
        mean = one.mean
        kind = "criteria" if mean.level == "section" else "questions"
        table.add_row(
            mean.id,
            mean.title,
            f"{len(mean.terms)} of {len(mean.terms) + len(mean.without)} {kind}",
            "none" if one.percent is None else f"{one.percent}%{'*' * one.may_over_report}",
            span(one.interval),
            span(one.bounds),
            _comment(one),
            style="bold" if mean.level == "section" else None,
        )
    return table


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


def _print_notes(console: Console, scores: Scores) -> None:
    ladder = scores.ladder
    bands = ", ".join(f"{band.comment} from {band.at_least}%" for band in ladder.bands)
    console.print(
        f"Comments: {bands}. These cut-points are {ladder.status}: {STANDING_IN_WORDS[ladder.status]}. {ladder.note}",
        style="dim",
    )
    if any(one.may_over_report for one in scores.questions):
        console.print(
            "* rests in part on verdicts of rules that may report a failure that is none, or whose limit is assumed: "
            "may be too low",
            style="dim",
        )
    whence = "that caseload" if scores.settings.caseload else "a large caseload (give its size with --caseload)"
    console.print(
        f"Interval: 95%, for the chance of which cases were drawn, from {whence}. "
        "Bounds: if every verdict that cannot be told went one way, or the other.",
        style="dim",
    )


def _print_questions(console: Console, scores: Scores) -> None:
    table = table_of("Question", "Text", "Sufficient", "Share", "Interval", "Bounds", "Not counted")
    without = []
    for one in scores.questions:
        counts = one.counts
        if counts.share is None:
            without.append(one)
            continue
        table.add_row(
            one.question.id + ("*" if one.may_over_report else ""),
            one.question.text,
            f"{counts.sufficient} of {counts.relevant}",
            percent(counts.share),
            span(one.interval),
            span(counts.bounds),
            excluded_in_words(counts),
        )
    console.print()
    console.print("Questions", style="bold")
    console.print(table)
    _print_without(console, without, scores.cases)


def _print_without(console: Console, without: Sequence[QuestionScore], cases: int) -> None:
    if not without:
        return
    silent = [one.question.id for one in without if one.counts.unanswered == cases]
    console.print(f"{counted(len(without), 'question')} with no relevant case, so no share and in no score:")
    for one in without:
        if one.counts.unanswered != cases:
            console.print(f"  {one.question.id} {one.question.text}: {excluded_in_words(one.counts)}")
    if silent:
        console.print(f"  unanswered in every case: {', '.join(silent)}")


def _print_agreement(console: Console, scores: Scores) -> None:
    if not scores.agreement:
        return
    table = table_of("Question", "Compared", "Agreed", "Kappa", "Interval", *(in_words(one) for one in ANSWERS))
    for one in scores.agreement:
        cells = [
            ", ".join(f"{number} {in_words(verdict)}" for verdict, number in one.table[answer].items() if number)
            for answer in ANSWERS
        ]
        kappa = "none" if one.kappa is None else f"{one.kappa:.2f}"
        ends = "" if one.interval is None else f"{one.interval[0]:.2f} to {one.interval[1]:.2f}"
        table.add_row(one.question, str(one.compared), str(one.agreed), kappa, ends, *cells)
    console.print()
    console.print("Inspectors and rules: what the rules say where inspectors say ...", style="bold")
    console.print(table)


def _print_disagreements(console: Console, scores: Scores) -> None:
    if not scores.disagreements:
        return
    used = "verdict" if scores.settings.side == "rules_only" else "answer"
    table = table_of("Case", "Question", "Inspector says", "By", "Because", "Rules say", "By rule")
    for one in scores.disagreements[:_MANY]:
        table.add_row(
            printable(one.case_id),
            one.question,
            in_words(one.answer.answer),
            printable(one.answer.by or ""),
            printable(one.answer.reason or ""),
            in_words(one.verdict),
            "; ".join(f"{rule}: {in_words(reason)}" for rule, reason in one.reasons),
        )
    console.print()
    console.print(f"{counted(len(scores.disagreements), 'disagreement')}; the {used} is used", style="bold")
    console.print(table)
    more = len(scores.disagreements) - _MANY
    if more > 0:
        console.print(f"{more} more with --format json", style="dim")


def _print_missing(console: Console, scores: Scores) -> None:
    if not scores.missing:
        return
    table = table_of("Missing", "Cases", "Verdicts open", "By it alone", "Part of the width of the bounds")
    for one in scores.missing[:_FEW]:
        levels = [(score.mean.id, one.narrows.get(score.mean.id)) for score in (*scores.headlines, *scores.criteria)]
        parts = [f"{name} {float(width * 100):.1f}" for name, width in levels if width]
        name = one.field or "(no limit in force then)"
        table.add_row(name, str(one.cases), str(one.verdicts), str(one.alone), ", ".join(parts))
    console.print()
    console.print("What would have to be known to narrow the bounds, in points of a per cent", style="bold")
    console.print(table)
    more = len(scores.missing) - _FEW
    if more > 0:
        console.print(f"{more} more with --format json", style="dim")


def _print_grades(console: Console, scores: Scores, scheme: Scheme) -> None:
    if not scores.grades:
        return
    table = table_of("Criterion", "Title", "Grade", "By", "Evidence")
    for criterion, title in graded(scheme).items():
        grade = scores.grades.get(criterion)
        if grade is None:
            table.add_row(criterion, title, "not graded", "", "")
            continue
        evidence = printable("; ".join(grade.evidence))
        table.add_row(criterion, title, grade.grade.capitalize(), printable(grade.by or ""), evidence)
    console.print()
    console.print("Graded by inspectors", style="bold")
    console.print(table)


def percent(share: Fraction | float) -> str:
    """A share to a tenth of a per cent."""
    return f"{float(share * 100):.1f}%"


def span(ends: Interval | Bounds | None) -> str:
    """An interval in tenths of a per cent."""
    return "" if ends is None else f"{float(ends[0] * 100):.1f} to {float(ends[1] * 100):.1f}"
