"""A comparison as tables for people: what differs beyond chance, and every question where that is asked for."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from omicheck.output.prose import print_text
from omicheck.output.score_cells import percent, span
from omicheck.output.text_table import TextTable, and_more, number, prose
from omicheck.score.compare import CAUTION, Comparison, Difference
from omicheck.text import counted, printable

_CHANGES: Final = {"higher": "B higher", "lower": "B lower", "not_shown": "may be chance", "unknown": ""}
_BEYOND_CHANCE: Final = ("higher", "lower")
_STYLES: Final = {"higher": "green", "lower": "bold red", "not_shown": "dim", "unknown": "dim"}
_NO_INTERVAL: Final = (
    "No interval: there are no resamples, or all shares behind a score are 0% or 100%, so that a bootstrap shows no "
    "spread. Whether the difference is chance cannot be told."
)
# More questions that differ beyond chance are not on a screen.
_MOST: Final = 5
# More numbers of questions than these are not read by anybody.
_MOST_NAMED: Final = 5


def print_comparison(console: Console, comparison: Comparison, names: tuple[str, str], *, details: bool) -> None:
    """Prints what differs, and the caution.

    Args:
        console: where.
        comparison: the comparison.
        names: what the user called the two.
        details: whether every question is printed, and not only those that differ beyond chance; and from how many
            questions and cases each number comes.
    """
    for letter, name, of in zip("AB", names, (comparison.first, comparison.second), strict=True):
        print_text(console, f"{letter}: {printable(name)}, {counted(of.cases, 'case')}")
    print_text(console, CAUTION, "bold")
    _print_scores(console, comparison, details=details)
    _print_questions(console, comparison, details=details)
    _print_only(console, "A", comparison.only_first, details=details)
    _print_only(console, "B", comparison.only_second, details=details)
    print_text(console)
    print_text(
        console,
        "B less A in points of a per cent, with its interval of 95%: of questions Newcombe's, and so of a score that "
        "rests on one question; of other scores by a bootstrap of both. Where the interval holds 0 the difference may "
        "be chance. Of many differences, one in twenty would seem to be more than chance if none were.",
        "dim",
    )
    if any(three[2].difference is not None and three[2].interval is None for three in comparison.scores):
        print_text(console, _NO_INTERVAL, "dim")


def _print_scores(console: Console, comparison: Comparison, *, details: bool) -> None:
    table, others = _table("Score", details=details), 0
    for one, other, difference in sorted(comparison.scores, key=lambda three: three[0].mean.level != "headline"):
        if not (details or one.mean.level == "headline" or difference.change in _BEYOND_CHANCE):
            others += 1
            continue
        sides = [
            ("none" if of.percent is None else f"{of.percent}%", f"from {len(of.mean.terms)}") for of in (one, other)
        ]
        _append(table, f"{one.mean.id} {one.mean.title}", sides, difference, details=details)
    print_text(console)
    table.print(console)
    if others:
        scores = "other score" if others == 1 else "other scores"
        print_text(console, f"{others} {scores} with a difference that may be chance, or without one")


def _print_questions(console: Console, comparison: Comparison, *, details: bool) -> None:
    what = "Question" if details else "Questions that differ by more than chance"
    table, others = _table(what, details=details), 0
    for one, other, difference in comparison.questions:
        shares = [side.counts.share for side in (one, other)]
        if all(share is None for share in shares):
            continue
        if not details and difference.change not in _BEYOND_CHANCE:
            others += 1
            continue
        sides = [
            (
                "none" if side.counts.share is None else percent(side.counts.share),
                f"{side.counts.sufficient} of {side.counts.relevant}",
            )
            for side in (one, other)
        ]
        _append(table, f"{one.question.id} {one.question.text}", sides, difference, details=details)
    print_text(console)
    table.print(console, None if details else _MOST, "--details shows all", "of them")
    if others:
        may = "question" if others == 1 else "questions"
        print_text(console, f"{others} {may} with a difference that may be chance, or without one; --details shows all")


def _table(what: str, *, details: bool) -> TextTable:
    more = (number("A"), "of", number("B"), "of") if details else (number("A"), number("B"))
    return TextTable(prose(what), *more, number("B less A"), "Interval", *(("Intervals",) if details else ()), "Change")


def _append(
    table: TextTable, name: str, sides: Sequence[tuple[str, str]], difference: Difference, *, details: bool
) -> None:
    of = [cell for side in sides for cell in (side if details else side[:1])]
    shown = "" if difference.difference is None else f"{difference.difference * 100:+.1f}"
    overlaps = {None: "", True: "overlap", False: "apart"}[difference.intervals_overlap]
    cells = (name, *of, shown, span(difference.interval), *((overlaps,) if details else ()))
    change = "no interval" if shown and difference.interval is None else _CHANGES[difference.change]
    table.append((*cells, change), ("",) * len(cells) + (_STYLES[difference.change],))


def _print_only(console: Console, letter: str, questions: Sequence[str], *, details: bool) -> None:
    if questions:
        shown = questions if details else questions[:_MOST_NAMED]
        left = len(questions) - len(shown)
        print_text(
            console,
            f"With a share in {letter} alone, so that the scores above are not means over the same questions: "
            f"{', '.join(shown)}{' ' + and_more(left, '--details shows all') if left else ''}",
        )
