"""Collects what is wrong with a document while it is read, so that all of it is told in one go."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeGuard, TypeVar

from attrs import define, field

from omicheck.errors import Problem, nearest_name, one_of
from omicheck.private_values import ValueLeftOut, kind_of
from omicheck.text import is_writable

# Where in a document: keys and places in lists, from the top.
Path = tuple[str | int, ...]

Word = TypeVar("Word", bound=str)

_LONGEST_SHOWN = 60


@define(eq=False)
class Findings:
    """The problems of one document.

    Attributes:
        file: the file, as the user named it.
        line_of: tells the line of a path.
        file_of: tells the file of a path, for a document that is spread over several.
        problems: what was found so far.
        case_id: the case being read, if any.
        tells_values: whether the values that were found are told, as those of rules are, which are about nobody; of
            records it is told what kind of value was found.
    """

    file: str
    line_of: Callable[[Path], int | None]
    file_of: Callable[[Path], str] | None = None
    problems: list[Problem] = field(factory=list)
    case_id: str | None = None
    tells_values: bool = False

    def add(
        self,
        path: Path,
        found: str,
        expected: str,
        nearest: str | None = None,
        kind: str = "wrong",
        mapping_key: str | None = None,
    ) -> None:
        """Notes a problem at a path."""
        file = self.file if self.file_of is None else self.file_of(path)
        line = self.line_of(path)
        self.problems.append(
            Problem(file, line, path_text(path), found, expected, nearest, self.case_id, kind, mapping_key)
        )

    def value(self, data: object, known: Iterable[object] = ()) -> str:
        """What was found, for one line: the value itself, or what kind of value it is where values are not told.

        Args:
            data: what was found.
            known: the words that would have done; one that is written nearly so tells nothing of anybody.
        """
        return show(data) if self.tells_values else value_left_out(data, known)

    def unknown_word(
        self, path: Path, what: str, word: object, known: Iterable[object], mapping_key: str | None = None
    ) -> None:
        """Notes a value that is not among the words that may stand there."""
        names = list(known)
        whole = f"{what} {show(word)}"
        found = whole if self.tells_values else value_left_out(word, names, whole)
        self._unknown(path, what, found, word, names, mapping_key)

    def unknown_name(
        self, path: Path, what: str, name: object, known: Iterable[object], mapping_key: str | None = None
    ) -> None:
        """Notes a name that is not among those known, such as a key; it is told as it stands."""
        self._unknown(path, what, f"{what} {show(name)}", name, list(known), mapping_key)

    def _unknown(
        self, path: Path, what: str, found: str, name: object, names: Sequence[object], mapping_key: str | None
    ) -> None:
        listed = f": {one_of(names)}" if len(names) <= 12 else ""  # noqa: PLR2004, longer is not read
        # What an attribute belongs to says where it was looked for, not what sort of name it is.
        kind = f"unknown-{what.partition(' of ')[0].replace(' ', '-')}"
        expected = f"a known {what}{listed}" if names else f"no {what}, as there is none"
        self.add(path, found, expected, nearest_name(name, names), kind, mapping_key)

    def mapping(self, data: object, path: Path, what: str) -> Mapping[Any, Any] | None:
        """The data, if it is a mapping."""
        if isinstance(data, dict):
            return data
        self.add(path, self.value(data), what)
        return None

    def keys(self, data: Mapping[Any, Any], path: Path, known: Collection[str], required: Iterable[str] = ()) -> bool:
        """Whether a mapping has no unknown key and none that is required is missing."""
        before = len(self.problems)
        for key in data:
            if key not in known:
                self.unknown_name((*path, str(key)), "key", key, known)
        for key in required:
            if data.get(key) is None:
                self.add(path, f"no {key}", f"{key}, which must be there")
        return len(self.problems) == before

    def mappings(self, data: object, path: Path, what: str, each: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
        """The items of a list that are mappings, each with its path; of what else is in it a problem is noted."""
        for at, item in self.items(data, path, what):
            mapping = self.mapping(item, at, each)
            if mapping is not None:
                yield at, mapping

    def one_or_more(self, data: object, path: Path, expected: str) -> list[tuple[Path, Any]]:
        """The items of a list, which must have some, or what stands in its place alone; each with its path."""
        if data == []:
            self.add(path, "an empty list", expected)
        return list(self.items(data, path, "")) if isinstance(data, list) else [(path, data)]

    def word(self, data: object, known: Sequence[Word], path: Path, what: str, otherwise: Word) -> Word:
        """The data, if it is one of a few words; another is noted, and stands for the word that is named last."""
        for word in known:
            if word == data:
                return word
        self.unknown_word(path, what, data, known)
        return otherwise

    def text(self, data: object, path: Path) -> str:
        """The data, if it is a text with something in it; otherwise an empty text."""
        if isinstance(data, str) and data.strip() and is_writable(data):
            return data
        self.add(path, self.value(data), "text")
        return ""

    def words(self, data: object, path: Path) -> tuple[str, ...]:
        """The words of a list, numbers as text; nothing stands for no words."""
        words = []
        for at, item in self.items([] if data is None else data, path, "a list of words"):
            if isinstance(item, str | int) and not isinstance(item, bool):
                words.append(str(item))
            else:
                self.add(at, self.value(item), "a word")
        return tuple(words)

    def items(self, data: object, path: Path, what: str) -> Iterator[tuple[Path, Any]]:
        """The items of a list, each with its path."""
        if not isinstance(data, list):
            self.add(path, self.value(data), what)
            return
        for number, item in enumerate(data):
            yield (*path, number), item


def path_text(path: Path) -> str:
    """The path as it is printed: `events[2].date`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def is_whole_number(data: object) -> TypeGuard[int]:
    """Whether data is a whole number, which a flag is not."""
    return isinstance(data, int) and not isinstance(data, bool)


def show(data: object) -> str:
    """What was found, short enough for one line."""
    if data is None:
        return "nothing"
    if isinstance(data, dict):
        return "a mapping" if data else "an empty mapping"
    if isinstance(data, list):
        return f"a list of {len(data)}" if data else "an empty list"
    text = str(data) if isinstance(data, Decimal) else json.dumps(data, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."


def value_left_out(data: object, known: Iterable[object] = (), with_value: str | None = None) -> str:
    """What kind of value was found, which is told without the value; it has the value for whoever asks for it.

    Args:
        data: what was found.
        known: the words that would have done.
        with_value: what is told where the value is; the value if nothing is given.

    Examples:
        >>> value_left_out("Jo Bloggs"), value_left_out("comunity_order", ["community_order"]), value_left_out(7)
        ('a text', '"comunity_order"', '7')
        >>> value_left_out("31/02/2009"), value_left_out("Jo Bloggs").in_full
        ('a text written as 00/00/0000', '"Jo Bloggs"')
    """
    kind = kind_of(data, known)
    whole = show(data) if with_value is None else with_value
    return whole if kind is None else ValueLeftOut(kind, whole)
