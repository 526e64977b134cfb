"""The formats of `omicheck progress`: where each can be written, and how."""

import argparse
from typing import TYPE_CHECKING, Final

from omicheck.command_line.writing import refuse_no_workbook, write
from omicheck.errors import CommandWrongError

if TYPE_CHECKING:
    from omicheck.use_cases.progress import ProgressResult

FORMATS: Final = ("table", "json", "csv", "xlsx")


def refuse_options(options: argparse.Namespace) -> None:
    """Says what is wrong with options that do not go together.

    Raises:
        CommandWrongError: they do not go together.
    """
    if options.format == "xlsx":
        refuse_no_workbook(options.output, "--format xlsx needs --output: a file PROGRESS.xlsx")
    if options.earlier == options.path == "-":
        raise CommandWrongError("LAST and PATH are both -; only one of them can come on standard input")


def write_progress(options: argparse.Namespace, found: "ProgressResult") -> None:
    """Writes what was found in the format and to the place that the options name.

    Raises:
        CommandWrongError: it cannot be written.
    """
    names = (options.earlier, options.path)
    match options.format:
        case "table":
            _print(options, found, names)
        case "json":
            from omicheck.output.progress_data import progress_data  # noqa: PLC0415, of use only for this format
            from omicheck.plain_data import indented_json  # noqa: PLC0415, the same

            write(options.output, indented_json(progress_data(found, names)))
        case "csv":
            from omicheck.output.progress_data import csv_of_failures  # noqa: PLC0415, of use only for this format

            write(options.output, csv_of_failures(found))
        case _:
            from omicheck.output.progress_workbook import write_progress_workbook  # noqa: PLC0415, heavy

            write_progress_workbook(options.output, found)


def _print(options: argparse.Namespace, found: "ProgressResult", names: tuple[str, str]) -> None:
    from omicheck.command_line.terminal import console, write_lines  # noqa: PLC0415, heavy
    from omicheck.output.nothing_taken import nothing_taken  # noqa: PLC0415, of use only here
    from omicheck.output.progress_table import print_progress  # noqa: PLC0415, heavy

    if not any(found.cases):
        by_mapping = options.mapping is not None
        told = nothing_taken(options.path, len(found.rejected), "compared", by_mapping=by_mapping)
        write_lines(options, (told,))
        return
    with console(options) as out:
        print_progress(out, found, names, details=options.details)
