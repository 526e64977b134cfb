"""`omicheck score`: question, criterion, section and headline scores."""

import argparse
from typing import Final

from omicheck.command_line.common import add_common, add_engine, read_rules, write
from omicheck.command_line.terminal import console
from omicheck.errors import CommandWrongError
from omicheck.plain_data import compact_json, indented_json
from omicheck.records.raw import rejects_lines
from omicheck.score.settings import RESAMPLES, SEED

_EPILOG: Final = """examples:
  omicheck score fixtures/sample/cases.json
  omicheck score cases.jsonl --as-of 2010-01-18 --answers answers.csv --caseload 1450
  omicheck score cases.jsonl --as-of 2010-01-18 --explain 1.2 --explain roh
  omicheck score national/ --as-of 2010-01-18 --answers inspections.csv --format json
  omicheck score cases.jsonl --as-of 2010-01-18 --overrides comments.yaml --grades grades.yaml --format json

exit status: 0 scored, 2 the command or the rules are wrong, 3 records or answers were rejected (the rest was
scored), 4 an evaluator failed. A score is no failure: there is no --fail-on."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json", "csv"))
    add_scoring(parser)
    parser.add_argument(
        "--answers", metavar="FILE", help="inspectors' answers as CSV or .xlsx: case_id, question, answer, by, reason"
    )
    parser.add_argument("--caseload", metavar="N", type=int, help="cases that the sample was drawn from")
    parser.add_argument(
        "--explain", action="append", metavar="NAME", help="a criterion, section or headline; may be repeated"
    )
    parser.add_argument("--overrides", metavar="FILE", help="comments that inspectors give, as YAML")
    parser.add_argument("--grades", metavar="FILE", help="grades that inspectors give, with evidence, as YAML")
    parser.add_argument("--manifest", metavar="FILE", help="write versions, hashes and counts there, as JSON")


def add_scoring(parser: argparse.ArgumentParser) -> None:
    """Adds the options that scoring and comparing share."""
    add_engine(parser)
    sides = parser.add_mutually_exclusive_group()
    for side, of in (("rules_only", "the rules' verdicts"), ("answers_only", "the inspectors' answers")):
        sides.add_argument(
            f"--{side.replace('_', '-')}", dest="side", action="store_const", const=side, default="both",
            help=f"score {of} alone",
        )  # fmt: skip
    parser.add_argument(
        "--resamples", metavar="N", type=int, default=RESAMPLES, help="of the bootstrap (default: %(default)s)"
    )
    parser.add_argument("--seed", metavar="N", type=int, default=SEED, help="of the bootstrap (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Scores, prints and gives the exit status."""
    if options.explain and options.format == "csv":
        raise CommandWrongError("--explain goes with --format table or json: the CSV holds the questions")
    from omicheck.command_line.scored import score_records  # noqa: PLC0415, heavy

    rule_base = read_rules(options)
    scored = score_records(options, rule_base)
    if options.rejects is not None:
        write(options.rejects, (f"{compact_json(line)}\n" for line in rejects_lines(scored.rejected)))
    if options.manifest is not None:
        write(options.manifest, (compact_json(scored.manifest), "\n"))
    from omicheck.score.arithmetic import arithmetic, choose_scores  # noqa: PLC0415, heavy

    explained = choose_scores(scored.scores, options.explain or ())
    match options.format:
        case "json":
            from omicheck.output.score_data import score_data  # noqa: PLC0415, heavy

            data = score_data(scored.scores, scored.manifest, scored.problems, explained)
            write(options.output, indented_json(data))
        case "csv":
            from omicheck.output.score_data import csv_of_questions  # noqa: PLC0415, heavy

            write(options.output, csv_of_questions(scored.scores))
        case _ if explained:
            blocks = ("\n".join(arithmetic(one, scored.scores)) for one in explained)
            write(options.output, ("\n\n".join(blocks), "\n"))
        case _:
            from omicheck.output.score_table import print_scores  # noqa: PLC0415, heavy

            with console(options) as out:
                print_scores(out, scored.scores, rule_base.scheme)
    return scored.status
