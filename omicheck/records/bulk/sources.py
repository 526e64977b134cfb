"""Where the rows of large tables come from: Parquet files, or a table of a database.

Every source gives its rows in batches, each with the number of the row in a column of its own.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from omicheck.errors import EngineMissingError, Problem, RecordsUnreadableError, nearest_name
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES, parquet_files
from omicheck.records.table_rows import TABLES, layouts, wrong_columns

# The number of a row in its table, from 1; no column of a record can have this name.
ROW: Final = "number of the row"
_ROWS_AT_A_TIME: Final = 200_000


class Source(Protocol):
    """The rows of one table."""

    @property
    def name(self) -> str:
        """The table as the user would know it."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that hold it."""

    def columns(self) -> Sequence[str]:
        """The names of the columns."""

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time, with `ROW`."""


@frozen
class ParquetSource:
    """The rows of Parquet files, one after the other."""

    name: str
    files: tuple[Path, ...]

    def open(self, file: Path) -> pq.ParquetFile:
        """A file, its texts as they are stored: each different one once."""
        schema = pq.read_schema(file)
        texts = [one.name for one in schema if pa.types.is_string(one.type) or pa.types.is_large_string(one.type)]
        return pq.ParquetFile(file, read_dictionary=texts)

    def columns(self) -> Sequence[str]:
        """The names of the columns, which all files share."""
        names: Sequence[str] = pq.read_schema(self.files[0]).names
        return names

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, a row group at a time."""
        first = 1
        for file in self.files:
            opened = self.open(file)
            for group in range(opened.num_row_groups):
                table = opened.read_row_group(group, columns=columns)
                yield numbered(table, first)
                first += table.num_rows


@frozen
class DuckdbSource:
    """The rows of a table of a DuckDB file."""

    name: str
    file: Path
    table: str

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of the database."""
        return (self.file,)

    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        names: Sequence[str] = _duckdb(self.file).sql(f"{_select(self.table, None)} LIMIT 0").columns
        return names

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        # The connection has to live as long as what it found.
        connection = _duckdb(self.file)
        found = connection.sql(_select(self.table, columns)).to_arrow_reader(_ROWS_AT_A_TIME)
        first = 1
        for batch in found:
            yield numbered(pa.Table.from_batches([batch]), first)
            first += batch.num_rows


@frozen
class SqliteSource:
    """The rows of a table of an SQLite file, every cell as text.

    SQLite has no flags: 0 and 1 stand for them, so they are taken for false and true in the columns named in `flags`.
    """

    name: str
    file: Path
    table: str
    flags: frozenset[str]

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of the database."""
        return (self.file,)

    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        with closing(self._connect()) as connection:
            found = connection.execute(f"SELECT * FROM {_quoted(self.table)} LIMIT 0").description  # noqa: S608, quoted
            return [name for name, *_ in found]

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        first = 1
        with closing(self._connect()) as connection:
            cursor = connection.execute(_select(self.table, columns))
            names = [name for name, *_ in cursor.description]
            while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
                cells = {
                    name: pa.array([self._text(cell, name) for cell in column], pa.string())
                    for name, column in zip(names, zip(*rows, strict=True), strict=True)
                }
                yield numbered(pa.table(cells), first)
                first += len(rows)

    def _text(self, cell: object, column: str) -> str | None:
        if column in self.flags and cell in (0, 1):
            return "true" if cell else "false"
        return None if cell is None else str(cell)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.file.resolve().as_uri()}?mode=ro", uri=True)


def _duckdb(file: Path) -> Any:  # noqa: ANN401, of a package that is an extra
    try:
        import duckdb  # noqa: PLC0415, heavy, and an extra
    except ImportError as error:
        told = "duckdb:/// needs duckdb, which is not installed: pip install 'omicheck[bulk]'"
        raise EngineMissingError(told) from error
    try:
        return duckdb.connect(str(file), read_only=True)
    except duckdb.Error as error:
        raise _unreadable(str(file), f"a file that DuckDB cannot open ({error})", "a DuckDB database") from error


def numbered(table: pa.Table, first: int) -> pa.Table:
    """The rows with their numbers."""
    return table.append_column(ROW, pa.array(np.arange(first, first + table.num_rows)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _select(table: str, columns: Sequence[str] | None) -> str:
    chosen = "*" if columns is None else ", ".join(map(_quoted, columns))
    return f"SELECT {chosen} FROM {_quoted(table)}"  # noqa: S608, every name is quoted


def open_sources(name: str, vocabulary: Vocabulary) -> Mapping[str, Source]:
    """The tables of records, by name.

    Raises:
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
        EngineMissingError: what reads the database is not installed.
    """
    address = next((one for one in ADDRESSES if name.startswith(one)), None)
    sources = _of_folder(Path(name)) if address is None else _of_database(name, address, vocabulary)
    problems: list[Problem] = []
    for table, layout in layouts(vocabulary).items():
        if table in sources:
            known = (*layout.known, "seq")
            problems += wrong_columns(sources[table].name, sources[table].columns(), known, layout.needed)
        elif table != "answers":
            nearest = nearest_name(table, sources)
            problems.append(Problem(name, None, "", f"no table {table}", "the tables cases and events", nearest))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return sources


def hashes(sources: Mapping[str, Source]) -> Mapping[str, str]:
    """The hash of each file's bytes, by name, and by folder where a table is a folder of files."""
    found = {}
    for table, source in sources.items():
        for file in source.files:
            name = f"{table}/{file.name}" if len(source.files) > 1 else file.name
            if name in found:
                continue
            with file.open("rb") as stream:
                found[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def _of_folder(folder: Path) -> dict[str, Source]:
    found = {table: parquet_files(folder, table) for table in TABLES}
    sources: dict[str, Source] = {}
    for table, files in found.items():
        if not files:
            continue
        try:
            sources[table] = ParquetSource(str(files[0] if len(files) == 1 else folder / table), files)
            sources[table].columns()
        except (OSError, pa.ArrowInvalid) as error:
            raise _unreadable(str(files[0]), f"a file that is no Parquet ({error})", "a Parquet file") from error
    return sources


def _of_database(name: str, address: str, vocabulary: Vocabulary) -> dict[str, Source]:
    file = Path(name.removeprefix(address))
    if not file.is_file():
        raise _unreadable(name, "no such file", f"{address}FILE, the path of a database")
    if address == "duckdb:///":
        with closing(_duckdb(file)) as connection:
            found = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
            found |= {row[0] for row in connection.execute("SELECT view_name FROM duckdb_views()").fetchall()}
        return {table: DuckdbSource(f"{name} {table}", file, table) for table in TABLES if table in found}
    attributes = [item for event in vocabulary.events.values() for item in event.attributes.items()]
    flags = frozenset(
        column
        for column, wanted in (*vocabulary.fields.items(), *attributes)
        if wanted.kind == "flag" and all(other.kind == "flag" for one, other in attributes if one == column)
    )
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    except sqlite3.DatabaseError as error:
        raise _unreadable(name, f"a file that SQLite cannot open ({error})", "an SQLite database") from error
    return {table: SqliteSource(f"{name} {table}", file, table, flags) for (table,) in rows if table in TABLES}


def _unreadable(file: str, found: str, expected: str) -> RecordsUnreadableError:
    return RecordsUnreadableError((Problem(file, None, "", found, expected),))
