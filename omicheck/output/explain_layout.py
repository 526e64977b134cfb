"""An explanation printed for people: its layout alone, as its sentences are made in `explain`."""

from collections.abc import Mapping
from typing import Final

from rich.console import Console

from omicheck.model.row import Verdict
from omicheck.output.prose import print_text
from omicheck.text import counted, in_words, long_date, printable
from omicheck.use_cases.explain import ExplainedRow, ExplainResult
from omicheck.wording import OUTCOMES

_STYLES: Final = {"not_met": "bold red", "cannot_tell": "bold yellow", "met": "bold green", "error": "bold red"}


def print_explanations(console: Console, result: ExplainResult) -> None:
    """Prints the case with its dates and events, every explanation, and how many other verdicts there are."""
    print_text(console, f"Case {printable(result.case.case_id)}, as of {long_date(result.as_of)}", "bold")
    print_text(console, "; ".join(f"{name}: {value}" for name, value in result.fields))
    if result.outside_editions:
        print_text(console, f"{result.outside_editions}.")
    print_text(console)
    width = max(len(when) for when, _ in result.timeline)
    for when, what in result.timeline:
        is_wide = 3 * width < 2 * console.width
        text = f"{when:<{width}}  {what}" if is_wide else f"{when}: {what}"
        print_text(console, text, "", "  ", " " * (width + 4 if is_wide else 4))
    is_headed = False
    for one in result.rows:
        if one.rule.asks == "outcome" and not is_headed:
            print_text(console)
            print_text(console, OUTCOMES, "bold")
            is_headed = True
        _print(console, one)
    _print_others(console, result.others)


def _print(console: Console, one: ExplainedRow) -> None:
    print_text(console)
    print_text(console, one.explanation.title, _STYLES.get(one.row.verdict, "bold"))
    settling = (f"What would settle it: {thing}" for thing in one.explanation.settling)
    for sentence in (*one.explanation.sentences, *settling):
        print_text(console, sentence, "", "  ")


def _print_others(console: Console, others: Mapping[Verdict, int]) -> None:
    if others:
        counts = ", ".join(f"{number} {in_words(verdict)}" for verdict, number in others.items())
        print_text(console)
        print_text(console, f"{counted(sum(others.values()), 'other verdict')}: {counts} (--all explains them too)")
