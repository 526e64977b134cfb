"""What incomplete events leave open: in which spans they may or must fall, and what would have to be known of them.

What an event lacks is a set of names, such as `home_visit.date`. A set is a row of flags, one for each name of the
rule, so that the sets of several events are put together column by column.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import (
    FAR,
    Flags,
    Numbers,
    constant,
    is_in_order,
    places_where,
    stable_order,
    together,
)


@frozen(eq=False)
class Gaps:
    """Sets of names, one for each of some rows.

    Attributes:
        names: the names, in the order of the columns; one may be there twice.
        flags: a row for each set, a column for each name.
    """

    names: tuple[str, ...]
    flags: Flags

    def take(self, rows: Numbers | Flags) -> "Gaps":
        """The sets at these places."""
        return Gaps(self.names, self.flags[rows])

    def only(self, wanted: Flags) -> "Gaps":
        """The same sets where they are wanted, empty ones elsewhere."""
        return Gaps(self.names, self.flags & wanted[:, None])

    def along(self, *others: "Gaps") -> "Gaps":
        """The union of the sets for each row."""
        parts = (self, *others)
        names = tuple(name for part in parts for name in part.names)
        return Gaps(names, np.concatenate([part.flags for part in parts], axis=1))

    def beside(self, *others: "Gaps") -> "Gaps":
        """The rows of all, one after the other."""
        parts = [part for part in (self, *others) if part.names]
        names = tuple(name for part in parts for name in part.names)
        flags = np.zeros((sum(len(part.flags) for part in parts), len(names)), dtype=np.bool_)
        row = column = 0
        for part in parts:
            rows, columns = part.flags.shape
            flags[row : row + rows, column : column + columns] = part.flags
            row, column = row + rows, column + columns
        return Gaps(names, flags)


def gaps_of(names: Sequence[str], flags: Sequence[Flags], length: int) -> Gaps:
    """The sets in which each name is where its flags say so.

    Args:
        names: the names.
        flags: those of each name.
        length: how many sets there are.
    """
    return Gaps(tuple(names), np.stack(flags, axis=1) if flags else np.zeros((length, 0), dtype=np.bool_))


def no_gaps(length: int) -> Gaps:
    """So many empty sets."""
    return gaps_of((), (), length)


@frozen(eq=False)
class Incomplete:
    """Incomplete events, in the order of their cases.

    Attributes:
        starts: where those of each case begin, and at last where they all end.
        first: the first day on which it may have happened.
        last: the last such day.
        certain: whether its date alone is missing, in part: it did happen in a month or a year.
        event: its place among the events of the partition.
        gaps: what it lacks.
        earliest: the first day of those of each case; `FAR` where it has none.
        latest: the last day of those of each case; long ago where it has none.
    """

    starts: Numbers
    first: Numbers
    last: Numbers
    certain: Flags
    event: Numbers
    gaps: Gaps
    earliest: Numbers = field(init=False)
    latest: Numbers = field(init=False)

    @earliest.default
    def _first_of_case(self) -> Numbers:
        days = constant(len(self.starts) - 1, FAR)
        np.minimum.at(days, self.case, self.first)
        return days

    @latest.default
    def _last_of_case(self) -> Numbers:
        days = constant(len(self.starts) - 1, -FAR)
        np.maximum.at(days, self.case, self.last)
        return days

    def __len__(self) -> int:
        return len(self.first)

    @property
    def case(self) -> Numbers:
        """The case of each."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def take(self, wanted: Flags) -> "Incomplete":
        """Some of them."""
        if wanted.all():
            return self
        before = np.concatenate(([0], np.cumsum(wanted)))
        first, last, event = (array[wanted] for array in (self.first, self.last, self.event))
        return Incomplete(before[self.starts], first, last, self.certain[wanted], event, self.gaps.take(wanted))

    def pairs(self, cases: Numbers, until: int, without: Numbers | None = None) -> "Pairs":
        """Rows, each with every incomplete event of its case.

        Args:
            cases: the case of each row.
            until: the last day on which anything exists.
            without: for each row the event that is left out of it, if there is any such row.
        """
        begin = self.starts[cases]
        lengths = self.starts[cases + 1] - begin
        # Few cases have any.
        some = places_where(lengths > 0)
        lengths = lengths[some]
        rows = np.repeat(some, lengths)
        events = np.arange(len(rows)) + np.repeat(begin[some] - (np.cumsum(lengths) - lengths), lengths)
        if without is not None:
            others = self.event[events] != without[rows]
            rows, events = rows[others], events[others]
        return Pairs(len(cases), rows, events, self, until)


