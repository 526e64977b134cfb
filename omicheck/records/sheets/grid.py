"""A sheet as it was read, and the table in it.

Above a table there may be rows of titles, beside it columns without a heading, in it rows with nothing in them. So a
sheet is first read as it is, and its headings are then looked for.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from attrs import evolve, frozen

# Titles, filters and notes stand above a table; a heading further down is no heading.
_ROWS_ABOVE: Final = 50
# What share of the cells of the fullest row makes a row about as full.
_ABOUT: Final = 0.7
_LETTERS: Final = 26


@frozen
class BrokenCell:
    """A cell that has no value though something is in it.

    Attributes:
        what: what is in it, in words.
        expected: what was expected, and the remedy.
    """

    what: str
    expected: str = "a value, or an empty cell; put it right in the file"


SingleCell = str | int | float | bool | date | datetime | time | timedelta | BrokenCell
# Under one path of a JSON document there may be several values.
Cell = SingleCell | tuple[SingleCell, ...]


@frozen(eq=False)
class Grid:
    """A sheet, or a CSV file, row by row.

    Attributes:
        name: the file, and the sheet in square brackets, as problems name it.
        title: the name of the sheet, or of the file without its ending.
        rows: its rows, empty cells as empty texts.
        lines: the number of each row, from 1.
        first_column: the number of the first column, from 0.
        is_hidden: whether the sheet is not shown.
        declared: headings that may be asked for although nothing stands under them, nor they themselves anywhere.
    """

    name: str
    title: str
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int]
    first_column: int = 0
    is_hidden: bool = False
    declared: Sequence[str] = ()


@frozen(eq=False)
class Table:
    """A table in a sheet: what stands under its headings.

    Attributes:
        name: see `Grid`.
        title: see `Grid`.
        heading_line: the number of the row of headings.
        columns: its columns, by heading.
        lines: the number of each row that has something in it.
        places: the number of each column, from 0, by heading.
        beyond: the names of the columns beyond the last heading that have something in them.
        lacking: in how many places of a JSON document there is no list, where rows would stand in one.
    """

    name: str
    title: str
    heading_line: int
    columns: Mapping[str, Sequence[Cell]]
    lines: Sequence[int]
    places: Mapping[str, int]
    beyond: Sequence[str] = ()
    lacking: int = 0

    def coordinate(self, heading: str, row: int) -> str:
        """The cell under a heading in one of the rows, as a spreadsheet names it: `C17`."""
        return f"{letters(self.places[heading])}{self.lines[row]}"


def letters(number: int) -> str:
    """The letters of a column, which is counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def heading_key(text: object) -> str:
    r"""A heading without what makes no difference: case, blanks and line ends.

    >>> heading_key("  Sentence\nDATE ")
    'sentence date'
    """
    return " ".join(str(text).split()).casefold()


def row_of_headings(grid: Grid, wanted: Collection[str], needed: Callable[[Collection[str]], bool]) -> int | None:
    """The place of the row that has most of the headings, among those near the top with what is needed; None for none.

    Args:
        grid: the sheet.
        wanted: keys of headings.
        needed: whether the keys of a row have what the row of headings must have.
    """
    best: tuple[int, int] | None = None
    seen = 0
    for place, row in enumerate(grid.rows):
        keys = {heading_key(cell) for cell in row if isinstance(cell, str)} - {""}
        if not keys:
            continue
        seen += 1
        if seen > _ROWS_ABOVE:
            break
        if needed(keys):
            found = len(keys & set(wanted))
            if best is None or found > best[0]:
                best = (found, place)
    return None if best is None else best[1]


def likely_row_of_headings(grid: Grid) -> int:
    """The place of the first row that is about as full as the fullest: titles have a cell or two.

    Args:
        grid: a sheet that has something in it.
    """
    rows = [[place for place, cell in enumerate(row) if cell != ""] for row in grid.rows[:_ROWS_ABOVE]]
    filled = Counter(place for row in rows for place in row)
    # A note with commas that runs on into further cells does so in columns that no other row has.
    shared = [[place for place in row if filled[place] > 1] for row in rows]
    counts = [len(row) for row in (shared if any(shared) else rows)]
    return next(place for place, count in enumerate(counts) if count and count >= _ABOUT * max(counts))


def table_under(grid: Grid, heading: int) -> Table:
    """The table whose headings stand in a row of a sheet.

    A heading that stands a second time is told apart by a number, `Date (2)`; a column without a heading that has
    something in it is called after its letter, `column F`.

    Args:
        grid: the sheet.
        heading: the place of the row of headings.
    """
    body = [place for place in range(heading + 1, len(grid.rows)) if any(cell != "" for cell in grid.rows[place])]
    width = max((len(grid.rows[place]) for place in (heading, *body)), default=0)
    rows = [_as_wide(grid.rows[place], width) for place in body]
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    titles = [_title(cell) for cell in _as_wide(grid.rows[heading], width)]
    last = max((place for place, title in enumerate(titles) if title), default=-1)
    places = [place for place, title in enumerate(titles) if title or any(cell != "" for cell in columns[place])]
    found = _told_apart(titles[place] or f"column {letters(grid.first_column + place)}" for place in places)
    names = dict(zip(found, places, strict=True))
    return Table(
        grid.name,
        grid.title,
        grid.lines[heading],
        {name: columns[place] for name, place in names.items()},
        [grid.lines[place] for place in body],
        {name: grid.first_column + place for name, place in names.items()},
        [name for name, place in names.items() if place > last],
    )


def with_declared(table: Table, grid: Grid, wanted: Collection[str]) -> Table:
    """A table with an empty column for each heading that is asked for and that its sheet only declares.

    Args:
        table: the table.
        grid: its sheet.
        wanted: the keys of the headings that are asked for.
    """
    there = {heading_key(name) for name in table.columns}
    added = [name for name in grid.declared if heading_key(name) in set(wanted) - there]
    if not added:
        return table
    columns = {**table.columns, **dict.fromkeys(added, [""] * len(table.lines))}
    places = {**table.places, **{name: len(table.places) + number for number, name in enumerate(added)}}
    return evolve(table, columns=columns, places=places)


def _as_wide(row: Sequence[Cell], width: int) -> Sequence[Cell]:
    return row if len(row) == width else [*row, *[""] * (width - len(row))]


def _title(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if isinstance(cell, BrokenCell) else " ".join(str(cell).split())


def _told_apart(titles: Iterable[str]) -> Iterator[str]:
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for title in titles:
        name, key = title, heading_key(title)
        # A row may have thousands of cells that say the same, so that no number is tried twice.
        number = numbers.get(key, 1)
        while heading_key(name) in taken:
            number += 1
            name = f"{title} ({number})"
        numbers[key] = number
        taken.add(heading_key(name))
        yield name
