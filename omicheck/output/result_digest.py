"""Hashes of what a command found, other than rows: of the whole, and of each part of it by the part's name."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from omicheck.output.row_digest import short
from omicheck.plain_data import compact_json

# What names an item of a list, where that is a word of the rules and not of a record.
_NAMES: Final = ("question", "criterion", "section", "headline", "metric", "rule", "kind", "field")
# Items of longer lists have one hash together.
_MOST_ITEMS: Final = 500
_NO_RESULT: Final = "manifest"


def result_digest(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The hashes, as JSON would hold them.

    Args:
        data: what was found, as JSON would hold it; the manifest in it is no part of what was found.
    """
    found = {name: value for name, value in data.items() if name != _NO_RESULT}
    return {"sha256": _hash(found).hexdigest(), "parts": {name: short(_hash(value)) for name, value in _parts(found)}}


def page_digest(pieces: Iterable[str]) -> Mapping[str, Any]:
    """The hash of a page, as JSON would hold it.

    Args:
        pieces: the page, in pieces.
    """
    return {"sha256": hashlib.sha256("".join(pieces).encode()).hexdigest(), "parts": {}}


def _parts(found: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name, value in found.items():
        if isinstance(value, list) and len(value) <= _MOST_ITEMS:
            for number, item in enumerate(value, 1):
                yield f"{name} {_name(item) or number}", item
        else:
            yield name, value


def _name(item: object) -> str:
    """What an item of a list is called; empty where it is to be counted, as it may be of a case."""
    if not isinstance(item, Mapping) or "case_id" in item:
        return ""
    return " ".join(str(item[name]) for name in _NAMES if isinstance(item.get(name), str))


def _hash(data: object) -> "hashlib._Hash":
    return hashlib.sha256(compact_json(data).encode())
