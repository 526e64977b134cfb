"""`omicheck rules show`."""

import argparse
import json
from typing import Final

from omicheck.authoring.rule_description import describe_rule
from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import add_shared, read_rules, write
from omicheck.errors import ExitStatus
from omicheck.output import rule_text

_EPILOG: Final = """examples:
  omicheck rules show first-appointment-on-time
  omicheck rules show 2.1.36            all rules in force for a question
  omicheck rules show enforcement --format json"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("names", nargs="+", metavar="NAME", help="a rule, question, criterion or topic")
    add_shared(parser, ("text", "json"))


def run(options: argparse.Namespace) -> int:
    """Shows rules."""
    rule_base = read_rules(options, with_examples=True)
    described = [describe_rule(rule, rule_base) for rule in choose_rules(rule_base, options.names)]
    if options.format == "json":
        write(options.output, (json.dumps(described, ensure_ascii=False, indent=1), "\n"))
    else:
        texts = ("".join(rule_text.lines(rule)) for rule in described)
        write(options.output, ("\n\n".join(texts),))
    return ExitStatus.NOTHING_FOUND
