"""`omicheck check`: evaluates the rules and flags failures."""

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, Final

from omicheck.accepted import Acceptance, acceptance, acceptance_data, read_baseline, read_waivers
from omicheck.command_line.chosen import choose_cases, choose_rules
from omicheck.command_line.common import (
    add_common,
    add_engine,
    audit_date,
    evaluate,
    read_cases,
    read_rules,
    remark,
    status_of,
    tell_rejected,
    write,
)
from omicheck.command_line.spark_options import add_spark, refuse_spark
from omicheck.command_line.terminal import console
from omicheck.errors import CommandWrongError, EngineMissingError
from omicheck.evaluate.engines import choose_engine
from omicheck.evaluate.verdict_counts import Tally
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output import jsonl
from omicheck.output.fields import compact_json
from omicheck.output.text import printable
from omicheck.records.bulk import BULK_MISSING, is_read_in_parts
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

FAILS: Final[dict[str, tuple[Verdict, ...]]] = {
    "not_met": ("error", "not_met"),
    "cannot_tell": ("error", "not_met", "cannot_tell"),
    "error": ("error",),
    "never": (),
}
_EPILOG: Final = """examples:
  omicheck check fixtures/sample/cases.json
  omicheck check cases.jsonl --as-of 2010-01-18 --only mappa --format jsonl
  omicheck check extract/ --as-of 2010-01-18 --rejects rejected.jsonl --fail-on cannot_tell
  omicheck check 'postgresql://reader@host/cases' --as-of 2010-01-18 --format parquet --output rows/
  omicheck check national/ --as-of 2010-01-18 --format parquet --output rows/
  omicheck check /shared/national/ --as-of 2010-01-18 --engine spark --master spark://host:7077 --format parquet \\
    --output /shared/rows/
  omicheck check cases.json --waivers waivers.yaml --baseline last-month.jsonl

exit status: 0 nothing at or above --fail-on, 1 something, 2 the command or the rules are wrong,
3 records were rejected (the rest was checked), 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "jsonl", "json", "csv", "parquet"))
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
    if options.format == "parquet" and options.output is None:
        raise CommandWrongError("--format parquet needs --output: a file ROWS.parquet, or a folder for a file per part")
    if options.row_order and options.format != "parquet":
        raise CommandWrongError("--row-order is for --format parquet: rows are always in order in any other output")
    if options.engine == "spark" or is_read_in_parts(options.path, options.engine):
        return _run_in_parts(options, rule_base, rules)
    records = read_cases(options, rule_base)
    as_of = audit_date(options, records)
    cases = choose_cases(records, options.case)
    rows = evaluate(options, rule_base, rules, cases, as_of)
    engine, _ = choose_engine(options.engine, len(cases))
    return _print(options, rule_base, rules, as_of, engine, rows, lambda: records)


def _run_in_parts(options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule]) -> int:
    """The same for tables that are read and evaluated in parts."""
    as_of = audit_date(options, Records((), (), None, {}))
    try:
        from omicheck.command_line.bulk import open_caseload, open_on_spark  # noqa: PLC0415, heavy
    except ImportError as error:
        raise EngineMissingError(BULK_MISSING) from error
    if options.format == "parquet" and (options.waivers is not None or options.baseline is not None):
        raise CommandWrongError(
            "--waivers and --baseline need the rows one by one, which tables read in parts do not give as Parquet: "
            "leave them out, or take --format jsonl"
        )
    given = (options, rule_base, rules, as_of, options.case or ())
    with open_on_spark(*given) if options.engine == "spark" else nullcontext(open_caseload(*given)) as caseload:
        if options.format != "parquet":
            needs_hashes = options.manifest is not None or options.format == "json"
            records = caseload.records_with_hashes if needs_hashes else caseload.records
            status = _print(options, rule_base, rules, as_of, caseload.engine, caseload.rows(), records, caseload.more)
            tell_rejected(options, caseload.records())
            return status
        from omicheck.command_line.parquet_rows import write_caseload  # noqa: PLC0415, heavy

        verdicts, run_manifest = write_caseload(options, caseload)
    if options.manifest is not None:
        write(options.manifest, (compact_json(run_manifest), "\n"))
    tell_rejected(options, caseload.records())
    return status_of(caseload.records(), verdicts, FAILS[options.fail_on])


def _print(
    options: argparse.Namespace,
    rule_base: RuleBase,
    rules: Sequence[Rule],
    as_of: date,
    engine: str,
    found: Iterable[Row],
    records: Callable[[], Records],
    more: Mapping[str, Any] | None = None,
) -> int:
    """Prints rows as they are found; what was read is asked for once all have been."""
    tally = Tally()
    accepted = _acceptance(options, rule_base, rules, as_of)
    rows = accepted.passing(tally.passing(found))

    def run_manifest() -> Mapping[str, Any]:
        from omicheck.output.manifest import manifest  # noqa: PLC0415, heavy

        return {**manifest(rule_base, rules, records(), tally.verdicts, as_of, engine), **(more or {})}

    match options.format:
        case "jsonl":
            write(options.output, jsonl.lines(rows))
        case "csv":
            from omicheck.output import csv_table  # noqa: PLC0415, of use only for this format

            write(options.output, csv_table.lines(rows))
        case "json":
            from omicheck.output import json_document  # noqa: PLC0415, of use only for this format

            kept = list(rows)
            more = acceptance_data(accepted, kept) if _is_used(accepted) else None
            write(options.output, json_document.lines(kept, run_manifest(), more))
        case "parquet":
            _write_parquet(options, rows, run_manifest)
        case _:
            from omicheck.output.table import print_table  # noqa: PLC0415, heavy

            kept = list(rows)
            with console(options) as out:
                print_table(out, kept, rules, rule_base, as_of, accepted)
    if options.manifest is not None:
        write(options.manifest, (compact_json(run_manifest()), "\n"))
    if options.format != "json":
        _tell_waivers(options, accepted)
    return status_of(records(), accepted.open_verdicts, FAILS[options.fail_on])


def _write_parquet(
    options: argparse.Namespace, rows: Iterable[Row], run_manifest: Callable[[], Mapping[str, Any]]
) -> None:
    try:
        from omicheck.output.parquet import parquet_file, tables_of  # noqa: PLC0415, heavy
    except ImportError as error:
        raise EngineMissingError(BULK_MISSING) from error
    try:
        with parquet_file(Path(options.output)) as file:
            for table in tables_of(rows):
                file.write(table)
            file.describe(run_manifest())
    except OSError as error:
        raise CommandWrongError(f"{options.output} cannot be written: {error.strerror}") from error


def _acceptance(options: argparse.Namespace, rule_base: RuleBase, rules: Iterable[Rule], as_of: date) -> Acceptance:
    """What the files of waivers and known failures say, if there are any."""
    names = [rule.id for rule in rule_base.rules]
    waivers = () if options.waivers is None else read_waivers(Path(options.waivers), names)
    baseline = None if options.baseline is None else read_baseline(Path(options.baseline))
    chosen = {rule.id for rule in rules} if options.only else None
    return acceptance(waivers, baseline, as_of, chosen, options.case)


def _is_used(accepted: Acceptance) -> bool:
    return bool(accepted.waivers) or accepted.baseline is not None


def _tell_waivers(options: argparse.Namespace, accepted: Acceptance) -> None:
    """Says which waivers have no effect, so that they do not lie about."""
    for what, waivers in (("expired", accepted.expired), ("unused", accepted.unused)):
        for waiver in waivers:
            place = options.waivers if waiver.line is None else f"{options.waivers}:{waiver.line}"
            why = f"it held until {waiver.expiry}" if what == "expired" else "there is no such failure"
            remark(options, f"{place}: {what} waiver for case {printable(waiver.case)}, rule {waiver.rule}: {why}")
