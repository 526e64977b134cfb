"""Writes files that a program makes, or checks that they are as it makes them."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make_or_check(about: str | None, make: Callable[[], Iterable[tuple[Path, str]]], complaint: str) -> int:
    """Writes the files that are not as they should be, or with `--check` tells of them.

    Args:
        about: what the program does, for its help.
        make: gives each file with the text that it should have.
        complaint: what is said of one that has another, after its name.

    Returns:
        The exit status: 1 if a file was told of.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not what this makes")
    check = parser.parse_args().check
    stale = []
    for file, text in make():
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        if check:
            stale.append(file.relative_to(ROOT))
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} {complaint}", file=sys.stderr)
    return int(bool(stale))
