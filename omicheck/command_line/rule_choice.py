"""The choice of rules by name: `--only` those, or all `--except` those."""

import argparse
from typing import TypedDict


class RuleChoice(TypedDict):
    """The names of the rules that are meant, none for all in force, and of those that are not."""

    only: tuple[str, ...]
    leave_out: tuple[str, ...]


def add_only(parser: argparse.ArgumentParser) -> None:
    """Adds the choice of rules by name."""
    about = "a rule, question, criterion or topic; may be repeated"
    parser.add_argument("--only", action="append", metavar="NAME", help=about)
    about = (
        "leave out a rule, question, criterion or topic; may be repeated, such as --except mappa; "
        "not_held for every rule that an extract cannot answer"
    )
    parser.add_argument("--except", action="append", metavar="NAME", dest="leave_out", help=about)


def rule_choice(options: argparse.Namespace) -> RuleChoice:
    """The names, as requests have them."""
    return {"only": tuple(options.only or ()), "leave_out": tuple(options.leave_out or ())}
