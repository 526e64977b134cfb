"""A command of the command line, laid out in the same way whatever group it belongs to."""

import argparse
from typing import Any


def add_command(commands: "argparse._SubParsersAction[Any]", name: str, about: str) -> argparse.ArgumentParser:
    """Adds a command to a group, and gives the parser that takes its options.

    Args:
        commands: the group.
        name: the command's name.
        about: what it does, in a few words that begin small.
    """
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return parser
