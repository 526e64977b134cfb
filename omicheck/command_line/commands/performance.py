"""`omicheck performance`: the metrics of the performance framework that case records can answer."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Final

from omicheck.command_line.common import add_common, add_engine, read_rules, remark, status_of, write
from omicheck.command_line.terminal import console
from omicheck.manifest import manifest
from omicheck.performance.figures import read_figures
from omicheck.performance.framework import framework_folder, read_framework

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
    parser.add_argument(
        "--figures", metavar="FILE", help="CSV of what the area was given: metric, unit, actual, target, ..."
    )
    parser.add_argument("--framework", metavar="DIR", help="framework folder (default: performance/ of the rules)")


def run(options: argparse.Namespace) -> int:
    """Measures, prints and gives the exit status."""
    from omicheck.command_line.judged import judged  # noqa: PLC0415, heavy
    from omicheck.performance.measure import measure  # noqa: PLC0415, heavy

    rule_base = read_rules(options)
    folder = framework_folder(rule_base) if options.framework is None else Path(options.framework)
    framework = read_framework(folder, rule_base)
    metrics = [metric.id for metric in framework.metrics]
    figures = {} if options.figures is None else read_figures(Path(options.figures), metrics)
    found = judged(options, framework.rule_base, framework.rules)
    measured = measure(framework, (part.verdicts for part in found.parts()))
    silent = [one.metric.title for one in measured if one.verdicts and one.share is None]
    if silent:
        remark(options, f"no case that counts for: {', '.join(silent)}")
    match options.format:
        case "json":
            from omicheck.output.performance_data import performance_data  # noqa: PLC0415, heavy

            given = None if options.figures is None else hashlib.sha256(Path(options.figures).read_bytes()).hexdigest()
            run_manifest = {
                **manifest(
                    framework.rule_base,
                    framework.rules,
                    found.records_with_hashes(),
                    found.verdicts,
                    found.as_of,
                    found.engine,
                ),
                "framework": {"sha256": framework.sha256},
                "figures": {"sha256": given},
            }
            data = performance_data(framework, measured, figures, run_manifest)
            write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
        case "csv":
            from omicheck.output.performance_data import csv_of_metrics  # noqa: PLC0415, heavy

            write(options.output, csv_of_metrics(framework, measured, figures))
        case _:
            from omicheck.output.performance_table import print_performance  # noqa: PLC0415, heavy

            with console(options) as out:
                print_performance(out, framework, measured, figures, rule_base.documents)
    return status_of(found.records(), found.verdicts, ())
