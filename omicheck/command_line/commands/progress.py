"""`omicheck progress`: the same cases at two times, and what became of their failures."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import (
    add_by,
    add_common,
    add_engine,
    evaluation_request,
    name_of_records,
    named_source,
    stated_date,
)
from omicheck.command_line.progress_formats import FORMATS, refuse_options, write_progress
from omicheck.command_line.rule_choice import add_only, rule_choice
from omicheck.command_line.run_manifest import add_manifest, write_result_manifest
from omicheck.command_line.writing import write_rejects

if TYPE_CHECKING:
    from omicheck.use_cases.evaluation import EvaluationRequest

_EPILOG: Final = """examples:
  omicheck progress fixtures/sample/cases.json fixtures/sample/cases.json
  omicheck progress january.xlsx february.xlsx --earlier-as-of 2010-01-31 --as-of 2010-02-28 --by office
  omicheck progress january.parquet february.jsonl --format xlsx --output progress.xlsx

exit status: 0 compared, 1 something of --fail-on, 2 the command or the rules are wrong, 3 records were rejected (the
rest was compared), 4 an evaluator failed or two disagree"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    about = "the earlier records, or the rows that check --format jsonl or parquet wrote of them"
    parser.add_argument("earlier", type=name_of_records, metavar="LAST", help=about)
    add_common(parser, FORMATS)
    about = "audit date of the earlier records, unless they carry as_of, which it overrules; or of rows"
    parser.add_argument("--earlier-as-of", metavar="DATE", help=about)
    parser.add_argument("--earlier-mapping", metavar="FILE", help="mapping of the earlier (default: that of --mapping)")
    add_only(parser)
    add_by(parser, "count by a text field of the cases too")
    add_engine(parser)
    add_manifest(parser)
    add_details(parser, "each failure, and every rule and question")
    parser.add_argument(
        "--fail-on",
        choices=("new", "open", "never"),
        default="never",
        help="what makes the exit status 1: a failure that was none then, or any that is open now (default: never)",
    )


def run(options: argparse.Namespace) -> int:
    """Compares, prints and gives the exit status."""
    from attrs import evolve  # noqa: PLC0415, --help does without

    from omicheck.row_files.earlier_rows import are_rows  # noqa: PLC0415, heavy
    from omicheck.use_cases.progress import ProgressRequest, progress  # noqa: PLC0415, heavy

    refuse_options(options)
    later = evolve(evaluation_request(options), **rule_choice(options))
    day = stated_date(options.earlier_as_of)
    earlier: Path | EvaluationRequest = Path(options.earlier)
    if not are_rows(Path(options.earlier)):
        mapping = options.earlier_mapping or options.mapping
        earlier = evolve(later, source=named_source(options, options.earlier, mapping, options.cases), as_of=day)
    result = progress(ProgressRequest(earlier, later, day, options.fail_on), observer_of(options))
    if options.rejects is not None:
        # Reading the later records has written over the earlier.
        write_rejects(options.rejects, result.rejected)
    write_progress(options, result)
    if options.manifest is not None:
        from omicheck.output.progress_data import progress_data  # noqa: PLC0415, of use only here

        manifest = {**result.manifests[1], "earlier": result.manifests[0]}
        write_result_manifest(options, manifest, result.engine, progress_data(result, ("earlier", "later")))
    return result.status
