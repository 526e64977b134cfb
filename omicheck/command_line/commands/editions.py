"""`omicheck editions`: one caseload under two editions of the standards."""

import argparse
from typing import Final

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_common, add_engine, evaluation_request
from omicheck.command_line.terminal import console
from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck editions fixtures/sample/cases.json
  omicheck editions cases.json --between 2007 2021 --format csv --output duties.csv

Each edition is asked as if its last numbers had been in force on every day. omicheck check --edition auto
goes by what was in force.

exit status: 0 compared, 2 the command or the rules are wrong, 3 records were rejected (the rest was compared), 4 an
evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json", "csv"))
    # It stands there for all commands; here it is refused, with what to name in its place.
    parser._option_string_actions["--edition"].help = "not for this command, which asks two: --between OLD NEW"  # noqa: SLF001
    about = "the earlier and the later edition (default: the last two in the rules folder)"
    parser.add_argument("--between", nargs=2, metavar=("OLD", "NEW"), help=about)
    add_engine(parser)
    add_details(parser, "every duty that is gone")


def run(options: argparse.Namespace) -> int:
    """Compares, prints and gives the exit status."""
    from omicheck.use_cases.two_editions import TwoEditionsRequest, two_editions  # noqa: PLC0415, heavy

    if options.edition is not None:
        raise CommandWrongError("--edition is not for omicheck editions, which asks two: --between OLD NEW")
    between = None if options.between is None else (options.between[0], options.between[1])
    found = two_editions(TwoEditionsRequest(evaluation_request(options), between), observer_of(options))
    if options.format == "table":
        from omicheck.output.two_editions_table import print_two_editions  # noqa: PLC0415, heavy

        with console(options) as out:
            print_two_editions(out, found, details=options.details)
        return found.status
    from omicheck.output.two_editions_data import two_editions_csv, two_editions_data  # noqa: PLC0415, heavy

    made = two_editions_csv(found) if options.format == "csv" else indented_json(two_editions_data(found))
    write(options.output, made)
    return found.status
