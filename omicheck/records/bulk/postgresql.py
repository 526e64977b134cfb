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
from attrs import define

from omicheck.errors import EngineMissingError, Problem, RecordsUnreadableError, nearest_name
from omicheck.model.vocabulary import Vocabulary
from omicheck.private_values import failed
from omicheck.records.bulk.addresses import Address, read_address, without_password
from omicheck.records.bulk.copies import CopiedSource, Folder, copied
from omicheck.records.bulk.csv_blocks import cells_of_block
from omicheck.records.bulk.open_databases import quoted
from omicheck.records.bulk.postgresql_columns import Column, columns_of, wrong_in_columns
from omicheck.records.bulk.sources import CELLS, ROW, unreadable
from omicheck.records.table_rows import layouts

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
            found = failed("a text that cannot be had as UTF-8", error, _told(error, address))
            raise unreadable(shown, found, "texts in the encoding of the database") from None
        except psycopg.Error as error:
            found = failed("a failure of the server", error, _told(error, address))
            raise unreadable(shown, found, "tables to read") from None


def _sources(connection: Any, name: str, schema: str | None, vocabulary: Vocabulary) -> Mapping[str, CopiedSource]:  # noqa: ANN401, of a package that is an extra
    found = {row[1]: row for row in connection.execute(_TABLES, {"schema": schema}).fetchall()}
    if schema is not None and not found:
        schemas = [row[0] for row in connection.execute(_SCHEMAS).fetchall()]
        if schema not in schemas:
            expected = "a schema of the database"
            problem = Problem(name, None, "", f"no schema {schema!r}", expected, nearest_name(schema, schemas))
            raise RecordsUnreadableError((problem,))
    problems: list[Problem] = []
    columns: dict[str, Sequence[Column]] = {}
    for table, layout in layouts(vocabulary).items():
        if table in found:
            columns[table] = columns_of(connection, found[table][0])
            problems += wrong_in_columns(f"{name} {table}", table, columns[table], layout)
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


def _copied(
    connection: Any,  # noqa: ANN401, of a package that is an extra
    name: str,
    table: str,
    relation: str,
    columns: Sequence[Column],
    folder: Folder,
) -> CopiedSource:
    """The copy of a table, in the order of `case_id`, of `seq` if it has one, and then of all that is in a row."""
    taken = [column for column in columns if column.name != "seq"]
    taken.sort(key=lambda column: column.name != "case_id")
    cells = ", ".join(f'({column.as_text()}) COLLATE "C" AS {quoted(column.name)}' for column in taken)
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


def _told(error: Exception, address: Address) -> str:
    """What went wrong, on one line and without the password, whatever a library may put into its message."""
    text = " ".join(str(error).split()) or type(error).__name__
    for key, value in address.parameters.items():
        if "pass" in key and value:
            text = text.replace(value, "...")
    return without_password(text)
