"""`omicheck check`: evaluates the rules and flags failures."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.check_files import format_of, write_check_of_groups, write_check_to_parquet
from omicheck.command_line.detail_options import add_details_of_check, detail_of_check
from omicheck.command_line.further_files import add_also, further_files, refuse_unwritable_parquet, write_further_files
from omicheck.command_line.group_files import add_split
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_by, add_common, add_engine, evaluation_request
from omicheck.command_line.rule_choice import add_only, rule_choice
from omicheck.command_line.run_manifest import add_manifest, row_digest, write_run_manifest
from omicheck.command_line.spark_options import add_spark, spark_settings
from omicheck.command_line.terminal import console
from omicheck.command_line.writing import from_here, write
from omicheck.output import check_formats
from omicheck.use_cases.running_check import CheckRequest, running_check
from omicheck.use_cases.status import FAILS

_EPILOG: Final = """examples:
  omicheck check fixtures/sample/cases.json
  omicheck check cases.jsonl --as-of 2010-01-18 --only mappa --format jsonl
  omicheck check extract/ --as-of 2010-01-18 --rejects rejected.jsonl --fail-on cannot_tell
  omicheck check 'postgresql://reader@host/cases' --as-of 2010-01-18 --format parquet --output rows/
  omicheck check /shared/cases/ --as-of 2010-01-18 --engine spark --master yarn --format parquet --output /shared/rows/
  omicheck check cases.json --waivers waivers.yaml --baseline last-month.jsonl
  omicheck check cases.json --also xlsx:failures.xlsx --also jsonl:this-month.jsonl
  omicheck check cases.json --except mappa --split-by office --output offices/
  omicheck check cases.json --pseudonymise key --format csv --output rows.csv

exit status: 0 nothing at or above --fail-on, 1 something, 2 the command or the rules are wrong,
3 records were rejected (the rest was checked), 4 an evaluator failed or two disagree"""
_FAIL_ON: Final = "what makes the exit status 1: failures, or cannot_tell too; otherwise nothing (default: not_met)"
_ROW_ORDER: Final = "with --format parquet and a folder: rows in the order of case, rule and occurrence in every file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, check_formats.FORMATS)
    add_only(parser)
    parser.add_argument("--case", action="append", metavar="ID", help="only this case; may be repeated")
    add_by(parser, "failures by a text field of the cases")
    add_split(parser)
    add_engine(parser, "spark")
    add_spark(parser)
    parser.add_argument("--fail-on", choices=tuple(FAILS), default="not_met", help=_FAIL_ON)
    parser.add_argument("--waivers", metavar="FILE", help="YAML: failures accepted for a time; not counted")
    parser.add_argument("--baseline", metavar="FILE", help="jsonl of an earlier check, whose failures are not counted")
    parser.add_argument("--new-only", action="store_true", help="with --baseline: leave out known failures")
    parser.add_argument("--row-order", action="store_true", help=_ROW_ORDER)
    add_details_of_check(parser)
    add_manifest(parser)
    add_also(parser)


def run(options: argparse.Namespace) -> int:
    """Checks, prints and gives the exit status."""
    request, observer = _request(options), observer_of(options)
    refuse_unwritable_parquet(options, request)
    if options.split_by is not None or options.format == "parquet":
        written = (write_check_to_parquet if options.split_by is None else write_check_of_groups)(options, request)
        write_further_files(options, request)
        write_run_manifest(options, written.manifest, written.engine, written.digest, run=written.run)
        return written.status
    digest = row_digest(options)
    with running_check(request, observer, digest) as check:
        if options.format == "xlsx":
            check_formats.write_check_workbook(options.output, check, from_here)
        elif options.format == "table":
            with console(options) as out:
                check_formats.print_check(out, check, detail_of_check(options))
        else:
            write(options.output, check_formats.lines(options.format, check, from_here))
        if options.format != "table" and check.outside_editions:
            observer.remark(check.outside_editions)
        # What has the form of data has them in it.
        for text in () if options.format == "json" else check.waivers_without_effect():
            observer.remark(text)
        write_further_files(options, request, check)
        if options.manifest is not None:
            write_run_manifest(options, check.evaluation.manifest(), check.evaluation.engine, digest)
        return check.status


def _request(options: argparse.Namespace) -> CheckRequest:
    names = {format_of(options), *(one.format for one in further_files(options))}
    evaluation = evolve(
        evaluation_request(options),
        **rule_choice(options),
        cases=tuple(options.case or ()),
        spark=spark_settings(options),
        with_places=not names.isdisjoint(check_formats.WITH_PLACES),
        with_cases=not names.isdisjoint(check_formats.WITH_CASES),
        with_whose=not names.isdisjoint(check_formats.WITH_WHOSE),
    )
    return CheckRequest(evaluation, options.waivers, options.baseline, options.fail_on, options.new_only)
