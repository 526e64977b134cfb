"""Tables of short texts for people, laid out once; what is too wide for its screen is left to a library."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import define, field
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from omicheck.output.table import table_of

# Blanks between two columns, as the library has them.
_GAP: Final = "   "


@define(eq=False)
class TextTable:
    """A table that is printed once all its rows are there.

    Attributes:
        headings: those of its columns.
        to_the_right: the places of columns that stand at their right edge, as numbers do.
    """

    headings: Sequence[str]
    to_the_right: frozenset[int] = frozenset()
    _rows: list[tuple[Sequence[str], Sequence[str]]] = field(init=False, factory=list)

    def append(self, cells: Sequence[str], styles: Sequence[str] = ()) -> None:
        """Adds a row.

        Args:
            cells: its texts, each in one line.
            styles: the styles of its first cells, empty for none.
        """
        self._rows.append((cells, styles))

    def __len__(self) -> int:
        return len(self._rows)

    def print(self, console: Console) -> None:
        """Prints it."""
        lines = [self.headings, *(cells for cells, _ in self._rows)]
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        # To lay out a cell so that it may be broken takes a hundred times as long as to print it.
        if sum(widths) + len(_GAP) * (len(widths) - 1) > console.width or console.legacy_windows:
            console.print(self._breakable())
        else:
            console.file.write("".join(self._lines(console, widths)))

    def _lines(self, console: Console, widths: Sequence[int]) -> Iterator[str]:
        yield _line(self._padded(self.headings, widths, ["bold"] * len(widths), console))
        yield f"{'─' * (sum(widths) + len(_GAP) * (len(widths) - 1))}\n"
        for cells, styles in self._rows:
            yield _line(self._padded(cells, widths, styles, console))

    def _padded(
        self, cells: Sequence[str], widths: Sequence[int], styles: Sequence[str], console: Console
    ) -> Iterator[str]:
        for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
            blanks = " " * (width - _width(text))
            style = styles[place] if place < len(styles) else ""
            shown = _styled(text, style, console) if style else text
            yield f"{blanks}{shown}" if place in self.to_the_right else f"{shown}{blanks}"

    def _breakable(self) -> object:
        table = table_of(*self.headings)
        for place in self.to_the_right:
            table.columns[place].justify = "right"
        for cells, styles in self._rows:
            styled = [Text(text, style=style) for text, style in zip(cells, styles, strict=False)]
            table.add_row(*styled, *map(Text, cells[len(styled) :]))
        return table


def _line(cells: Iterator[str]) -> str:
    return f"{_GAP.join(cells).rstrip(' ')}\n"


def _width(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _styled(text: str, style: str, console: Console) -> str:
    if console.no_color or console.color_system is None:
        return text
    return Style.parse(style).render(text, color_system=console._color_system)  # noqa: SLF001, it tells only its name
