"""Case records from JSON and JSON Lines."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NoReturn

from attrs import frozen

from omicheck.decimals import number_of_json
from omicheck.findings import Path, show
from omicheck.records.json_places import JsonPlaces

# What the names of files of JSON Lines end with, and of JSON altogether.
LINES: Final = (".jsonl", ".ndjson")
JSON_SUFFIXES: Final = (".json", *LINES)

# So many levels no document has that is meant to be read here.
_DEEPEST: Final = 60


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
    lost: list[Any] = []

    def noted(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) < len(pairs):
            doubled.append((mapping, _doubled(pairs)))
            lost.extend(value for _, value in pairs)
        return mapping

    data = _parsed(text, 1, noted)
    if not doubled:
        return data, ()
    if _is_too_deep(lost):
        raise _too_deep(1)
    places = JsonPlaces(text)
    paths = _paths(data, {id(mapping): key for mapping, key in doubled})
    return data, tuple(DoubledKey(path, key, places.line_of_second(path, key)) for path, key in paths)


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
        data = json.loads(text, object_pairs_hook=hook, parse_float=number_of_json, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        # The library's message leads up to a position, as in "Unterminated string starting at".
        what = error.msg.removesuffix(" at").removesuffix(": ")
        found = f"text that is not JSON: {what} in column {error.colno}"
        raise JsonError(found, first_line + error.lineno - 1, "JSON to its end; was it cut off?") from error
    except RecursionError as error:
        raise _too_deep(first_line) from error
    except ValueError as error:
        raise JsonError(str(error), first_line, "a number in digits, or null") from error
    # How deep a text may be that can be parsed depends on the Python: what goes through the data later must not fail.
    if _is_too_deep(data):
        raise _too_deep(first_line)
    return data


def _too_deep(line: int) -> JsonError:
    return JsonError("lists or mappings nested too deeply", line, "the few levels of a case record")


def _is_too_deep(data: object) -> bool:
    """Whether lists or mappings stand in each other for more levels than any document needs."""
    level: list[Any] = [data] if isinstance(data, dict | list) else []
    for _ in range(_DEEPEST):
        # Of exactly these types: it is gone through for every document, and the parser gives no others.
        level = [
            inner
            for one in level
            for inner in (one.values() if type(one) is dict else one)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


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
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            break
        seen.add(key)
    return key


def _paths(data: object, keys: Mapping[int, str]) -> Iterator[tuple[Path, str]]:
    """The paths of mappings, known by identity, with their keys; what is within such a mapping is not looked into."""
    waiting: list[tuple[Path, object]] = [((), data)]
    while waiting:
        path, one = waiting.pop()
        if id(one) in keys:
            yield path, keys[id(one)]
        elif isinstance(one, dict):
            waiting += [((*path, key), value) for key, value in reversed(one.items()) if isinstance(value, dict | list)]
        elif isinstance(one, list):
            inner = [((*path, number), value) for number, value in enumerate(one) if isinstance(value, dict | list)]
            waiting += reversed(inner)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant}, which is no number in JSON")


# Without a function of Python for every mapping, which takes as long as all the rest.
_DECODER: Final = json.JSONDecoder(parse_float=number_of_json, parse_constant=_refuse)


def _lines_of_doubled(text: str, key: str) -> Iterator[int]:
    """The lines on which a key stands, from its second on: the best that can be told without reading it all again."""
    places = [match.start() for match in re.finditer(re.escape(json.dumps(key)) + r"\s*:", text)]
    for place in places[1:]:
        yield text.count("\n", 0, place) + 1


def is_document(text: str) -> bool:
    """Whether a text that by its name is JSON Lines is one document of records all the same.

    >>> is_document('{"cases": []}'), is_document('[{"case_id": "A"}]'), is_document('{"case_id": "A"}')
    (True, True, False)
    """
    # The first line alone, without a copy of the others, which may be very many.
    begin = len(text) - len(text.lstrip())
    end = text.find("\n", begin)
    if begins_with_record(text[begin : None if end < 0 else end]):
        return False
    try:
        whole = parse_document(text)[0]
    except JsonError:
        return False
    return isinstance(whole, list | dict)


def begins_with_record(line: str) -> bool:
    """Whether the first line of a text is a record, as it is in JSON Lines, and not where a document begins."""
    try:
        first = parse_document(line)[0]
    except JsonError:
        return False
    return isinstance(first, dict) and "cases" not in first
