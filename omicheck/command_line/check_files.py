"""A check written to files: which formats can be files, Parquet, and a file for each group of cases."""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from omicheck.command_line.detail_options import details_asked_for
from omicheck.command_line.group_files import folder_for_groups, write_group_files
from omicheck.command_line.observer import observer_of
from omicheck.command_line.run_manifest import row_digest, run_of
from omicheck.command_line.writing import from_here, refuse_no_workbook, write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.groups import Group
from omicheck.output import check_formats
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.remembering import Remembering
from omicheck.use_cases.running_check import CheckRequest, running_check

if TYPE_CHECKING:
    from omicheck.output.row_digest import RowDigest

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
FILE_FORMATS: Final = tuple(_SUFFIXES)


def format_of(options: argparse.Namespace) -> str:
    """The format that is to be written.

    Raises:
        CommandWrongError: it cannot be written where it is to be, or cannot be split.
    """
    name: str = options.format
    if options.split_by is not None:
        folder_for_groups(options)
        if name == "github":
            raise CommandWrongError("--split-by is not for --format github, whose lines are read as they are printed")
        name = "xlsx" if name == "table" else name
    elif name == "xlsx":
        refuse_no_workbook(options.output, "--format xlsx needs --output: a file ROWS.xlsx")
    detail, by = details_asked_for(options), options.by or ()
    check_formats.refuse_output(name, options.output, row_order=options.row_order, detail=detail, by=by)
    return name


@frozen(eq=False)
class FilesOfCheck:
    """A check that was written to files, as its run manifest tells of it.

    Attributes:
        status: the exit status.
        manifest: of the run.
        engine: the evaluator.
        digest: hashes of the rows; None where there are none.
        run: how the command was given, where that had to be asked beforehand.
    """

    status: int
    manifest: Mapping[str, Any]
    engine: str
    digest: "RowDigest | None" = None
    run: Mapping[str, Any] | None = None


def write_check_to_parquet(options: argparse.Namespace, request: CheckRequest) -> FilesOfCheck:
    """Writes rows as Parquet."""
    from omicheck.use_cases.check_to_parquet import check_to_parquet  # noqa: PLC0415, of use only here

    observer, path = observer_of(options), Path(options.output)
    digest, told = row_digest(options), {"run": run_of(options)}
    written = check_to_parquet(request, path, observer, row_order=options.row_order, told=told, watch=digest)
    return FilesOfCheck(written.status, written.manifest, written.engine, digest, told["run"])


def write_check_of_groups(options: argparse.Namespace, request: CheckRequest) -> FilesOfCheck:
    """Writes a file for each group, and tells of them; the exit status is that of all."""
    from omicheck.use_cases.split_check import ForGroups, of_all_groups, split_check  # noqa: PLC0415, of use only here

    observer, name = observer_of(options), format_of(options)
    split = split_check(request, options.split_by, observer)
    statuses = [ExitStatus.NOTHING_FOUND]

    def write_group(group: Group, path: Path) -> Mapping[str, Any]:
        status, manifest, waivers = write_one(name, str(path), split.groups[group], ForGroups(observer))
        for told in waivers:
            observer.remark(told)
        statuses.append(status)
        return manifest

    asked = (folder_for_groups(options), split.field, split.cases, _SUFFIXES[name])
    text = write_group_files(*asked, write_group, of_all_groups, observer)
    return FilesOfCheck(max(statuses), json.loads(text)["manifest"], split.engine)


def write_one(
    name: str, file: str, request: CheckRequest, observer: Observer
) -> tuple[ExitStatus, Mapping[str, Any], Sequence[str]]:
    """Writes one of several files of a command, and gives its status, its manifest and what is to be said of waivers.

    Args:
        name: the format, any but `table` and `github`.
        file: the file, or for Parquet a folder.
        request: what is checked for it.
        observer: is told of what goes wrong.

    Raises:
        OmicheckError: it cannot be checked or written.
    """
    if name == "parquet":
        from omicheck.use_cases.check_to_parquet import check_to_parquet  # noqa: PLC0415, of use only here

        telling = Remembering(observer)
        done = check_to_parquet(request, Path(file), telling)
        return done.status, done.manifest, telling.remarks
    with running_check(request, observer) as check:
        if name == "xlsx":
            check_formats.write_check_workbook(file, check, from_here)
        else:
            write(file, check_formats.lines(name, check, from_here))
        waivers = () if name == "json" else tuple(check.waivers_without_effect())
        return check.status, check.evaluation.manifest(), waivers
