"""`omicheck performance`: the metrics of the performance framework that case records can answer."""

import argparse
from pathlib import Path
from typing import Final

from omicheck.command_line.detail_options import add_details
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_common, add_engine, evaluation_request
from omicheck.command_line.terminal import console, write_lines
from omicheck.command_line.writing import write
from omicheck.output.nothing_taken import nothing_taken
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck performance fixtures/sample/cases.json
  omicheck performance caseload.jsonl --as-of 2010-01-18 --format csv
  omicheck performance caseload.jsonl --as-of 2010-01-18 --figures fixtures/hertfordshire-2010/performance-framework.csv

exit status: 0 measured, 2 the command, the rules or the figures are wrong, 3 records were rejected (the rest was
measured), 4 an evaluator failed or two disagree. A target that is missed is no failure."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_common(parser, ("table", "json", "csv"))
    add_engine(parser)
    add_details(parser, "how each metric was read, what was not counted, and why others were not measured")
    parser.add_argument(
        "--figures", metavar="FILE", help="CSV of what the area was given: metric, unit, actual, target, ..."
    )
    parser.add_argument("--framework", metavar="DIR", help="framework folder (default: performance/ of the rules)")


def run(options: argparse.Namespace) -> int:
    """Measures, prints and gives the exit status."""
    from omicheck.use_cases.performance import PerformanceRequest, performance  # noqa: PLC0415, heavy

    framework, figures = (None if name is None else Path(name) for name in (options.framework, options.figures))
    with_manifest = options.format == "json"
    request = PerformanceRequest(evaluation_request(options), framework, figures, with_manifest)
    found = performance(request, observer_of(options))
    match options.format:
        case "json":
            from omicheck.output.performance_data import performance_data  # noqa: PLC0415, heavy

            data = performance_data(found.framework, found.measured, found.figures, found.manifest)
            write(options.output, indented_json(data))
        case "csv":
            from omicheck.output.performance_data import csv_of_metrics  # noqa: PLC0415, heavy

            write(options.output, csv_of_metrics(found.framework, found.measured, found.figures))
        case _ if not found.taken:
            rejected = len(found.rejected)
            told = nothing_taken(options.path, rejected, "measured", by_mapping=options.mapping is not None)
            write_lines(options, (told,))
        case _:
            from omicheck.output.performance_table import print_performance  # noqa: PLC0415, heavy

            with console(options) as out:
                of = (found.framework, found.measured, found.figures, found.documents)
                print_performance(out, *of, details=options.details)
    return found.status
