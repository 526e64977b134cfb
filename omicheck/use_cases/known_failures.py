"""The failures of a baseline, read once for all checks of one run that know them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from omicheck.baseline import Failure, read_baseline


def known_failures(file: Path) -> Mapping[Failure, int]:
    """How often each failure is among the rows of an earlier check.

    Raises:
        AcceptedWrongError: the file cannot be read, or holds something else.
    """
    try:
        stat = file.stat()
    except OSError:
        # What is wrong is told by whoever reads it.
        return read_baseline(file)
    return _read(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _read(file: Path, _changed: int, _size: int) -> Mapping[Failure, int]:
    return read_baseline(file)
