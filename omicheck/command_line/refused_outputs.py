"""What must not or cannot be written is refused before any work is done.

Records that are overwritten by what was found of them are lost, and so is whatever else had the name of an output.
"""

import argparse
import errno
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from omicheck.errors import CommandWrongError
from omicheck.files import is_file, is_folder, is_there
from omicheck.row_files.utf8_paths import not_for_parquet
from omicheck.text import is_writable

# The arguments and options that name what is read.
READ: Final = (
    *("path", "other", "earlier", "judge", "rules", "old", "new", "holidays", "framework"),
    *("mapping", "other_mapping", "earlier_mapping", "cases", "other_cases", "answers", "other_answers"),
    *("baseline", "waivers", "overrides", "grades", "pseudonymise", "figures", "context", "views", "good_practice"),
    *("recommendations", "last_recommendations", "earlier_run", "records", "since"),
)
_STANDARD_OUTPUT: Final = "-"
# The format that may be a folder, which is made with those that it lies in.
_FOLDERS: Final = "parquet"
# The formats that are text for people, and those that the ending of a name stands for.
_FOR_PEOPLE: Final = ("table", "text")
_NAMED_BY: Final = {
    **{f".{name}": name for name in ("csv", "ics", "json", "jsonl", "parquet", "sarif", "xlsx")},
    ".xml": "junit",
}
_TABLES: Final = ("cases", "events", "answers")
# Those of them that name folders of rules, and how the files in these end.
_RULES: Final = ("rules", "framework", "old", "new", "since")
_OF_RULES: Final = (".yaml", ".yml")


def settle_outputs(options: argparse.Namespace, written: Collection[str]) -> None:
    """Takes `--output -` for standard output, and sees to it that all that is to be written may be and can be.

    Args:
        options: those of the command, in which no output is named where it is standard output.
        written: which of them name what is written.

    Raises:
        CommandWrongError: something may not be written, or cannot be.
    """
    _name_standard_output(options, written)
    _refuse_own_inputs(options, written)
    _refuse_other_format(options)
    _refuse_existing(options, written)
    _refuse_unwritable(options, written)


def _name_standard_output(options: argparse.Namespace, written: Collection[str]) -> None:
    """Takes `--output -` for standard output, as what reads `-` takes it for standard input."""
    for name, file in _as_written(options, written):
        if file == _STANDARD_OUTPUT and name != "output":
            message = f"{_option(name)}: found -, which --output alone may be; name a file (./- for one of that name)"
            raise CommandWrongError(message)
    if getattr(options, "output", None) == _STANDARD_OUTPUT:
        options.output = None


def _refuse_own_inputs(options: argparse.Namespace, written: Collection[str]) -> None:
    """Sees to it that nothing is to be written over a file that the command reads, or that it writes besides."""
    read = tuple(_named(options, READ))
    outputs: dict[Path, str] = {}
    for name, place in _named(options, written):
        option = _option(name)
        if any(_is_in(place, other) or (of in _RULES and _is_rule(place, other)) for of, other in read):
            message = f"{option}: {place} is read by this command and would be overwritten: name another file"
            raise CommandWrongError(message)
        earlier = outputs.setdefault(Path(os.path.realpath(place)), option)
        # What is no file, such as a terminal, may be given everything.
        if earlier != option and (is_file(place) or not is_there(place)):
            message = f"{option}: {place} is what {earlier} writes too, and one would replace the other"
            raise CommandWrongError(f"{message}: name another file")


def _refuse_existing(options: argparse.Namespace, written: Collection[str]) -> None:
    """Sees to it that no file is written over unless that is asked for; folders have rules of their own."""
    if getattr(options, "force", True):
        return
    for name, place in _named(options, written):
        if is_file(place):
            raise CommandWrongError(f"{_option(name)}: {place} is there already: name another file, or add --force")


