"""The values of a column as JSON gives them: each different one is read once, and written as a table would hold it."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import define, field

from omicheck.arrays import Flags, Numbers
from omicheck.dates import read_span
from omicheck.decimals import number_in_words
from omicheck.model.vocabulary import ValueType
from omicheck.records.structure import as_value
from omicheck.records.table_rows import EMPTY_LIST, from_cell
from omicheck.records.written_values import day_written

# The codes of no value, and of one that cannot be read.
NOTHING: Final = -1
BAD: Final = -9
TEXT: Final = ValueType("text")
# Two values of one of these are equal only if JSON has them alike.
_ALIKE: Final = {str, bool, int}
_MOST_KNOWN: Final = 65_536


class NotInTablesError(Exception):
    """A value that is right, and that no table could hold so that it would be read as the same."""


@define(eq=False)
class Codes:
    """A column of texts by their codes.

    Attributes:
        codes: the code of each value; `NOTHING` for none, `BAD` for one that cannot be read.
        texts: the text of each code.
    """

    codes: Numbers
    texts: list[str]

    def put(self, rows: Numbers, found: "Codes") -> None:
        """Puts the values of another column at some rows of this one."""
        codes = found.codes
        self.codes[rows] = np.where(codes < 0, codes, codes + np.int32(len(self.texts)))
        self.texts += found.texts

    def column(self, kept: Flags | None = None) -> pa.DictionaryArray:
        """Some rows as a column of a table, in which nothing is null.

        Args:
            kept: which rows, none of which is bad; None for all.
        """
        codes = np.ascontiguousarray(self.codes if kept is None or kept.all() else self.codes[kept], dtype=np.int32)
        nothing = codes < 0
        indices = pa.array(codes, mask=nothing) if nothing.any() else pa.array(codes)
        return pa.DictionaryArray.from_arrays(indices, pa.array(self.texts, pa.string()))


@define(eq=False)
class Reader:
    """Reads the values of a field or an attribute.

    Attributes:
        wanted: its type.
    """

    wanted: ValueType
    _known: dict[type, dict[Hashable, str | None]] = field(init=False, factory=dict)

    @property
    def least(self) -> int:
        """The least code that a record may have."""
        return 0 if self.wanted.required else NOTHING

    def codes(self, values: Sequence[Any]) -> Codes:
        """The codes of values; None is nothing.

        Raises:
            NotInTablesError: a value is right, but cannot be written.
        """
        keys: Sequence[Hashable] = values
        kinds = set(map(type, values)) - {NoneType}
        kind = next(iter(kinds)) if len(kinds) == 1 else object
        if kind in _ALIKE:
            different: Iterable[tuple[Hashable, Any]] = ((value, value) for value in dict.fromkeys(values))
        else:
            # Lists, and values of several types, of which 1, 1.0 and true would be taken for the same.
            keys = [None if value is None else f"{type(value).__name__} {value!r}" for value in values]
            different = dict(zip(keys, values, strict=True)).items()
        known = self._known.setdefault(kind, {})
        texts: list[str] = []
        codes: dict[Hashable, int] = {}
        for key, value in different:
            text = None if key is None else self._text(key, value, known)
            codes[key] = (NOTHING if key is None else BAD) if text is None else len(texts)
            if text is not None:
                texts.append(text)
        return Codes(np.fromiter(map(codes.__getitem__, keys), np.int32, len(keys)), texts)

    def _text(self, key: Hashable, value: Any, known: dict[Hashable, str | None]) -> str | None:  # noqa: ANN401, any data
        """What a table would have in a cell for a value, which is known by a key; None for one that is not right."""
        if key not in known:
            # References are different in every record.
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[key] = _written(value, self.wanted)
        return known[key]


def _written(value: Any, wanted: ValueType) -> str | None:  # noqa: ANN401, it is data of any shape
    """A value as a cell of a table would have it; None for one that is not of the type."""
    read = as_value(value, wanted)
    if read is None:
        return None
    match read:
        case bool():
            text = "true" if read else "false"
        case date():
            text = read.isoformat()
        case Decimal():
            text = number_in_words(read)
        case tuple():
            text = ";".join(read) or EMPTY_LIST
        case _:
            text = str(read)
    again = as_value(from_cell(text, wanted), wanted)
    # A list may have an item in which there is what parts items.
    if again != read or type(again) is not type(read):
        raise NotInTablesError
    return text


def dates_of(values: Codes) -> tuple[Codes, Flags, Flags]:
    """The dates of events, which of them are full, and which are dates at all, of which nothing is one.

    Args:
        values: what stands for them, as texts.
    """
    texts = [day_written(text) for text in values.texts]
    is_full = [_is_full(text) for text in texts]
    # Nothing, and what cannot be read, are taken from the end.
    places = np.where(values.codes == BAD, -2, values.codes)
    full = np.array([*(one is True for one in is_full), False, False])
    is_date = np.array([*(one is not None for one in is_full), False, True])
    return Codes(values.codes, texts), full[places], is_date[places]


# The same days stand in every record.
@lru_cache(maxsize=65_536)
def _is_full(text: str) -> bool | None:
    """Whether a date is a full one; None if it is none."""
    span = read_span(text)
    return None if span is None else span.first == span.last
