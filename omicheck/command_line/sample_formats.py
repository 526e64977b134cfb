"""What is written of a sample: a table for people, JSON, or the cases as CSV."""

import argparse
from typing import TYPE_CHECKING

from omicheck.command_line.run_manifest import write_result_manifest
from omicheck.command_line.terminal import console, write_lines
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.output.nothing_taken import nothing_taken
from omicheck.plain_data import indented_json

if TYPE_CHECKING:
    from omicheck.use_cases.observer import Observer
    from omicheck.use_cases.sample import DrawResult, JudgeResult


def write_drawn(options: argparse.Namespace, result: "DrawResult") -> None:
    """Writes a sample that was drawn, and then the run manifest if one is asked for.

    Raises:
        CommandWrongError: a file cannot be written.
    """
    _write_drawn(options, result)
    if options.manifest is not None:
        from omicheck.output.sample_data import draw_data  # noqa: PLC0415, heavy

        # Nothing is evaluated for it.
        write_result_manifest(options, result.manifest, "", draw_data(result))


def _write_drawn(options: argparse.Namespace, result: "DrawResult") -> None:
    records = result.caseload.records
    if options.format == "table" and not records.cases:
        rejected = len(records.rejected)
        told = nothing_taken(options.path, rejected, "drawn", by_mapping=options.mapping is not None)
        write_lines(options, (told,))
        return
    if options.format == "table":
        from omicheck.output.sample_table import print_draw  # noqa: PLC0415, heavy

        with console(options) as out:
            print_draw(out, result, details=options.details)
        return
    from omicheck.output.sample_data import csv_of_draw, draw_data  # noqa: PLC0415, heavy

    is_csv = options.format == "csv"
    write(options.output, csv_of_draw(result.drawn) if is_csv else indented_json(draw_data(result)))


def write_workbook_of_sample(options: argparse.Namespace, drawn: "DrawResult", observer: "Observer") -> ExitStatus:
    """Writes the inspectors' workbook of a sample that was drawn, and gives the exit status that it calls for.

    Raises:
        CommandWrongError: there is no case, or the file cannot be written.
    """
    from omicheck.command_line.prescreen_files import write_inspectors_workbook  # noqa: PLC0415, heavy
    from omicheck.use_cases.prescreen import prescreen_sample  # noqa: PLC0415, heavy

    result = prescreen_sample(drawn, observer)
    write_inspectors_workbook(options.workbook, result, options.path, observer)
    return result.status


def write_judged(options: argparse.Namespace, result: "JudgeResult") -> None:
    """Writes what was judged of a sample, and then the run manifest if one is asked for.

    Raises:
        CommandWrongError: a file cannot be written.
    """
    _write_judged(options, result)
    if options.manifest is not None:
        from omicheck.output.sample_data import judgement_data  # noqa: PLC0415, heavy

        write_result_manifest(options, result.manifest, result.engine, judgement_data(result))


def _write_judged(options: argparse.Namespace, result: "JudgeResult") -> None:
    if options.format == "json":
        from omicheck.output.sample_data import judgement_data  # noqa: PLC0415, heavy

        write(options.output, indented_json(judgement_data(result)))
        return
    from omicheck.output.sample_table import print_judgement  # noqa: PLC0415, heavy

    with console(options) as out:
        print_judgement(out, result, details=options.details)
