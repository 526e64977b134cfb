"""Where the values of a JSON text stand, each part of which is gone through once, however much is asked of it."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field

from omicheck.findings import Path

_SPACE: Final = re.compile(r"[ \t\n\r]*")
_LINE_END: Final = re.compile("\n")
# So many places are remembered; beyond that it is begun anew, so that memory stays within bounds.
_MOST_KEPT: Final = 1_000_000


@define(eq=False)
class JsonPlaces:
    """Tells where the values of a JSON text begin.

    Attributes:
        text: a JSON text that has been parsed without an error.
    """

    text: str
    _decoder: json.JSONDecoder = field(init=False, factory=json.JSONDecoder)
    # Where the values within a mapping or a list begin, by where that begins.
    _within: dict[int, Mapping[str | int, int]] = field(init=False, factory=dict)
    _kept: int = field(init=False, default=0)
    _line_ends: list[int] | None = field(init=False, default=None)

    def line_of(self, path: Path) -> int:
        """The line on which the value at a path begins, from 1; where there is none, that of what would hold it."""
        return self.line_at(self.place_of(path))

    def place_of(self, path: Path) -> int:
        """Where the value at a path begins; where there is none, what would hold it."""
        at = self._skip(0)
        for step in path:
            inner = self._inner(at).get(step)
            if inner is None:
                break
            at = inner
        return at

    def text_at(self, path: Path) -> str:
        """The part of the text that stands for the value at a path."""
        at = self.place_of(path)
        return self.text[at : self._decoder.raw_decode(self.text, at)[1]]

    def line_of_second(self, path: Path, key: str) -> int:
        """The line on which the second value of a key begins that stands twice in the mapping at a path."""
        places = [place for name, place in self._members(self.place_of(path)) if name == key]
        return self.line_at(places[1])

    def lines_of_items(self, path: Path) -> Iterator[int]:
        """The line on which each item of the list at a path begins."""
        return map(self.line_at, self._inner(self.place_of(path)).values())

    def line_at(self, place: int) -> int:
        """The line, from 1, on which a place in the text is."""
        if self._line_ends is None:
            self._line_ends = [match.start() for match in _LINE_END.finditer(self.text)]
        return 1 + bisect_left(self._line_ends, place)

    def _inner(self, at: int) -> Mapping[str | int, int]:
        found = self._within.get(at)
        if found is None:
            places: dict[str | int, int] = {}
            for name, place in self._members(at):
                places.setdefault(name, place)
            if self._kept > _MOST_KEPT:
                self._within.clear()
                self._kept = 0
            found = self._within[at] = places
            self._kept += len(places)
        return found

    def _members(self, at: int) -> Iterator[tuple[str | int, int]]:
        """The keys of a mapping or the places in a list, and where their values begin; nothing for any other value."""
        text = self.text
        opening = text[at]
        if opening not in "{[":
            return
        at = self._skip(at + 1)
        number = 0
        while text[at] not in "}]":
            name: str | int = number
            if opening == "{":
                name, at = self._decoder.raw_decode(text, at)
                at = self._skip(self._skip(at) + 1)
            yield name, at
            _, at = self._decoder.raw_decode(text, at)
            at = self._skip(at)
            if text[at] == ",":
                at = self._skip(at + 1)
            number += 1

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at
