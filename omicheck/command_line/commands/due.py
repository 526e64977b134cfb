"""`omicheck due`: what falls due, by when, for whom, and what is overdue and can still be done."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.due_formats import FORMATS, refuse_options, write_due
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_by, add_common, add_engine, evaluation_request

_EPILOG: Final = """examples:
  omicheck due fixtures/sample/cases.json
  omicheck due cases.jsonl --as-of today --within "4 weeks" --details
  omicheck due caseload.xlsx --as-of 2010-01-18 --by office --format csv
  omicheck due cases.json --format xlsx --output due.xlsx
  omicheck due cases.json --format ics --output due.ics --alarm 1

exit status: 0 listed, whatever is overdue; 2 the command or the rules are wrong; 3 records were rejected (the rest was
looked at); 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    from omicheck.use_cases.due import WITHIN  # noqa: PLC0415, heavy

    parser.epilog = _EPILOG
    add_common(parser, FORMATS)
    parser.add_argument(
        "--within",
        metavar="TIME",
        default=WITHIN,
        help=f"how far ahead: a number of business_days, days, weeks or months (default: {WITHIN!r})",
    )
    add_by(parser, "what is to be done, officer by officer without it")
    parser.add_argument("--only", action="append", metavar="NAME", help="a rule, question, criterion or topic")
    parser.add_argument("--case", action="append", metavar="ID", help="a case; may be repeated")
    add_engine(parser)
    parser.add_argument("--details", action="store_true", help="with --format table: everything, and not a summary")
    parser.add_argument(
        "--alarm",
        metavar="DAYS",
        type=int,
        help="with --format ics: a reminder at nine in the morning, so many days before",
    )


def run(options: argparse.Namespace) -> int:
    """Lists, and gives the exit status."""
    from omicheck.use_cases.due import DueRequest, due  # noqa: PLC0415, heavy

    refuse_options(options.format, options.output, options.alarm, details=options.details)
    evaluation = evolve(evaluation_request(options), only=tuple(options.only or ()), cases=tuple(options.case or ()))
    with_manifest = options.format in ("json", "xlsx")
    found = due(DueRequest(evaluation, options.within, with_manifest), observer_of(options))
    write_due(options, found)
    return found.status
