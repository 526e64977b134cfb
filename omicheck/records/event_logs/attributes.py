"""The attributes of one trace or event of a log, as the cells of a row.

An attribute within another one, as XES permits, has a heading of its own: that of what it is in, `/`, and its key.
"""

from attrs import define, field

from omicheck.records.event_logs.values import PLAIN, cell_of, cell_of_items
from omicheck.records.sheets.grid import BrokenCell, Cell

_WITHIN = "/"


@define(eq=False)
class Columns:
    """The headings of a table as they are first met, and its rows.

    Attributes:
        places: the place of each heading.
        rows: a row for each trace or event, as long as its last cell.
        lines: the line on which each begins.
    """

    places: dict[str, int] = field(factory=dict)
    rows: list[list[Cell]] = field(factory=list)
    lines: list[int] = field(factory=list)

    def begin(self, line: int) -> None:
        """Begins a row."""
        self.rows.append([])
        self.lines.append(line)

    def put(self, row: int, heading: str, cell: Cell) -> None:
        """Puts a cell into a row; a second one under the same heading makes it one that has no value."""
        place = self.places.setdefault(heading, len(self.places))
        cells = self.rows[row]
        cells += [""] * (place + 1 - len(cells))
        cells[place] = cell if cells[place] == "" else BrokenCell(f"two attributes {heading!r}")


@define(eq=False)
class OpenAttribute:
    """An attribute whose end was not met yet.

    Attributes:
        kind: its element.
        heading: its heading; None for an item of a list, which has none.
        items: of a list, the cells of its items so far.
    """

    kind: str
    heading: str | None
    items: list[Cell | None] = field(factory=list)


@define(eq=False)
class Attributes:
    """Takes the attributes of a row as their elements begin and end.

    Attributes:
        columns: the table.
        row: the place of the row in it.
    """

    columns: Columns
    row: int
    _open: list[OpenAttribute] = field(init=False, factory=list)

    def begin(self, kind: str, key: str, text: str | None) -> None:
        """An attribute begins.

        Args:
            kind: its element.
            key: its key.
            text: its value as it is written, if it has one.
        """
        within = self._open[-1] if self._open else None
        heading: str | None = key
        if within is not None:
            is_item = within.kind == "list" or within.heading is None
            heading = None if is_item else f"{within.heading}{_WITHIN}{key}"
        if kind in PLAIN and text is not None:
            cell = cell_of(kind, text)
            if heading is not None:
                self.columns.put(self.row, heading, cell)
            elif within is not None and within.kind == "list":
                within.items.append(cell)
        elif within is not None and within.kind == "list":
            within.items.append(None)
        self._open.append(OpenAttribute(kind, heading))

    def end(self) -> None:
        """The attribute that began last ends."""
        ended = self._open.pop()
        if ended.kind == "list" and ended.heading is not None:
            self.columns.put(self.row, ended.heading, cell_of_items(ended.items))
