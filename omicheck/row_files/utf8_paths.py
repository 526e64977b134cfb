"""Paths that what writes Parquet cannot take."""

from pathlib import Path

from omicheck.errors import CommandWrongError


def not_for_parquet(place: Path) -> CommandWrongError:
    """That Parquet cannot be written to a place.

    Args:
        place: the file or folder.
    """
    found, expected = "a path that is not in UTF-8", "one that is, as what writes Parquet takes no other"
    return CommandWrongError(f"{place}: found {found}; expected {expected}")
