"""The lookups that everything here is made of.

An event is one 64-bit key, its case and its day; the keys of what a rule asks for are sorted once. "The first on or
after a day", "how many in a span" and "the last before a day" are then each a binary search.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from omicheck.arrays import Flags, Numbers, together

# Days in a key: 1,435 years to either side of 1970, far beyond any day that records and limits lead to.
DAY_BITS: Final = 20
_MIDDLE: Final = 1 << (DAY_BITS - 1)
_DAY_MASK: Final = (1 << DAY_BITS) - 1
EARLIEST: Final = -_MIDDLE

# Later than any day: stands for an outcome or an end that there is not, so that comparisons need no second mask.
FAR: Final = 1 << 30
# Stands for a null among days and numbers of days.
NONE: Final = -(1 << 30)

_BEHIND_ALL: Final = np.array([np.iinfo(np.int64).max], dtype=np.int64)


# NumPy's `flatnonzero` and `full` do this for arrays of any shape and type, which takes them two to five times as long
# where an array is short; the rules call for these two thousands of times in a part.
def places_where(flags: Flags) -> Numbers:
    """The places that are flagged, in order."""
    places: Numbers = flags.nonzero()[0]
    return places


def constant(length: int, value: int) -> Numbers:
    """A column with one value."""
    column = np.empty(length, dtype=np.int32)
    column.fill(value)
    return column


def shared(length: int, value: int) -> Numbers:
    """A column with one value that is not written to: several columns may lie in the same memory."""
    return _shared(max(length, 1).bit_length(), value)[:length]


# A column is as quick as it is seldom made: memory that was not used before takes longer than what is done in it.
@lru_cache(maxsize=64)
def _shared(bits: int, value: int) -> Numbers:
    column = constant(1 << bits, value)
    column.flags.writeable = False
    return column


def is_shared(column: Numbers) -> bool:
    """Whether a column is one with one value that is not written to."""
    return not column.flags.writeable


def keys_of(cases: Numbers, days: Numbers | int) -> Numbers:
    """The key of each case and day."""
    keys: Numbers = cases.astype(np.int64)
    keys <<= DAY_BITS
    keys += days
    keys += _MIDDLE
    return keys


def cases_of(keys: Numbers) -> Numbers:
    """The case of each key."""
    return keys >> DAY_BITS


def days_of(keys: Numbers) -> Numbers:
    """The day of each key."""
    days = (keys & _DAY_MASK).astype(np.int32)
    days -= _MIDDLE
    return days


def sorted_keys(parts: Sequence[Numbers]) -> Numbers:
    """The keys in order, with one behind them all, so that a search never ends past the last."""
    keys = together(parts)
    if not is_in_order(keys):
        keys = np.sort(keys)
    return np.concatenate((keys, _BEHIND_ALL))


def is_in_order(numbers: Numbers) -> bool:
    """Whether none is less than the one before it."""
    return bool((numbers[1:] >= numbers[:-1]).all())


def without_doubles(keys: Numbers) -> Numbers:
    """Each of some sorted keys once, with the one behind them all."""
    kept: Numbers = keys[np.concatenate((keys[1:] != keys[:-1], [True]))]
    return kept


def first_from(keys: Numbers, cases: Numbers, days: Numbers | int) -> Numbers:
    """The first day on or after a day that a key of the case has; `FAR` where there is none."""
    found = keys[np.searchsorted(keys, keys_of(cases, days))]
    first = days_of(found)
    np.putmask(first, cases_of(found) != cases, FAR)
    return first


def last_before(keys: Numbers, cases: Numbers, days: Numbers | int) -> Numbers:
    """The last day before a day that a key of the case has; `EARLIEST` where there is none."""
    at = np.searchsorted(keys, keys_of(cases, days)) - 1
    found = keys[np.maximum(at, 0)]
    last = days_of(found)
    np.putmask(last, (at < 0) | (cases_of(found) != cases), EARLIEST)
    return last


def count_in(keys: Numbers, cases: Numbers, first: Numbers | int, last: Numbers | int) -> Numbers:
    """How many keys of the case lie in a span of days, both ends included; none in an empty span."""
    end = np.searchsorted(keys, keys_of(cases, last), side="right")
    count: Numbers = np.maximum(end - np.searchsorted(keys, keys_of(cases, first)), 0).astype(np.int32)
    return count


def places_within(cases: Numbers) -> Numbers:
    """The place of each within its run of equal cases, from 0; the cases are in order."""
    if not len(cases):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate(([True], cases[1:] != cases[:-1])))
    lengths = np.diff(np.concatenate((starts, [len(cases)])))
    places: Numbers = np.arange(len(cases)) - np.repeat(starts, lengths)
    return places


def is_one_of(codes: Numbers, wanted: Sequence[int]) -> Flags:
    """Whether each code is one of those wanted, of which there are few."""
    found = np.zeros(len(codes), dtype=np.bool_)
    for code in wanted:
        found |= codes == code
    return found
