"""A case in words, for people."""

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.padding import Padding

from omicheck.model.row import Verdict
from omicheck.text import counted, in_words, long_date, printable
from omicheck.use_cases.explain import ExplainedRow, ExplainResult
from omicheck.wording import OUTCOMES

_STYLES: Final = {"not_met": "bold red", "cannot_tell": "bold yellow", "met": "bold green", "error": "bold red"}


def print_explanations(console: Console, result: ExplainResult) -> None:
    """Prints the case with its dates and events, every explanation, and how many other verdicts there are."""
    console.print(f"Case {printable(result.case.case_id)}, as of {long_date(result.as_of)}", style="bold")
    console.print("; ".join(f"{name}: {value}" for name, value in result.fields))
    console.print()
    width = max(len(when) for when, _ in result.timeline)
    for when, what in result.timeline:
        console.print(f"  {when:<{width}}  {what}")
    is_headed = False
    for one in result.rows:
        if one.rule.asks == "outcome" and not is_headed:
            console.print()
            console.print(OUTCOMES, style="bold")
            is_headed = True
        _print(console, one)
    _print_others(console, result.others)


def _print(console: Console, one: ExplainedRow) -> None:
    console.print()
    console.print(one.explanation.title, style=_STYLES.get(one.row.verdict, "bold"))
    settling = (f"What would settle it: {thing}" for thing in one.explanation.settling)
    for sentence in (*one.explanation.sentences, *settling):
        console.print(Padding(sentence, (0, 0, 0, 2)))


def _print_others(console: Console, others: Mapping[Verdict, int]) -> None:
    if others:
        counts = ", ".join(f"{number} {in_words(verdict)}" for verdict, number in others.items())
        console.print()
        console.print(f"{counted(sum(others.values()), 'other verdict')}: {counts} (--all explains them too)")
