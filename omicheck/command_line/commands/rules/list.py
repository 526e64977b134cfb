"""`omicheck rules list`."""

import argparse
import json
from typing import Any, Final

from omicheck.authoring.rule_description import summarise_rule
from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import add_shared, read_rules, write
from omicheck.command_line.terminal import console
from omicheck.errors import ExitStatus
from omicheck.model.rule import STATUSES, Rule
from omicheck.provenance import standing_briefly
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted, in_words

_EPILOG: Final = """examples:
  omicheck rules list
  omicheck rules list --only mappa
  omicheck rules list --status draft --format json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json"))
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="a rule, question, criterion or topic; may be repeated"
    )
    parser.add_argument("--status", choices=STATUSES, help="only rules of that status (default: all)")


def run(options: argparse.Namespace) -> int:
    """Lists the rules."""
    rule_base = read_rules(options, with_examples=True)
    rules = choose_rules(rule_base, options.only) if options.only else rule_base.rules
    rules = tuple(rule for rule in rules if options.status in (None, rule.status))
    data = [summarise_rule(rule, rule_base) for rule in rules]
    if options.format == "json":
        write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
    else:
        _print_table(options, data, rules, rule_base)
    return ExitStatus.NOTHING_FOUND


def _print_table(
    options: argparse.Namespace, data: list[dict[str, Any]], rules: tuple[Rule, ...], rule_base: RuleBase
) -> None:
    from omicheck.output.table import make_table  # noqa: PLC0415, heavy

    table = make_table("Question", "Rule", "Title", "Kind", "Decides", "Limit", "Standing", "Status")
    for one in data:
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
    with console(options) as out:
        out.print(table)
        answered = {rule.question for rule in rules if rule.status == "in_force"}
        asked = [question for question in rule_base.questions.values() if question.decided_by == "rule"]
        done = sum(question.id in answered for question in asked)
        examples = sum(len(rule.examples) for rule in rules)
        out.print(
            f"{counted(len(rules), 'rule')} with {counted(examples, 'example')}; "
            f"{done} of the {counted(len(asked), 'question')} that rules decide are answered by them"
        )
