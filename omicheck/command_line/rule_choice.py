"""The choice of rules by name: `--only` those, or all `--except` those."""

import argparse
from typing import TypedDict


class RuleChoice(TypedDict):
    """The names of the rules that are meant, none for all in force, and of those that are not."""

    only: tuple[str, ...]
    leave_out: tuple[str, ...]


def add_only(parser: argparse.ArgumentParser, *, of_records: bool = True) -> None:
    """Adds the choice of rules by name.

    Args:
        parser: of the command.
        of_records: whether it reads records, which may lack something.
    """
    about = "a rule, question, criterion or topic; may be repeated"
    parser.add_argument("--only", action="append", metavar="NAME", help=about)
    about = "leave out a rule, question, criterion or topic; may be repeated, such as --except mappa"
    about += "; not_held for every rule that an extract cannot answer" if of_records else ""
    parser.add_argument("--except", action="append", metavar="NAME", dest="leave_out", help=about)


def rule_choice(options: argparse.Namespace) -> RuleChoice:
    """The names, as requests have them."""
    return {"only": tuple(options.only or ()), "leave_out": tuple(options.leave_out or ())}
