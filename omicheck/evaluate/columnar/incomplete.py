"""What incomplete events leave open: in which spans they may or must fall."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Flags, Numbers, stable_order, together
from omicheck.evaluate.columnar.gaps import Gaps, no_gaps
from omicheck.evaluate.columnar.lookups import FAR, constant, is_in_order, places_where


@frozen(eq=False)
class Incomplete:
    """Incomplete events, in the order of their cases.

    Attributes:
        case: the case of each.
        starts: where those of each case begin, and at last where they all end.
        first: the first day on which it may have happened.
        last: the last such day.
        certain: whether its date alone is missing, in part: it did happen in a month or a year.
        event: its place among the events of the partition.
        gaps: what it lacks.
        earliest: the first day of those of each case; `FAR` where it has none.
        latest: the last day of those of each case; long ago where it has none.
    """

    case: Numbers
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
        if len(self.first):
            np.minimum.at(days, self.case, self.first)
        return days

    @latest.default
    def _last_of_case(self) -> Numbers:
        days = constant(len(self.starts) - 1, -FAR)
        np.maximum.at(days, self.case, self.last)
        return days

    def __len__(self) -> int:
        return len(self.first)

    def take(self, wanted: Flags) -> "Incomplete":
        """Some of them."""
        if wanted.all():
            return self
        before = np.concatenate(([0], np.cumsum(wanted)))
        first, last, event = (array[wanted] for array in (self.first, self.last, self.event))
        case = self.case[wanted]
        return Incomplete(case, before[self.starts], first, last, self.certain[wanted], event, self.gaps.take(wanted))

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
        return Incomplete(case, starts, one.first, one.last, one.certain, one.event, one.gaps), order
    first, last, event = (
        np.concatenate(columns)[order]
        for columns in zip(*((part.first, part.last, part.event) for part in parts), strict=True)
    )
    certain = np.concatenate([part.certain for part in parts])[order]
    gaps = parts[0].gaps.beside(*(part.gaps for part in parts[1:])).take(order)
    return Incomplete(case[order], starts, first, last, certain, event, gaps), order
