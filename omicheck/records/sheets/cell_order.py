"""Whether the cells of a sheet stand where the reader of workbooks will look for them, before it is asked to read them.

Of two cells in one place it would take the last, and it makes room for every cell between the first and the last: a
sheet of two cells far apart would fill the memory.
"""

import re
from collections.abc import Iterator
from typing import IO, Final

from omicheck.records.sheets.grid import letters

_PIECE: Final = 1 << 20
# As many as a sheet of all rows that there can be has in twenty columns and more.
MOST_CELLS: Final = 25_000_000
_ROW_OR_CELL: Final = re.compile(rb"""<(?:\w+:)?(row|c)(?=[\s/>])(?:[^>]*?\sr=["']([A-Za-z]*)([0-9]+)["'])?""")
_PART_OF_ODS: Final = re.compile(rb"""<(?:\w+:)?(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>""")
_ROWS: Final = re.compile(rb"""number-rows-repeated=["']([0-9]+)["']""")
_COLUMNS: Final = re.compile(rb"""number-columns-repeated=["']([0-9]+)["']""")
_VALUE_TYPE: Final = re.compile(rb"value-type=")
# More digits than any place has.
_MOST_DIGITS: Final = 9


def wrong_order(stream: IO[bytes]) -> str | None:
    """What is wrong with where the cells of a sheet of `.xlsx` stand; None if nothing is.

    Args:
        stream: the sheet.
    """
    row, column, widest, is_told = 0, -1, 0, True
    for text in _pieces(stream):
        for kind, name, number in _ROW_OR_CELL.findall(text):
            if len(number) > _MOST_DIGITS or len(name) > _MOST_DIGITS:
                return f"a cell beyond every sheet, {(name + number)[:40].decode()}"
            if kind == b"row":
                # What does not say where it stands, stands behind what is before it.
                here = int(number) if number else row + 1
                if here <= row:
                    return f"row {here} behind row {row}: a row that stands twice, or out of order"
                row, column, is_told = here, -1, bool(number)
                continue
            if number and not is_told and int(number) > row:
                row = int(number)
            is_told = True
            at = column_number(name) if name else column + 1
            if (number and int(number) != row) or at <= column:
                last = f"behind {letters(column)}{row}" if column >= 0 else f"in row {row}"
                here = int(number) if number else row
                return f"the cell {letters(at)}{here} {last}: a cell that stands twice, or out of order"
            column = at
            widest = max(widest, column + 1)
    return _too_many(row, widest)


def wrong_repeats(stream: IO[bytes]) -> str | None:
    """What is wrong with how often the cells of an OpenDocument workbook are repeated; None if nothing is.

    Args:
        stream: the sheets.
    """
    rows = filled_rows = width = widest = repeated = 0
    for text in _pieces(stream):
        for kind, attributes in _PART_OF_ODS.findall(text):
            if kind == b"table":
                rows = filled_rows = widest = 0
            elif kind == b"table-row":
                repeated = _repeated(_ROWS, attributes)
                rows, width = rows + repeated, 0
            else:
                width += _repeated(_COLUMNS, attributes)
                if _VALUE_TYPE.search(attributes) or not attributes.endswith(b"/"):
                    filled_rows, widest = rows, max(widest, width)
                    if (wrong := _too_many(filled_rows, widest)) is not None:
                        return wrong
    return None


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return 1 if found is None else int(found[1][:_MOST_DIGITS])


def _too_many(rows: int, columns: int) -> str | None:
    if rows * columns <= MOST_CELLS:
        return None
    return f"{rows:,} rows of {columns:,} columns, as its last cells stand so far from the first"


def column_number(name: bytes) -> int:
    """The number of a column, from 0.

    Args:
        name: its letters.

    Examples:
        >>> column_number(b"A"), column_number(b"AB")
        (0, 27)
    """
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def ends_of(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The beginning and the end of a part of a workbook.

    Args:
        stream: the part.
    """
    start = end = stream.read(_PIECE)
    while piece := stream.read(_PIECE):
        end = end[-_PIECE:] + piece
    return start, end


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """A part in pieces, none of which ends within a tag."""
    end = b""
    while piece := stream.read(_PIECE):
        text = end + piece
        cut = text.rfind(b"<")
        # What has no tag for so long has none that is asked for.
        text, end = (text[:cut], text[cut:]) if cut > 0 else (b"", text[-_PIECE:])
        yield text
    yield end
