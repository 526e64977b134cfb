"""Files that are there whole or not at all, whatever stops the command that writes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
