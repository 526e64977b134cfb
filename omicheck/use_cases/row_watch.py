"""Whoever sees the rows of a check as they pass."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from omicheck.model.row import Row

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows


class RowWatch(Protocol):
    """What sees every row of a check, whatever is made of it, in the order of case, rule and occurrence."""

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Gives rows on as they are."""

    def see(self, rows: "PartitionRows") -> None:
        """Takes the rows of some cases as columns."""
