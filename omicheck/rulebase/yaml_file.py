"""YAML with line numbers, and with nothing guessed.

Only `true` and `false` are flags, only digits are a number, and dates stay the text they are, so that what a
rule says does not depend on which of YAML's older readings a library has: `no`, `1.10` and `2009-04` are text. But
`1.10` without quotation marks is a number too where one is asked for (`omicheck.decimals`).
"""

import re
from collections.abc import Hashable
from io import BytesIO, TextIOWrapper
from pathlib import Path as FilePath
from typing import Any

import yaml

from omicheck.decimals import DecimalText
from omicheck.findings import Findings, Path

# The loader written in C reads the packaged rules ten times faster; where it was not built the other does.
_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_FLAG = re.compile(r"^(?:true|false)$")
_WHOLE_NUMBER = re.compile(r"^[-+]?(?:0|[1-9][0-9]{0,17})$")
_DECIMAL = re.compile(r"^[-+]?[0-9]+\.[0-9]+$")
_NOTHING = re.compile(r"^(?:~|null|)$")
_TEXT, _SEQUENCE, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_KINDS = tuple(
    (f"tag:yaml.org,2002:{kind}", one) for kind, one in (("bool", _FLAG), ("int", _WHOLE_NUMBER), ("null", _NOTHING))
)
# What begins with anything else is none of these.
_NOT_TEXT = frozenset("tfn~-+0123456789")
# No rule needs more, and whoever reads the data may go down level by level.
_DEEPEST = 50
# The loader written in C has no stack for as many levels as a hostile file can have; fewer openings cannot be as many.
_OPEN_UNCOUNTED = 1000
# Aliases of aliases can make a short file endless.
_MOST_VALUES = 200_000


class _Loader(_BaseLoader):  # type: ignore[misc]  # the base is chosen when it runs
    def resolve(self, kind: type[yaml.Node], value: str | None, implicit: tuple[bool, bool]) -> str:
        """The tag of what has none in the file; `implicit` says first whether a scalar stands without quotation marks.

        In place of the library's own, which asks its older readings and is several times as slow.
        """
        if kind is not yaml.ScalarNode:
            return _SEQUENCE if kind is yaml.SequenceNode else _MAPPING
        if not implicit[0] or (value and value[0] not in _NOT_TEXT):
            return _TEXT
        return next((tag for tag, pattern in _KINDS if pattern.match(value or "")), _TEXT)


def read_yaml(file: FilePath, without: str | None = None, content: bytes | None = None) -> tuple[Any, Findings]:
    """A YAML file as plain data.

    Args:
        file: the file.
        without: a key at the top whose value is not wanted; to pass over the examples of all rules saves
            most of the time that reading them takes.
        content: the bytes of the file, where they have been read already.

    Returns:
        The data, None where it cannot be read, and what takes the problems of the file, which tells the line
        of each; a file that cannot be read has its problem in it already.
    """
    lines: dict[Path, int] = {}
    findings = Findings(str(file), lambda path: _line_of(lines, path), tells_values=True)
    try:
        text = TextIOWrapper(BytesIO(file.read_bytes() if content is None else content), encoding="utf-8-sig").read()
        too_deep = _line_too_deep(text) if _may_be_too_deep(text) else None
        node = None if too_deep is not None else _without(text, without) or _node(text)
    except OSError as error:
        findings.add((), f"a file that cannot be read ({error.strerror})", "a readable file")
        return None, findings
    except UnicodeDecodeError as error:
        findings.add((), f"a byte that is not UTF-8 at {error.start}", "a text file in UTF-8")
        return None, findings
    except yaml.YAMLError as error:
        # From 6.0.4 on the library refuses some depth by itself, as if the text were no YAML.
        too_deep, node = _line_too_deep(text), None
        if too_deep is None:
            lines[()], what = _what_is_wrong(error, text)
            findings.add((), f"text that is not YAML: {what}", "YAML")
            return None, findings
    if too_deep is not None:
        lines[()] = too_deep
        findings.add((), *_TOO_DEEP)
        return None, findings
    if node is None:
        findings.add((), "an empty file", "YAML with something in it")
        return None, findings
    return _Converter(lines, findings).convert(node, ()), findings


