"""The YAML files of a rules folder, and what in it keeps a file from being read.

Nothing is left out in silence: a folder that may not be read or is a link, what is neither a file nor a folder, and
a name that no message and no page could hold are problems. What is no YAML by its name is none of this package's.
"""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.errors import Problem
from omicheck.files import why_not_entered, why_unreadable
from omicheck.text import counted, is_writable

SUFFIXES: Final = (".yaml", ".yml")
# The longest file of the packaged rules has a hundredth of that; the values of larger ones would be refused as well.
LARGEST: Final = 4_000_000
# Opening a pipe would otherwise wait for a writer who may never come.
_OPEN: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@frozen
class FilesOfFolder:
    """What a folder holds.

    Attributes:
        files: the YAML files of it and of the folders in it, in the order of their names.
        problems: what of it cannot be read, in the order of the names.
    """

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def files_of(folder: Path) -> FilesOfFolder:
    """The YAML files of a folder and the folders in it; a folder that is not there has none."""
    files: list[Path] = []
    problems: list[Problem] = []
    waiting = [folder]
    while waiting:
        looked_at = waiting.pop()
        try:
            with os.scandir(looked_at) as entries:
                inside = [looked_at / entry.name for entry in entries]
        except OSError as error:
            if looked_at != folder or error.errno != errno.ENOENT or os.path.lexists(folder):
                problems.append(unreadable(looked_at, "folder", error))
            continue
        for path in inside:
            is_yaml = path.name.endswith(SUFFIXES)
            problem = _problem(path, is_yaml=is_yaml)
            if problem is not None:
                problems.append(problem)
                continue
            if os.path.isdir(path):  # noqa: PTH112, that of pathlib fails where a path is too long
                waiting.append(path)
            if is_yaml:
                files.append(path)
    return FilesOfFolder(tuple(sorted(files)), tuple(sorted(problems, key=lambda problem: problem.file)))


def _problem(path: Path, *, is_yaml: bool) -> Problem | None:
    """What is wrong with a path before it is read; nothing with a file of another kind."""
    is_link = os.path.islink(path)  # noqa: PTH114, that of pathlib fails where a path is too long
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        # A link that leads nowhere may have led to a folder of rules; what is gone since it was listed has not.
        return unreadable(path, "file", error) if is_yaml or is_link or error.errno != errno.ENOENT else None
    if not (is_yaml or is_folder):
        return None
    if not is_writable(path.name):
        return Problem(shown(path), None, "", "a name that is not UTF-8", "a name in UTF-8: rename it")
    if is_folder and is_link:
        expected = "a folder that stands there itself: copy what the link leads to"
        return Problem(str(path), None, "", "a folder that is a link", expected)
    return None


def shown(path: Path) -> str:
    """A path as it can be printed and written anywhere; what of it is no UTF-8 is written as the codes of its bytes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def unreadable(path: Path, what: str, error: OSError) -> Problem:
    """The problem of a file or folder that the system does not let be read."""
    found = f"a {what} that cannot be read ({error.strerror or error})"
    return Problem(shown(path), None, "", found, f"a readable {what}")


def read_file(file: Path) -> bytes | Problem:
    """The bytes of a file of rules, or why it cannot be read: what is no file is never waited for."""
    try:
        descriptor = os.open(file, _OPEN)
        with open(descriptor, "rb") as opened:  # noqa: PTH123, as it is a descriptor
            about = os.fstat(descriptor)
            if stat.S_ISDIR(about.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(about.st_mode):
                return Problem(shown(file), None, "", "neither a file nor a folder", "a file of rules")
            content = opened.read(LARGEST + 1)
    except OSError as error:
        return unreadable(file, "file", error)
    return too_large(shown(file)) if len(content) > LARGEST else content


def too_large(file: str) -> Problem:
    """The problem of a file that is too large."""
    return Problem(file, None, "", f"a file of more than {counted(LARGEST, 'byte')}", "a file of rules, which is small")


def why_no_folder(folder: Path) -> str | None:
    """Why there is no folder at a path, in words; None where there is one."""
    return _why_not(folder, "folder", stat.S_ISDIR, why_not_entered)


def why_no_file(file: Path) -> str | None:
    """The same of a file."""
    return _why_not(file, "file", stat.S_ISREG, why_unreadable)


def _why_not(path: Path, what: str, is_one: Callable[[int], bool], why: Callable[[OSError], str]) -> str | None:
    try:
        return None if is_one(path.stat().st_mode) else f"no {what}"
    except OSError as error:
        return why(error)
    except ValueError:
        return f"no such {what}"
