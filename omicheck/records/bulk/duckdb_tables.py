"""The rows of tables in DuckDB files, which are opened to be read only."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from attrs import frozen

from omicheck.errors import EngineMissingError
from omicheck.records.bulk.open_databases import ROWS_AT_A_TIME, Opened, select_of
from omicheck.records.bulk.sources import not_in_utf8, numbered, unreadable
from omicheck.records.table_files import TABLES
from omicheck.records.unchanged import FileState
from omicheck.text import is_writable


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
            found = self.opened.connection.cursor().sql(f"{select_of(self.table, None)} LIMIT 0")
            return found.to_arrow_table().schema

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        first = 1
        with duckdb_errors(self.name):
            cursor = self.opened.connection.cursor()
            for batch in cursor.sql(select_of(self.table, columns)).to_arrow_reader(ROWS_AT_A_TIME):
                table = pa.Table.from_batches([batch])
                table.validate(full=True)
                yield numbered(self.name, table, first)
                first += batch.num_rows


def duckdb_sources(name: str, file: Path) -> Mapping[str, DuckdbSource]:
    """The tables of records in a DuckDB file, by name.

    Args:
        name: the address of the database, as the user gave it.
        file: the file.
    """
    states = (FileState.of(file),)
    opened = Opened(_duckdb(file))
    with duckdb_errors(name):
        cursor = opened.connection.cursor()
        found = {row[0] for row in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        found |= {row[0] for row in cursor.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    return {table: DuckdbSource(f"{name} {table}", file, table, opened, states) for table in TABLES if table in found}


@contextmanager
def duckdb_errors(name: str) -> Iterator[None]:
    """Tells that DuckDB cannot read a file or a table, without its messages, which may quote a cell.

    Args:
        name: the table or the database.
    """
    import duckdb  # noqa: PLC0415, heavy, and an extra that is there as the database has been opened

    try:
        yield
    except (duckdb.Error, pa.ArrowException, UnicodeDecodeError) as error:
        kind = error.__class__.__name__
        raise unreadable(name, f"a table that cannot be read ({kind})", "a DuckDB database that is whole") from error


def _duckdb(file: Path) -> Any:  # noqa: ANN401, of a package that is an extra
    try:
        import duckdb  # noqa: PLC0415, heavy, and an extra
    except ImportError as error:
        told = "duckdb:/// needs duckdb, which is not installed: pip install 'omicheck[bulk]'"
        raise EngineMissingError(told) from error
    if not is_writable(str(file)):
        raise not_in_utf8(file, "DuckDB")
    try:
        return duckdb.connect(str(file), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        raise unreadable(str(file), f"a file that DuckDB cannot open ({error})", "a DuckDB database") from error
