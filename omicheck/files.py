"""What may be asked of a file that a user names, whatever the name: no answer is an error of its own."""

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Final

# That nothing is there; everything else is a reason why what is there cannot be read.
_MISSING: Final = (errno.ENOENT, errno.ENOTDIR)


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder; not if the name is too long, or stands in a folder that may not be entered.

    Args:
        path: what was named.
    """
    return os.path.isdir(path)  # noqa: PTH112, the method of a path raises an error, other on each Python


def is_file(path: str | Path) -> bool:
    """Whether there is a file, in the same way.

    Args:
        path: what was named.
    """
    return os.path.isfile(path)  # noqa: PTH113, as above


def is_there(path: str | Path) -> bool:
    """Whether there is anything of that name, in the same way.

    Args:
        path: what was named.
    """
    return os.path.exists(path)  # noqa: PTH110, as above


def is_pipe(path: str | Path) -> bool:
    """Whether there is a pipe, which can be read only once, in the same way.

    Args:
        path: what was named.
    """
    try:
        return stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116, as above
    except (OSError, ValueError):
        return False


def content_of(path: Path) -> bytes:
    """The bytes of a file.

    Args:
        path: the file.

    Raises:
        OSError: it cannot be read, or no file can have such a name.
    """
    try:
        return path.read_bytes()
    except ValueError as error:
        raise OSError(errno.EINVAL, "no file can have such a name") from error


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, which need not fit into the memory.

    Args:
        path: the file.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def why_unreadable(error: OSError, missing: str = "no such file") -> str:
    """What was found in the place of something that can be read, in words.

    Args:
        error: what came of the attempt.
        missing: what is said where nothing is there.

    Examples:
        >>> why_unreadable(FileNotFoundError(2, "No such file")), why_unreadable(PermissionError(13, "Not permitted"))
        ('no such file', 'a file that cannot be read (Not permitted)')
    """
    return missing if error.errno in _MISSING else f"a file that cannot be read ({error.strerror or error})"


def why_not_entered(error: OSError) -> str:
    """The same of a folder.

    Args:
        error: what came of the attempt.
    """
    return "no such folder" if error.errno in _MISSING else f"a folder that cannot be read ({error.strerror or error})"
