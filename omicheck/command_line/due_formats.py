"""The formats of `omicheck due`: where each can be written, and how."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from omicheck.command_line.group_files import folder_for_groups, write_group_files
from omicheck.command_line.writing import refuse_no_workbook, write
from omicheck.errors import CommandWrongError, EngineMissingError
from omicheck.groups import Group
from omicheck.use_cases.observer import Observer

if TYPE_CHECKING:
    from omicheck.due import Duty
    from omicheck.use_cases.due import DueResult

FORMATS: Final = ("table", "csv", "json", "xlsx", "ics")
_MOST_DAYS: Final = 366
_CALENDARS_MISSING: Final = "--format ics needs the package icalendar: pip install 'omicheck[calendars]'"


def refuse_options(options: argparse.Namespace) -> None:
    """Says what is wrong with options that do not go together.

    Raises:
        CommandWrongError: they do not go together.
    """
    name, alarm = options.format, options.alarm
    if options.split_by is not None:
        folder_for_groups(options)
    elif name == "xlsx":
        refuse_no_workbook(options.output, "--format xlsx needs --output: a file DUE.xlsx")
    if options.details and (name != "table" or options.split_by is not None):
        raise CommandWrongError("--details is for --format table: any other output has everything")
    if alarm is not None and name != "ics":
        raise CommandWrongError("--alarm is for --format ics")
    if alarm is not None and not 0 <= alarm <= _MOST_DAYS:
        raise CommandWrongError(f"--alarm: found {alarm}; expected a number of days from 0 to {_MOST_DAYS}")


def write_due(options: argparse.Namespace, found: "DueResult") -> None:
    """Writes what was found in the format and to the place that the options name.

    Raises:
        CommandWrongError: it cannot be written.
        EngineMissingError: the library that writes calendars is not installed.
    """
    if options.format == "table":
        _print(options, found)
    else:
        _write(options.format, options.output, found, found.duties, None, options.alarm)


def write_due_of_groups(options: argparse.Namespace, found: "DueResult", observer: Observer) -> None:
    """Writes a file for each group: also for those for whom nothing is due, so that no older file goes on saying more.

    Raises:
        CommandWrongError: a file cannot be written, or would overwrite somebody else's.
        EngineMissingError: the library that writes calendars is not installed.
    """
    field = options.split_by
    # A table is what a terminal shows, so that in a folder it is a workbook.
    name = "xlsx" if options.format == "table" else options.format

    def write_group(group: Group, path: Path) -> Mapping[str, Any]:
        duties = [duty for duty in found.duties if duty.groups[field] == group]
        _write(name, str(path), found, duties, group, options.alarm)
        return {}

    folder, groups = folder_for_groups(options), found.cases[field]
    write_group_files(folder, field, groups, name, write_group, lambda _: found.manifest, observer)


def _print(options: argparse.Namespace, found: "DueResult") -> None:
    from omicheck.command_line.terminal import console, write_lines  # noqa: PLC0415, heavy
    from omicheck.output.due_table import print_due  # noqa: PLC0415, heavy
    from omicheck.output.nothing_taken import nothing_taken  # noqa: PLC0415, of use only here

    if not found.taken:
        by_mapping = options.mapping is not None
        told = nothing_taken(options.path, len(found.rejected), "looked at", by_mapping=by_mapping)
        write_lines(options, (told,))
        return
    with console(options) as out:
        print_due(out, found, found.duties, details=options.details)


def _write(
    format_: str, file: str | None, found: "DueResult", duties: "Sequence[Duty]", group: Group, alarm: int | None
) -> None:
    match format_:
        case "xlsx":
            from omicheck.output.due_workbook import write_due_workbook  # noqa: PLC0415, heavy

            write_due_workbook(str(file), found, duties)
        case "ics":
            write(file, (_calendar(found, duties, group, alarm),))
        case "json":
            from omicheck.output.due_data import due_data  # noqa: PLC0415, of use only for this format
            from omicheck.plain_data import indented_json  # noqa: PLC0415, the same

            write(file, indented_json(due_data(found, duties)))
        case _:
            from omicheck.output.due_data import csv_of_duties  # noqa: PLC0415, of use only for this format

            write(file, csv_of_duties(found, duties))


def _calendar(found: "DueResult", duties: "Sequence[Duty]", group: Group, alarm: int | None) -> str:
    try:
        from omicheck.output.due_calendar import calendar_of  # noqa: PLC0415, an extra
    except ImportError as error:
        raise EngineMissingError(_CALENDARS_MISSING) from error
    return calendar_of(found, duties, group, alarm).decode()
