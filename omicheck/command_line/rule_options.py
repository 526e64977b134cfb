"""The request of commands that ask something of rules alone."""

import argparse

from omicheck.command_line.options import rules_asked
from omicheck.command_line.rule_choice import rule_choice
from omicheck.model.rule import Status
from omicheck.use_cases.rule_selection import RulesRequest


def rules_request(options: argparse.Namespace, status: Status | None = None) -> RulesRequest:
    """The rules that the options name."""
    return RulesRequest(rules_asked(options), status=status, **rule_choice(options))
