"""Rows as a value: a sequence of rows that any library for data frames can take as a table."""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, overload

from attrs import frozen

from omicheck.api.html import page_of_rows
from omicheck.api.libraries import library
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_selection import at_places, of_case, of_rules, where
from omicheck.model.row import Row, Verdict
from omicheck.text import counted

_MOST_SHOWN = 10

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


@frozen(eq=False, repr=False)
class Rows:
    """Rows, in the order of case, rule and occurrence.

    They have a length and places, as a list has, and they are a table: `to_pandas`, `to_polars` and `to_arrow` give
    data frames, and whatever takes an Arrow stream takes them as they are. The columns are the fields of a row.

    Attributes:
        columns: the rows as columns, as other parts of the package take them.

    Examples:
        >>> import omicheck
        >>> rows = omicheck.check("fixtures/cases/breach-a-day-late.json", only="breach-instigated-on-time").rows
        >>> rows
        <omicheck.Rows: 1 row>
        >>> rows[0].verdict, rows[0].days_late
        ('not_met', 1)
    """

    columns: RowColumns

    def __len__(self) -> int:
        return len(self.columns)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.columns)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> "Rows": ...
    def __getitem__(self, place: int | slice) -> "Row | Rows":
        """A row, or some of them, which stay in their order."""
        some = range(len(self))[place]
        if isinstance(some, range):
            return Rows(at_places(self.columns, some))
        (row,) = at_places(self.columns, range(some, some + 1))
        return row

    def of_verdicts(self, *verdicts: Verdict) -> "Rows":
        """Those that have one of some verdicts.

        Args:
            verdicts: `met`, `not_met`, `not_applicable`, `not_due`, `cannot_tell` or `error`; no other has any row.

        Examples:
            >>> import omicheck
            >>> rows = omicheck.check("fixtures/cases/breach-a-day-late.json").rows
            >>> [row.rule for row in rows.of_verdicts("not_met")][-1]
            'skills-screening-at-start'
        """
        return Rows(self.columns.of_verdicts(*verdicts))

    def of_case(self, case: str) -> "Rows":
        """Those of a case; none if there is no such case.

        Args:
            case: its reference.
        """
        return Rows(of_case(self.columns, case))

    def of_rules(self, rules: Collection[str]) -> "Rows":
        """Those of some rules; none of a rule that was not evaluated.

        Args:
            rules: their ids.
        """
        return Rows(of_rules(self.columns, frozenset(rules)))

    def where(self, is_wanted: Callable[[Row], bool]) -> "Rows":
        """Those that a function wants.

        Args:
            is_wanted: what says of a row whether it is wanted.

        Examples:
            >>> import omicheck
            >>> rows = omicheck.check("fixtures/cases/breach-a-day-late.json").rows
            >>> {row.reason for row in rows.where(lambda row: (row.days_late or 0) > 100)}
            {'absent'}
        """
        return Rows(where(self.columns, is_wanted))

    def to_pandas(self, *, categories: bool = False) -> "pd.DataFrame":
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

        return frame_of(self.columns, library("pandas"), categories=categories)

    def to_polars(self) -> "pl.DataFrame":
        """The rows as a data frame of polars.

        Raises:
            LibraryMissingError: polars is not installed.
        """
        frame: pl.DataFrame = library("polars").DataFrame(self)
        return frame

    def to_arrow(self) -> "pa.Table":
        """The rows as a table of pyarrow.

        Raises:
            LibraryMissingError: pyarrow is not installed.
        """
        return library("pyarrow").table(self)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        from omicheck.api.arrow import arrow_reader  # noqa: PLC0415, of use only here

        return arrow_reader(self.columns).__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<omicheck.Rows: {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        return page_of_rows(self[:_MOST_SHOWN], len(self))
