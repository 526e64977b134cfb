"""The rows of tables in DuckDB and SQLite files, which are opened to be read only."""

import hashlib
import sqlite3
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from attrs import define, frozen

from omicheck.errors import EngineMissingError
from omicheck.files import is_file
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES
from omicheck.records.bulk.sources import WRONG, Source, numbered, unreadable
from omicheck.records.table_files import TABLES
from omicheck.records.unchanged import FileState

_ROWS_AT_A_TIME: Final = 200_000
# Longer ones are not read.
_MOST_BYTES: Final = 8


@define(eq=False)
class Opened:
    """A database that stays open, and so as it is, as long as anything that is in it is in use.

    Attributes:
        connection: to DuckDB or SQLite.
    """

    connection: Any

    def __attrs_post_init__(self) -> None:
        """Sees to it that it is closed."""
        weakref.finalize(self, self.connection.close)


@frozen(eq=False)
class DuckdbSource:
    """The rows of a table of a DuckDB file, which nobody can write to while it is open."""

    name: str
    file: Path
    table: str
    opened: Opened
    states: tuple[FileState, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of the database."""
        return (self.file,)

    def schema(self) -> pa.Schema:
        """The columns and their types."""
        with duckdb_errors(self.name):
            # A cursor has results of its own, which the next question does not end.
            found = self.opened.connection.cursor().sql(f"{_select(self.table, None)} LIMIT 0")
            return found.to_arrow_table().schema

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        first = 1
        with duckdb_errors(self.name):
            cursor = self.opened.connection.cursor()
            for batch in cursor.sql(_select(self.table, columns)).to_arrow_reader(_ROWS_AT_A_TIME):
                yield numbered(self.name, pa.Table.from_batches([batch]), first)
                first += batch.num_rows


@frozen(eq=False)
class SqliteSource:
    """The rows of a table of an SQLite file, every cell as text, all read in one transaction.

    SQLite has no flags: 0 and 1 stand for them, so they are taken for false and true in the columns named in `flags`.
    A cell may have another type than its column: a row with one that holds bytes is marked as wrong.
    """

    name: str
    file: Path
    table: str
    flags: frozenset[str]
    opened: Opened
    states: tuple[FileState, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of the database."""
        return (self.file,)

    def schema(self) -> pa.Schema:
        """The columns, all texts but for `seq`."""
        with sqlite_errors(self.name):
            select = f"{_select(self.table, None)} LIMIT 0"
            found = self.opened.connection.execute(select).description
            return pa.schema([(name, pa.int64() if name == "seq" else pa.string()) for name, *_ in found])

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        first = 1
        with sqlite_errors(self.name):
            cursor = self.opened.connection.execute(_select(self.table, columns))
            names = [name for name, *_ in cursor.description]
            while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
                yield numbered(self.name, self._table(names, rows), first)
                first += len(rows)

    def digest(self) -> str:
        """The hash of the database as the transaction sees it."""
        if not is_written_ahead(self.file):
            with self.file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        with sqlite_errors(self.name):
            return hashlib.sha256(self.opened.connection.serialize()).hexdigest()

    def _table(self, names: Sequence[str], rows: Sequence[Sequence[object]]) -> pa.Table:
        wrong: dict[int, str] = {}
        found = {}
        for name, cells in zip(names, zip(*rows, strict=True), strict=True):
            if name == "seq":
                found[name] = self._order(cells)
                continue
            for place in (place for place, cell in enumerate(cells) if isinstance(cell, bytes)):
                wrong.setdefault(place, f"{name} {_bytes_in_words(cells[place])}")
            found[name] = pa.array([self._text(cell, name) for cell in cells], pa.string())
        found[WRONG] = pa.array([wrong.get(place) for place in range(len(rows))], pa.string())
        return pa.table(found)

    def _order(self, cells: Sequence[object]) -> pa.Array:
        numbers: list[int | None] = []
        for cell in cells:
            if cell is None or isinstance(cell, int):
                numbers.append(cell)
            elif isinstance(cell, float) and cell.is_integer():
                numbers.append(int(cell))
            else:
                raise unreadable(self.name, f"{cell!r} in the column seq", "whole numbers in it")
        return pa.array(numbers, pa.int64())

    def _text(self, cell: object, column: str) -> str | None:
        if column in self.flags and cell in (0, 1):
            return "true" if cell else "false"
        if isinstance(cell, float) and "e" in str(cell):
            # As digits, as no cell of a table has an exponent.
            return f"{Decimal(repr(cell)):f}"
        return None if cell is None or isinstance(cell, bytes) else str(cell)


def _text_or_bytes(content: bytes) -> str | bytes:
    """A text, which the database takes from anybody as it comes; one that is not UTF-8 stays bytes."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content


def _bytes_in_words(cell: object) -> str:
    """A cell of bytes, for messages."""
    content = cell if isinstance(cell, bytes) else b""
    return f"bytes ({content[:_MOST_BYTES].hex(' ')}{' ...' if len(content) > _MOST_BYTES else ''})"


def sources_of_database(name: str, vocabulary: Vocabulary) -> Mapping[str, Source]:
    """The tables of records in a database, by name.

    Raises:
        RecordsUnreadableError: there is no such file, or it is no database.
        EngineMissingError: what reads it is not installed.
    """
    address = next(one for one in ADDRESSES if name.startswith(one))
    file = Path(name.removeprefix(address))
    if not is_file(file):
        raise unreadable(name, "no such file", f"{address}FILE, the path of a database")
    open_it = _duckdb_sources if address == "duckdb:///" else _sqlite_sources
    return open_it(name, file, vocabulary)


def _duckdb_sources(name: str, file: Path, _: Vocabulary) -> Mapping[str, DuckdbSource]:
    states = (FileState.of(file),)
    opened = Opened(_duckdb(file))
    with duckdb_errors(name):
        cursor = opened.connection.cursor()
        found = {row[0] for row in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        found |= {row[0] for row in cursor.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    return {table: DuckdbSource(f"{name} {table}", file, table, opened, states) for table in TABLES if table in found}


def _sqlite_sources(name: str, file: Path, vocabulary: Vocabulary) -> Mapping[str, SqliteSource]:
    attributes = [item for event in vocabulary.events.values() for item in event.attributes.items()]
    flags = frozenset(
        column
        for column, wanted in (*vocabulary.fields.items(), *attributes)
        if wanted.kind == "flag" and all(other.kind == "flag" for one, other in attributes if one == column)
    )
    with sqlite_errors(name, "a file that SQLite cannot open"):
        opened = Opened(_sqlite(file))
        # What is read first begins the transaction: from then on all that is read is as it was at this moment.
        opened.connection.execute("BEGIN")
        rows = opened.connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    # What others write ahead comes into the file without changing what the transaction sees.
    states = () if is_written_ahead(file) else (FileState.of(file),)
    tables = [table for (table,) in rows if table in TABLES]
    return {table: SqliteSource(f"{name} {table}", file, table, flags, opened, states) for table in tables}


def is_written_ahead(file: Path) -> bool:
    """Whether an SQLite database keeps what is written in a file of its own first.

    Args:
        file: the database.
    """
    return is_file(f"{file}-wal")


def _sqlite(file: Path) -> sqlite3.Connection:
    # What is read here is read by one thread at a time, if not always by the same one.
    address = f"{file.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.text_factory = _text_or_bytes
    return connection


@contextmanager
def sqlite_errors(name: str, found: str = "a table that cannot be read") -> Iterator[None]:
    """Tells what SQLite says of a database that is damaged, locked or of another kind as a problem of the user's file.

    Args:
        name: the table or the database.
        found: what is said of it.
    """
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        why = "a name that is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise unreadable(name, f"{found} ({why})", "an SQLite database that is whole, and that nobody locks") from error


@contextmanager
def duckdb_errors(name: str) -> Iterator[None]:
    """The same of DuckDB, whose messages may quote a cell and are left out.

    Args:
        name: the table or the database.
    """
    import duckdb  # noqa: PLC0415, heavy, and an extra that is there as the database has been opened

    try:
        yield
    except (duckdb.Error, pa.ArrowException, UnicodeDecodeError) as error:
        kind = error.__class__.__name__
        raise unreadable(name, f"a table that cannot be read ({kind})", "a DuckDB database that is whole") from error


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def _duckdb(file: Path) -> Any:  # noqa: ANN401, of a package that is an extra
    try:
        import duckdb  # noqa: PLC0415, heavy, and an extra
    except ImportError as error:
        told = "duckdb:/// needs duckdb, which is not installed: pip install 'omicheck[bulk]'"
        raise EngineMissingError(told) from error
    try:
        return duckdb.connect(str(file), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        raise unreadable(str(file), f"a file that DuckDB cannot open ({error})", "a DuckDB database") from error


def _select(table: str, columns: Sequence[str] | None) -> str:
    chosen = "*" if columns is None else ", ".join(map(quoted, columns))
    return f"SELECT {chosen} FROM {quoted(table)}"  # noqa: S608, every name is quoted
