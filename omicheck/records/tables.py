"""Case records from a folder of CSV tables: `cases`, `events` and, if there is one, `answers`."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.files import content_of, why_unreadable
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.table_files import TABLES, holders, names_of, several
from omicheck.records.table_rows import Stray, TableRecord, TableRow, layouts, put_together, wrong_columns
from omicheck.text import counted


@frozen
class Tables:
    """What the tables of a folder hold.

    Attributes:
        records: in the order of `cases`.
        strays: rows that belong to no case.
        sha256: hash of each file's bytes, by name.
    """

    records: tuple[TableRecord, ...]
    strays: tuple[Stray, ...]
    sha256: Mapping[str, str]


@frozen
class CsvError(Exception):
    """A row of CSV that cannot be read, so that nothing after it can be either.

    Attributes:
        line: where the reading ended.
        message: what is wrong.
    """

    line: int
    message: str


def read_tables(folder: Path, vocabulary: Vocabulary) -> Tables:
    """The records in the CSV tables of a folder.

    Raises:
        RecordsUnreadableError: a table is missing, or cannot be read, or has a column that it should not have.
    """
    problems: list[Problem] = []
    sha256: dict[str, str] = {}
    rows: dict[str, list[TableRow]] = {}
    for table, layout in layouts(vocabulary).items():
        found = holders(folder, table)
        file = found[0].path if found else None
        if (twice := several(folder, table, found)) is not None:
            problems.append(twice)
        elif file is not None:
            try:
                content = content_of(file)
                sha256[file.name] = hashlib.sha256(content).hexdigest()
                rows[table] = list(rows_of_table(file, layout.known, layout.needed, problems, content))
            except OSError as error:
                problems.append(not_readable(str(file), error))
        elif table != "answers":
            problems.append(_no_table(folder, table))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    records, strays = put_together(rows, vocabulary)
    return Tables(records, strays, sha256)


def _no_table(folder: Path, table: str) -> Problem:
    files = names_of(folder)
    nearest = nearest_name(f"{table}.csv", set(files) - {f"{one}.csv" for one in TABLES})
    among = f" among {counted(len(files), 'file')}" if files else ", as the folder is empty"
    return Problem(str(folder), None, "", f"no {table}.csv{among}", "a folder with cases.csv and events.csv", nearest)


def read_table(
    file: Path,
    known: Iterable[str],
    needed: Iterable[str],
    problems: list[Problem],
) -> list[TableRow]:
    """The rows of a CSV table that have something in them, with the arguments of `rows_of_table`."""
    return list(rows_of_table(file, known, needed, problems))


def rows_of_table(
    file: Path,
    known: Iterable[str],
    needed: Iterable[str],
    problems: list[Problem],
    content: bytes | None = None,
) -> Iterator[TableRow]:
    """The rows of a CSV table that have something in them, one after the other.

    Args:
        file: the file, which is there.
        known: the columns that it may have.
        needed: the columns that it must have.
        problems: takes what is wrong with the table as a whole; what is wrong with a row stays with the row.
        content: its bytes, where they have been read.
    """
    name = str(file)
    try:
        text = (content_of(file) if content is None else content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(not_utf8(name, error.object.count(b"\n", 0, error.start) + 1))
        return
    header: Sequence[str] = ()
    width = 0
    try:
        for line, row_of_cells in rows_of_text(io.StringIO(text, newline="")):
            cells = without_empty_end(row_of_cells, len(header), width)
            if not header:
                # Empty lines before it are passed over, as anywhere.
                header, width = cells, len(row_of_cells)
                problems += wrong_columns(name, header, known, needed) if header else ()
            elif any(cells):
                # Cells that a row lacks or has too many may belong in any column: its case is rejected.
                wrong = wrong_shape(name, line, len(cells), len(header)) if len(cells) != len(header) else None
                row = {column: cell for column, cell in zip(header, cells, strict=False) if cell}
                yield TableRow(name, line, row, wrong)
    except CsvError as error:
        problems.append(cut_short(name, error))
    if not header:
        problems.append(no_header(name))


def without_empty_end(cells: Sequence[str], columns: int, width: int) -> Sequence[str]:
    """A row without the empty cells under columns that have no heading, which spreadsheets write at the end of rows.

    Args:
        cells: its cells; those of a header if no column is known yet.
        columns: how many columns have a heading.
        width: how many cells the header has, those without a heading at its end included.

    Examples:
        >>> without_empty_end(("case_id", "tier", "", ""), 0, 0), without_empty_end(("A", "", "", ""), 2, 4)
        (('case_id', 'tier'), ('A', ''))
        >>> without_empty_end(("A", "2", "x", ""), 2, 4)
        ('A', '2', 'x', '')
    """
    if not width:
        filled = [place for place, cell in enumerate(cells) if cell]
        return cells[: filled[-1] + 1] if filled else ()
    return cells[:columns] if columns < len(cells) <= width and not any(cells[columns:]) else cells


def rows_of_text(lines: Iterable[str], first: int = 1) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows of a CSV text, each with the line on which it begins; what an empty line gives is an empty row.

    Args:
        lines: its lines with their ends, split where a line feed, a carriage return or both stand.
        first: the number of the first.

    Raises:
        CsvError: a row cannot be read.
    """
    reader = csv.reader(lines, strict=True)
    started = 0
    try:
        for cells in reader:
            yield first + started, [cell.strip() for cell in cells]
            started = reader.line_num
    except csv.Error as error:
        raise CsvError(first - 1 + reader.line_num, str(error)) from error


def not_readable(name: str, error: OSError) -> Problem:
    """That a file may not be read."""
    return Problem(name, None, "", why_unreadable(error), "a file that this user may read")


def not_utf8(name: str, line: int) -> Problem:
    """That a table is in another encoding."""
    return Problem(name, line, "", "a byte that is not UTF-8", "a CSV table saved as UTF-8")


def wrong_shape(name: str, line: int, found: int, expected: int) -> Problem:
    """That a row has so many cells and should have so many others."""
    return Problem(name, line, "", f"{found} cells", f"{expected}, one for each column")


def cut_short(name: str, error: CsvError) -> Problem:
    """That a table cannot be read to its end."""
    return Problem(name, error.line, "", f"a row that cannot be read: {error.message}", "CSV")


def no_header(name: str) -> Problem:
    """That a table has nothing in it."""
    return Problem(name, None, "", "an empty file", "a CSV table with a header")
