"""Whether files are still what they were when reading began: what is told of a run must be of what was read."""

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError


@frozen
class FileState:
    """What a file was at some time.

    Attributes:
        file: where it is.
        state: what tells it from the same file changed and from another in its place; None where there is none.
    """

    file: Path
    state: tuple[int, ...] | None

    @classmethod
    def of(cls, file: Path) -> "FileState":
        """What a file is now."""
        try:
            found = file.stat()
        except OSError:
            return cls(file, None)
        return cls(file, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


def require_unchanged(states: Iterable[FileState]) -> None:
    """Says if a file is another than it was.

    Args:
        states: what the files were when reading began.

    Raises:
        RecordsUnreadableError: one of them was changed or replaced.
    """
    problems = tuple(changed_meanwhile(str(one.file)) for one in states if FileState.of(one.file) != one)
    if problems:
        raise RecordsUnreadableError(problems)


def changed_meanwhile(name: str) -> Problem:
    """That a file was changed while it was read.

    Args:
        name: the file.
    """
    return Problem(name, None, "", "a file that was changed while it was read", "one that stays; begin again")
