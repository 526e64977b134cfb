"""Nested data as names and values, as a sheet has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from omicheck.findings import path_text


def flat_values(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, str | int | None]]:  # noqa: ANN401, of any shape
    """What nested data holds, each with its path.

    >>> list(flat_values({"as_of": "2010-01-18", "counts": {"met": 2}}))
    [('as_of', '2010-01-18'), ('counts.met', 2)]
    """
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from flat_values(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from flat_values(value, (*path, number))
    else:
        yield path_text(path), data
