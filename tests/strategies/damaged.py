"""Documents, rule files and files of bytes in which something is wrong."""

import copy
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

WORDS = st.sampled_from(["case_id", "events", "type", "date", "tier", "absence", "2009-02-31", "2009-04", "\ud800", ""])
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), WORDS)
DATA: SearchStrategy[Any] = st.recursive(
    PLAIN, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)), max_leaves=6
)


def _places(data: object) -> Iterator[tuple[Any, Any]]:
    """Every container and key or place in it."""
    if isinstance(data, dict | list):
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            yield data, key
            yield from _places(data[key])


@st.composite
def mutated(draw: DrawFn, good: Any) -> Any:  # noqa: ANN401, it is data of any shape
    """A good document in which some things are other things, are gone or have other names."""
    data = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(_places(data)) or [([None], 0)]))
        match draw(st.sampled_from(["change", "drop", "rename"])):
            case "drop":
                del container[key]
            case "rename" if isinstance(container, dict):
                container[draw(WORDS)] = container.pop(key)
            case _:
                container[key] = draw(DATA)
    return data


@st.composite
def damaged(draw: DrawFn, good: bytes) -> bytes:
    """A good file in which some bytes are others."""
    first = draw(st.integers(0, len(good)))
    last = draw(st.integers(first, min(len(good), first + 20)))
    return good[:first] + draw(st.binary(max_size=8)) + good[last:]


# What YAML or a reader of dates, numbers and names might trip over.
YAML_WORDS = (
    "", "null", "~", "true", "no", "0", "-1", "1e9", "9" * 17, "9" * 5000, "1.5", "[]", "{}", "[[]]", "{a: {b: c}}",
     "2009-02-29", "2009-02-31", "0001-01-01", "9999-12-31", "2050-12-31", "2009", "5 days", "1 day", "-5 days",
     "99999999 months", "\u0665 days", "\u00b2", "1200 months", "0 business_days", "&a [*a]", "*a", "!!int x",
     "!!int 0x1_f", "!!bool maybe", "!!float nan", "!!timestamp 2009-01-01", "!!binary abc", "!!set {a}",
     "!!python/name:os.system", "!x y", "<<: {a: b}", "? [a]", "- ", ": ", "|", ">-", "'", '"\\ud800"', '"\\0"', "\t",
     "%YAML 9.9", "---", "...",
     "tier", "rosh_level", "requirements", "contact", "absence", "tier_set", "sentence_date", "start", "any", "has",
     "at_least", "deadline", "count", "never", "recorded", "limit", "values", "from", "by", "id", "type", "confirmed",
)  # fmt: skip
_TOKENS = st.sampled_from(YAML_WORDS)
_TOKEN = re.compile(r"[^\s:,{}\[\]]+|[:,{}\[\]]")


@st.composite
def miswritten(draw: DrawFn, good: str) -> str:
    """A good YAML file in which a few words or lines are others, are gone, come twice, or stand further in or out."""
    text = good
    for _ in range(draw(st.integers(1, 3))):
        lines = text.splitlines(keepends=True) or [""]
        at = draw(st.integers(0, len(lines) - 1))
        words = list(_TOKEN.finditer(lines[at]))
        match draw(st.sampled_from(["word", "word", "value", "drop", "double", "move", "indent", "swap"])):
            case "word" if words:
                word = draw(st.sampled_from(words))
                other = draw(st.one_of(_TOKENS, st.sampled_from(_TOKEN.findall(good)), st.text(max_size=4)))
                lines[at] = lines[at][: word.start()] + other + lines[at][word.end() :]
            case "value" if ": " in lines[at]:
                lines[at] = lines[at].partition(": ")[0] + ": " + draw(_TOKENS) + "\n"
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "indent":
                lines[at] = draw(st.sampled_from([" ", "  ", "    "])) + lines[at]
            case "swap":
                lines[at] = lines[at].lstrip(" ")
            case _:
                del lines[at]
        text = "".join(lines)
    return text
