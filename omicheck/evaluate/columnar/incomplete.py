"""What incomplete events leave open: which spans they touch, and what would have to be known of them.

What an event lacks is a set of names, such as `home_visit.date`. A set is a row of flags, one for each name of the
rule, so that the sets of several events are put together column by column.
"""

from collections.abc import Sequence

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import EARLIEST, FAR, Flags, Numbers, constant, places_where, stable_order


@frozen(eq=False)
class Gaps:
    """Sets of names, one for each of some rows.

    Attributes:
        names: the names, in the order of the columns.
        flags: a row for each set, a column for each name.
    """

    names: tuple[str, ...]
    flags: Flags

    def take(self, rows: Numbers) -> "Gaps":
        """The sets at these places."""
        return Gaps(self.names, self.flags[rows])

    def only(self, wanted: Flags) -> "Gaps":
        """The same sets where they are wanted, empty ones elsewhere."""
        return Gaps(self.names, self.flags & wanted[:, None])

    def along(self, other: "Gaps") -> "Gaps":
        """The union of two sets for each row."""
        return Gaps(self.names + other.names, np.concatenate((self.flags, other.flags), axis=1))

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


def gaps_of(names: Sequence[str], flags: Sequence[Flags]) -> Gaps:
    """The sets in which each name is where its flags say so."""
    return Gaps(tuple(names), np.stack(flags, axis=1))


NO_GAPS = Gaps((), np.zeros((0, 0), dtype=np.bool_))


@frozen(eq=False)
class Incomplete:
    """Incomplete events, in the order of their cases.

    Attributes:
        starts: where those of each case begin, and at last where they all end.
        first: the first day on which it may have happened.
        last: the last such day.
        gaps: what it lacks.
    """

    starts: Numbers
    first: Numbers
    last: Numbers
    gaps: Gaps

    def touching(self, cases: Numbers, first: Numbers, last: Numbers) -> tuple[Numbers, Gaps]:
        """How many events of each case touch a span of days, and what these lack; an empty span is not touched."""
        begin = self.starts[cases]
        lengths = self.starts[cases + 1] - begin
        flags = np.zeros((len(cases), len(self.gaps.names)), dtype=np.bool_)
        # Few cases have any.
        some = places_where(lengths > 0)
        if not len(some):
            return lengths, Gaps(self.gaps.names, flags)
        lengths = lengths[some]
        rows = np.repeat(some, lengths)
        events = np.arange(len(rows)) + np.repeat(begin[some] - (np.cumsum(lengths) - lengths), lengths)
        touch = (self.first[events] <= last[rows]) & (first[rows] <= self.last[events])
        touch &= first[rows] <= last[rows]
        rows, events = rows[touch], events[touch]
        np.logical_or.at(flags, rows, self.gaps.flags[events])
        return np.bincount(rows, minlength=len(cases)), Gaps(self.gaps.names, flags)

    def of_cases(self, cases: Numbers) -> Gaps:
        """What all the events of each case lack."""
        always = constant(len(cases), EARLIEST)
        return self.touching(cases, always, constant(len(cases), FAR))[1]


def put_together(parts: Sequence[tuple[Numbers, Numbers, Numbers, Gaps]], cases: int) -> Incomplete:
    """Incomplete events in the order of their cases.

    Args:
        parts: the events of some types, each in the order of its cases: case, first day, last day and gaps.
        cases: how many cases there are.
    """
    if len(parts) == 1:
        case, first, last, gaps = parts[0]
    else:
        nothing = np.empty(0, dtype=np.int32)
        case, first, last = (np.concatenate([nothing, *(part[place] for part in parts)]) for place in range(3))
        order = stable_order(case)
        case, first, last = case[order], first[order], last[order]
        gaps = NO_GAPS.beside(*(part[3] for part in parts)).take(order)
    starts = np.concatenate(([0], np.cumsum(np.bincount(case, minlength=cases))))
    return Incomplete(starts, first, last, gaps)


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
