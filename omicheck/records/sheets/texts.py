"""A cell as a CSV table would hold it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from omicheck.records.sheets.grid import BrokenCell, Cell


def text_of(cell: Cell) -> str:
    """A cell as a CSV table would hold it: a date as ISO text, a whole number without a point.

    >>> from datetime import datetime
    >>> text_of(1234.0), text_of(True), text_of(datetime(2009, 4, 6)), text_of(datetime(2009, 4, 6, 10, 30))
    ('1234', 'true', '2009-04-06', '2009-04-06T10:30:00')
    """
    match cell:
        case str():
            return cell.strip()
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta() | int() | float():
            return str(cell)
        case BrokenCell():
            return cell.what
        case tuple():
            return "; ".join(map(text_of, cell))


def texts_of(column: Sequence[Cell]) -> list[str]:
    """The same of all cells of a column, each different day being written once."""
    days: dict[date, str] = {cell: cell.isoformat() for cell in set(column) if type(cell) is date}
    return [
        cell.strip() if type(cell) is str else days[cell] if type(cell) is date else text_of(cell) for cell in column
    ]
