"""Words and what they mean, and what is asked of the cells of a row.

Words are compared without regard to case and to blanks around and between them.
"""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from omicheck.records.sheets.grid import Cell, heading_key
from omicheck.records.sheets.texts import text_of

# What a word stands for, as JSON would hold it, by the key of the word.
Words = Mapping[str, Any]
# At the end of a word of a condition whatever follows, at its beginning whatever comes before.
_ANYTHING: Final = "*"


@frozen
class Condition:
    """What is asked of one cell of a row.

    Attributes:
        heading: the heading of its column.
        words: the keys of the words that will do; the empty text for an empty cell.
        beginnings: keys with which a word that will do begins.
        endings: keys with which a word that will do ends.
        is_refused: whether it is asked that the cell has none of them.
        path: where in the mapping it stands.
        line: the line there.
    """

    heading: str
    words: frozenset[str]
    beginnings: tuple[str, ...]
    path: str
    line: int | None
    endings: tuple[str, ...] = ()
    is_refused: bool = False

    def holds(self, cell: Cell) -> bool:
        """Whether a cell has one of the words, or none of them if that is asked; of several values one will do."""
        several = cell if isinstance(cell, tuple) and cell else ("" if cell == () else cell,)
        return any(map(self._has, several)) is not self.is_refused

    def _has(self, cell: Cell) -> bool:
        key = word_key(cell)
        return key in self.words or (bool(key) and (key.startswith(self.beginnings) or key.endswith(self.endings)))


def word_key(cell: object) -> str:
    """A word without what makes no difference; a number as it is written without a point, a date as ISO text.

    >>> word_key(" Failed  to Attend "), word_key(2.0), word_key(True)
    ('failed to attend', '2', 'true')
    """
    return heading_key(cell if isinstance(cell, str) else text_of(cell))  # type: ignore[arg-type]  # YAML gives cells


def condition_of(heading: str, words: list[Any], path: str, line: int | None, *, is_refused: bool = False) -> Condition:
    """The condition that a cell has one of some words, or none of them.

    `null` stands for an empty cell, `*` at the end or the beginning of a word for whatever is there.
    """
    keys = ["" if word is None else word_key(word) for word in words]
    beginnings = tuple(key.removesuffix(_ANYTHING) for key in keys if key.endswith(_ANYTHING))
    endings = tuple(
        key.removeprefix(_ANYTHING) for key in keys if key.startswith(_ANYTHING) and not key.endswith(_ANYTHING)
    )
    words_alone = frozenset(key for key in keys if not key.startswith(_ANYTHING) and not key.endswith(_ANYTHING))
    return Condition(heading, words_alone, beginnings, path, line, endings, is_refused)
