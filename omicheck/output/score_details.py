"""What a summary of scores leaves out: questions, agreement, disagreements, and what would narrow the bounds."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.prose import print_text
from omicheck.output.score_cells import MAY_OVER_REPORT, NO_LIMIT, percent, span, used_where_they_disagree
from omicheck.output.second_readings import print_readers
from omicheck.output.text_table import TextTable, number, prose
from omicheck.provenance import STANDING_IN_WORDS
from omicheck.score.result import QuestionScore, Scores
from omicheck.score.shown_arithmetic import excluded_in_words
from omicheck.text import counted, in_words, printable
from omicheck.wording import missing_in_words

_FEW: Final = 10
# More would be read by nobody.
_MANY: Final = 1_000
_JSON: Final = "--format json has all"


def print_details(console: Console, scores: Scores, vocabulary: Vocabulary) -> None:
    """Prints how scores are to be read, questions, agreement, disagreements and what would narrow the bounds."""
    _print_notes(console, scores)
    _print_questions(console, scores)
    _print_agreement(console, scores)
    _print_disagreements(console, scores)
    if scores.read_twice is not None:
        print_readers(console, scores.read_twice)
    _print_missing(console, scores, vocabulary)


def _print_notes(console: Console, scores: Scores) -> None:
    ladder = scores.ladder
    bands = ", ".join(f"{band.comment} from {band.at_least}%" for band in ladder.bands)
    standing = f"{ladder.status}: {STANDING_IN_WORDS[ladder.status]}"
    print_text(console, f"Comments: {bands}. These cut-points are {standing}. {ladder.note}", "dim")
    if any(one.may_over_report for one in scores.questions):
        print_text(console, MAY_OVER_REPORT, "dim")
    whence = "that caseload" if scores.settings.caseload else "a large caseload (give its size with --caseload)"
    print_text(
        console,
        "From: so many questions of a criterion, and criteria of a section, have a share. "
        f"Interval: 95%, for the chance of which cases were drawn, from {whence}. "
        "Bounds: if every verdict that cannot be told went one way, or the other.",
        "dim",
    )


def _print_questions(console: Console, scores: Scores) -> None:
    table = TextTable(
        prose("Question"), "Sufficient", number("Share"), number("Interval"), number("Bounds"), prose("Not counted")
    )
    without = []
    for one in scores.questions:
        counts = one.counts
        if counts.share is None:
            without.append(one)
            continue
        table.append(
            (
                f"{one.question.id}{'*' * one.may_over_report} {one.question.text}",
                f"{counts.sufficient} of {counts.relevant}",
                percent(counts.share),
                span(one.interval),
                span(counts.bounds),
                excluded_in_words(counts),
            )
        )
    print_text(console)
    print_text(console, "Questions", "bold")
    table.print(console)
    _print_without(console, without, scores.cases)


def _print_without(console: Console, without: Sequence[QuestionScore], cases: int) -> None:
    if not without:
        return
    silent = [one.question.id for one in without if one.counts.unanswered == cases]
    print_text(console, f"{counted(len(without), 'question')} with no relevant case, so no share and in no score:")
    for one in without:
        if one.counts.unanswered != cases:
            print_text(console, f"{one.question.id} {one.question.text}: {excluded_in_words(one.counts)}", "", "  ")
    if silent:
        print_text(console, f"unanswered in every case: {', '.join(silent)}", "", "  ")


def _print_agreement(console: Console, scores: Scores) -> None:
    if not scores.agreement:
        return
    said = (prose(in_words(one)) for one in ANSWERS)
    table = TextTable("Question", number("Compared"), number("Agreed"), number("Kappa"), "Interval", *said)
    for one in scores.agreement:
        cells = [
            ", ".join(f"{many} {in_words(verdict)}" for verdict, many in one.table[answer].items() if many)
            for answer in ANSWERS
        ]
        kappa = "none" if one.kappa is None else f"{one.kappa:.2f}"
        ends = "" if one.interval is None else f"{one.interval[0]:.2f} to {one.interval[1]:.2f}"
        table.append((one.question, str(one.compared), str(one.agreed), kappa, ends, *cells))
    print_text(console)
    print_text(console, "Inspectors and rules: what the rules say where inspectors say ...", "bold")
    table.print(console)


def _print_disagreements(console: Console, scores: Scores) -> None:
    if not scores.disagreements:
        return
    table = TextTable("Case", "Question", prose("Inspector says"), prose("Because"), prose("Rules say"))
    for one in scores.disagreements:
        table.append(
            (
                printable(one.case_id),
                one.question,
                in_words(one.answer.answer) + (f", by {printable(one.answer.by)}" if one.answer.by else ""),
                printable(one.answer.reason or ""),
                f"{in_words(one.verdict)}: "
                + "; ".join(f"{in_words(reason)} ({rule})" for rule, reason in one.reasons),
            )
        )
    print_text(console)
    used = used_where_they_disagree(scores.settings.side)
    print_text(console, f"{counted(len(scores.disagreements), 'disagreement')}; the {used} is used", "bold")
    table.print(console, _MANY, _JSON)


def _print_missing(console: Console, scores: Scores, vocabulary: Vocabulary) -> None:
    if not scores.missing:
        return
    numbers = (number("Cases"), number("Verdicts open"), number("By it alone"))
    table = TextTable(prose("Missing"), *numbers, prose("Part of the width of the bounds"))
    for one in scores.missing:
        levels = [(score.mean.id, one.narrows.get(score.mean.id)) for score in (*scores.headlines, *scores.criteria)]
        parts = [f"{name} {float(width * 100):.1f}" for name, width in levels if width]
        name = NO_LIMIT if one.field is None else missing_in_words(one.field, vocabulary)
        table.append((name, str(one.cases), str(one.verdicts), str(one.alone), ", ".join(parts)))
    print_text(console)
    print_text(console, "What would have to be known to narrow the bounds, in points of a per cent", "bold")
    table.print(console, _FEW, _JSON)
