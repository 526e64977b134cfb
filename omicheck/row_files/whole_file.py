"""Files that are there whole or not at all, whatever stops the command that writes them: the one place of writing.

What is written goes to a file beside its place, of a name that nobody else has, which only its owner may read. When it
is whole and on the disk it takes its place, and so it does where another run writes to the same place: the one that
ends last has it, whole.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from omicheck.errors import CommandWrongError
from omicheck.files import is_file, is_there

# The end of the name of what is not whole yet.
HALF: Final = ".part"
# A name has at most 255 bytes, and something stands around this part of it.
_OF_THE_NAME: Final = 50
_OF_OTHERS: Final = 0o666


@contextmanager
def whole_file(path: Path, *, private: bool = True) -> Iterator[Path]:
    """Where to write what is to be a file: beside its place, to which it is moved once it is whole.

    A link is followed, so that it stays one. What is no file, such as a pipe, is written to directly. A file that was
    there keeps the permissions that it had; a new one is for its owner alone.

    Args:
        path: where the file is to lie.
        private: whether a new file is for its owner alone, as whatever tells of cases is; if not, it is for whom the
            user's other files are.

    Raises:
        OSError: it cannot be written there; what was there before is as it was.
    """
    if is_there(path) and not is_file(path):
        yield path
        return
    place = Path(os.path.realpath(path))
    part = _begun(place)
    try:
        _permit(part, place, private=private)
        yield part
        _onto_the_disk(part)
        part.replace(place)
        _onto_the_disk(place.parent)
    finally:
        part.unlink(missing_ok=True)


def _begun(place: Path) -> Path:
    """An empty file beside a place, of a name of its own, for its owner alone."""
    import tempfile  # noqa: PLC0415, of use only for files

    # A name need not be UTF-8, but not every library can write to one that is not.
    name = os.fsencode(place.name)[:_OF_THE_NAME].decode(errors="ignore")
    descriptor, part = tempfile.mkstemp(HALF, f".{name}.", place.parent)
    os.close(descriptor)
    return Path(part)


def _permit(part: Path, place: Path, *, private: bool) -> None:
    """Gives a file the permissions of what it replaces; if that is nothing, those that a new one is to have."""
    try:
        part.chmod(stat.S_IMODE(place.stat().st_mode))
    except FileNotFoundError:
        if not private:
            part.chmod(_OF_OTHERS & ~_umask())


def _umask() -> int:
    """What new files of the user are not permitted to be; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _onto_the_disk(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        # Not every file system can, of a folder. A file that could not be written has told so before or does so here.
        if path.is_file():
            raise
    finally:
        os.close(descriptor)


def write_whole(file: str, lines: Iterable[str], *, private: bool = True) -> None:
    """Writes lines as UTF-8 to a file that is there whole or not at all.

    Args:
        file: the file, as the user named it.
        lines: the lines, each with its end.
        private: whether a new file is for its owner alone.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    try:
        with whole_file(Path(file), private=private) as part, part.open("wb") as stream:
            for line in lines:
                stream.write(line.encode())
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror}") from error
