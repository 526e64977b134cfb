"""The JSON documents of an extract: those of a file, with the line on which each of their objects begins.

A file holds one document or several: a list of them, or a line each.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.findings import path_text
from omicheck.records.json_files import EACH_KEY_ONCE, JsonError, parse_document, parse_json
from omicheck.records.mapping.json_paths import ITEM, Kind

JSON_SUFFIXES: Final = (".json", ".jsonl", ".ndjson")
_LINES: Final = (".jsonl", ".ndjson")
_EXPECTED: Final = "JSON, or JSON Lines in a file named .jsonl or .ndjson"


@frozen(eq=False)
class Documents:
    """The documents of a file.

    Attributes:
        name: the file.
        documents: what each holds.
        lines: the line on which each object in them begins, by the identity of the object.
        kinds: where something stands, every place in a list being the same.
        holders: those of these kinds under which something else stands.
        values: those of them where a text, a number or a flag stands.
        wrong: lines that hold no document.
    """

    name: str
    documents: Sequence[Any]
    lines: Mapping[int, int]
    kinds: frozenset[Kind]
    holders: frozenset[Kind]
    values: frozenset[Kind]
    wrong: Sequence[Problem] = ()


def is_json(name: str) -> bool:
    """Whether a name is that of a file of JSON documents."""
    return name.lower().endswith(JSON_SUFFIXES)


def read_documents(name: str, content: bytes) -> Documents:
    """The documents of a file.

    Args:
        name: the file.
        content: its bytes.

    Raises:
        RecordsUnreadableError: it is no JSON, or a key stands twice in one object.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _unreadable(name, line, "a byte that is not UTF-8", "a text in UTF-8") from error
    if not text.strip():
        raise _unreadable(name, None, "an empty file", _EXPECTED)
    walk = _Walk()
    wrong: list[Problem] = []
    try:
        if name.lower().endswith(_LINES):
            documents = list(_from_lines(text, name, walk, wrong))
        else:
            documents = _from_text(text, name, walk)
    except RecursionError as error:
        raise _unreadable(
            name, None, "lists or objects nested too deeply", "the few levels of a case system"
        ) from error
    stands = list(walk.top.all())
    holders = frozenset(one.kind for one in stands if one.holds)
    values = frozenset(one.kind for one in stands if one.is_value)
    return Documents(name, documents, walk.lines, frozenset(one.kind for one in stands), holders, values, wrong)


def _unreadable(name: str, line: int | None, found: str, expected: str, path: str = "") -> RecordsUnreadableError:
    return RecordsUnreadableError((Problem(name, line, path, found, expected),))


def _from_text(text: str, name: str, walk: "_Walk") -> list[Any]:
    try:
        data, doubled = parse_document(text)
    except JsonError as error:
        raise _unreadable(name, error.line, error.message, error.expected) from error
    for one in doubled:
        raise _unreadable(name, one.line, one.found, EACH_KEY_ONCE, path_text(one.path))
    documents = data if isinstance(data, list) else [data]
    opened = _lines_of_objects(text) if "\n" in text.strip() else _always(1)
    for document in documents:
        walk.through(document, opened)
    return documents


def _from_lines(text: str, name: str, walk: "_Walk", wrong: list[Problem]) -> Iterator[Any]:
    # Only these end a line: the other separators that splitlines knows may stand inside a JSON text.
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip():
            continue
        try:
            document = parse_json(line, number)
        except JsonError as error:
            expected = f"one whole document on a line: {error.expected}"
            wrong.append(Problem(name, error.line, "", error.message, expected))
            continue
        walk.through(document, _always(number))
        yield document


def _always(number: int) -> Iterator[int]:
    while True:
        yield number


def _lines_of_objects(text: str) -> Iterator[int]:
    """The line on which each object of a JSON text begins, in the order in which they end."""
    # Between every other quotation mark stands what is no text. No line ends within a text of JSON.
    bare = "".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2])
    opened: list[int] = []
    for number, line in enumerate(bare.split("\n"), 1):
        if "{" in line or "}" in line:
            for sign in line:
                if sign == "{":
                    opened.append(number)
                elif sign == "}":
                    yield opened.pop()


@define(eq=False)
class _Stand:
    """Somewhere in documents, every place in a list being the same.

    Attributes:
        kind: where it is.
        inner: what stands under it, by key.
        holds: whether anything does.
        is_value: whether a text, a number or a flag stands there.
    """

    kind: Kind
    inner: dict[str, "_Stand"] = field(factory=dict)
    holds: bool = False
    is_value: bool = False

    def under(self, key: str) -> "_Stand":
        """What stands under it by a key."""
        found = self.inner.get(key)
        if found is None:
            found = self.inner[key] = _Stand((*self.kind, key))
        return found

    def all(self) -> Iterator["_Stand"]:
        """It and all that stands under it."""
        yield self
        for one in self.inner.values():
            yield from one.all()


@define(eq=False)
class _Walk:
    """What is learned by going through documents once."""

    lines: dict[int, int] = field(factory=dict)
    top: _Stand = field(factory=lambda: _Stand(()))
    line: int = 1

    def through(self, document: Any, opened: Iterator[int]) -> None:  # noqa: ANN401, it is data of any shape
        """Goes through a document.

        Args:
            document: what it holds.
            opened: the lines of the objects in it, in the order in which they end.
        """
        self._value(document, opened, self.top)

    def _value(self, data: Any, opened: Iterator[int], at: _Stand) -> None:  # noqa: ANN401, it is data of any shape
        if isinstance(data, dict):
            inner = at.inner
            for key, value in data.items():
                under = inner.get(key) or at.under(key)
                # Most are values alone, of which there are millions.
                if isinstance(value, dict | list):
                    self._value(value, opened, under)
                elif value is not None:
                    under.is_value = True
            self.line = self.lines[id(data)] = next(opened, self.line)
        elif isinstance(data, list):
            for value in data:
                self._value(value, opened, at.under(ITEM))
        elif data is not None:
            at.is_value = True
            return
        at.holds = at.holds or bool(data)
