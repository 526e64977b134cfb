"""Folders of CSV: mostly readable, written in every way there is, with all that can be wrong."""

from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from strategies.damaged import damaged

_REFERENCES = ["A", "B", "B", "b", "C", "Å", "x1", "None", ""]
_CELLS = {
    "case_id": _REFERENCES,
    "sentence_type": ["custody", "licence", "custdy", ""],
    "sentence_date": ["2009-04-06", "2009-02-30", "2009-05", ""],
    "tier": ["1", "4", "9", "2.0", ""],
    "requirements": ["curfew;residence", "none", "tea", ""],
    "area": [
        "Kent, West",
        'the "old" one',
        "two\nlines",
        "two\r\nlines",
        "\x1cx",
        " ",
        "\u2003y\xa0",
        "N/A",
        "null",
        "",
    ],
    "type": ["contact", "home_visit", "tier_set", "contct", ""],
    "date": ["2009-05-01", "2009-05", "2009-13", "2009", ""],
    "purpose": ["initial", "tea", "", "", ""],
    "value": ["2", "high", "", "", ""],
    "question": ["1.2.4", "9.9.9", ""],
    "answer": ["sufficient", "perhaps", ""],
    "reason": ['as he said: "no"', "one\nor\n\ntwo", "a;b", ""],
}
_COLUMNS = {
    "cases": ["case_id", "sentence_type", "sentence_date", "tier", "requirements", "area"],
    "events": ["case_id", "type", "date", "purpose", "value"],
    "answers": ["case_id", "question", "answer", "reason"],
}


@st.composite
def csv_tables(draw: DrawFn) -> dict[str, bytes]:
    """The files of a folder of CSV: mostly readable, written in every way there is, with all that can be wrong."""
    return {f"{name}.csv": draw(_csv_file(columns)) for name, columns in _COLUMNS.items()}


@st.composite
def _csv_file(draw: DrawFn, columns: list[str]) -> bytes:
    # Hypothesis likes extremes, which would make all files unreadable: what is wrong is to be seldom.
    random = Random(draw(st.integers(0, 2**32)))  # noqa: S311, a seeded choice of data
    stray_marks = 0.03 if random.random() < 0.2 else 0.0
    quotes = random.choice(["never", "always", "where needed", "where needed", "sometimes"])
    end = random.choice(["\n", "\n", "\r\n", "\r\n", "\r"] if random.random() < 0.1 else ["\n", "\r\n"])

    def cell(text: str) -> str:
        if random.random() < stray_marks:
            return random.choice(['"', 'a"b', '"a"b', ' "a"', '""', '"""', '""""', "\0", "'", "\\", "é" * 3])
        text = random.choice(["", "", "", " ", "\t"]) + text if random.random() < 0.2 else text
        needed = any(character in text for character in ',"\r\n')
        if quotes == "always" or (quotes != "never" and needed) or (quotes == "sometimes" and random.random() < 0.5):
            return '"' + text.replace('"', '""') + '"'
        return text if not needed else text.translate(str.maketrans("", "", ',"\r\n'))

    def row() -> str:
        cells = [cell(random.choice(_CELLS[column])) for column in columns]
        match random.random():
            case chance if chance < 0.03:
                cells += [cell("more")] * random.randrange(1, 3)
            case chance if chance < 0.06:
                cells = cells[: random.randrange(len(cells))]
            case chance if chance < 0.1:
                cells = [random.choice(["", " ", '""']) for _ in range(random.randrange(len(cells) + 2))]
        return ",".join(cells)

    header = [f" {name}" if random.random() < 0.02 else name for name in columns]
    if random.random() < 0.02:
        header[random.randrange(len(header))] = random.choice(["", "teir", "case_id", "seq", '"date"'])
    lines = [""] * (random.random() < 0.05) + [",".join(header)]
    lines += [row() for _ in range(draw(st.integers(0, 12)))]
    text = "".join(line + (end if random.random() < 0.97 else random.choice(["\n", "\r\n", "\n\n"])) for line in lines)
    if random.random() < 0.3:
        text = text.rstrip("\r\n")
    found = (b"\xef\xbb\xbf" if random.random() < 0.2 else b"") + text.encode()
    return draw(damaged(found)) if random.random() < 0.02 else found
