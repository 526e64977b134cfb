"""`omicheck rules coverage`."""

import argparse
import math
from typing import Final

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import (
    add_as_of,
    add_mapping,
    add_problems,
    add_shared,
    rules_asked,
    source_of,
    stated_date,
)
from omicheck.command_line.rule_choice import add_only, rule_choice
from omicheck.command_line.terminal import write_lines
from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.plain_data import indented_json
from omicheck.records.bulk.addresses import shown_address

_EPILOG: Final = """examples:
  omicheck rules coverage cases.json
  omicheck rules coverage --examples --threshold 95
  omicheck rules coverage cases.json --only enforcement --format json

Counted are: the answers that a scope can give, those of each condition in it, the amounts of limits, and the
verdicts with their reasons.

exit status: 0 at or above --threshold, 1 below it, 2 the command or the rules are
wrong, 3 records were rejected (the rest was used)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "path", nargs="?", type=shown_address, metavar="PATH", help="the cases; may be left out with --examples"
    )
    add_mapping(parser)
    add_as_of(parser)
    add_problems(parser)
    parser.add_argument("--examples", action="store_true", help="count the examples of each rule too")
    parser.add_argument("--threshold", metavar="PERCENT", type=_percent, help="the least part that must be exercised")
    add_only(parser)
    add_shared(parser, ("text", "json"))


def _percent(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = math.nan
    # What is no number compares with nothing, so that a threshold of it would let everything pass.
    if not 0 <= percent <= 100:  # noqa: PLR2004, a per cent
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a percentage from 0 to 100, such as 90")
    return percent


def run(options: argparse.Namespace) -> int:
    """Counts, prints and gives the exit status."""
    from omicheck.output.coverage_report import coverage_data, coverage_text  # noqa: PLC0415, heavy
    from omicheck.use_cases.coverage import CoverageRequest, rules_coverage  # noqa: PLC0415, heavy

    if options.path is None and not options.examples:
        raise CommandWrongError("found no cases; expected a PATH of records, or --examples")
    source = None if options.path is None else source_of(options)
    asked = (source, options.examples, rules_asked(options), stated_date(options.as_of))
    request = CoverageRequest(*asked, **rule_choice(options))
    result = rules_coverage(request, observer_of(options))
    if options.format == "json":
        write(options.output, indented_json(coverage_data(result.coverage, options.threshold)))
    else:
        write_lines(options, coverage_text(result.coverage, options.threshold))
    if result.rejected:
        return ExitStatus.RECORDS_REJECTED
    below = options.threshold is not None and result.coverage.percent < options.threshold
    return ExitStatus.FOUND if below else ExitStatus.NOTHING_FOUND
