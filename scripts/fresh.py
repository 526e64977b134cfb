"""Writes files that a program makes, or checks that they are as it makes them."""

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def settle(files: Iterable[tuple[Path, str]], complaint: str, *, check: bool) -> int:
    """Writes the files that are not fresh, or tells of them.

    Args:
        files: each with the text that it should have; they are there already.
        complaint: what is said of one that is not fresh, after its name.
        check: whether to tell instead of writing.

    Returns:
        The exit status: 1 if a file was told of.
    """
    stale = []
    for file, fresh in files:
        if file.read_text(encoding="utf-8") == fresh:
            continue
        if check:
            stale.append(file.relative_to(ROOT))
        else:
            file.write_text(fresh, encoding="utf-8")
    for name in stale:
        print(f"{name} {complaint}", file=sys.stderr)
    return int(bool(stale))
