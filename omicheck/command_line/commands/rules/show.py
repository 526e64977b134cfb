"""`omicheck rules show`."""

import argparse
from typing import Final

from omicheck.command_line.options import add_shared, rules_asked
from omicheck.command_line.terminal import write_lines
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.output import rule_text
from omicheck.plain_data import indented_json
from omicheck.use_cases.rule_list import describe_rules
from omicheck.use_cases.rule_selection import RulesRequest

_EPILOG: Final = """examples:
  omicheck rules show first-appointment-on-time
  omicheck rules show 2.1.36
  omicheck rules show enforcement --format json

Of a question, criterion or topic all rules in force are shown.

exit status: 0 shown, 2 the rules cannot be read, or a name is not known"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("names", nargs="+", metavar="NAME", help="a rule, question, criterion or topic")
    add_shared(parser, ("text", "json"))


def run(options: argparse.Namespace) -> int:
    """Shows rules."""
    rules = describe_rules(RulesRequest(rules_asked(options), tuple(options.names)))
    if options.format == "json":
        write(options.output, indented_json(rules))
    else:
        write_lines(options, ("\n\n".join("".join(rule_text.lines(rule)) for rule in rules),))
    return ExitStatus.NOTHING_FOUND
