"""Whether the cells of a sheet stand where the reader of workbooks will look for them, before it is asked to read them.

Of two cells in one place it would take the last, and it makes room for every cell between the first and the last: a
sheet of two cells far apart would fill the memory.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Final
from xml.parsers import expat

from omicheck.records.sheets.grid import letters
from omicheck.records.xml_pieces import UnknownEncodingError, parse_in_pieces

_PIECE: Final = 1 << 20
# No tag of a workbook is as long; those who read on would read such a one again and again.
_LONGEST_TAG: Final = 1 << 20
# As many as a sheet of all rows that there can be has in twenty columns and more.
MOST_CELLS: Final = 25_000_000


def _row_or_cell(prefix: bytes) -> re.Pattern[bytes]:
    place = rb"""(?:[^>]*?\sr=["']([A-Za-z]*)([0-9]+)["'])?"""
    return re.compile(rb"<%b(row|c)(?=[\s/>])%b|</?%b(sheetData)(?=[\s/>])" % (prefix, place, prefix))


_ROW_OR_CELL: Final = _row_or_cell(rb"(?:\w+:)?")
_WITHOUT_PREFIX: Final = _row_or_cell(b"")
# Nearly no sheet has prefixes, and to look for one at every tag takes twice as long.
_PREFIXED: Final = (b":row", b":c", b":sheetData")
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
    here, borders = b"", 0
    for text in _pieces(stream):
        pattern = _ROW_OR_CELL if any(one in text for one in _PREFIXED) else _WITHOUT_PREFIX
        for kind, name, number, border in pattern.findall(text):
            # Nearly all cells are such: of the row that they stand in, behind the one before.
            if number == here and kind == b"c" and name and (at := column_number(name)) > column:
                column = at
                continue
            if len(number) > _MOST_DIGITS or len(name) > _MOST_DIGITS:
                return f"a cell beyond every sheet, {(name + number)[:40].decode()}"
            widest = max(widest, column + 1)
            borders += bool(border)
            # What stands outside the rows of the sheet, or in a second set of them, would be passed over.
            if borders != 1 and (kind or borders > 2):  # noqa: PLR2004, a beginning and an end
                return f"rows outside the rows of the sheet, after row {row}"
            if border:
                continue
            if kind == b"row":
                # What does not say where it stands, stands behind what is before it.
                next_row = int(number) if number else row + 1
                if next_row <= row:
                    return f"row {next_row} after row {row}: a row that stands twice, or out of order"
                row, column, is_told, here = next_row, -1, bool(number), number
                continue
            if number and not is_told and int(number) > row:
                row, here = int(number), number
            is_told = True
            at = column_number(name) if name else column + 1
            if (number and int(number) != row) or at <= column:
                last = f"behind {letters(column)}{row}" if column >= 0 else f"in row {row}"
                return f"the cell {letters(at)}{int(number or row)} {last}: a cell that stands twice, or out of order"
            column = at
    return _too_many(row, max(widest, column + 1))


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


def why_no_xml(stream: IO[bytes]) -> str | None:
    """Why a part of a workbook is no XML that can be read; None if it is.

    Args:
        stream: the part.
    """
    parser = expat.ParserCreate()
    refused: list[str] = []
    parser.StartDoctypeDeclHandler = lambda *_: refused.append("a document type, which could define anything")
    try:
        for unfinished in parse_in_pieces(parser, stream):
            if unfinished > _LONGEST_TAG:
                return f"more than {_LONGEST_TAG:,} bytes without the end of a tag, on line {parser.CurrentLineNumber}"
    except UnknownEncodingError:
        return "text in an encoding that is not known"
    except expat.ExpatError as error:
        return f"text that is not XML, on line {error.lineno}: {expat.ErrorString(error.code)}"
    return next(iter(refused), None)


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return 1 if found is None else int(found[1][:_MOST_DIGITS])


def _too_many(rows: int, columns: int) -> str | None:
    if rows * columns <= MOST_CELLS:
        return None
    return f"{rows:,} rows of {columns:,} columns, as its last cells stand so far from the first"


@lru_cache(maxsize=20_000)
def column_number(name: bytes) -> int:
    """The number of a column, from 0; of letters that no column has one beyond all.

    Args:
        name: its letters.

    Examples:
        >>> column_number(b"A"), column_number(b"AB")
        (0, 27)
    """
    number = 0
    for letter in name[:_MOST_DIGITS].upper():
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
