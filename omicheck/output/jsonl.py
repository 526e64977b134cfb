"""Rows as JSON Lines: one on a line, the same bytes for the same input."""

from collections.abc import Iterable, Iterator

from omicheck.model.row import Row
from omicheck.plain_data import compact_json, row_data


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines, each with its end."""
    for row in rows:
        yield f"{compact_json(row_data(row))}\n"
