"""Options of commands that ask something of rules alone, and the request that is made of them."""

import argparse

from omicheck.command_line.options import rules_asked
from omicheck.model.rule import Status
from omicheck.use_cases.rule_selection import RulesRequest


def add_only(parser: argparse.ArgumentParser) -> None:
    """Adds the choice of rules by name."""
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="a rule, question, criterion or topic; may be repeated"
    )


def rules_request(options: argparse.Namespace, status: Status | None = None) -> RulesRequest:
    """The rules that the options name."""
    return RulesRequest(rules_asked(options), tuple(options.only or ()), status)
