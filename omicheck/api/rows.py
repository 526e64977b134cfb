"""Rows as a value: a sequence of rows that any library for data frames can take as a table."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain
from typing import TYPE_CHECKING, overload

import numpy as np
from attrs import evolve, frozen

from omicheck.api.html import page_of_rows
from omicheck.api.libraries import library
from omicheck.evaluate.columnar.arrays import Numbers, places_where
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.columnar.partition_rows import Rows as Block
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.model.row import Row, Verdict
from omicheck.text import counted

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


@frozen(eq=False, repr=False)
class Rows(Sequence[Row]):
    """Rows, in the order of case, rule and occurrence.

    They are a sequence, and a table: `to_pandas`, `to_polars` and `to_arrow` give data frames, and whatever takes an
    Arrow stream takes them as they are. The columns are the fields of a row, whose texts are plain texts.

    Attributes:
        parts: the rows as columns, some cases at a time.

    Examples:
        >>> import omicheck
        >>> rows = omicheck.check("fixtures/cases/breach-a-day-late.json", only="breach-instigated-on-time").rows
        >>> rows
        <omicheck.Rows: 1 row>
        >>> rows[0].verdict, rows[0].days_late
        ('not_met', 1)
    """

    parts: tuple[PartitionRows, ...] = ()

    def __len__(self) -> int:
        return sum(map(_length, self.parts))

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(map(rows_of, self.parts))

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> "Rows": ...
    def __getitem__(self, place: int | slice) -> "Row | Rows":
        """A row, or some of them."""
        some = range(len(self))[place]
        if isinstance(some, range):
            return Rows(tuple(self._of(some)))
        (row,) = Rows(tuple(self._of(range(some, some + 1))))
        return row

    def _of(self, some: range) -> Iterator[PartitionRows]:
        """The parts of the rows at some places."""
        for part, start in zip(self.parts, accumulate(map(_length, self.parts), initial=0), strict=False):
            places = np.array(some, dtype=np.int64) - start
            places = places[(places >= 0) & (places < _length(part))]
            if len(places):
                yield _taken(part.in_row_order(), np.sort(places))

    def of_verdicts(self, *verdicts: Verdict) -> "Rows":
        """Those that have one of some verdicts.

        Examples:
            >>> import omicheck
            >>> rows = omicheck.check("fixtures/sample/cases.json").rows
            >>> len(rows.of_verdicts("met", "not_met")) < len(rows)
            True
        """
        return Rows(tuple(part.of_verdicts(verdicts) for part in self.parts))

    def of_rules(self, rules: Collection[str]) -> "Rows":
        """Those of some rules, by their ids."""
        return Rows(tuple(map(partial(_of_rules, frozenset(rules)), self.parts)))

    def where(self, is_wanted: Callable[[Row], bool]) -> "Rows":
        """Those that a function wants.

        Examples:
            >>> import omicheck
            >>> rows = omicheck.check("fixtures/sample/cases.json").rows
            >>> late = rows.where(lambda row: (row.days_late or 0) > 100)
            >>> {row.reason for row in late}
            {'late'}
        """
        return Rows(tuple(_taken(part.in_row_order(), _places(is_wanted, part)) for part in self.parts))

    def to_pandas(self, *, categories: bool = False) -> "pandas.DataFrame":
        """The rows as a data frame of pandas.

        Args:
            categories: whether texts are to be of a categorical type, which takes less memory, and joins with no other.

        Raises:
            LibraryMissingError: pandas is not installed.

        Examples:
            >>> import omicheck
            >>> rows = omicheck.check("fixtures/cases/breach-a-day-late.json", only="breach-instigated-on-time").rows
            >>> rows.to_pandas()[["verdict", "reason", "days_late"]].to_dict("records")
            [{'verdict': 'not_met', 'reason': 'late', 'days_late': 1}]
        """
        from omicheck.api.pandas_frame import frame_of  # noqa: PLC0415, of use only here

        return frame_of(self.parts, library("pandas"), categories=categories)

    def to_polars(self) -> "polars.DataFrame":
        """The rows as a data frame of polars.

        Raises:
            LibraryMissingError: polars is not installed.
        """
        return library("polars").DataFrame(self)

    def to_arrow(self) -> "pyarrow.Table":
        """The rows as a table of pyarrow.

        Raises:
            LibraryMissingError: pyarrow is not installed.
        """
        return library("pyarrow").table(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        from omicheck.api.arrow import arrow_reader  # noqa: PLC0415, of use only here

        return arrow_reader(self.parts).__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<omicheck.Rows: {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        return page_of_rows(self)


def _length(part: PartitionRows) -> int:
    return sum(len(block.case) for block in part.blocks)


def _of_rules(rules: Collection[str], part: PartitionRows) -> PartitionRows:
    is_wanted = np.array([rule.id in rules for rule in part.rules], dtype=np.bool_)
    return evolve(part, blocks=tuple(_some(block, places_where(is_wanted[block.rule])) for block in part.blocks))


def _places(is_wanted: Callable[[Row], bool], part: PartitionRows) -> Numbers:
    return np.array([place for place, row in enumerate(rows_of(part)) if is_wanted(row)], dtype=np.int64)


def _taken(part: PartitionRows, places: Numbers) -> PartitionRows:
    """The rows at some places of a part that is in order."""
    return evolve(part, blocks=tuple(_some(block, places) for block in part.blocks))


def _some(block: Block, places: Numbers) -> Block:
    columns = block.columns.take(places)
    return Block(block.case[places], block.rule[places], block.number[places], block.day[places], columns)
