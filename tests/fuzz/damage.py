"""What is done to good files: to their bytes, to their structure, and to their values.

Every damage is drawn from a source of random numbers: that of Hypothesis in the tests, which then looks for the
smallest file, or that of Python where very many are read, since drawing by Hypothesis takes longer than reading.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import Any, Final

from fuzz.workbook_parts import is_sheet, packed, parts
from strategies.damaged import YAML_WORDS

Damage = Callable[[Random, bytes], bytes]

# What readers of numbers, dates, texts, cells and places might trip over.
_PIECES: Final = (
    b"", b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"2009-02-31", b"0000-00-00", b"9999-12-31", b"\x00",
     b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"', b"'", b",", b";", b"\r", b"\n\n", b"<", b">", b"&", b"&#0;",
     b"&#xD800;", b"]]>", b"/>", b"A0", b"XFE9", b"a", b"true", b"null", b"{", b"}", b"[", b"]", b": ", b"\t", b"=1+1",
     b"\xe2\x80\xae", b"\x1b[31m", b"case_id", b"events", b"date", b"type", b"absence", b"01/02/2009", b"1.5"
)  # fmt: skip
_WORD: Final = re.compile(rb"[A-Za-z0-9_.:-]+|[^A-Za-z0-9_.:-]")
_NAMES: Final = ("case_id", "events", "type", "date", "tier", "absence", "2009-02-31", "2009-04", "\ud800", "")
_PLAIN: Final = (None, True, False, 0, -1, 7, 10**30, 1.5, 1e300, float("nan"), float("inf"), "a", "\0", *_NAMES)
_TOKEN: Final = re.compile(r"[^\s:,{}\[\]]+|[:,{}\[\]]")


def other_bytes(random: Random, good: bytes) -> bytes:
    """A good file in which some bytes are others, are gone, come twice, or stand elsewhere; or one that breaks off."""
    content = good
    for _ in range(random.randint(1, 3)):
        first = random.randint(0, len(content))
        last = random.randint(first, min(len(content), first + random.choice((1, 4, 40, 400))))
        match random.choice(("other", "piece", "gone", "twice", "moved", "bit", "end")):
            case "piece":
                content = content[:first] + random.choice(_PIECES) + content[last:]
            case "gone":
                content = content[:first] + content[last:]
            case "twice":
                content = content[:last] + content[first:last] + content[last:]
            case "moved":
                at = random.randint(0, len(content))
                content = content[:at] + content[first:last] + content[at:]
            case "bit" if first < len(content):
                changed = content[first] ^ (1 << random.randint(0, 7))
                content = content[:first] + bytes([changed]) + content[first + 1 :]
            case "end":
                content = content[:first]
            case _:
                content = content[:first] + _some_bytes(random) + content[last:]
    return content


def other_words(random: Random, good: bytes) -> bytes:
    """A good text in which some words or signs are others, are gone, or stand in each other's place."""
    words = _WORD.findall(good)
    for _ in range(random.randint(1, 4)):
        at = random.randint(0, len(words) - 1)
        match random.choice(("piece", "swap", "gone", "copy")):
            case "piece":
                words[at] = random.choice(_PIECES)
            case "swap":
                other = random.randint(0, len(words) - 1)
                words[at], words[other] = words[other], words[at]
            case "gone":
                words[at] = b""
            case _:
                words[at] = words[random.randint(0, len(words) - 1)]
    return b"".join(words)


def other_lines(random: Random, good: bytes) -> bytes:
    """A good text in which some lines are gone, come twice, or stand elsewhere, or have cells more or fewer."""
    lines = good.splitlines(keepends=True)
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(lines) - 1)
        match random.choice(("gone", "twice", "moved", "cell", "end")):
            case "gone" if len(lines) > 1:
                del lines[at]
            case "twice":
                lines.insert(at, lines[at])
            case "moved":
                lines.insert(random.randint(0, len(lines) - 1), lines.pop(at))
            case "cell":
                lines[at] = b"," + lines[at]
            case _:
                lines[at] = lines[at].replace(b",", b"", 1)
    return b"".join(lines)


def text(random: Random, good: bytes) -> bytes:
    """A text that is damaged in any way."""
    return random.choice((other_bytes, other_words, other_lines))(random, good)


def document(random: Random, good: bytes) -> bytes:
    """A document of JSON that is damaged in any way, also so that it stays JSON."""
    if random.randint(0, 1):
        return text(random, good)
    return json.dumps(_other_values(random, json.loads(good))).encode()


