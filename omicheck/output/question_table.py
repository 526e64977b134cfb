"""The questions of the scheme for people: how many of each criterion rules decide, or a line on each."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.text import counted
from omicheck.use_cases.questions import ListedQuestion

# So many fit on a screen with a line on each.
_FEW: Final = 15


def print_questions(console: Console, questions: Sequence[ListedQuestion], *, details: bool) -> None:
    """Prints questions, and how many of them rules decide.

    Args:
        console: where.
        questions: the questions.
        details: whether there is a line on each, as there is for a few of them, or their numbers by criterion alone.
    """
    is_short = not details and len(questions) > _FEW
    (_by_criterion(questions) if is_short else _lines(questions)).print(console)
    decided = [one for one in questions if one.decided_by == "rule"]
    over = sum(one.may_over_report for one in decided)
    print_text(console)
    told = f"{counted(len(questions), 'question')}; rules decide {len(decided)} of them"
    print_text(console, f"{told}, of which {over} may report too many failures" if over else told)
    for section, source in dict.fromkeys((one.section, one.source) for one in questions if one.source):
        print_text(console, f"{section}: {source}.")
    if is_short:
        more = "--only NAME those of a criterion, section or headline score; omicheck rules show RULE all of a rule"
        print_text(console, f"--details shows each question; {more}")


def _by_criterion(questions: Sequence[ListedQuestion]) -> TextTable:
    groups: dict[str, list[ListedQuestion]] = {}
    for one in questions:
        groups.setdefault(one.criterion, []).append(one)
    table = TextTable(prose("Criterion"), number("Questions"), number("By rules"), number("By inspectors"))
    for criterion, of in groups.items():
        by_rules = sum(one.decided_by == "rule" for one in of)
        table.append((criterion, str(len(of)), str(by_rules), str(len(of) - by_rules)))
    return table


def _lines(questions: Sequence[ListedQuestion]) -> TextTable:
    table = TextTable("Question", prose("Asks"), prose("Counts for"), prose("Decided by"))
    for one in questions:
        table.append((one.question, one.text, ", ".join(one.headlines), _decider(one)))
    return table


def _decider(one: ListedQuestion) -> str:
    if one.decided_by == "rule":
        return ", ".join(one.rules) + (" (may over-report)" if one.may_over_report else "")
    return f"an inspector, who may look at {', '.join(one.evidence)}" if one.evidence else "an inspector"
