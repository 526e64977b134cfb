"""`omicheck check`: evaluates the rules and flags failures."""

import argparse
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Final

from omicheck.command_line.checked import FAILS, FORMATS, WITH_CASES, WITH_MANIFEST, WITH_PLACES, Checked, refuse_output
from omicheck.command_line.chosen import choose_cases, choose_rules
from omicheck.command_line.common import (
    add_common,
    add_engine,
    audit_date,
    evaluate,
    read_cases,
    read_rules,
    status_of,
    tell_rejected,
    write,
)
from omicheck.command_line.spark_options import add_spark, refuse_spark
from omicheck.errors import CommandWrongError, EngineMissingError
from omicheck.evaluate.engines import choose_engine
from omicheck.model.rule import Rule
from omicheck.plain_data import compact_json
from omicheck.records.bulk import BULK_MISSING, is_read_in_parts
from omicheck.records.places import Place
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

_EPILOG: Final = """examples:
  omicheck check fixtures/sample/cases.json
  omicheck check cases.jsonl --as-of 2010-01-18 --only mappa --format jsonl
  omicheck check extract/ --as-of 2010-01-18 --rejects rejected.jsonl --fail-on cannot_tell
  omicheck check 'postgresql://reader@host/cases' --as-of 2010-01-18 --format parquet --output rows/
  omicheck check national/ --as-of 2010-01-18 --format parquet --output rows/
  omicheck check /shared/national/ --as-of 2010-01-18 --engine spark --master spark://host:7077 --format parquet \\
    --output /shared/rows/
  omicheck check cases.json --waivers waivers.yaml --baseline last-month.jsonl
  omicheck check cases.json --format xlsx --output rows.xlsx
  omicheck check cases.json --format junit --output results.xml --fail-on never
  omicheck check cases.json --format sarif --output results.sarif

exit status: 0 nothing at or above --fail-on, 1 something, 2 the command or the rules are wrong,
3 records were rejected (the rest was checked), 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, FORMATS)
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="a rule, question, criterion or topic; may be repeated",
    )
    parser.add_argument("--case", action="append", metavar="ID", help="a case; may be repeated")
    add_engine(parser, "spark")
    add_spark(parser)
    parser.add_argument("--fail-on", choices=tuple(FAILS), default="not_met", help="default: not_met")
    parser.add_argument(
        "--waivers", metavar="FILE", help="YAML: failures accepted for a time; shown as such, and not counted"
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="jsonl of an earlier check: its failures are known, and not counted"
    )
    parser.add_argument(
        "--row-order",
        action="store_true",
        help="with --format parquet and a folder: rows in the order of case, rule and occurrence in every file, as "
        "they are in any other output; without, by rule first, which is quicker",
    )
    parser.add_argument("--manifest", metavar="FILE", help="write versions, hashes and counts there, as JSON")


def run(options: argparse.Namespace) -> int:
    """Checks, prints and gives the exit status."""
    refuse_spark(options)
    rule_base = read_rules(options)
    rules = choose_rules(rule_base, options.only)
    refuse_output(options)
    if options.engine == "spark" or is_read_in_parts(options.path, options.engine):
        return _run_in_parts(options, rule_base, rules)
    records = read_cases(options, rule_base, with_places=options.format in WITH_PLACES)
    as_of = audit_date(options, records)
    cases = choose_cases(records, options.case)
    _refuse_too_many(options, len(cases), len(rules))
    rows = evaluate(options, rule_base, rules, cases, as_of)
    engine, _ = choose_engine(options.engine, len(cases))
    here = Place(options.path, None)
    found = (rows, lambda: records, lambda case_id: records.places.get(case_id, here))
    by_id = {case.case_id: case for case in cases}
    return Checked(options, rule_base, rules, as_of, engine, *found, case_of=by_id.get).print()


def _refuse_too_many(options: argparse.Namespace, cases: int, rules: int) -> None:
    """Says at once what would be found after all rows had been: every case gives at least one row for each rule."""
    if options.format == "xlsx":
        from omicheck.output.workbook import MOST_ROWS, too_many_rows  # noqa: PLC0415, heavy

        if cases * rules > MOST_ROWS:
            raise too_many_rows(cases * rules)


def _run_in_parts(options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule]) -> int:
    """The same for tables that are read and evaluated in parts."""
    as_of = audit_date(options, Records((), (), None, {}))
    try:
        from omicheck.command_line.bulk import evaluated_here, evaluated_on_spark, open_parts  # noqa: PLC0415, heavy
    except ImportError as error:
        raise EngineMissingError(BULK_MISSING) from error
    if options.format == "parquet" and (options.waivers is not None or options.baseline is not None):
        raise CommandWrongError(
            "--waivers and --baseline need the rows one by one, which tables read in parts do not give as Parquet: "
            "leave them out, or take --format jsonl"
        )
    given = (options, rule_base, rules, as_of, options.case or ())
    with_places, with_cases = options.format in WITH_PLACES, options.format in WITH_CASES
    opened = open_parts(*given, with_places=with_places, with_cases=with_cases)
    with evaluated_on_spark(opened) if options.engine == "spark" else nullcontext(evaluated_here(opened)) as caseload:
        if options.format != "parquet":
            _refuse_too_many(options, len(options.case or ()) or caseload.parts.cases, len(rules))
            needs_hashes = options.manifest is not None or options.format in WITH_MANIFEST
            records = caseload.records_with_hashes if needs_hashes else caseload.records
            found = (caseload.engine, caseload.rows(), records, caseload.place_of, caseload.more)
            status = Checked(options, rule_base, rules, as_of, *found, case_of=caseload.case_of).print()
            tell_rejected(options, caseload.records())
            return status
        from omicheck.command_line.parquet_rows import write_caseload  # noqa: PLC0415, heavy

        of_duties, run_manifest = write_caseload(options, caseload)
    if options.manifest is not None:
        write(options.manifest, (compact_json(run_manifest), "\n"))
    tell_rejected(options, caseload.records())
    return status_of(caseload.records(), of_duties, FAILS[options.fail_on])
