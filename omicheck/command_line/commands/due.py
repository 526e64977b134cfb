"""`omicheck due`: what falls due, by when, for whom, and what is overdue and can still be done."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.due_formats import FORMATS, refuse_options, write_due, write_due_of_groups
from omicheck.command_line.group_files import add_split
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_by, add_common, add_engine, evaluation_request, number_of_option
from omicheck.command_line.rule_choice import add_only, rule_choice
from omicheck.command_line.run_manifest import add_manifest, write_result_manifest

_EPILOG: Final = """examples:
  omicheck due fixtures/sample/cases.json
  omicheck due cases.jsonl --as-of today --within "4 weeks" --details
  omicheck due caseload.xlsx --as-of 2010-01-18 --by office --format csv
  omicheck due cases.json --format xlsx --output due.xlsx
  omicheck due cases.json --format ics --split-by offender_manager --output calendars/ --alarm 1

exit status: 0 listed, whatever is overdue; 2 the command or the rules are wrong; 3 records were rejected (the rest was
looked at); 4 an evaluator failed or two disagree"""
WITHIN: Final = "10 business_days"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, FORMATS)
    about = f"how far ahead: a number of business_days, days, weeks or months (default: {WITHIN.replace('_', ' ')})"
    parser.add_argument("--within", metavar="TIME", default=WITHIN, help=about)
    add_by(parser, "what is to be done by a text field, of several by the first (default: offender_manager)")
    add_split(parser)
    add_only(parser)
    parser.add_argument("--case", action="append", metavar="ID", help="only this case; may be repeated")
    add_engine(parser)
    add_details(parser, "everything, for each officer in turn, and not a summary")
    add_manifest(parser)
    about = "with --format ics: a reminder at nine in the morning, so many days before"
    parser.add_argument("--alarm", metavar="DAYS", type=number_of_option, help=about)


def run(options: argparse.Namespace) -> int:
    """Lists, and gives the exit status."""
    from omicheck.use_cases.due import DueRequest, due  # noqa: PLC0415, heavy

    refuse_options(options)
    evaluation = evaluation_request(options)
    by = evaluation.by if options.split_by is None else (*evaluation.by, options.split_by)
    evaluation = evolve(evaluation, by=by, cases=tuple(options.case or ()), **rule_choice(options))
    with_manifest = options.format in ("json", "xlsx") or bool(options.split_by or options.manifest)
    observer = observer_of(options)
    found = due(DueRequest(evaluation, options.within, with_manifest), observer)
    if options.split_by is None:
        write_due(options, found)
    else:
        write_due_of_groups(options, found, observer)
    if options.manifest is not None:
        from omicheck.output.due_data import due_data  # noqa: PLC0415, of use only here

        write_result_manifest(options, found.manifest, found.engine, due_data(found, found.duties))
    return found.status
