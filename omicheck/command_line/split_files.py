"""A check written as a file for each group of cases, into a folder of its own."""

import argparse
from pathlib import Path
from typing import Any, Final

from omicheck.command_line.observer import observer_of
from omicheck.command_line.writing import from_here, write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.groups import group_name
from omicheck.output import check_formats
from omicheck.text import counted
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.running_check import CheckRequest, running_check

# The suffix of each format that can be a file of its own; a table is what a terminal shows, so that it is a workbook.
_SUFFIXES: Final = {
    "xlsx": "xlsx",
    "csv": "csv",
    "json": "json",
    "jsonl": "jsonl",
    "parquet": "parquet",
    "junit": "xml",
    "sarif": "sarif",
}


def add_split(parser: argparse.ArgumentParser) -> None:
    """Adds the choice of a file for each group."""
    about = "with --output FOLDER: a workbook for each group of a text field, such as office, or a file of --format"
    parser.add_argument("--split-by", metavar="FIELD", help=about)


def format_of(options: argparse.Namespace) -> str:
    """The format that is to be written.

    Raises:
        CommandWrongError: it cannot be split.
    """
    name: str = options.format
    if options.split_by is None:
        return name
    if options.output is None:
        raise CommandWrongError("--split-by needs --output: a folder for the files")
    if name == "github":
        raise CommandWrongError("--split-by is not for --format github, whose lines are read as they are printed")
    return "xlsx" if name == "table" else name


def write_split(options: argparse.Namespace, request: CheckRequest) -> int:
    """Writes a file for each group, tells of them, and gives the exit status of all."""
    from omicheck.row_files.file_names import file_names  # noqa: PLC0415, of use only here
    from omicheck.row_files.folder_of_groups import (  # noqa: PLC0415, of use only here
        group_file,
        left_over,
        prepare,
        write_list,
    )
    from omicheck.use_cases.split_check import ForGroups, of_all_groups, split_check  # noqa: PLC0415, of use only here

    observer, folder, name = observer_of(options), Path(options.output), format_of(options)
    split = split_check(request, options.split_by, observer)
    files = {group: f"{stem}.{_SUFFIXES[name]}" for group, stem in file_names(split.groups).items()}
    earlier = prepare(folder, files.values())
    written, manifests, status = [], [], ExitStatus.NOTHING_FOUND
    for group, of_group in split.groups.items():
        of_file, manifest = _write_one(name, folder / files[group], of_group, ForGroups(observer))
        status = max(status, of_file)
        manifests.append(manifest)
        written.append(group_file(folder, files[group], group, split.cases[group]))
        cases = counted(split.cases[group], "case")
        observer.remark(f"{folder / files[group]}: {split.field} {group_name(group)}, {cases}")
    text = write_list(folder, split.field, written, earlier, of_all_groups(manifests))
    observer.remark(f"{folder}: {counted(len(written), 'file')} written")
    for told in filter(None, (left_over(folder, earlier),)):
        observer.remark(told)
    if options.manifest is not None:
        write(options.manifest, (text,))
    return status


def _write_one(name: str, path: Path, request: CheckRequest, observer: Observer) -> tuple[ExitStatus, Any]:
    """Writes the file of a group, and gives its status and its manifest."""
    if name == "parquet":
        from omicheck.use_cases.check_to_parquet import check_to_parquet  # noqa: PLC0415, of use only here

        done = check_to_parquet(request, path, observer)
        return done.status, done.manifest
    with running_check(request, observer) as check:
        if name == "xlsx":
            check_formats.write_check_workbook(str(path), check, from_here)
        else:
            write(str(path), check_formats.lines(name, check, from_here))
        return check.status, check.evaluation.manifest()
