"""The rows of tables in PostgreSQL, copied in one read-only transaction, so that all of them are of one moment.

The connection is closed once the tables are copied: nothing is open while records are evaluated. Every cell is taken
as text, as from CSV. Rows are in the order of `case_id` by code point and of `seq`, so that the same content gives the
same numbers of rows, the same rejects and the same hash, wherever the server happens to keep it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import define, frozen

from omicheck.errors import EngineMissingError, Problem, RecordsUnreadableError, nearest_name
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.addresses import Address, read_address, without_password
from omicheck.records.bulk.copies import CopiedSource, Folder, copied
from omicheck.records.bulk.csv_blocks import cells_of_block
from omicheck.records.bulk.sources import CELLS, ROW, unreadable
from omicheck.records.table_rows import Layout, layouts, wrong_columns

_MISSING: Final = "postgresql:// needs psycopg, which is not installed: pip install 'omicheck[postgresql]'"
_ADDRESS: Final = (
    "postgresql://USER@HOST:PORT/DATABASE, with ?schema=SCHEMA if need be; in names write @ : / ? # as %40 %3A %2F %3F "
    "%23; a password is best left to PGPASSWORD or the file .pgpass"
)
_REACHABLE: Final = "a server that lets this user in; a password may stand in PGPASSWORD or the file .pgpass"
_BLOCK: Final = 1 << 24
_BEGIN: Final = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL extra_float_digits = 1",
)
# Every kind of relation that has rows. Of tables with one name the search path finds the first.
_TABLES: Final = """
SELECT c.oid::int8, c.relname, format('%%I.%%I', n.nspname, c.relname)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
AND CASE WHEN %(schema)s::text IS NULL THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = %(schema)s END
"""
_SCHEMAS: Final = "SELECT nspname FROM pg_catalog.pg_namespace"
# A domain is what it is made of, which may be a domain again.
_COLUMNS: Final = """
WITH RECURSIVE kinds AS (
  SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS written, a.atttypid AS kind,
    a.atttypmod AS modifier
  FROM pg_catalog.pg_attribute a WHERE a.attrelid = %(table)s::int8::oid AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT k.attnum, k.attname, k.written, t.typbasetype, t.typtypmod
  FROM kinds k JOIN pg_catalog.pg_type t ON t.oid = k.kind WHERE t.typtype = 'd'
)
SELECT k.attname, k.written, t.typname, t.typcategory::text, coalesce(e.typcategory::text, ''), k.modifier
FROM kinds k JOIN pg_catalog.pg_type t ON t.oid = k.kind LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
WHERE t.typtype <> 'd' ORDER BY k.attnum
"""
# Of bytes in a numeric type's modifier: 4 before it begins, 2 for the digits behind the point.
_NO_MODIFIER: Final = 4
_DIGITS_AFTER: Final = 0x7FF


@frozen
class _Column:
    """A column and its type: as the server writes it, its name, its category and that of its elements, its modifier."""

    name: str
    written: str
    kind: str
    category: str
    of: str
    modifier: int

    @property
    def is_text(self) -> bool:
        return self.category in ("S", "E", "Z") or self.kind == "uuid"

    @property
    def is_whole(self) -> bool:
        digits = self.modifier >= _NO_MODIFIER and (self.modifier - _NO_MODIFIER) & _DIGITS_AFTER == 0
        return self.kind in ("int2", "int4", "int8") or (self.kind == "numeric" and digits)

    def as_text(self) -> str | None:
        """What selects its cells as text; None for a type that no cell of a record has."""
        name = _quoted(self.name)
        if self.is_text or self.is_whole or self.kind in ("bool", "numeric", "date"):
            return f"{name}::text"
        if self.kind in ("float4", "float8"):
            # A number with a fraction is never a whole number, not even 3.0.
            whole = f"{name} = trunc({name}) AND abs({name}) < 1e15"
            return f"CASE WHEN {whole} THEN {name}::text || '.0' ELSE {name}::text END"
        if self.kind == "timestamp":
            midnight = f"{name} = date_trunc('day', {name})"
            return f"CASE WHEN {midnight} THEN {name}::date::text ELSE replace({name}::text, ' ', 'T') END"
        if self.category == "A" and self.of in ("S", "E"):
            # As CSV has it; what CSV cannot have stays as the server writes it, which is no list of known words.
            odd_cell = f"SELECT FROM unnest({name}) x WHERE x IS NULL OR x::text LIKE '%;%'"
            odd = f"array_ndims({name}) > 1 OR EXISTS ({odd_cell})"
            plain = f"array_to_string({name}, ';')"
            return (
                f"CASE WHEN {name} IS NULL THEN NULL WHEN cardinality({name}) = 0 THEN 'none' "
                f"WHEN {odd} THEN {name}::text ELSE {plain} END"
            )
        return None


@define(eq=False)
class _Stream:
    """What the server sends of a table, hashed on its way."""

    name: str
    columns: Sequence[str]
    hash: Any

    def tables(self, blocks: Iterator[bytes]) -> Iterator[pa.Table]:
        first = 1
        for block in blocks:
            self.hash.update(block)
            table = cells_of_block(block, self.columns, with_feeds=True, with_empty_rows=True)
            if table is None:
                raise unreadable(self.name, "rows that cannot be told apart", "CSV as the server writes it")
            rows = np.arange(first, first + table.num_rows)
            first += table.num_rows
            yield table.append_column(ROW, pa.array(rows)).append_column(CELLS, pa.nulls(len(rows), pa.int32()))


def sources_of_postgresql(name: str, vocabulary: Vocabulary) -> Mapping[str, CopiedSource]:
    """The tables of records in a database, by name.

    Raises:
        RecordsUnreadableError: the database or a table in it cannot be read, or a table is missing or has a column
            that it should not have.
        EngineMissingError: what reads it is not installed.
    """
    shown = without_password(name)
    address = read_address(name)
    if address is None:
        raise unreadable(shown, "an address that cannot be read", _ADDRESS)
    try:
        import psycopg  # noqa: PLC0415, heavy, and an extra
        from psycopg.conninfo import make_conninfo  # noqa: PLC0415, heavy, and an extra
    except ImportError as error:
        raise EngineMissingError(_MISSING) from error
    try:
        connection = psycopg.connect(make_conninfo(**address.parameters), autocommit=True)
    except psycopg.Error as error:
        raise unreadable(shown, f"no way in ({_told(error, address)})", _REACHABLE) from None
    # Closing ends the transaction, which has changed nothing.
    with closing(connection):
        try:
            for statement in _BEGIN:
                connection.execute(statement)
            return _sources(connection, shown, address.schema, vocabulary)
        except psycopg.errors.InsufficientPrivilege as error:
            expected = "the right to read it: GRANT SELECT ON TABLE ... TO ..., and GRANT USAGE ON SCHEMA ... TO ..."
            raise unreadable(shown, _told(error, address), expected) from None
        except (psycopg.errors.CharacterNotInRepertoire, psycopg.errors.UntranslatableCharacter) as error:
            found = f"a text that cannot be had as UTF-8 ({_told(error, address)})"
            raise unreadable(shown, found, "texts in the encoding of the database") from None
        except psycopg.Error as error:
            raise unreadable(shown, f"a failure of the server ({_told(error, address)})", "tables to read") from None


def _sources(connection: Any, name: str, schema: str | None, vocabulary: Vocabulary) -> Mapping[str, CopiedSource]:  # noqa: ANN401, of a package that is an extra
    found = {row[1]: row for row in connection.execute(_TABLES, {"schema": schema}).fetchall()}
    if schema is not None and not found:
        schemas = [row[0] for row in connection.execute(_SCHEMAS).fetchall()]
        if schema not in schemas:
            expected = "a schema of the database"
            problem = Problem(name, None, "", f"no schema {schema!r}", expected, nearest_name(schema, schemas))
            raise RecordsUnreadableError((problem,))
    problems: list[Problem] = []
    columns: dict[str, Sequence[_Column]] = {}
    for table, layout in layouts(vocabulary).items():
        if table in found:
            rows = connection.execute(_COLUMNS, {"table": found[table][0]}).fetchall()
            columns[table] = [_Column(*row) for row in rows]
            problems += _wrong(f"{name} {table}", table, columns[table], layout)
        elif table != "answers":
            nearest = nearest_name(table, found)
            problems.append(Problem(name, None, "", f"no table {table}", "the tables cases and events", nearest))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    folder = Folder()
    return {
        table: _copied(connection, f"{name} {table}", table, found[table][2], columns[table], folder)
        for table in columns
    }


def _wrong(name: str, table: str, columns: Sequence[_Column], layout: Layout) -> Iterator[Problem]:
    yield from wrong_columns(name, [column.name for column in columns], (*layout.known, "seq"), layout.needed)
    if table == "events" and all(column.name != "seq" for column in columns):
        expected = "a column of whole numbers that has the order of a case's events, as rows have none in PostgreSQL"
        yield Problem(name, 1, "", "no column seq", expected)
    for column in columns:
        found = f"the column {column.name} of type {column.written}"
        if column.name in ("case_id", "type", "question", "answer") and not column.is_text:
            yield Problem(name, None, "", found, "a column of texts")
        elif column.name == "seq" and not column.is_whole:
            yield Problem(name, None, "", found, "a column of whole numbers")
        elif column.kind == "timestamptz":
            expected = "dates; a view can say of which time zone: (... AT TIME ZONE 'Europe/London')::date"
            yield Problem(name, None, "", found, expected)
        elif column.as_text() is None:
            yield Problem(name, None, "", found, "texts, numbers, flags, dates or lists of texts")


def _copied(
    connection: Any,  # noqa: ANN401, of a package that is an extra
    name: str,
    table: str,
    relation: str,
    columns: Sequence[_Column],
    folder: Folder,
) -> CopiedSource:
    """The copy of a table, in the order of `case_id`, of `seq` if it has one, and then of all that is in a row."""
    taken = [column for column in columns if column.name != "seq"]
    taken.sort(key=lambda column: column.name != "case_id")
    cells = ", ".join(f'({column.as_text()}) COLLATE "C" AS {_quoted(column.name)}' for column in taken)
    by_place = ["1 NULLS FIRST", *(["coalesce(seq, 0)"] if len(taken) < len(columns) else [])]
    by_place += [f"{place} NULLS FIRST" for place in range(2, len(taken) + 1)]
    select = f"SELECT {cells} FROM {relation} ORDER BY {', '.join(by_place)}"  # noqa: S608, every name is quoted
    names = [column.name for column in taken]
    stream = _Stream(name, names, hashlib.sha256((",".join(names) + "\n").encode()))
    with connection.cursor() as cursor, cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv)") as rows:
        copy = copied(name, table, names, stream.tables(_blocks(rows)), folder)
    return CopiedSource(name, (), copy, folder, stream.hash.hexdigest())


def _blocks(rows: Iterator[Any]) -> Iterator[bytes]:
    block = bytearray()
    for row in rows:
        block += row
        if len(block) >= _BLOCK:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _told(error: Exception, address: Address) -> str:
    """What went wrong, on one line and without the password, whatever a library may put into its message."""
    text = " ".join(str(error).split()) or type(error).__name__
    for key, value in address.parameters.items():
        if "pass" in key and value:
            text = text.replace(value, "...")
    return without_password(text)