def lines(random: Random, good: bytes) -> bytes:
    """Lines of JSON that are damaged in any way, also so that they stay JSON."""
    if random.randint(0, 1):
        return text(random, good)
    documents = _other_values(random, [json.loads(line) for line in good.splitlines() if line.strip()])
    return b"\n".join(json.dumps(one).encode() for one in documents)


def yaml(random: Random, good: bytes) -> bytes:
    """A document of YAML that is damaged in any way."""
    if random.randint(0, 2):
        return _miswritten(random, good.decode()).encode("utf-8", "surrogatepass")
    return other_bytes(random, good)


def archive(random: Random, good: bytes) -> bytes:
    """A workbook in one part of which something is damaged, in an archive that is whole; or a damaged archive."""
    if not random.randint(0, 3):
        return other_bytes(random, good)
    content = dict(_parts(good))
    # The sheets have most of what is read.
    names = sorted(content, key=lambda name: not is_sheet(name))
    name = random.choice((*names[:3], *names))
    if random.randint(0, 12):
        content[name] = text(random, content[name] or b" ")
    else:
        del content[name]
    return packed(content)


def binary(random: Random, good: bytes) -> bytes:
    """A file of bytes that is damaged in any way."""
    if random.randint(0, 1):
        return other_bytes(random, good)
    first = random.randint(0, len(good))
    last = random.randint(first, min(len(good), first + 20))
    return good[:first] + _some_bytes(random) + good[last:]


def some_piece(random: Random, content: bytes) -> tuple[int, bytes]:
    """A piece that might stand many times in a file, and where: a word, a line, some bytes of it, or what is odd."""
    place = random.randint(0, len(content))
    match random.choice(("line", "line", "span", "word", "odd")):
        case "line":
            place = content.rfind(b"\n", 0, place) + 1
            piece = content[place : content.find(b"\n", place) + 1 or len(content)]
        case "span":
            piece = content[place : place + random.choice((3, 30, 300))]
        case "word":
            piece = random.choice(_WORD.findall(content))
        case _:
            piece = random.choice(_PIECES)
    return place, piece or b" "


_parts = lru_cache(maxsize=4)(parts)


def _some_bytes(random: Random) -> bytes:
    return bytes(random.randint(0, 255) for _ in range(random.randint(0, 8)))


def _places(data: object) -> Iterator[tuple[Any, Any]]:
    """Every container and key or place in it."""
    if isinstance(data, dict | list):
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from _places(data[key])


def _other_values(random: Random, data: Any) -> Any:  # noqa: ANN401, it is data of any shape
    """A document in which some things are other things, are gone or have other names."""
    for _ in range(random.randint(1, 3)):
        container, key = random.choice(list(_places(data)) or [([None], 0)])
        match random.choice(("change", "drop", "rename")):
            case "drop":
                del container[key]
            case "rename" if isinstance(container, dict):
                container[random.choice(_NAMES)] = container.pop(key)
            case _:
                container[key] = _value(random, 2)
    return data


def _value(random: Random, depth: int) -> object:
    match random.randint(0, 5 if depth else 3):
        case 4:
            return [_value(random, depth - 1) for _ in range(random.randint(0, 3))]
        case 5:
            return {random.choice(_NAMES): _value(random, depth - 1) for _ in range(random.randint(0, 3))}
        case _:
            return random.choice(_PLAIN)


def _miswritten(random: Random, good: str) -> str:
    """A YAML file in which a few words or lines are others, are gone, come twice, or stand further in or out."""
    lines = good.splitlines(keepends=True) or [""]
    for _ in range(random.randint(1, 3)):
        at = random.randint(0, len(lines) - 1)
        match random.choice(("word", "word", "value", "drop", "double", "move", "indent", "swap")):
            case "word" if words := list(_TOKEN.finditer(lines[at])):
                word = random.choice(words)
                other = random.choice(YAML_WORDS) if random.randint(0, 1) else random.choice(_words(good))
                lines[at] = lines[at][: word.start()] + other + lines[at][word.end() :]
            case "value" if ": " in lines[at]:
                lines[at] = lines[at].partition(": ")[0] + ": " + random.choice(YAML_WORDS) + "\n"
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(random.randint(0, len(lines) - 1), lines.pop(at))
            case "indent":
                lines[at] = random.choice((" ", "  ", "    ")) + lines[at]
            case "swap":
                lines[at] = lines[at].lstrip(" ")
            case _ if len(lines) > 1:
                del lines[at]
            case _:
                lines[at] = ""
    return "".join(lines)


@lru_cache(maxsize=64)
def _words(good: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(good))
