"""A folder with a file for each group of cases, in which nothing is overwritten that was not written for it.

A list in the folder says which files were written, for which group, and the hash of each. A file may be written anew if
it is in the list and has still that hash; any other, such as one that somebody has worked in, stays as it is.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import asdict, frozen

from omicheck.errors import CommandWrongError
from omicheck.files import sha256_of
from omicheck.groups import Group
from omicheck.plain_data import indented_json
from omicheck.row_files.file_names import LIST_NAME
from omicheck.row_files.whole_file import write_whole
from omicheck.text import counted, printable

LIST: Final = f"{LIST_NAME}.json"
_SHOWN: Final = 3


@frozen
class GroupFile:
    """A file of a group.

    Attributes:
        file: its name.
        group: the group; None for the cases without a value.
        cases: how many cases it has.
        sha256: the hash of its bytes.
    """

    file: str
    group: Group
    cases: int
    sha256: str


def prepare(folder: Path, names: Iterable[str]) -> Sequence[GroupFile]:
    """Sees to it that files can be written to a folder, and makes it if it is not there.

    Args:
        folder: the folder.
        names: the names of the files that are to be written.

    Returns:
        The files in the folder that earlier runs wrote.

    Raises:
        CommandWrongError: a file of such a name is there that no run wrote, or that was changed since; or the folder
            cannot be used.
    """
    wanted = frozenset(names)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        earlier = {one.file: one for one in _listed(folder)}
        theirs = sorted(
            name for name in wanted if _is_there(folder / name) and not _is_as_written(folder, earlier.get(name))
        )
    except OSError as error:
        raise CommandWrongError(f"{folder} cannot be written: {error.strerror or error}") from error
    if theirs:
        more = f" and {len(theirs) - _SHOWN} more" if len(theirs) > _SHOWN else ""
        raise CommandWrongError(
            f"{folder}: {', '.join(map(printable, theirs[:_SHOWN]))}{more} would be overwritten, and "
            f"{'was' if len(theirs) == 1 else 'were'} not written here or changed since: move "
            f"{'it' if len(theirs) == 1 else 'them'} away, or name another folder with --output"
        )
    return [one for name, one in sorted(earlier.items()) if (folder / name).exists()]


def group_file(folder: Path, name: str, group: Group, cases: int) -> GroupFile:
    """A file of a group that was just written."""
    return GroupFile(name, group, cases, sha256_of(folder / name))


def write_list(
    folder: Path, field: str, files: Sequence[GroupFile], earlier: Sequence[GroupFile], manifest: Mapping[str, Any]
) -> str:
    """Writes the list of the files of a folder.

    Args:
        folder: the folder.
        field: the text field by which cases are grouped.
        files: those that were written.
        earlier: those that were there before.
        manifest: of the run, over all groups.

    Returns:
        What it says.

    Raises:
        CommandWrongError: it cannot be written.
    """
    of_files, others = ([asdict(one) for one in some] for some in (files, _others(files, earlier)))
    data = {"by": field, "files": of_files, "earlier": others, "manifest": manifest}
    text = "".join(indented_json(data))
    write_whole(str(folder / LIST), (text,))
    return text


def left_over(folder: Path, files: Sequence[GroupFile], earlier: Sequence[GroupFile]) -> str:
    """What is told of files that were there before and were not written now; empty if there are none."""
    others = _others(files, earlier)
    if not others:
        return ""
    names = ", ".join(printable(one.file) for one in others[:_SHOWN])
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    left = "is left as it is" if len(others) == 1 else "are left as they are"
    return f"{folder}: {counted(len(others), 'file')} of an earlier run {left}: {names}{more}"


def _others(files: Sequence[GroupFile], earlier: Sequence[GroupFile]) -> Sequence[GroupFile]:
    written = {one.file for one in files}
    return [one for one in earlier if one.file not in written]


def _listed(folder: Path) -> Iterable[GroupFile]:
    """What an earlier run has listed; nothing where there is no such list."""
    file = folder / LIST
    if not file.exists():
        return ()
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return tuple(GroupFile(**one) for one in (*data["files"], *data["earlier"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        expected = "the list that check --split-by writes; move it away, or name another folder with --output"
        raise CommandWrongError(f"{file}: found something else; expected {expected}") from error


def _is_there(file: Path) -> bool:
    # A link that leads nowhere is somebody's too.
    return file.exists() or file.is_symlink()


def _is_as_written(folder: Path, listed: GroupFile | None) -> bool:
    return listed is not None and (folder / listed.file).is_file() and sha256_of(folder / listed.file) == listed.sha256
