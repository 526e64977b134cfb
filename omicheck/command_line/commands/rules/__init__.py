"""`omicheck rules`: the commands for those who write rules and those who have to agree with them."""

import argparse
from typing import Final

from omicheck.command_line.parser import add_commands

# Each is a module of this package, imported only when its command is given.
COMMANDS: Final = {
    "list": "list the rules",
    "show": "all there is to know of rules, for those who have to agree with them",
    "check": "all that CI asks of rules in one go: faults, examples, mutants, and what a change does",
    "lint": "find what is wrong with rules",
    "test": "run the examples of rules",
    "mutate": "make rules wrong on purpose and see whether an example notices",
    "diff": "what a change of the rules does to verdicts, shares, scores and comments",
    "what-if": "what other limits would do",
    "coverage": "which parts of rules cases exercise",
    "new": "begin a rule",
    "copy": "copy the packaged rules into a folder of your own",
    "docs": "write a page for each rule, and an index",
    "schema": "print JSON Schemas of rule, limit and case files",
}
_EPILOG: Final = """examples:
  omicheck rules list
  omicheck rules show first-appointment-on-time
  omicheck rules check --rules my-rules
  omicheck rules lint --rules my-rules --format github
  omicheck rules test --format junit --output results.xml

exit status: that of the command; each says it in its --help"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the commands of the group."""
    parser.epilog = _EPILOG
    add_commands(parser, COMMANDS, __name__)
