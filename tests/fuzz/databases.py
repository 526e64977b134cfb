"""A server of PostgreSQL of our own, with tables of the rows of damaged files."""

import atexit
import csv
import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any, Final

from attrs import define, field

from fuzz import damage, seeds
from fuzz.reader import Reader, rules
from omicheck.records.raw_records import Rejected
from omicheck.records.read import read_records

_ADDRESS: Final = "postgresql://"
_TABLES: Final = ("cases", "events", "answers")
_LONGEST_NAME: Final = 60
_ORDER: Final = '"seq"'
# One column in some tables is no text, if its cells can be such values.
_TYPES: Final = (
    *("bigint", "numeric", "float8", "boolean", "date", "timestamp", "timestamptz", "time", "interval"),
    *("json", "jsonb", "text[]", "date[]", "bytea", "char(12)", "varchar(3)", "money", "inet", "tsvector", "xml"),
)


@define(eq=False)
class _Database:
    """A database, and the bytes of the files whose rows are in it."""

    address: str
    connection: Any
    contents: dict[str, bytes] = field(factory=dict)

    def take(self, table: str, content: bytes) -> None:
        """Makes a table of the rows of a file, if it has not been made of them."""
        if self.contents.get(table) == content:
            return
        self.contents[table] = content
        self.connection.execute(f"DROP TABLE IF EXISTS {table}")
        header, *rows = _cells(content)
        if not header:
            return
        drawn = Random(zlib.crc32(content))  # noqa: S311, nothing secret
        columns = _names(header)
        self.connection.execute(f"CREATE TABLE {table} ({', '.join(f'{name} text' for name in columns)})")
        marks = ", ".join(["%s"] * len(columns))
        filled = [[cell or None for cell in (*row, *[""] * len(columns))][: len(columns)] for row in rows]
        with self.connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", filled)  # noqa: S608, of ours
        if _ORDER in columns:
            self._retype(table, _ORDER, "bigint")
        if drawn.randint(0, 1):
            self._retype(table, drawn.choice(columns), drawn.choice(_TYPES))

    def _retype(self, table: str, column: str, kind: str) -> None:
        import psycopg  # noqa: PLC0415, an extra

        try:
            self.connection.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} USING {column}::{kind}")
        except psycopg.Error:
            return


def _cells(content: bytes) -> Sequence[Sequence[str]]:
    """The rows of CSV; what no database takes, as no text in it can have it, is left out."""
    text = content.decode("utf-8", "replace").replace("\0", "")
    try:
        return [row for row in csv.reader(io.StringIO(text)) if row] or [[]]
    except csv.Error:
        return [[]]


def _names(header: Sequence[str]) -> Sequence[str]:
    """Names of columns for SQL: any text, but each once and not too long."""
    cut = [name.encode()[:_LONGEST_NAME].decode(errors="ignore") or f"column {at}" for at, name in enumerate(header)]
    once = [name if cut.index(name) == at else f"{at} {name}"[: _LONGEST_NAME // 4] for at, name in enumerate(cut)]
    return ['"{}"'.format(name.replace('"', '""').replace("%", "%%")) for name in once]


def is_server_there() -> bool:
    """Whether a server can be started on this machine."""
    if find_spec("psycopg") is None:
        return False
    from postgres_server import program  # noqa: PLC0415, of a package that is an extra

    return program("initdb") is not None


@cache
def _database() -> _Database:
    from postgres_server import running  # noqa: PLC0415, of a package that is an extra

    with ExitStack() as opened:
        server = opened.enter_context(running())
        connection = opened.enter_context(server.connect())
        atexit.register(opened.pop_all().close)
    return _Database(server.address("postgres"), connection)


def _read(folder: Path) -> Iterable[Rejected]:
    database = _database()
    for table in _TABLES:
        database.take(table, (folder / f"{table}.csv").read_bytes())
    return read_records(database.address, rules().vocabulary, with_places=True).rejected


def _csv(_: Path) -> Mapping[str, bytes]:
    found = seeds.tables()
    header, *rows = found["events"]
    # Rows have no order in PostgreSQL.
    events = [[*header, "seq"], *[[*row, str(at)] for at, row in enumerate(rows)]]
    return {f"{table}.csv": seeds.csv(rows) for table, rows in {**found, "events": events}.items()}


POSTGRESQL: Final[Mapping[str, Reader]] = {
    "postgresql": Reader(_csv, {f"{table}.csv": damage.text for table in _TABLES}, _read, place=lambda _: _ADDRESS)
}
