"""CSV tables of any size, copied to Parquet block by block, so that they can be read in parts.

Rows, problems and their lines are those of the ordinary reader (`omicheck.records.tables`). A block that is sure to
mean the same by columns is read so, any other goes through the ordinary reader; where it is not even sure where rows
end, all that follows does.
"""

import codecs
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.copies import CopiedSource, Folder, copied
from omicheck.records.bulk.csv_blocks import shape_of, table_of_block, table_of_rows
from omicheck.records.table_rows import Layout, layouts, wrong_columns
from omicheck.records.tables import (
    CsvError,
    cut_short,
    no_header,
    not_readable,
    not_utf8,
    rows_of_text,
    without_empty_end,
)
from omicheck.records.unchanged import FileState

_BLOCK: Final = 1 << 24
_ROWS_AT_A_TIME: Final = 50_000


def sources_of_csv(files: Mapping[str, Path], vocabulary: Vocabulary) -> Mapping[str, CopiedSource]:
    """The tables in CSV files, by name.

    Args:
        files: the files, which are there, by the names of their tables.
        vocabulary: the words that records may use.

    Raises:
        RecordsUnreadableError: a table cannot be read, or has a column that it should not have.
    """
    problems: list[Problem] = []
    sources: dict[str, CopiedSource] = {}
    copies = Folder()
    for table, layout in layouts(vocabulary).items():
        file = files.get(table)
        if file is None:
            continue
        found: list[Problem] = []
        try:
            copy = _copied(file, table, layout, copies, found)
            # A wrong byte may make anything else seem wrong.
            wrong_byte = _line_of_wrong_byte(file) if copy is None else None
        except OSError as error:
            problems.append(not_readable(str(file), error))
            continue
        problems += found if wrong_byte is None else [not_utf8(str(file), wrong_byte)]
        if copy is not None:
            sources[table] = copy
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return sources


def _copied(file: Path, table: str, layout: Layout, folder: Folder, problems: list[Problem]) -> CopiedSource | None:
    """The copy of a file, or None, with its problems noted, if it cannot be read."""
    name = str(file)
    header: Sequence[str] = ()
    states = (FileState.of(file),)
    try:
        row, place, line = _header(file)
        header = without_empty_end(row, 0, 0)
        if not header:
            problems.append(no_header(name))
            return None
        problems += wrong_columns(name, header, layout.known, layout.needed)
        # What follows a wrong header is read for its own problems.
        columns = [f"{number}" for number in range(len(header))] if problems else list(header)
        if len(row) > len(columns):
            rows = _one_by_one(_text(file, place), columns, line, len(row))
        else:
            rows = _tables(file, columns, place, line)
        if problems:
            for _ in rows:
                pass
            return None
        return CopiedSource(name, (file,), copied(name, table, columns, rows, folder), folder, states=states)
    except UnicodeDecodeError:
        return None
    except CsvError as error:
        problems.append(cut_short(name, error))
        if not header:
            problems.append(no_header(name))
        return None


def _header(file: Path) -> tuple[list[str], int, int]:
    """The first row with anything in it, and the byte and the line on which the next begins."""
    with file.open("rb") as stream:
        place = len(codecs.BOM_UTF8) if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
        read = [place, 0]

        def lines() -> Iterator[str]:
            for line in _text(file, place):
                read[0] += len(line.encode())
                read[1] += 1
                yield line

        for _, cells in rows_of_text(lines()):
            if any(cells):
                return list(cells), read[0], read[1] + 1
    return [], read[0], read[1] + 1


def _text(file: Path, place: int) -> Iterator[str]:
    """The lines of a file from a byte on."""
    with file.open("rb") as stream:
        stream.seek(place)
        with io.TextIOWrapper(stream, encoding="utf-8", newline="") as text:
            yield from text


def _tables(file: Path, columns: list[str], place: int, line: int) -> Iterator[pa.Table]:
    """The rows of a file from a byte on, which stands on a line.

    Raises:
        CsvError: a row cannot be read.
        UnicodeDecodeError: a byte is not UTF-8.
    """
    with file.open("rb") as stream:
        stream.seek(place)
        block = b""
        is_last = False
        while not is_last:
            piece = stream.read(_BLOCK)
            is_last = len(piece) < _BLOCK
            block += piece
            shape = shape_of(block, is_last=is_last)
            if shape is None or (not len(shape.ends) and len(block) > 2 * _BLOCK):
                yield from _one_by_one(_text(file, place), columns, line)
                return
            if not len(shape.ends):
                continue
            end = int(shape.ends[-1])
            rows, block = block[:end], block[end:]
            text = rows.decode()
            table = table_of_block(rows, shape, columns, line)
            if table is not None:
                yield table
            else:
                yield from _one_by_one(io.StringIO(text, newline=""), columns, line)
            place += end
            line += rows.count(b"\n")


def _one_by_one(lines: Iterable[str], columns: list[str], first: int, width: int = 0) -> Iterator[pa.Table]:
    rows = rows_of_text(lines, first)
    if width:
        rows = ((line, without_empty_end(cells, len(columns), width)) for line, cells in rows)
    while some := list(islice(rows, _ROWS_AT_A_TIME)):
        yield table_of_rows(some, columns)


def _line_of_wrong_byte(file: Path) -> int | None:
    """The line of the first byte that is not UTF-8, if there is one."""
    line = 1
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as stream:
        piece = b"\n"
        while piece:
            piece = stream.read(_BLOCK)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                return line + error.object.count(b"\n", 0, error.start)
            line += piece.count(b"\n")
    return None
