"""Case records from JSON and JSON Lines."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from attrs import frozen

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


def parse_json(text: str, first_line: int = 1) -> Any:  # noqa: ANN401, it is data of any shape
    """The data that a JSON text stands for.

    Args:
        text: the text.
        first_line: the line of its file on which it begins, from 1.

    Raises:
        JsonError: it is no JSON, or a key stands in it twice, which would drop a value in silence.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        # The library's message leads up to a position, as in "Unterminated string starting at".
        what = error.msg.removesuffix(" at").removesuffix(": ")
        found = f"text that is no JSON: {what} in column {error.colno}"
        raise JsonError(found, first_line + error.lineno - 1, "JSON to its end; was it cut off?") from error
    except _DoubledKeyError as error:
        line = next(_lines_of_doubled(text, error.key), 1)
        raise JsonError(
            f"the key {show(error.key)} twice in one mapping", first_line + line - 1, "each key once"
        ) from error
    except RecursionError as error:
        raise JsonError("lists or mappings nested too deeply", first_line, "the few levels of a case record") from error
    except ValueError as error:
        raise JsonError(str(error), first_line, "a number in digits, or null") from error


class _DoubledKeyError(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DoubledKeyError(key)
            seen.add(key)
    return mapping


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant}, which is no number in JSON")


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
    decoder = json.JSONDecoder()
    at = _skip(text, 0)
    for step in path:
        inner = _enter(text, at, step, decoder)
        if inner is None:
            break
        at = inner
    return first_line + text.count("\n", 0, at)


def _enter(text: str, at: int, step: str | int, decoder: json.JSONDecoder) -> int | None:
    """Where the value of a key, or the item of a list, begins; None if there is none."""
    opening = text[at]
    if (opening == "{") is not isinstance(step, str) or opening not in "{[":
        return None
    at = _skip(text, at + 1)
    number = 0
    while text[at] not in "}]":
        name: str | int = number
        if opening == "{":
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        number += 1
    return None


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
