"""Sets of names, such as those of what would have to be known.

What an event lacks is a set of names, such as `home_visit.date`. A set is a row of flags, one for each name of the
rule, so that the sets of several events are put together column by column.
"""

from collections.abc import Sequence

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Flags, Numbers


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
