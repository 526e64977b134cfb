"""A comparison as tables for people."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from omicheck.output.score_table import percent, span
from omicheck.output.table import table_of
from omicheck.score.compare import CAUTION, Comparison, Difference
from omicheck.text import counted, printable

_CHANGES = {"higher": "B higher", "lower": "B lower", "not_shown": "may be chance", "unknown": ""}


def print_comparison(console: Console, comparison: Comparison, names: tuple[str, str]) -> None:
    """Prints scores and shares of both, what differs, and the caution."""
    for letter, name, of in zip("AB", names, (comparison.first, comparison.second), strict=True):
        console.print(f"{letter}: {printable(name)}, {counted(of.cases, 'case')}")
    console.print(CAUTION, style="bold")
    scores = table_of("Score", "Title", "A", "From", "B", "From", "B less A", "Interval", "Intervals", "Change")
    for one, other, difference in sorted(comparison.scores, key=lambda three: three[0].mean.level != "headline"):
        scores.add_row(
            one.mean.id,
            one.mean.title,
            "none" if one.percent is None else f"{one.percent}%",
            str(len(one.mean.terms)),
            "none" if other.percent is None else f"{other.percent}%",
            str(len(other.mean.terms)),
            *_difference(difference),
        )
    console.print(scores)
    console.print("Questions", style="bold")
    console.print(_questions(comparison))
    _print_only(console, "A", comparison.only_first)
    _print_only(console, "B", comparison.only_second)
    console.print(
        "B less A in points of a per cent, with its interval of 95%: of questions Newcombe's, of scores by a bootstrap "
        "of both. Where the interval holds 0 the difference may be chance. Of many differences, one in twenty would "
        "seem to be more than chance if none were.",
        style="dim",
    )


def _questions(comparison: Comparison) -> Table:
    table = table_of("Question", "Text", "A", "", "B", "", "B less A", "Interval", "Intervals", "Change")
    for one, other, difference in comparison.questions:
        first, second = one.counts, other.counts
        if first.share is None and second.share is None:
            continue
        table.add_row(
            one.question.id,
            one.question.text,
            "none" if first.share is None else percent(first.share),
            f"{first.sufficient} of {first.relevant}",
            "none" if second.share is None else percent(second.share),
            f"{second.sufficient} of {second.relevant}",
            *_difference(difference),
        )
    return table


def _difference(difference: Difference) -> tuple[str, str, str, str]:
    shown = "" if difference.difference is None else f"{difference.difference * 100:+.1f}"
    overlaps = {None: "", True: "overlap", False: "apart"}[difference.intervals_overlap]
    return shown, span(difference.interval), overlaps, _CHANGES[difference.change]


def _print_only(console: Console, letter: str, questions: Sequence[str]) -> None:
    if questions:
        console.print(
            f"With a share in {letter} alone, so that the scores above are not means over the same questions: "
            f"{', '.join(questions)}"
        )
