"""What a run manifest has to be, so that the run can be made again by it and held against it."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final


def changed_in(manifest: Mapping[str, Any]) -> str | None:
    """The path of the first thing in a manifest that is not as manifests are written; None where all is."""
    return next((".".join(path) for path, is_right in _SHAPE if not is_right(_at(manifest, path))), None)


def is_word(data: object) -> bool:
    """Whether data are a text that can be a word of a command line, or the name of a file."""
    if not isinstance(data, str) or "\0" in data:
        return False
    try:
        os.fsencode(data)
    except UnicodeEncodeError:
        return False
    return True


def _at(data: object, path: Sequence[str]) -> object:
    """What stands at a path; `_NOT_THERE` where nothing does, `_NO_GROUP` where what it would stand in is not there."""
    for name in path[:-1]:
        data = data.get(name) if isinstance(data, dict) else None
    return data.get(path[-1], _NOT_THERE) if isinstance(data, dict) else _NO_GROUP


def _is_text(data: object) -> bool:
    return isinstance(data, str)


def _is_mapping(data: object) -> bool:
    return isinstance(data, dict)


def _are_texts(data: object) -> bool:
    return isinstance(data, list) and all(map(_is_text, data))


def _is_number(data: object) -> bool:
    return isinstance(data, int)


def _are_versions(data: object) -> bool:
    return isinstance(data, dict) and all(one is None or isinstance(one, str) for one in data.values())


def _are_hashes(data: object) -> bool:
    return isinstance(data, dict) and all(map(_is_text, data.values()))


def _are_further_files(data: object) -> bool:
    return isinstance(data, list) and all(
        isinstance(one, dict)
        and isinstance(one.get("format"), str)
        and is_word(one.get("path"))
        and _are_hashes(one.get("sha256"))
        and isinstance(one.get("written_by", ""), str)
        for one in data
    )


def _if_there(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda data: data is _NOT_THERE or data is _NO_GROUP or is_right(data)


def _of_group(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    """Of what has to be there if the group is that it stands in."""
    return lambda data: data is _NO_GROUP or is_right(data)


_NOT_THERE: Final = object()
_NO_GROUP: Final = object()
# All that is read of a manifest, each with what it has to be.
_SHAPE: Final[Sequence[tuple[Sequence[str], Callable[[object], bool]]]] = (
    (("as_of",), _is_text),
    (("python",), _if_there(_is_text)),
    (("engine",), _if_there(_is_text)),
    (("libraries",), _if_there(_are_versions)),
    (("rules",), _is_mapping),
    (("rules", "sha256"), _is_text),
    (("rules", "evaluated"), _are_texts),
    (("input",), _is_mapping),
    (("input", "sha256"), _are_hashes),
    (("run",), _is_mapping),
    (("run", "command"), _is_text),
    (("run", "options"), _is_mapping),
    (("run", "files"), _if_there(_is_mapping)),
    (("run", "cases"), _if_there(_is_text)),
    (("rows",), _if_there(_is_mapping)),
    (("rows", "sha256"), _of_group(_is_text)),
    (("rows", "cases"), _of_group(_is_number)),
    (("rows", "by_rule"), _of_group(_are_hashes)),
    (("rows", "by_cases"), _of_group(_are_texts)),
    (("result",), _if_there(_is_mapping)),
    (("result", "sha256"), _of_group(_is_text)),
    (("result", "parts"), _of_group(_if_there(_are_hashes))),
    (("output",), _if_there(_is_mapping)),
    (("output", "path"), _of_group(is_word)),
    (("output", "sha256"), _of_group(_are_hashes)),
    (("output", "written_by"), _if_there(_is_text)),
    (("also",), _if_there(_are_further_files)),
)
