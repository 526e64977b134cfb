"""Where something stands in a JSON document: `custody.releases[*].recall.recallDate`.

A path is what JSONPath and JMESPath write alike: keys with points between them, `[0]`, `[-1]` for one item of a list,
`[*]` for each, `[1:]` for each from the second on, and quotation marks about a key that is no plain word. It begins at
the item that a row is made of; with `$` before it, at the top of the document.

>>> read_path("custody.releases[1:].releaseDate").steps
('custody', 'releases', slice(1, None, None), 'releaseDate')
>>> read_path("$.crn").from_top
True
>>> read_path("a..b") is None
True
>>> values_at({"risk": {"Known Adult": "HIGH"}}, read_path('risk."Known Adult"').steps)
'HIGH'
>>> values_at({"asks": [{"code": "F"}, {"code": "W"}]}, read_path("asks[*].code").steps)
('F', 'W')
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import frozen

# A key, one place in a list, or some of its places.
Step = str | int | slice
# The steps of a path as far as what may stand under it goes: every place in a list is the same.
Kind = tuple[str, ...]

EACH: Final = slice(None)
ITEM: Final = "[*]"
TOP: Final = "$"
PATH_EXPECTED: Final = (
    "a path, such as sentence.startDate, requirements[*].code, releases[0].date, or $.crn for what stands at the top"
)
_KEY: Final = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^.\[\]"'\s](?:[^.\[\]"']*[^.\[\]"'\s])?))\s*""")
_PLACES: Final = re.compile(r"\[\s*(?:(\*)|(-?\d+)|(-?\d+)?\s*:\s*(-?\d+)?)\s*\]")
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Longer numbers are no places in a list.
_MOST_DIGITS: Final = 9


@frozen(eq=False)
class JsonPath:
    """A path.

    Attributes:
        text: as the mapping has it.
        from_top: whether it begins at the top of the document.
        steps: the keys and places.
    """

    text: str
    from_top: bool
    steps: tuple[Step, ...]

    @property
    def kind(self) -> Kind:
        """Its steps, every place in a list being the same."""
        return kind_of(self.steps)


def read_path(text: str) -> JsonPath | None:
    """The path that a text states, or None where it states none."""
    rest = text.strip()
    from_top = rest.startswith(TOP) and rest[1:2] in ("", ".", "[")
    if from_top:
        rest = rest[1:]
    steps: list[Step] = []
    at = 0
    wants_key = not from_top and not rest.startswith("[")
    while at < len(rest) or wants_key:
        if not wants_key and rest[at] == ".":
            at, wants_key = at + 1, True
            continue
        match = (_KEY if wants_key else _PLACES).match(rest, at)
        if match is None:
            return None
        step = _key(match) if wants_key else _places(match)
        if step is None:
            return None
        steps.append(step)
        at, wants_key = match.end(), False
    return JsonPath(text, from_top, tuple(steps))


def _key(match: re.Match[str]) -> Step:
    quoted, single, plain = match.groups()
    return re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else single if single is not None else plain


def _places(match: re.Match[str]) -> Step | None:
    every, one, first, end = match.groups()
    if any(number is not None and len(number) > _MOST_DIGITS for number in (one, first, end)):
        return None
    if every:
        return EACH
    if one is not None:
        return int(one)
    return slice(None if first is None else int(first), None if end is None else int(end))


def kind_of(steps: Sequence[Step]) -> Kind:
    """The steps, every place in a list being the same."""
    return tuple(step if isinstance(step, str) else ITEM for step in steps)


def kind_text(kind: Kind) -> str:
    """A kind as a path from the top would be written."""
    return TOP + "".join(step if step == ITEM else f".{key_text(step)}" for step in kind)


def key_text(key: str) -> str:
    """A key as it stands in a path."""
    return key if _PLAIN.fullmatch(key) else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def values_at(data: Any, steps: Sequence[Step]) -> Any:  # noqa: ANN401, it is data of any shape
    """What stands at a path: the value, a tuple of values where it leads to several, None for nothing.

    A list that is not there is nothing; one that is there and empty is an empty tuple.
    """
    for place, step in enumerate(steps):
        if isinstance(step, slice):
            if not isinstance(data, list):
                return None
            return tuple(_flat(values_at(item, steps[place + 1 :]) for item in data[step]))
        data = _step(data, step)
        if data is None:
            return None
    return data


def _flat(values: Iterator[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


def _step(data: Any, step: str | int) -> Any:  # noqa: ANN401, it is data of any shape
    if isinstance(step, str):
        return data.get(step) if isinstance(data, dict) else None
    if not isinstance(data, list) or not -len(data) <= step < len(data):
        return None
    return data[step]


def items_at(data: Any, steps: Sequence[Step]) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401, it is data of any shape
    """The items at a path, each with what it stands in: what stands after no step, after one, and so on to the item.

    What is `null`, or not there, is no item.
    """
    if data is None:
        return
    if not steps:
        yield (data,)
        return
    step, rest = steps[0], steps[1:]
    if isinstance(step, slice):
        inner: Sequence[Any] = data[step] if isinstance(data, list) else ()
    else:
        inner = (_step(data, step),)
    for one in inner:
        for trail in items_at(one, rest):
            yield (data, *trail)
