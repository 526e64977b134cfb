"""Tables for people. Whatever the width of the screen, no word, number or date is cut.

A column in which nothing stands is left out. A table that is too wide has its headings and its columns of prose broken
between words. One that is too wide even so has a block for each row, with a line for each cell. This is the one way in
which tables are printed:

    table = TextTable("Case", prose("Why"), number("Days late"))
    table.append((case_id, why, str(days)), ("", "bold red"))
    table.print(console, most=10, rest="--details shows all")
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from attrs import define, field, frozen
from rich.console import Console

from omicheck.output.prose import longest_word, print_line, print_text, styled, width_of, wrapped
from omicheck.text import printable, without_commands

# A text and a style to the text with the codes for that style.
Styled = Callable[[str, str], str]

_GAP: Final = "  "
# A column of prose that is narrower than this is harder to read than a line for each cell.
_NARROWEST_PROSE: Final = 14


@frozen
class Column:
    """A column.

    Attributes:
        heading: what stands above it.
        is_number: whether its cells stand at its right edge.
        is_prose: whether its cells may be broken between words; any other cell is on one line.
    """

    heading: str
    is_number: bool = False
    is_prose: bool = False


def number(heading: str) -> Column:
    """A column of numbers, which stand at its right edge."""
    return Column(heading, is_number=True)


def prose(heading: str) -> Column:
    """A column of texts that may be broken between words."""
    return Column(heading, is_prose=True)


@define(eq=False, init=False)
class TextTable:
    """A table that is printed once all its rows are there.

    Attributes:
        columns: its columns; what is given as a text alone is the heading of a column whose cells are never broken.
    """

    columns: Sequence[Column]
    _rows: list[tuple[Sequence[str], Sequence[str]]] = field(factory=list)

    def __init__(self, *columns: Column | str) -> None:
        """Begins a table without rows."""
        named = tuple(one if isinstance(one, Column) else Column(one) for one in columns)
        self.__attrs_init__(named)

    def append(self, cells: Sequence[str], styles: Sequence[str] = ()) -> None:
        """Adds a row.

        Args:
            cells: its texts, without ends of lines.
            styles: the styles of its first cells, empty for none.
        """
        self._rows.append((tuple(map(printable, cells)), styles))

    def __len__(self) -> int:
        return len(self._rows)

    def print(self, console: Console, most: int | None = None, rest: str = "", noun: str = "") -> None:
        """Prints it, if it has rows.

        Args:
            console: where.
            most: as many rows are shown; None for all.
            rest: how to see the others, in a few words: `--details shows all`.
            noun: what the rows are, in the plural, where the table does not say it.
        """
        rows = self._rows if most is None else self._rows[:most]
        if rows:
            lines = self._lines(console.width, rows, lambda text, style: styled(text, style, console))
            for line in lines:
                print_line(console, line)
        if len(rows) < len(self._rows):
            print_text(console, and_more(len(self._rows) - len(rows), rest, noun), "dim")

    def lines(self, width: int) -> Iterator[str]:
        """Its lines without colours, if it has rows.

        Args:
            width: how wide they may be.
        """
        if self._rows:
            yield from map(without_commands, self._lines(width, self._rows, lambda text, _: text))

    def _lines(
        self, width: int, rows: Sequence[tuple[Sequence[str], Sequence[str]]], in_style: Styled
    ) -> Iterator[str]:
        filled = [place for place, cells in enumerate(zip(*(cells for cells, _ in rows), strict=True)) if any(cells)]
        if not filled:
            return
        if len(filled) < len(self.columns):
            narrower = TextTable(*(self.columns[place] for place in filled))
            yield from narrower._lines(width, [_some(cells, styles, filled) for cells, styles in rows], in_style)
            return
        widths = self._widths(rows, width)
        if widths is None:
            yield from self._stacked(width, rows, in_style)
            return
        headings = [column.heading for column in self.columns]
        yield from self._row(headings, widths, ["bold"] * len(headings), in_style)
        yield "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
        for cells, styles in rows:
            yield from self._row(cells, widths, styles, in_style)

    def _widths(self, rows: Sequence[tuple[Sequence[str], Sequence[str]]], width: int) -> list[int] | None:
        """How wide each column is; None if the narrowest are still too wide."""
        of_cells = list(zip(*(cells for cells, _ in rows), strict=True))
        cells = [max(map(width_of, column)) for column in of_cells]
        wanted = [max(wide, width_of(column.heading)) for wide, column in zip(cells, self.columns, strict=True)]
        spare = width - len(_GAP) * (len(self.columns) - 1)
        if sum(wanted) <= spare:
            return wanted
        least = [
            max(
                longest_word(column.heading),
                max(*map(longest_word, texts), min(wide // 2, _NARROWEST_PROSE)) if column.is_prose else wide,
            )
            for wide, column, texts in zip(cells, self.columns, of_cells, strict=True)
        ]
        if sum(least) > spare:
            return None
        # Prose first: a line that is saved there is saved in every row, of headings in one.
        in_prose = [place for place, column in enumerate(self.columns) if column.is_prose]
        _widen(least, wanted, in_prose, spare - sum(least))
        for place in in_prose:
            # Broken between words, it may need less than it was given.
            texts = (self.columns[place].heading, *of_cells[place])
            least[place] = max(width_of(line) for text in texts for line in wrapped(text, least[place]))
        for place in sorted(range(len(least)), key=lambda one: wanted[one] - least[one]):
            # A heading is in one line, or there is nothing gained.
            if not self.columns[place].is_prose and wanted[place] - least[place] <= spare - sum(least):
                least[place] = wanted[place]
        return least

    def _row(
        self, cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], in_style: Styled
    ) -> Iterator[str]:
        broken = [
            [cell] if width_of(cell) <= width else list(wrapped(cell, width))
            for cell, width in zip(cells, widths, strict=True)
        ]
        for line in range(max(map(len, broken))):
            parts = []
            for place, (texts, width) in enumerate(zip(broken, widths, strict=True)):
                text = texts[line] if line < len(texts) else ""
                blanks = " " * (width - width_of(text))
                shown = in_style(text, styles[place] if place < len(styles) else "")
                parts.append(f"{blanks}{shown}" if self.columns[place].is_number else f"{shown}{blanks}")
            yield _GAP.join(parts).rstrip(" ")

    def _stacked(
        self, width: int, rows: Sequence[tuple[Sequence[str], Sequence[str]]], in_style: Styled
    ) -> Iterator[str]:
        """A block for each row, with a line for each cell that says something."""
        for at, (cells, styles) in enumerate(rows):
            if at:
                yield ""
            for place, (column, cell) in enumerate(zip(self.columns, cells, strict=True)):
                if cell.strip(" "):
                    style = styles[place] if place < len(styles) else ""
                    heading = f"{column.heading}: " if column.heading else ""
                    lines = list(wrapped(f"{heading}{cell.strip(' ')}", width, hanging="  "))
                    yield from (in_style(line, style) for line in lines)


def _some(cells: Sequence[str], styles: Sequence[str], places: Sequence[int]) -> tuple[Sequence[str], Sequence[str]]:
    """Some cells of a row with their styles."""
    return [cells[place] for place in places], [styles[place] if place < len(styles) else "" for place in places]


def _widen(widths: list[int], wanted: Sequence[int], places: Sequence[int], spare: int) -> None:
    """Gives columns what is to spare: those that want least first, so that each has as much as any other."""
    left = len(places)
    for place in sorted(places, key=lambda one: wanted[one] - widths[one]):
        more = min(wanted[place] - widths[place], spare // left)
        widths[place] += more
        spare -= more
        left -= 1


def and_more(left: int, rest: str, noun: str = "") -> str:
    """What stands under a list that was cut: `and 19 more rules; --details shows all`."""
    return f"and {left:,} more{f' {noun}' if noun else ''}{f'; {rest}' if rest else ''}"
