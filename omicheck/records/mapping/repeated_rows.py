"""Rows that stand in a table more than once, cell for cell."""

from collections.abc import Sequence

from omicheck.records.sheets.grid import BrokenCell, Cell, Table


def rows_repeated(table: Table, rows: Sequence[int]) -> set[int]:
    """The places of those of some rows that say what one before them says, cell for cell.

    A cell that is broken is like no other: nobody knows what it held.
    """
    seen: set[tuple[tuple[type, Cell], ...]] = set()
    again: set[int] = set()
    columns = list(table.columns.values())
    for row in rows:
        cells = [column[row] for column in columns]
        if any(isinstance(cell, BrokenCell) for cell in cells):
            continue
        # True and the number 1 are equal; their types tell them apart.
        key = tuple((type(cell), cell) for cell in cells)
        if key in seen:
            again.add(row)
        seen.add(key)
    return again
