"""Hashes of files that a command read or wrote."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def file_hashes(place: str) -> Mapping[str, str]:
    """The hash of a file by its name, or of each file in a folder by its name in it; nothing of what is neither."""
    path = Path(place)
    if path.is_file():
        return {path.name: _sha256(path)}
    files = {file.relative_to(path).as_posix(): file for file in path.rglob("*") if file.is_file()}
    return {name: _sha256(file) for name, file in sorted(files.items())}


def place_hash(place: str) -> str | None:
    """One hash of a file, or of all files in a folder with their names; None of what is neither."""
    made = file_hashes(place)
    if not made:
        return None
    if Path(place).is_file():
        return next(iter(made.values()))
    return hashlib.sha256("".join(f"{one} {name}\n" for name, one in made.items()).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
