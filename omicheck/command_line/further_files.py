"""Further files of one check, `--also FORMAT:FILE`: what is found is written in each, and the records are read once."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from omicheck.command_line.check_files import FILE_FORMATS, write_one
from omicheck.command_line.observer import observer_of
from omicheck.command_line.refused_outputs import why_no_file
from omicheck.command_line.writing import refuse_no_workbook
from omicheck.errors import CommandWrongError
from omicheck.output import check_formats
from omicheck.use_cases.running_check import CheckRequest, RunningCheck
from omicheck.use_cases.sources import ReadSource

_ABOUT: Final = "write that there too, of the same run; may be repeated, such as --also jsonl:this-month.jsonl"


@frozen
class FurtherFile:
    """A file that is written beside the output.

    Attributes:
        format: the name of its format.
        file: the file, or for Parquet a folder.
    """

    format: str
    file: str


def add_also(parser: argparse.ArgumentParser) -> None:
    """Adds the further files."""
    parser.add_argument("--also", action="append", type=_further_file, metavar="FORMAT:FILE", help=_ABOUT)


def _further_file(text: str) -> FurtherFile:
    name, colon, file = text.partition(":")
    if not colon or not file or name not in FILE_FORMATS:
        expected = f"FORMAT:FILE, where FORMAT is one of {', '.join(FILE_FORMATS)}, such as jsonl:this-month.jsonl"
        raise argparse.ArgumentTypeError(f"found {text!r}; expected {expected}")
    return FurtherFile(name, file)


def further_files(options: argparse.Namespace) -> Sequence[FurtherFile]:
    """The further files that are asked for.

    Raises:
        CommandWrongError: one of them cannot be written so.
    """
    files: Sequence[FurtherFile] = options.also or ()
    if files and options.engine == "spark":
        raise CommandWrongError("--also is not for --engine spark, which would do its whole work again for each file")
    places = [os.path.realpath(one.file) for one in files]
    twice = next((one.file for one, place in zip(files, places, strict=True) if places.count(place) > 1), None)
    if twice is not None:
        raise CommandWrongError(f"--also: {twice} is named twice, and one would replace the other: name another file")
    for one in files:
        if one.format == "xlsx":
            refuse_no_workbook(one.file, "--also xlsx needs a file ROWS.xlsx")
    return files


def refuse_unwritable_parquet(options: argparse.Namespace, request: CheckRequest) -> None:
    """Sees to it, before the check, that Parquet that will be one file can be written where it is to lie.

    Raises:
        CommandWrongError: it cannot be.
    """
    files = [one.file for one in further_files(options) if one.format == "parquet"]
    if options.format == "parquet" and options.split_by is None:
        files.append(options.output)
    for file in files:
        why = why_no_file(Path(file))
        if why is not None:
            from omicheck.use_cases.reading import is_read_in_parts  # noqa: PLC0415, heavy

            # Tables read in parts are written to a folder, which is made.
            if not is_read_in_parts(request.evaluation.source, request.evaluation.engine):
                raise CommandWrongError(f"{file} cannot be written: {os.strerror(why)}")


def write_further_files(options: argparse.Namespace, request: CheckRequest, check: RunningCheck | None = None) -> None:
    """Writes the further files, once all else has been told.

    Args:
        options: those of the command.
        request: what was checked.
        check: the check, whose records need not be read again where it holds them; None where it is not at hand.
    """
    files, source = further_files(options), request.evaluation.source
    if not files:
        return
    # Of tables read in parts no case is kept.
    if check is not None and check.evaluation.records().cases:
        source = ReadSource(check.evaluation.records(), source.name)
    from omicheck.use_cases.split_check import ForGroups  # noqa: PLC0415, of use only here

    # What is to be told of the records and the rules was told by the check itself.
    observer = ForGroups(observer_of(options))
    for one in files:
        is_fixed = one.format in check_formats.FIXED
        evaluation = evolve(
            request.evaluation,
            source=source,
            by=() if is_fixed else request.evaluation.by,
            with_places=one.format in check_formats.WITH_PLACES,
            with_cases=one.format in check_formats.WITH_CASES,
            with_whose=one.format in check_formats.WITH_WHOSE,
        )
        write_one(one.format, one.file, evolve(request, evaluation=evaluation), observer)