_TOO_DEEP = (f"more than {_DEEPEST} levels, one in the other", "data of a few levels")


def _may_be_too_deep(text: str) -> bool:
    """Whether a text has so many openings that it may go deeper than the loader can bear; cheap to ask."""
    # A block opens at a column of its own, so there cannot be more of them open than a line is long.
    return text.count("[") + text.count("{") + max(map(len, text.splitlines()), default=0) > _OPEN_UNCOUNTED


def _line_too_deep(text: str) -> int | None:
    """The line on which a text goes deeper than it may, if it does before anything else is wrong with it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    return 1 if event.start_mark is None else int(event.start_mark.line) + 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        # It looks ahead of the events, and from 6.0.4 on gives up before it has given them.
        line, what = _what_is_wrong(error, text)
        return line if "nesting depth" in what else None
    return None


def _what_is_wrong(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line, and what is wrong there, in one line of words."""
    if isinstance(error, yaml.reader.ReaderError):
        # Its position counts characters or bytes, as the reader is written in Python or in C.
        character = chr(error.character)
        return text.count("\n", 0, text.find(character)) + 1, f"a character that cannot be printed, {character!a}"
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", None) or error)
    return (1 if mark is None else mark.line + 1), " ".join(what.split())


def _node(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _without(text: str, key: str | None) -> yaml.Node | None:
    """The text without a block at its top, lines counted as before; None if that is not sure to be right."""
    if key is None:
        return None
    cut, found = re.subn(
        rf"^{key}:.*\n(?:[ \t#\]-].*\n|\n)*", lambda block: "\n" * block[0].count("\n"), f"{text}\n", flags=re.MULTILINE
    )
    try:
        return _node(cut) if found == 1 else None
    except yaml.YAMLError:
        return None


def _line_of(lines: dict[Path, int], path: Path) -> int | None:
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path)


class _Converter:
    """Turns nodes into plain data and notes the line of each."""

    def __init__(self, lines: dict[Path, int], findings: Findings) -> None:
        self.lines = lines
        self.findings = findings
        self.open: set[int] = set()
        self.values = 0

    def convert(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401, it is data of any shape
        self.lines.setdefault(path, node.start_mark.line + 1)
        self.values += 1
        if self.values >= _MOST_VALUES:
            if self.values == _MOST_VALUES:
                self.findings.add(path, "aliases that stand for too much", f"at most {_MOST_VALUES} values in a file")
            return None
        if id(node) in self.open:
            self.findings.add(path, "an alias that holds itself", "data that ends")
            return None
        if len(self.open) >= _DEEPEST:
            self.findings.add(path, *_TOO_DEEP)
            return None
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        self.open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self.mapping(node, path)
            return [self.convert(item, (*path, number)) for number, item in enumerate(node.value)]
        finally:
            self.open.remove(id(node))

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[Hashable, Any]:
        data: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = self.scalar(key_node, path) if isinstance(key_node, yaml.ScalarNode) else None
            at = (*path, str(key))
            self.lines[at] = key_node.start_mark.line + 1
            if key is None:
                self.findings.add(at, "a key that is no plain word", "a word before the colon")
            elif key in data:
                self.findings.add(at, f"{key} a second time", "each key once")
            else:
                data[key] = self.convert(value_node, at)
        return data

    def scalar(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401, it is data of any shape
        if node.tag == _TEXT:
            is_plain = isinstance(node, yaml.ScalarNode) and not node.style
            is_decimal = is_plain and _DECIMAL.match(node.value)
            return DecimalText(node.value) if is_decimal else node.value
        # Another tag may stand in the file, before a value that is not of its kind.
        match node.tag.rpartition(":")[2]:
            case "str":
                return node.value
            case "null" if _NOTHING.match(node.value):
                return None
            case "bool" if _FLAG.match(node.value):
                return node.value == "true"
            case "int" if _WHOLE_NUMBER.match(node.value):
                return int(node.value)
        self.findings.add(path, f"a value marked {node.tag}", "plain text, number, flag, list or mapping")
        return None
