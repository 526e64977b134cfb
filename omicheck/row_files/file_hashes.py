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


def is_as_hashed(place: str, hashes: Mapping[str, str]) -> bool | None:
    """Whether a file or a folder is what it was when its hashes were made; None where nothing is there any more.

    Nothing is read if there are other names than then, so that a manifest that was changed to name another folder, of
    whatever size, costs no more than a look at it.

    Args:
        place: the file or folder.
        hashes: what `file_hashes` gave of it.
    """
    path = Path(place)
    if path.is_file():
        return hashes == {path.name: sha256_of(path)} if path.name in hashes else False
    found: set[str] = set()
    for file in path.rglob("*"):
        if file.is_file():
            name = file.relative_to(path).as_posix()
            if name not in hashes:
                return False
            found.add(name)
    if not found:
        return None
    return found == hashes.keys() and all(sha256_of(path / name) == hashes[name] for name in sorted(found))


def place_hash(place: str) -> str | None:
    """One hash of a file, or of all files in a folder with their names; None of what is neither."""
    made = file_hashes(place)
    if not made:
        return None
    if Path(place).is_file():
        return next(iter(made.values()))
    return hashlib.sha256("".join(f"{one} {name}\n" for name, one in made.items()).encode()).hexdigest()
