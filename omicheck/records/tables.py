"""Case records from a folder of CSV tables: `cases`, `events` and, if there is one, `answers`."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.table_rows import TABLES, TableRecord, TableRow, layouts, put_together, wrong_columns


@frozen
class Tables:
    """What the tables of a folder hold.

    Attributes:
        records: in the order of `cases`.
        strays: rows that belong to no case, each with its problem.
        sha256: hash of each file's bytes, by name.
    """

    records: tuple[TableRecord, ...]
    strays: tuple[tuple[Problem, Any], ...]
    sha256: Mapping[str, str]


def read_tables(folder: Path, vocabulary: Vocabulary) -> Tables:
    """The records in the CSV tables of a folder.

    Raises:
        RecordsUnreadableError: a table is missing, or cannot be read, or has a column that it should not have.
    """
    problems: list[Problem] = []
    sha256: dict[str, str] = {}
    rows: dict[str, list[TableRow]] = {}
    for table, layout in layouts(vocabulary).items():
        file = folder / f"{table}.csv"
        if file.is_file():
            sha256[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
            rows[table] = read_table(file, layout.known, layout.needed, problems)
        elif table != "answers":
            problems.append(_no_table(folder, table))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    records, strays = put_together(rows, vocabulary)
    return Tables(records, strays, sha256)


def _no_table(folder: Path, table: str) -> Problem:
    files = [file.name for file in sorted(folder.iterdir())]
    nearest = nearest_name(f"{table}.csv", set(files) - {f"{one}.csv" for one in TABLES})
    among = f" among {len(files)} file{'s' * (len(files) != 1)}" if files else ", as the folder is empty"
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
) -> Iterator[TableRow]:
    """The rows of a CSV table that have something in them, one after the other.

    Args:
        file: the file, which is there.
        known: the columns that it may have.
        needed: the columns that it must have.
        problems: takes what is wrong with the table as a whole; what is wrong with a row stays with the row.
    """
    name = str(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes().count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "", "a byte that is not UTF-8", "a CSV table saved as UTF-8"))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    started = 0
    try:
        for cells in reader:
            line, started = started + 1, reader.line_num
            if not header:
                header = [cell.strip() for cell in cells]
                problems += wrong_columns(name, header, known, needed)
                continue
            filled = [cell.strip() for cell in cells]
            if not any(filled):
                continue
            # Cells that a row lacks or has too many may belong in any column: its case is rejected.
            wrong = None
            if len(filled) != len(header):
                wrong = Problem(name, line, "", f"{len(filled)} cells", f"{len(header)}, one for each column")
            row = {column: cell for column, cell in zip(header, filled, strict=False) if cell}
            yield TableRow(name, line, row, wrong)
    except csv.Error as error:
        problems.append(Problem(name, reader.line_num, "", f"a row that cannot be read: {error}", "CSV"))
    if not header:
        problems.append(Problem(name, None, "", "an empty file", "a CSV table with a header"))
