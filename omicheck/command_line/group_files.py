"""A file for each group of cases in a folder: for every command that can write what it finds for each apart."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omicheck.errors import CommandWrongError
from omicheck.groups import Group, group_name
from omicheck.text import counted, in_words
from omicheck.use_cases.observer import Observer

if TYPE_CHECKING:
    from omicheck.row_files.folder_of_groups import GroupFile

# Writes the file of a group, and gives the manifest that is in it.
WriteGroup = Callable[[Group, Path], Mapping[str, Any]]


def add_split(parser: argparse.ArgumentParser) -> None:
    """Adds the choice of a file for each group."""
    about = "with --output FOLDER: a workbook for each group of a text field, such as office, or a file of --format"
    parser.add_argument("--split-by", metavar="FIELD", help=about)


def folder_for_groups(options: argparse.Namespace) -> Path:
    """The folder that files of groups go to.

    Raises:
        CommandWrongError: none is named.
    """
    if options.output is None:
        raise CommandWrongError("--split-by needs --output: a folder for the files")
    return Path(options.output)


def write_group_files(
    folder: Path,
    field: str,
    cases: Mapping[Group, int],
    suffix: str,
    write: WriteGroup,
    of_all: Callable[[Sequence[Mapping[str, Any]]], Mapping[str, Any]],
    observer: Observer,
) -> str:
    """Writes a file for each group, with a list of them, and tells of each; nothing of anybody else's is overwritten.

    Args:
        folder: where they go; made if it is not there.
        field: the text field by which cases are grouped.
        cases: the groups, and how many cases each has.
        suffix: of the files, such as `xlsx`.
        write: writes the file of a group.
        of_all: makes the manifest of the run from those of the groups.
        observer: is told what was written.

    Returns:
        What the list says.

    Raises:
        CommandWrongError: a file cannot be written, or would overwrite one that was not written by such a run.
    """
    from omicheck.row_files import folder_of_groups as in_folder  # noqa: PLC0415, of use only here
    from omicheck.row_files.file_names import file_names  # noqa: PLC0415, of use only here

    files = {group: f"{stem}.{suffix}" for group, stem in file_names(cases).items()}
    earlier = in_folder.prepare(folder, files.values())
    written: list[GroupFile] = []
    manifests: list[Mapping[str, Any]] = []
    try:
        for group, name in files.items():
            manifests.append(write(group, folder / name))
            written.append(in_folder.group_file(folder, name, group, cases[group]))
            observer.remark(f"{folder / name}: {in_words(field)} {group_name(group)}, {counted(cases[group], 'case')}")
    finally:
        # Whatever stops it, what was written is known as such when it is tried again.
        text = in_folder.write_list(folder, field, written, earlier, of_all(manifests))
    observer.remark(f"{folder}: {counted(len(written), 'file')} written")
    told = in_folder.left_over(folder, written, earlier)
    if told:
        observer.remark(told)
    return text
