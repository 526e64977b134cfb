"""Hashes of files that a command read or wrote."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from omicheck.files import is_file, sha256_of


def file_hashes(place: str) -> Mapping[str, str]:
    """The hash of a file by its name, or of each file in a folder by its name in it; nothing of what is neither."""
    return {name: sha256_of(file) for name, file in sorted(_files(Path(place)))}


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    """A file by its name, or each file in a folder by its name in it, as they come."""
    if is_file(path):
        yield path.name, path
        return
    yield from ((file.relative_to(path).as_posix(), file) for file in path.rglob("*") if is_file(file))


def is_as_hashed(place: str, hashes: Mapping[str, str]) -> bool | None:
    """Whether a file or a folder is what it was when its hashes were made; None where nothing is there any more.

    Nothing is read if there are other names than then, so that a manifest that was changed to name another folder, of
    whatever size, costs no more than a look at it.

    Args:
        place: the file or folder.
        hashes: what `file_hashes` gave of it.
    """
    found: dict[str, Path] = {}
    for name, file in _files(Path(place)):
        if name not in hashes:
            return False
        found[name] = file
    if not found:
        return None
    return found.keys() == hashes.keys() and all(sha256_of(found[name]) == hashes[name] for name in sorted(found))


def place_hash(place: str) -> str | None:
    """One hash of a file, or of all files in a folder with their names; None of what is neither."""
    made = file_hashes(place)
    if not made:
        return None
    if is_file(place):
        return next(iter(made.values()))
    return hashlib.sha256("".join(f"{one} {name}\n" for name, one in made.items()).encode()).hexdigest()
