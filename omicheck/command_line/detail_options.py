"""Options that ask for more than the summary that a command prints, and the request that is made of them."""

import argparse
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from omicheck.output.check_table import Detail

# What `check` shows beyond its summary, by the option that asks for it.
_OF_CHECK: Final = {
    "--details": "after the summary, the verdicts of every rule, its first 20 failures, and what could not be told",
    "--failures": "after the summary, every failure of every rule, with its days",
    "--all-failures": "both of these, and every case of which something could not be told",
}


def add_details(parser: argparse.ArgumentParser, about: str) -> None:
    """Adds the choice of seeing everything, and not only a summary.

    Args:
        parser: the parser of the command.
        about: what is seen beyond the summary.
    """
    parser.add_argument("--details", action="store_true", help=about)


def add_details_of_check(parser: argparse.ArgumentParser) -> None:
    """Adds what may be asked for beyond the summary of a check."""
    for name, about in _OF_CHECK.items():
        parser.add_argument(name, action="store_true", help=about)


def details_asked_for(options: argparse.Namespace) -> list[str]:
    """Those of the options of `check` that are given."""
    return [name for name in _OF_CHECK if getattr(options, name.removeprefix("--").replace("-", "_"))]


def detail_of_check(options: argparse.Namespace) -> "Detail":
    """How much of a check is shown."""
    from omicheck.output.check_table import Detail  # noqa: PLC0415, heavy

    every = options.all_failures
    failures: Literal["none", "first", "all"] = (
        "all" if options.failures or every else "first" if options.details else "none"
    )
    return Detail(options.details or every, failures, every)
