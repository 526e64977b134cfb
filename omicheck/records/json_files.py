"""Case records from JSON and JSON Lines."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn

from attrs import frozen

from omicheck.decimals import number_of_json
from omicheck.findings import Path, show

_SPACE: Final = re.compile(r"[ \t\n\r]*")


@frozen
class JsonError(Exception):
    """A text that is not JSON as it is wanted here: without doubled keys, and without NaN.

    Attributes:
        message: what was found.
        line: the line, from 1.
        expected: what was expected.
    """

    message: str
    line: int
    expected: str

    def __str__(self) -> str:
        return self.message


EACH_KEY_ONCE: Final = "each key once"


@frozen
class DoubledKey:
    """A key that stands twice in a mapping.

    Attributes:
        path: where the mapping is.
        key: the key.
        line: the line of the second.
    """

    path: Path
    key: str
    line: int

    @property
    def found(self) -> str:
        """What was found, for messages."""
        return _twice(self.key)


def parse_document(text: str) -> tuple[Any, tuple[DoubledKey, ...]]:
    """The data that a JSON text stands for, and the keys that stand twice in a mapping, of which it has the last value.

    Raises:
        JsonError: it is no JSON.
    """
    doubled: list[tuple[dict[str, Any], str]] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) < len(pairs):
            doubled.append((mapping, _doubled(pairs)))
        return mapping

    data = _parsed(text, 1, noted)
    keys = {id(mapping): key for mapping, key in doubled}
    paths = _paths(data, keys) if keys else ()
    return data, tuple(DoubledKey(path, key, _line_of_second(text, path, key)) for path, key in paths)


def parse_json(text: str, first_line: int = 1) -> Any:  # noqa: ANN401, it is data of any shape
    """The data that a JSON text stands for.

    Args:
        text: the text.
        first_line: the line of its file on which it begins, from 1.

    Raises:
        JsonError: it is no JSON, or a key stands in it twice, which would drop a value in silence.
    """
    try:
        return _parsed(text, first_line, _without_doubles)
    except _DoubledKeyError as error:
        line = next(_lines_of_doubled(text, error.key), 1)
        raise JsonError(_twice(error.key), first_line + line - 1, EACH_KEY_ONCE) from error


def parse_quickly(text: str) -> Any:  # noqa: ANN401, it is data of any shape
    """The data that a JSON text stands for, with the last value of a key that stands in it twice.

    Raises:
        ValueError: it is no JSON.
        RecursionError: lists or mappings are nested too deeply.
    """
    return _DECODER.decode(text)


def _parsed(text: str, first_line: int, hook: Callable[[list[tuple[str, Any]]], dict[str, Any]]) -> Any:  # noqa: ANN401
    try:
        return json.loads(text, object_pairs_hook=hook, parse_float=number_of_json, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        # The library's message leads up to a position, as in "Unterminated string starting at".
        what = error.msg.removesuffix(" at").removesuffix(": ")
        found = f"text that is no JSON: {what} in column {error.colno}"
        raise JsonError(found, first_line + error.lineno - 1, "JSON to its end; was it cut off?") from error
    except RecursionError as error:
        raise JsonError("lists or mappings nested too deeply", first_line, "the few levels of a case record") from error
    except ValueError as error:
        raise JsonError(str(error), first_line, "a number in digits, or null") from error


class _DoubledKeyError(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise _DoubledKeyError(_doubled(pairs))
    return mapping


def _twice(key: str) -> str:
    return f"the key {show(key)} twice in one mapping"


def _doubled(pairs: Sequence[tuple[str, Any]]) -> str:
    """The first key that stands a second time."""
    keys = [key for key, _ in pairs]
    return next(key for place, key in enumerate(keys) if key in keys[:place])


def _paths(data: object, keys: Mapping[int, str], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """The paths of mappings, known by identity, with their keys; what is within such a mapping is not looked into."""
    if id(data) in keys:
        yield path, keys[id(data)]
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, keys, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _paths(value, keys, (*path, number))


def _line_of_second(text: str, path: Path, key: str) -> int:
    places = [place for name, place in _members(text, place_of(text, path), json.JSONDecoder()) if name == key]
    return 1 + text.count("\n", 0, places[1])


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant}, which is no number in JSON")


# Without a function of Python for every mapping, which takes as long as all the rest.
_DECODER: Final = json.JSONDecoder(parse_float=number_of_json, parse_constant=_refuse)


def _lines_of_doubled(text: str, key: str) -> Iterator[int]:
    """The lines on which a key stands, from its second on: the best that can be told without reading it all again."""
    places = [match.start() for match in re.finditer(re.escape(json.dumps(key)) + r"\s*:", text)]
    for place in places[1:]:
        yield text.count("\n", 0, place) + 1


def line_of(text: str, path: Path, first_line: int = 1) -> int:
    """The line on which the value at a path begins; where there is none, that of what would hold it.

    Args:
        text: a JSON text that has been parsed without an error.
        path: keys and places in lists, from the top.
        first_line: the line of its file on which the text begins, from 1.
    """
    return first_line + text.count("\n", 0, place_of(text, path))


def place_of(text: str, path: Path) -> int:
    """Where in a JSON text the value at a path begins; where there is none, what would hold it."""
    decoder = json.JSONDecoder()
    at = _skip(text, 0)
    for step in path:
        inner = next((place for name, place in _members(text, at, decoder) if name == step), None)
        if inner is None:
            break
        at = inner
    return at


def lines_of_items(text: str, path: Path) -> Iterator[int]:
    """The line on which each item of the list at a path begins, from 1."""
    line, before = 1, 0
    for _, at in _members(text, place_of(text, path), json.JSONDecoder()):
        line += text.count("\n", before, at)
        before = at
        yield line


def text_at(text: str, path: Path) -> str:
    """The part of a JSON text that stands for the value at a path."""
    at = place_of(text, path)
    return text[at : json.JSONDecoder().raw_decode(text, at)[1]]


def _members(text: str, at: int, decoder: json.JSONDecoder) -> Iterator[tuple[str | int, int]]:
    """The keys of a mapping or the places in a list, and where their values begin; nothing for any other value."""
    opening = text[at]
    if opening not in "{[":
        return
    at = _skip(text, at + 1)
    number = 0
    while text[at] not in "}]":
        name: str | int = number
        if opening == "{":
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        yield name, at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        number += 1


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
