"""Rows held as columns, some cases at a time as they were found."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from attrs import frozen

from omicheck.evaluate.columnar.partition_rows import PartitionRows, verdicts_of_all
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.evaluate.verdict_counts import Tally
from omicheck.model.row import Row, Verdict

if TYPE_CHECKING:
    import pyarrow as pa


@frozen(eq=False)
class RowColumns:
    """Rows as columns; gone through, they are in the order of case, rule and occurrence.

    Attributes:
        parts: the rows of some cases after those of others, in the order of the references.
    """

    parts: tuple[PartitionRows, ...] = ()

    def __len__(self) -> int:
        return sum(len(block.case) for part in self.parts for block in part.blocks)

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(map(rows_of, self.parts))

    def __add__(self, other: "RowColumns") -> "RowColumns":
        """These rows and then those of other cases."""
        return RowColumns(self.parts + other.parts)

    def of_verdicts(self, *verdicts: Verdict) -> "RowColumns":
        """Those of the rows that have one of some verdicts."""
        return RowColumns(tuple(part.of_verdicts(verdicts) for part in self.parts))

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given, those that were never given included."""
        tally = Tally()
        for part in self.parts:
            tally.add(verdicts_of_all(part))
        return tally.verdicts

    def tables(self) -> Iterator["pa.Table"]:
        """The rows as Arrow tables, whose columns are the fields of a row; a table for some cases."""
        from omicheck.evaluate.columnar.arrow import table_of  # noqa: PLC0415, an extra

        for part in self.parts:
            yield table_of(part.in_row_order())
