"""Files that are there whole or not at all, whatever stops the command that writes them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from omicheck.errors import CommandWrongError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what is to be a file: beside its place, to which it is moved once it is whole.

    What is no file, such as a pipe, is written to directly.

    Args:
        path: where the file is to lie.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    part = path.with_name(f"{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_whole(file: str, lines: Iterable[str]) -> None:
    """Writes lines as UTF-8 to a file that is there whole or not at all.

    Args:
        file: the file, as the user named it.
        lines: the lines, each with its end.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    try:
        with whole_file(Path(file)) as part, part.open("wb") as stream:
            for line in lines:
                stream.write(line.encode())
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror}") from error
