"""The questions of the scheme as a table for people, as CSV and as data for JSON."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from rich.console import Console

from omicheck.output.csv_table import csv_lines
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, prose
from omicheck.text import counted, in_words
from omicheck.use_cases.questions import ListedQuestion, counted_by_decider

# So many fit on a screen with a line on each.
_FEW: Final = 40
_COLUMNS: Final = (
    "question", "criterion", "criterion_title", "section", "section_title", "headlines", "decided_by", "rules", "text",
)  # fmt: skip


def print_questions(console: Console, questions: Sequence[ListedQuestion], *, details: bool) -> None:
    """Prints the questions: how many of each criterion, or a line on each where they are few or that is asked for.

    Args:
        console: where.
        questions: the questions, in the order of the scheme.
        details: whether there is a line on each.
    """
    is_short = not details and len(questions) > _FEW
    if is_short:
        _criteria(questions).print(console)
    else:
        for title, some in groupby(questions, _criterion):
            print_text(console, title, "bold")
            _lines(list(some)).print(console)
            print_text(console)
    counts = counted_by_decider(questions)
    if is_short:
        print_text(console)
    print_text(
        console,
        f"{counted(len(questions), 'question')}: rules decide {counts['rules']}, inspectors {counts['inspector']}; "
        f"{counts['no_rule_yet']} could be decided by a rule, but none in force does",
    )
    if is_short:
        print_text(console, "--details shows a line on each; --only 1.2 those of a criterion, --only roh of a headline")


def _criterion(one: ListedQuestion) -> str:
    return f"{one.question.criterion} {one.criterion_title}".rstrip()


def _criteria(questions: Sequence[ListedQuestion]) -> TextTable:
    table = TextTable(prose("Criterion"), prose("Questions"), prose("Decided by rules"))
    for title, some in groupby(questions, _criterion):
        of = list(some)
        by_rules = [one.question.id for one in of if one.decided_by_rules]
        table.append((title, str(len(of)), ", ".join(by_rules) or "none"))
    return table


def _lines(questions: Sequence[ListedQuestion]) -> TextTable:
    table = TextTable("Question", prose("Text"), prose("Headlines"), prose("Who decides"))
    for one in questions:
        table.append((one.question.id, one.question.text, " ".join(one.question.headlines), decided_in_words(one)))
    return table


def decided_in_words(one: ListedQuestion) -> str:
    """Who decides a question: rules by name, each that does not do so fully with its reservation, or an inspector."""
    if not one.rules:
        return "inspector" if one.question.decided_by == "inspector" else "inspector (no rule in force)"
    return ", ".join(
        rule.id if rule.decides == "fully" else f"{rule.id} ({in_words(rule.decides)})" for rule in one.rules
    )


def questions_data(questions: Sequence[ListedQuestion]) -> dict[str, Any]:
    """The questions as JSON would hold them, and how many there are of each kind."""
    return {
        "questions": [
            {**_values(one), "rules": [{"rule": rule.id, "decides": rule.decides} for rule in one.rules]}
            for one in questions
        ],
        "counts": {"questions": len(questions), **counted_by_decider(questions)},
    }


def csv_of_questions(questions: Sequence[ListedQuestion]) -> Iterator[str]:
    """The questions as CSV, one on a line."""
    return csv_lines(_COLUMNS, ([_values(one)[name] for name in _COLUMNS] for one in questions))


def _values(one: ListedQuestion) -> dict[str, Any]:
    question = one.question
    return {
        "question": question.id,
        "criterion": question.criterion,
        "criterion_title": one.criterion_title,
        "section": one.section,
        "section_title": one.section_title,
        "headlines": list(question.headlines),
        "decided_by": question.decided_by,
        "rules": [rule.id for rule in one.rules],
        "text": question.text,
    }
