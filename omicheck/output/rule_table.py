"""Rules for people: their names by topic on a screen, or a line on each."""

from typing import Final

from rich.console import Console

from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, prose
from omicheck.provenance import standing_briefly
from omicheck.text import counted, in_words
from omicheck.use_cases.rule_list import RuleList

# So many rules fit on a screen with a line on each.
_FEW: Final = 15


def print_rules(console: Console, rules: RuleList, *, details: bool) -> None:
    """Prints the rules, and how many of the questions that rules decide they answer.

    Args:
        console: where.
        rules: the rules.
        details: whether there is a line on each, as there is for a few of them, or their names alone.
    """
    is_short = not details and len(rules.rules) > _FEW
    (_names(rules) if is_short else _lines(rules)).print(console)
    examples = sum(one["examples"] for one in rules.rules)
    print_text(console)
    told = f"{counted(len(rules.rules), 'rule')} with {counted(examples, 'example')}"
    answered = f"{rules.answered} of the {counted(rules.decided_by_rules, 'question')} for rules"
    it = "it answers" if len(rules.rules) == 1 else "they answer"
    print_text(console, f"{told}; {it} {answered}, {rules.scored} of them for scores")
    if is_short:
        print_text(console, "--details shows a line on each; --only TOPIC those of a topic; rules show RULE all of one")


def _names(rules: RuleList) -> TextTable:
    """The names of the rules of each topic; of one that is not in force its status too."""
    topics: dict[str, list[str]] = {}
    for one in rules.rules:
        status = "" if one["status"] == "in_force" else f" ({in_words(one['status'])})"
        topics.setdefault(one["topic"], []).append(f"{one['id']}{status}")
    table = TextTable("Topic", prose("Rules"))
    for topic, names in sorted(topics.items()):
        table.append((topic, ", ".join(names)))
    return table


def _lines(rules: RuleList) -> TextTable:
    table = TextTable(prose("Rule"), prose("Title"), prose("Decides"), prose("Standing of its limit"), prose("Status"))
    for one in rules.rules:
        status = "" if one["status"] == "in_force" else in_words(one["status"])
        table.append(
            (
                f"{one['question']} {one['id']}",
                one["title"],
                one["decides_in_words"],
                ", ".join(map(standing_briefly, one["standings"])),
                status + (f", see {one['successor']}" if one["successor"] else ""),
            )
        )
    return table