@frozen(eq=False)
class Pairs:
    """Rows, each with every incomplete event of its case, as pairs.

    Attributes:
        length: how many rows there are.
        rows: the row of each pair.
        events: its event.
        incomplete: the events.
        until: the last day on which anything exists.
    """

    length: int
    rows: Numbers
    events: Numbers
    incomplete: Incomplete
    until: int

    def may(self, first: Numbers, last: Numbers) -> Flags:
        """For each pair, whether the event may fall in the span of the row; a span with no day in it has none."""
        begin = np.maximum(self.incomplete.first[self.events], first[self.rows])
        end = np.minimum(self.incomplete.last[self.events], last[self.rows])
        flags: Flags = begin <= np.minimum(end, self.until)
        return flags

    def must(self, first: Numbers, last: Numbers) -> Flags:
        """For each pair, whether the event must fall in the span of the row."""
        flags = self.incomplete.certain[self.events] & (self.incomplete.first[self.events] >= first[self.rows])
        flags &= self.incomplete.last[self.events] <= np.minimum(last[self.rows], self.until)
        return flags

    def number(self, wanted: Flags) -> Numbers:
        """How many of the pairs of each row are wanted."""
        return np.bincount(self.rows[wanted], minlength=self.length)

    def any(self, wanted: Flags) -> Flags:
        """Whether any pair of each row is wanted."""
        flags = np.zeros(self.length, dtype=np.bool_)
        flags[self.rows[wanted]] = True
        return flags

    def gaps(self, wanted: Flags) -> Gaps:
        """What the events of the pairs that are wanted lack, for each row."""
        flags = np.zeros((self.length, len(self.incomplete.gaps.names)), dtype=np.bool_)
        np.logical_or.at(flags, self.rows[wanted], self.incomplete.gaps.flags[self.events[wanted]])
        return Gaps(self.incomplete.gaps.names, flags)


@frozen(eq=False)
class IncompletePart:
    """Incomplete events of one type, in the order of their cases: see `Incomplete`."""

    case: Numbers
    first: Numbers
    last: Numbers
    certain: Flags
    event: Numbers
    gaps: Gaps

    @staticmethod
    def of(found: Incomplete) -> "IncompletePart":
        """Events that were put together already."""
        return IncompletePart(found.case, found.first, found.last, found.certain, found.event, found.gaps)


_NOTHING: Final = np.empty(0, dtype=np.int32)
_NO_EVENTS: Final = IncompletePart(_NOTHING, _NOTHING, _NOTHING, _NOTHING.astype(np.bool_), _NOTHING, no_gaps(0))


def put_together(parts: Sequence[IncompletePart], cases: int) -> tuple[Incomplete, Numbers]:
    """Incomplete events in the order of their cases, and the place that each had among those of all parts.

    Args:
        parts: the events of some types.
        cases: how many cases there are.
    """
    parts = [part for part in parts if len(part.case)] or [_NO_EVENTS]
    case = together(part.case for part in parts)
    starts = np.zeros(cases + 1, dtype=np.int64)
    np.cumsum(np.bincount(case, minlength=cases), out=starts[1:])
    order = np.arange(len(case)) if is_in_order(case) else stable_order(case)
    if len(parts) == 1:
        (one,) = parts
        return Incomplete(starts, one.first, one.last, one.certain, one.event, one.gaps), order
    first, last, event = (
        np.concatenate(columns)[order]
        for columns in zip(*((part.first, part.last, part.event) for part in parts), strict=True)
    )
    certain = np.concatenate([part.certain for part in parts])[order]
    gaps = parts[0].gaps.beside(*(part.gaps for part in parts[1:])).take(order)
    return Incomplete(starts, first, last, certain, event, gaps), order


@frozen(eq=False)
class UnknownFields:
    """Every set of unknown fields that a row has, and its code; the empty set is 0."""

    codes: dict[tuple[str, ...], int] = field(factory=lambda: {(): 0})

    def code(self, names: Sequence[str]) -> int:
        """The code of a set of names."""
        return self.codes.setdefault(tuple(sorted(set(names))), len(self.codes))

    def codes_of(self, gaps: Gaps) -> Numbers:
        """The code of each set."""
        # Sets with the same bytes are the same set, and there are few different ones.
        packed = np.ascontiguousarray(np.packbits(gaps.flags, axis=1))
        if not packed.size:
            return np.zeros(len(gaps.flags), dtype=np.int32)
        # A single byte is sorted as a number, several times as fast.
        sets_of_bytes = packed if packed.shape[1] == 1 else packed.view(f"V{packed.shape[1]}")
        _, first, place = np.unique(sets_of_bytes, return_index=True, return_inverse=True)
        sets = [
            self.code([name for name, flag in zip(gaps.names, gaps.flags[row], strict=True) if flag]) for row in first
        ]
        return np.array(sets, dtype=np.int32)[place.reshape(-1)]

    def tuples(self) -> tuple[tuple[str, ...], ...]:
        """The sets in the order of their codes."""
        return tuple(self.codes)
