"""The rows of tables in SQLite files, which are opened to be read only, and read in one transaction."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Final

import pyarrow as pa
from attrs import frozen

from omicheck.files import is_file
from omicheck.model.vocabulary import Vocabulary
from omicheck.private_values import ValueLeftOut
from omicheck.records.bulk.open_databases import ROWS_AT_A_TIME, Opened, select_of
from omicheck.records.bulk.sources import WRONG, numbered, unreadable
from omicheck.records.table_files import TABLES
from omicheck.records.unchanged import FileState

# Longer ones are not read.
_MOST_BYTES: Final = 8


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
            select = f"{select_of(self.table, None)} LIMIT 0"
            found = self.opened.connection.execute(select).description
            return pa.schema([(name, pa.int64() if name == "seq" else pa.string()) for name, *_ in found])

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        first = 1
        with sqlite_errors(self.name):
            cursor = self.opened.connection.execute(select_of(self.table, columns))
            names = [name for name, *_ in cursor.description]
            while rows := cursor.fetchmany(ROWS_AT_A_TIME):
                yield numbered(self.name, self._table(names, rows), first)
                first += len(rows)

    def digest(self) -> str:
        """The hash of the database as the transaction sees it, wherever what it sees is written."""
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
                found = ValueLeftOut("what is no whole number in the column seq", f"{cell!r} in the column seq")
                raise unreadable(self.name, found, "whole numbers in it")
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


def sqlite_sources(name: str, file: Path, vocabulary: Vocabulary) -> Mapping[str, SqliteSource]:
    """The tables of records in an SQLite file, by name.

    Args:
        name: the address of the database, as the user gave it.
        file: the file.
        vocabulary: the words that records may use.
    """
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
