"""Hashes of files that a command read or wrote."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from omicheck.files import sha256_of


def file_hashes(place: str) -> Mapping[str, str]:
    """The hash of a file by its name, or of each file in a folder by its name in it; nothing of what is neither."""
    path = Path(place)
    if path.is_file():
        return {path.name: sha256_of(path)}
    files = {file.relative_to(path).as_posix(): file for file in path.rglob("*") if file.is_file()}
    return {name: sha256_of(file) for name, file in sorted(files.items())}


def place_hash(place: str) -> str | None:
    """One hash of a file, or of all files in a folder with their names; None of what is neither."""
    made = file_hashes(place)
    if not made:
        return None
    if Path(place).is_file():
        return next(iter(made.values()))
    return hashlib.sha256("".join(f"{one} {name}\n" for name, one in made.items()).encode()).hexdigest()
