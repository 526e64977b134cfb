"""What sees the rows of a check as they pass."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from omicheck.model.row import Row

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows
    from omicheck.evaluate.row_columns import RowColumns


class RowWatch(Protocol):
    """What sees every row of a check, whatever is made of it, in the order of case, rule and occurrence."""

    def passing(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Gives rows on as they are."""

    def see(self, rows: "RowColumns") -> None:
        """Takes the rows of some cases as columns."""


def see_part(watch: RowWatch | None, rows: "PartitionRows") -> None:
    """Shows the rows of some cases to whoever watches, if anybody does."""
    if watch is None:
        return
    from omicheck.evaluate.row_columns import RowColumns  # noqa: PLC0415, heavy

    watch.see(RowColumns((rows,)))
