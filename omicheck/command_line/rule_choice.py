"""The choice of rules by name: `--only` those, or all `--except` those."""

import argparse


def add_only(parser: argparse.ArgumentParser) -> None:
    """Adds the choice of rules by name."""
    about = "a rule, question, criterion or topic; may be repeated"
    parser.add_argument("--only", action="append", metavar="NAME", help=about)
    about = "leave out a rule, question, criterion or topic; may be repeated, such as --except mappa"
    parser.add_argument("--except", action="append", metavar="NAME", dest="leave_out", help=about)


def rule_choice(options: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    """The names, as requests have them: those of the rules that are meant, and of those that are not."""
    return {"only": tuple(options.only or ()), "leave_out": tuple(options.leave_out or ())}