def _refuse_other_format(options: argparse.Namespace) -> None:
    """Sees to it that no text for people goes to a file whose name says that it is a workbook, or data."""
    output, format_ = getattr(options, "output", None), getattr(options, "format", None)
    named = None if output is None or format_ not in _FOR_PEOPLE else _NAMED_BY.get(Path(output).suffix.lower())
    if named is not None:
        found = f"{output} for --format {format_}, which is text for people"
        raise CommandWrongError(f"--output: found {found}; expected --format {named}, or a name that ends otherwise")


def _refuse_unwritable(options: argparse.Namespace, written: Collection[str]) -> None:
    """Sees to it that files and folders can be written where they are to lie, before any work is done."""
    is_split = getattr(options, "split_by", None) is not None
    is_parquet = getattr(options, "format", None) == _FOLDERS
    for name, place in _named(options, written):
        of_rows = (is_parquet and name == "output") or (name == "also" and _is_folder_of_rows(options.also, place))
        # A file is written under another name at first, but in its own folder.
        if of_rows and not is_writable(str(place.parent)):
            raise not_for_parquet(place)
        if of_rows or (is_split and name == "output"):
            why = _why_no_folder(place, may_be_file=not (is_split and name == "output"))
        else:
            why = why_no_file(place)
        if why is not None:
            raise CommandWrongError(f"{place} cannot be written: {os.strerror(why)}")


def why_no_file(place: Path) -> int | None:
    """The number of the error that writing a file would give; None for none.

    Args:
        place: the file.
    """
    if is_folder(place):
        return errno.EISDIR
    if is_there(place) and not is_file(place):
        # Such as a terminal or a pipe, which is written as it is.
        return None
    # What a link leads to is what is written.
    place = Path(os.path.realpath(place))
    if os.path.islink(place):  # noqa: PTH114, the method of a path raises an error where a name is too long
        return errno.ELOOP
    if not is_folder(place.parent):
        return errno.ENOTDIR if is_there(place.parent) else errno.ENOENT
    # A file takes the place of what is there, for which its folder must be open to the user.
    return None if os.access(place.parent, os.W_OK) else errno.EACCES


def _why_no_folder(place: Path, *, may_be_file: bool) -> int | None:
    """The same of a folder, which is made with those that it lies in, or that may be one file too."""
    there = next(one for one in (place, *place.absolute().parents) if is_there(one))
    if not is_folder(there):
        return errno.ENOTDIR if there != place else None if may_be_file else errno.EEXIST
    return None if os.access(there, os.W_OK) else errno.EACCES


def _is_folder_of_rows(further: Iterable[object], place: Path) -> bool:
    return any(getattr(one, "format", "") == _FOLDERS and Path(getattr(one, "file", "")) == place for one in further)


def _named(options: argparse.Namespace, names: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The files and folders that options name, each with its option."""
    for name, file in _as_written(options, names):
        # Of the address of a database its file.
        yield name, Path(file.partition(":///")[2] or file)


def _as_written(options: argparse.Namespace, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """What options name, as it was given: `./-` is a file, and `-` is none, though a path would not tell them apart."""
    for name in names:
        value = getattr(options, name, None)
        for one in value if isinstance(value, list) else (value,):
            file = getattr(one, "file", one)
            if isinstance(file, str):
                yield name, file


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _is_in(place: Path, other: Path) -> bool:
    """Whether two names are of one file or folder, or the first is that of a table in the folder of the second."""
    # What is neither file nor folder, such as a terminal, holds nothing that could be lost.
    if not (is_file(place) or is_folder(place)) or not (is_file(other) or is_folder(other)):
        return False
    # A table may be a folder of files, with further folders in it.
    within = _path_within(place, other)
    is_table = within is not None and within[0].partition(".")[0] in _TABLES
    return is_table or place.samefile(other)


def _is_rule(place: Path, folder: Path) -> bool:
    """Whether something is a file of a folder of rules."""
    return is_file(place) and place.suffix in _OF_RULES and _path_within(place, folder) is not None


def _path_within(place: Path, folder: Path) -> tuple[str, ...] | None:
    """The names that lead from a folder to something in it; None where it is not in it, or is the folder."""
    inner, outer = Path(os.path.realpath(place)), Path(os.path.realpath(folder))
    return inner.relative_to(outer).parts or None if inner.is_relative_to(outer) else None
