"""Rules as a table for people, a line each."""

from rich.console import Console

from omicheck.output.table import table_of
from omicheck.provenance import standing_briefly
from omicheck.text import counted, in_words
from omicheck.use_cases.rule_list import RuleList


def print_rules(console: Console, rules: RuleList) -> None:
    """Prints the rules, and how many of the questions that rules decide they answer."""
    table = table_of("Question", "Rule", "Title", "Kind", "Decides", "Limit", "Standing", "Status")
    for one in rules.rules:
        status = in_words(one["status"]) + (f", see {one['successor']}" if one["successor"] else "")
        table.add_row(
            one["question"],
            one["id"],
            one["title"],
            in_words(one["kind"]),
            one["decides_in_words"],
            one["limit"] or "",
            ", ".join(map(standing_briefly, one["standings"])),
            status,
        )
    console.print(table)
    examples = sum(one["examples"] for one in rules.rules)
    console.print(
        f"{counted(len(rules.rules), 'rule')} with {counted(examples, 'example')}; "
        f"{rules.answered} of the {counted(rules.decided_by_rules, 'question')} that rules decide are answered by them"
    )
