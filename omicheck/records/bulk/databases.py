"""The rows of tables in DuckDB and SQLite files, which are opened to be read only."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from attrs import frozen

from omicheck.errors import EngineMissingError
from omicheck.files import is_file
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES
from omicheck.records.bulk.sources import WRONG, Source, numbered, unreadable
from omicheck.records.table_files import TABLES

_ROWS_AT_A_TIME: Final = 200_000
# Longer ones are not read.
_MOST_BYTES: Final = 8


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

    def schema(self) -> pa.Schema:
        """The columns and their types."""
        import duckdb  # noqa: PLC0415, heavy, and an extra that is there as the database has been opened

        try:
            return _duckdb(self.file).sql(f"{_select(self.table, None)} LIMIT 0").to_arrow_table().schema
        except duckdb.Error as error:
            raise unreadable(self.name, f"a table that cannot be read ({error})", "a table of the database") from error

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        import duckdb  # noqa: PLC0415, as above

        # The connection has to live as long as what it found.
        connection = _duckdb(self.file)
        first = 1
        try:
            for batch in connection.sql(_select(self.table, columns)).to_arrow_reader(_ROWS_AT_A_TIME):
                yield numbered(self.name, pa.Table.from_batches([batch]), first)
                first += batch.num_rows
        except (duckdb.Error, pa.ArrowException) as error:
            raise unreadable(self.name, f"rows that cannot be read ({error})", "a table of the database") from error


@frozen
class SqliteSource:
    """The rows of a table of an SQLite file, every cell as text.

    SQLite has no flags: 0 and 1 stand for them, so they are taken for false and true in the columns named in `flags`.
    A cell may have another type than its column: a row with one that holds bytes is marked as wrong.
    """

    name: str
    file: Path
    table: str
    flags: frozenset[str]

    @property
    def files(self) -> tuple[Path, ...]:
        """The file of the database."""
        return (self.file,)

    def schema(self) -> pa.Schema:
        """The columns, all texts but for `seq`."""
        with closing(self._connect()) as connection:
            found = connection.execute(f"SELECT * FROM {quoted(self.table)} LIMIT 0").description  # noqa: S608, quoted
            return pa.schema([(name, pa.int64() if name == "seq" else pa.string()) for name, *_ in found])

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        first = 1
        with closing(self._connect()) as connection:
            try:
                cursor = connection.execute(_select(self.table, columns))
                names = [name for name, *_ in cursor.description]
                while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
                    yield numbered(self.name, self._table(names, rows), first)
                    first += len(rows)
            except sqlite3.Error as error:
                found = f"rows that cannot be read ({error})"
                raise unreadable(self.name, found, "a table of a database that is whole") from error

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

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self.file.resolve().as_uri()}?mode=ro", uri=True)
        connection.text_factory = _text_or_bytes
        return connection


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
        raise unreadable(name, f"a file that SQLite cannot open ({error})", "an SQLite database") from error
    return {table: SqliteSource(f"{name} {table}", file, table, flags) for (table,) in rows if table in TABLES}


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
