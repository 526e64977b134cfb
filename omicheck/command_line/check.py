"""`omicheck check`: evaluates the rules and flags failures."""

import argparse
from collections.abc import Mapping
from typing import Any, Final

from omicheck.command_line.common import (
    add_common,
    add_engine,
    audit_date,
    choose_cases,
    choose_rules,
    console,
    evaluate,
    read_cases,
    read_rules,
    status_of,
    write,
)
from omicheck.evaluate.engines import choose_engine
from omicheck.evaluate.verdict_counts import Tally
from omicheck.model.row import Verdict
from omicheck.output import csv_table, json_document, jsonl
from omicheck.output.fields import compact_json
from omicheck.output.manifest import manifest

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

exit status: 0 nothing at or above --fail-on, 1 something, 2 the command or the rules are wrong,
3 records were rejected (the rest was checked), 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "jsonl", "json", "csv"))
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="a rule, question, criterion or topic; may be repeated",
    )
    parser.add_argument("--case", action="append", metavar="ID", help="a case; may be repeated")
    add_engine(parser)
    parser.add_argument("--fail-on", choices=tuple(FAILS), default="not_met", help="default: not_met")
    parser.add_argument("--manifest", metavar="FILE", help="write versions, hashes and counts there, as JSON")


def run(options: argparse.Namespace) -> int:
    """Checks, prints and gives the exit status."""
    rule_base = read_rules(options)
    rules = choose_rules(rule_base, options.only)
    records = read_cases(options, rule_base)
    as_of = audit_date(options, records)
    tally = Tally()
    cases = choose_cases(records, options.case)
    rows = tally.passing(evaluate(options, rule_base, rules, cases, as_of))

    engine, _ = choose_engine(options.engine, len(cases))

    def run_manifest() -> Mapping[str, Any]:
        return manifest(rule_base, rules, records, tally.verdicts, as_of, engine)

    match options.format:
        case "jsonl":
            write(options.output, jsonl.lines(rows))
        case "csv":
            write(options.output, csv_table.lines(rows))
        case "json":
            found = list(rows)
            write(options.output, json_document.lines(found, run_manifest()))
        case _:
            from omicheck.output.table import print_table  # noqa: PLC0415, heavy

            found = list(rows)
            with console(options) as out:
                print_table(out, found, rules, rule_base, as_of)
    if options.manifest is not None:
        write(options.manifest, (compact_json(run_manifest()), "\n"))
    return status_of(records, tally.verdicts, FAILS[options.fail_on])
