"""A table that fits its screen is what the library prints, and so is one that does not."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from draws import draws
from omicheck.output.table import table_of
from omicheck.output.text_table import TextTable

CELLS = st.text(
    st.characters(codec="ascii", categories=("L", "N", "P", "Zs")) | st.sampled_from("é日\U0001f600"), max_size=12
)
STYLES = st.sampled_from(("", "bold red", "dim"))


def console(width: int, *, colours: bool) -> Console:
    stream = io.StringIO()
    return Console(
        file=stream,
        width=width,
        force_terminal=colours,
        color_system="truecolor" if colours else None,
        no_color=not colours,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def printed(made: Console) -> str:
    file = made.file
    assert isinstance(file, io.StringIO)
    return "\n".join(line.rstrip(" ") for line in file.getvalue().split("\n"))


@draws(200)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4),
    style=STYLES,
    width=st.integers(12, 60),
    to_the_right=st.sampled_from((frozenset(), frozenset((1, 2)))),
)
def test_as_the_library_prints_it(
    rows: list[tuple[str, str, str]], style: str, width: int, to_the_right: frozenset[int]
) -> None:
    ours = TextTable(("Rule", "Why", "From"), to_the_right)
    theirs = table_of("Rule", "Why", "From")
    for place in to_the_right:
        theirs.columns[place].justify = "right"
    for row in rows:
        ours.append(row, ("", style))
        theirs.add_row(Text(row[0]), Text(row[1], style=style), Text(row[2]))
    plain = [console(width, colours=False) for _ in range(2)]
    ours.print(plain[0])
    plain[1].print(theirs)
    assert printed(plain[0]) == printed(plain[1])


@pytest.mark.parametrize(("width", "fits"), [(29, True), (28, False)])
def test_on_a_terminal(width: int, fits: bool) -> None:
    table = TextTable(("Question", "Rule", "Why"))
    table.append(("2.1.1", "inducted", "not met"), ("", "", "bold red"))
    made = console(width, colours=True)
    table.print(made)
    assert "\x1b[1;31mnot met\x1b[0m" in printed(made)
    assert ("\x1b[1mQuestion\x1b[0m   " in printed(made)) == fits
