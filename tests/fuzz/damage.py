"""What is done to good files: to their bytes, to their structure, and to their values."""

import io
import json
import re
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from strategies import damaged, miswritten, mutated

# What readers of numbers, dates, texts, cells and places might trip over.
_PIECES = st.sampled_from(
    [b"", b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"2009-02-31", b"0000-00-00", b"9999-12-31", b"\x00",
     b"\xff\xfe", b"\xed\xa0\x80", b"\xef\xbb\xbf", b'"', b"'", b",", b";", b"\r", b"\n\n", b"<", b">", b"&", b"&#0;",
     b"&#xD800;", b"]]>", b"/>", b"A0", b"XFE9", b"a", b"true", b"null", b"{", b"}", b"[", b"]", b": ", b"\t", b"=1+1",
     b"\xe2\x80\xae", b"\x1b[31m", b"case_id", b"events", b"date", b"type", b"absence", b"01/02/2009", b"1.5"]
)  # fmt: skip
_WORD = re.compile(rb"[A-Za-z0-9_.:-]+|[^A-Za-z0-9_.:-]")


@st.composite
def other_bytes(draw: DrawFn, good: bytes) -> bytes:
    """A good file in which some bytes are others, are gone, come twice, or stand elsewhere; or one that breaks off."""
    content = good
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.integers(0, len(content)))
        last = draw(st.integers(first, min(len(content), first + draw(st.sampled_from([1, 4, 40, 400])))))
        match draw(st.sampled_from(["other", "piece", "gone", "twice", "moved", "bit", "end"])):
            case "piece":
                content = content[:first] + draw(_PIECES) + content[last:]
            case "gone":
                content = content[:first] + content[last:]
            case "twice":
                content = content[:last] + content[first:last] + content[last:]
            case "moved":
                at = draw(st.integers(0, len(content)))
                content = content[:at] + content[first:last] + content[at:]
            case "bit" if first < len(content):
                changed = content[first] ^ (1 << draw(st.integers(0, 7)))
                content = content[:first] + bytes([changed]) + content[first + 1 :]
            case "end":
                content = content[:first]
            case _:
                content = content[:first] + draw(st.binary(max_size=8)) + content[last:]
    return content


@st.composite
def other_words(draw: DrawFn, good: bytes) -> bytes:
    """A good text in which some words or signs are others, are gone, or stand in each other's place."""
    words = _WORD.findall(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["piece", "swap", "gone", "copy"])):
            case "piece":
                words[at] = draw(_PIECES)
            case "swap":
                other = draw(st.integers(0, len(words) - 1))
                words[at], words[other] = words[other], words[at]
            case "gone":
                words[at] = b""
            case _:
                words[at] = words[draw(st.integers(0, len(words) - 1))]
    return b"".join(words)


@st.composite
def other_lines(draw: DrawFn, good: bytes) -> bytes:
    """A good text in which some lines are gone, come twice, or stand elsewhere, or have cells more or fewer."""
    lines = good.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["gone", "twice", "moved", "cell", "end"])):
            case "gone" if len(lines) > 1:
                del lines[at]
            case "twice":
                lines.insert(at, lines[at])
            case "moved":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "cell":
                lines[at] = b"," + lines[at]
            case _:
                lines[at] = lines[at].replace(b",", b"", 1)
    return b"".join(lines)


def text(good: bytes) -> SearchStrategy[bytes]:
    """A text that is damaged in any way."""
    return st.one_of(other_bytes(good), other_words(good), other_lines(good))


def document(good: bytes) -> SearchStrategy[bytes]:
    """A document of JSON that is damaged in any way, also so that it stays JSON."""
    whole = mutated(json.loads(good)).map(lambda data: json.dumps(data).encode())
    return st.one_of(whole, text(good))


def lines(good: bytes) -> SearchStrategy[bytes]:
    """Lines of JSON that are damaged in any way, also so that they stay JSON."""
    documents = [json.loads(line) for line in good.splitlines() if line.strip()]
    whole = mutated(documents).map(
        lambda data: b"\n".join(json.dumps(one).encode() for one in (data if isinstance(data, list) else [data]))
    )
    return st.one_of(whole, text(good))


def yaml(good: bytes) -> SearchStrategy[bytes]:
    """A document of YAML that is damaged in any way."""
    written = miswritten(good.decode()).map(lambda made: made.encode("utf-8", "surrogatepass"))
    return st.one_of(written, written, other_bytes(good))


@st.composite
def archive(draw: DrawFn, good: bytes) -> bytes:
    """A workbook in one part of which something is damaged, in an archive that is whole; or a damaged archive."""
    if draw(st.sampled_from(["archive", "part", "part", "part"])) == "archive":
        return draw(other_bytes(good))
    with ZipFile(io.BytesIO(good)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    # The sheets have most of what is read.
    names = sorted(parts, key=lambda name: "sheet" not in name and name != "content.xml")
    name = draw(st.sampled_from([*names[:3], *names]))
    if draw(st.sampled_from([True] * 12 + [False])):
        parts[name] = draw(text(parts[name] or b" "))
    else:
        del parts[name]
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as written:
        for one, content in parts.items():
            written.writestr(one, content)
    return made.getvalue()


def binary(good: bytes) -> SearchStrategy[bytes]:
    """A file of bytes that is damaged in any way."""
    return st.one_of(other_bytes(good), damaged(good))
