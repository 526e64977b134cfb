"""A CSV file as a grid."""

import csv
import io
from pathlib import Path
from typing import Final

from omicheck.errors import RecordsUnreadableError
from omicheck.files import content_of
from omicheck.records.sheets.grid import Grid
from omicheck.records.tables import CsvError, cut_short, not_readable, not_utf8

# What Excel calls plain CSV in the west of Europe, and what it calls CSV UTF-8.
ENCODINGS: Final = ("utf-8", "windows-1252")
SEPARATORS: Final = (",", ";", "tab", "|")


def read_csv_file(file: Path, encoding: str = "utf-8", separator: str = ",", content: bytes | None = None) -> Grid:
    """A CSV file, row by row, each with the line on which it begins.

    Args:
        file: the file.
        encoding: one of `ENCODINGS`.
        separator: what stands between cells, one of `SEPARATORS`.
        content: its bytes, where they have been read.

    Raises:
        RecordsUnreadableError: it cannot be read.
    """
    name = str(file)
    try:
        content = content_of(file) if content is None else content
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except OSError as error:
        raise RecordsUnreadableError((not_readable(name, error),)) from error
    except UnicodeDecodeError as error:
        raise RecordsUnreadableError((not_utf8(name, error.object.count(b"\n", 0, error.start) + 1),)) from error
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter="\t" if separator == "tab" else separator)
    before = 0
    try:
        for cells in reader:
            rows.append([cell.strip() for cell in cells])
            lines.append(before + 1)
            before = reader.line_num
    except csv.Error as error:
        raise RecordsUnreadableError((cut_short(name, CsvError(reader.line_num, str(error))),)) from error
    return Grid(name, file.stem, rows, lines)
