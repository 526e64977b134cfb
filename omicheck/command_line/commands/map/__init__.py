"""`omicheck map`: the commands for those whose extract is headed or written otherwise."""

import argparse
from typing import Final

from omicheck.command_line.parser import add_commands

# Each is a module of this package, imported only when its command is given.
COMMANDS: Final = {
    "propose": "write a mapping from the headings and words of an extract, its doubts as comments",
    "check": "say what a mapping makes of an extract",
}
_EPILOG: Final = """examples:
  omicheck map propose caseload.xlsx --output mapping.yaml
  omicheck map check caseload.xlsx --mapping mapping.yaml
  omicheck check caseload.xlsx --mapping mapping.yaml --as-of 2010-01-18

exit status: that of the command; each says it in its --help"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the commands of the group."""
    parser.epilog = _EPILOG
    add_commands(parser, COMMANDS, __name__)
