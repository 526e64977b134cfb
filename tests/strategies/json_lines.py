"""Files of JSON Lines: mostly readable, written in every way there is, with all that can be wrong."""

import json
from collections.abc import Callable
from random import Random
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from omicheck.model.vocabulary import Vocabulary
from strategies.records import record
from strategies.worlds import ERAS, World

_REFERENCES: Final = ["A", "B", "B", "b", "C", "Å", "x1", " A", "A\u2003", "None", "😀", "SYN-1", "SYN-2", "SYN-3"]
_VALUES: Final[list[Any]] = [
    None, True, False, 0, 1, 2, -0.0, 1.0, 2.0, 3.5, 10**30, "", " ", "\x1c", "1", "2", "true", "none", "curfew",
    "high", "2009-02-30", "2009-04", "2009", "2009-04-06", "contact", "\ud800", "one\u2028two",
    "\ue0002", 0.1, 1.25, 'says ":', "at 10 : 30", "\t:",
    [], [[]], [None], ["curfew"], ["curfew", "curfew"], ["curfew", 1], [1, True], {}, {"type": "contact"},
    [{"type": "contact", "date": None}], [{"type": "contact"}, None], [{"type": ["contact"]}], {"a": {"b": []}},
]  # fmt: skip
_ANSWERS: Final = [
    {"question": "2.1.1", "answer": "sufficient", "by": "inspector-1", "reason": None},
    {"question": "2.1.1", "answer": "not_sufficient", "by": None},
    {"question": "2.1.2", "answer": "not_applicable", "reason": 'as he said: "no"'},
    {"question": "9.9.9", "answer": "sufficient"},
    {"question": "2.1.3", "answer": "perhaps"},
    {"question": " ", "answer": "sufficient"},
    {"question": "\udfff", "answer": "sufficient"},
    {"question": "2.1.4", "answer": "sufficient", "by": " "},
    {"question": 2, "answer": True},
    {"answer": "sufficient", "colour": "red"},
    "2.1.1",
]
_WHOLE: Final = [
    "5",
    "null",
    "[1]",
    '"x"',
    "[]",
    "{}",
    "nonsense",
    "\ufeff{}",
    "{",
    "[" * 3000,
    '{"case_id": "A"',
    "1" * 5000,
]
_BLANK: Final = ["", " ", "\t", "\x1c", "\u2003"]


@st.composite
def json_lines(draw: DrawFn, vocabulary: Vocabulary, most: int = 14) -> bytes:
    """A file of JSON Lines: mostly readable, written in every way there is, with all that can be wrong.

    Args:
        draw: given by hypothesis.
        vocabulary: the words that records use.
        most: how many lines there are at most.
    """
    # Hypothesis likes extremes, which would make all lines unreadable: what is wrong is to be seldom.
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311, a seeded choice of data
    names = sorted(vocabulary.events, key=lambda name: (not vocabulary.events[name].attributes, name))
    world = World(vocabulary, ERAS[0], tuple(names[:12]))
    wrong = random.choice([0.0, 0.2, 0.6])
    write = _writer(random)
    lines = []
    for number in range(random.randrange(most + 1)):
        case_id = (
            random.choice(_REFERENCES) if random.random() < 0.4 else f"case-{random.randrange(number + 1, 40):02d}"
        )
        data = record(random, world, case_id)
        if random.random() < 0.3:
            data["as_of"] = "2009-05-20"
        if random.random() < 0.3:
            data["answers"] = random.sample(_ANSWERS[:4], random.randrange(3))
        if random.random() < wrong:
            data = _changed(data, random)
        line = write(data)
        lines.append(_damaged(line, random) if random.random() < wrong / 3 else line)
        if random.random() < wrong / 5:
            lines.append(random.choice([*_WHOLE, *_BLANK]))
    end = random.choice(["\n", "\n", "\r\n"])
    content = (end.join(lines) + random.choice([end, end, "", end + " \t" + end])).encode(errors="surrogatepass")
    if random.random() < 0.1:
        content = b"\xef\xbb\xbf" + content
    return content if random.random() > wrong / 30 else content[:70] + b"\xe9" + content[70:]


def _writer(random: Random) -> Callable[[Any], str]:
    separators = random.choice([None, None, (",", ":"), (", ", " : "), (",\r", ":\t"), (", ", "\t: ")])
    in_ascii = random.random() < 0.5

    def write(data: object) -> str:
        text = json.dumps(data, ensure_ascii=in_ascii, separators=separators)
        # Half a pair of surrogates is nothing that a file in UTF-8 could hold.
        return (
            text if in_ascii else "".join(rf"\u{ord(one):04x}" if "\ud800" <= one <= "\udfff" else one for one in text)
        )

    return write


def _changed(data: dict[str, Any], random: Random) -> dict[str, Any]:
    """A record in which something is another thing, is gone, is more or has another name."""
    inner: list[Any] = [data, data, *data["events"][:3]]
    container = random.choice(inner)
    key = random.choice(sorted(container))
    match random.randrange(7):
        case 0:
            del container[key]
        case 1:
            container[random.choice(["colour", "answers", "as_of", "purpose", "value", "tier", "\ud800"])] = (
                container.pop(key)
            )
        case 2:
            data["answers"] = random.choice([None, {}, "x", [random.choice(_ANSWERS) for _ in range(2)]])
        case 3:
            data["as_of"] = random.choice(
                ["2009-05-20", "2009-05-20", "2009-05-21", None, 5, "", ["2009-05-20"], "\ud800"]
            )
        case 4:
            data["events"] = [*data["events"], random.choice(_VALUES)]
        case _:
            container[key] = random.choice(_VALUES)
    return data


def _damaged(line: str, random: Random) -> str:
    """A line that something was done to as a text."""
    at = random.randrange(len(line) + 1)
    match random.randrange(6):
        case 0:
            return line[:at]
        case 1:
            return line + random.choice(["}", ",", " ", " x", line, "\x00"])
        case 2:
            return (
                line[:at]
                + random.choice(['"', "\\", " ", "\r", "\t", "\x01", ":", ",", "{", "}", "\ufeff"])
                + line[at:]
            )
        case 3:
            # A key that stands twice, with the same value or another.
            return line.replace(
                "{", random.choice(['{"tier":2,', '{"type": "contact", ', '{"date" :null,', '{"case_id":"A",']), 1
            )
        case 4:
            inside = random.choice(['{"type":"contact",', '{"date" : "2009-04-06", ', '{"question":"2.1.1",'])
            return inside.join(line.rsplit("{", 1))
        case _:
            number = random.choice(["NaN", "-Infinity", "1e3", "2.0", "-0", "01", "1" * 5000, "1" * 400, "+1", "1E400"])
            return line.replace("null", number, 1).replace("true", number, 1)
