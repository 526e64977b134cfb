"""Tables at any width: nothing is cut, nothing is left out, and no line is wider than the screen without need."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from draws import draws
from omicheck.output.prose import width_of, wrapped
from omicheck.output.text_table import TextTable, number, prose

WORDS = st.text(
    st.characters(codec="ascii", categories=("L", "N", "P")) | st.sampled_from("é日\U0001f600"), min_size=1, max_size=9
)
CELLS = st.lists(WORDS, max_size=6).map(" ".join)


def console(width: int, *, colours: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colours,
        color_system="truecolor" if colours else None,
        no_color=not colours,
        legacy_windows=False,
    )


def printed(made: Console) -> str:
    file = made.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


@draws(200)
@given(text=CELLS, width=st.integers(1, 40))
def test_lines_have_every_word_whole(text: str, width: int) -> None:
    lines = list(wrapped(text, width, "  "))
    assert " ".join(" ".join(lines).split()) == text
    assert all(width_of(line) <= width or " " not in line.strip() for line in lines)


@draws(200)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4), width=st.integers(4, 90))
def test_a_table_has_every_word_whole(rows: list[tuple[str, str, str]], width: int) -> None:
    table = TextTable("Rule", prose("Why it is"), number("Days late"))
    for row in rows:
        table.append(row)
    lines = list(table.lines(width))
    words = sorted(word for row in rows for cell in row for word in cell.split())
    shown = sorted(word for line in lines for word in line.split())
    for word in words:
        shown.remove(word)
    assert all(width_of(line) <= width or " " not in line.strip() for line in lines)
    # What is beside the words of the rows are headings, and the line beneath them.
    assert {word.strip("─:") for word in shown} <= {"", "Rule", "Why", "it", "is", "Days", "late"}


ROWS = [
    ("2.1.22 absence-judged-on-time", "not met", "2009-05-09", "1,248"),
    ("2.1.36 breach-instigated-on-time", "met", "2009-04-24", ""),
]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            80,
            """\
Rule                              Why      Due         Days late
────────────────────────────────────────────────────────────────
2.1.22 absence-judged-on-time     not met  2009-05-09      1,248
2.1.36 breach-instigated-on-time  met      2009-04-24
""",
        ),
        (
            56,
            """\
Rule                       Why      Due          Days
                                                 late
─────────────────────────────────────────────────────
2.1.22                     not met  2009-05-09  1,248
absence-judged-on-time
2.1.36                     met      2009-04-24
breach-instigated-on-time
""",
        ),
        (
            40,
            """\
Rule: 2.1.22 absence-judged-on-time
Why: not met
Due: 2009-05-09
Days late: 1,248

Rule: 2.1.36 breach-instigated-on-time
Why: met
Due: 2009-04-24
""",
        ),
    ],
)
def test_widths(width: int, expected: str) -> None:
    table = TextTable(prose("Rule"), "Why", "Due", number("Days late"), prose("Never filled"))
    for row in ROWS:
        table.append((*row, ""))
    made = console(width)
    table.print(made)
    assert printed(made) == expected


def test_a_list_that_is_cut() -> None:
    table = TextTable("Case")
    for name in ("A", "B", "C"):
        table.append((name,))
    made = console(40)
    table.print(made, 1, "--details shows all", "cases")
    assert printed(made) == "Case\n────\nA\nand 2 more cases; --details shows all\n"


def test_an_empty_table_is_nothing() -> None:
    made = console(40)
    TextTable("Case").print(made)
    assert printed(made) == ""


def test_colours_take_no_place() -> None:
    table = TextTable("Question", "Why", "Due")
    table.append(("2.1.1", "not met", "2009-05-09"), ("", "bold red"))
    made = console(40, colours=True)
    table.print(made)
    assert "2.1.1     \x1b[1;31mnot met\x1b[0m  2009-05-09\n" in printed(made)
