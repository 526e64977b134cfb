"""`omicheck rules list`."""

import argparse
from typing import Final

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.options import add_shared
from omicheck.command_line.rule_choice import add_only
from omicheck.command_line.rule_options import rules_request
from omicheck.command_line.terminal import console
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.model.rule import STATUSES
from omicheck.plain_data import indented_json
from omicheck.use_cases.rule_list import list_rules

_EPILOG: Final = """examples:
  omicheck rules list
  omicheck rules list --only mappa
  omicheck rules list --details
  omicheck rules list --status draft --format json

exit status: 0 listed, 2 the rules cannot be read, or a name is not known"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json"))
    add_only(parser, of_records=False)
    add_details(parser, "a line on each rule, as there is for up to 15, and not their names by topic alone")
    parser.add_argument("--status", choices=STATUSES, help="only rules of that status (default: all)")


def run(options: argparse.Namespace) -> int:
    """Lists the rules."""
    result = list_rules(rules_request(options, options.status))
    if options.format == "json":
        write(options.output, indented_json(result.rules))
        return ExitStatus.NOTHING_FOUND
    from omicheck.output.rule_table import print_rules  # noqa: PLC0415, heavy

    with console(options) as out:
        print_rules(out, result, details=options.details)
    return ExitStatus.NOTHING_FOUND
