"""A database of a server of the tests' own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import psycopg
from psycopg import sql

from large_tables import AS_OF, Tables, written
from pipeline import Done, run
from postgres_server import PASSWORD, QUOTED, Server


@attrs.define
class Database:
    """A database of a test."""

    server: Server
    name: str
    connection: psycopg.Connection[Any]

    def address(self, **more: Any) -> str:  # noqa: ANN401
        return self.server.address(self.name, **more)

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.connection.execute(statement)

    def fill(self, tables: Tables, schema: str = "public") -> None:
        """Tables of texts, their rows in no order that means anything."""
        self.run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for name, table in tables.items():
            columns, rows = written(table, name)
            numbered = [[*row, place] for place, row in enumerate(rows)]
            names = [*columns, "seq"]
            place = sql.Identifier(schema, name)
            texts = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in columns)
            self.connection.execute(sql.SQL("CREATE TABLE {} ({}, seq int)").format(place, texts))
            marks = sql.SQL(", ").join([sql.Placeholder()] * len(names))
            cursor = self.connection.cursor()
            cursor.executemany(sql.SQL("INSERT INTO {} VALUES ({})").format(place, marks), numbered[::-1])


def ways(database: Database, folder: Path) -> Iterator[Done]:
    """Everything that a command can do with an address with a password in it, right and wrong."""
    address = database.address()
    options = ("--as-of", AS_OF)
    files = ("--manifest", folder / "manifest.json", "--rejects", folder / "rejects.jsonl", "--force")
    for form in ("table", "jsonl", "json", "csv", "xlsx", "junit", "sarif", "github"):
        yield run("check", address, *options, *files, "--format", form, "--output", folder / f"rows.{form}")
    for place in ("rows.parquet", "rows"):
        yield run("check", address, *options, "--format", "parquet", "--output", folder / place)
    yield run("check", address, *options, "--engine", "both", *files)
    yield run("explain", address, *options)
    yield run("explain", "SYN-0001", address, *options)
    yield run("score", address, *options)
    yield run("score", address, *options, "--format", "json")
    yield run("compare", address, address, *options)
    yield run("rules", "what-if", address, "induction=5 business_days", *options)
    yield run("rules", "what-if", address, address, *options)
    yield run("rules", "coverage", address, *options)
    yield run("check", address)
    yield run("check", address, *options, "--case", "SYN-9999")
    yield run("check", "x.json", address, *options)
    yield run(address)
    yield run("check", address.replace("postgresql:", "postgresql+psycopg:"), *options)
    yield run("check", address.replace(QUOTED, PASSWORD), *options)
    yield run("check", address.replace(QUOTED, f"{QUOTED}x"), *options)
    yield run("check", address.replace("@127.0.0.1:", "@127.0.0.1:9"), *options)
    yield run("check", address.partition("@")[0], *options)
    yield run("check", f"{database.address(password=False)}?password={QUOTED}", *options)
    yield run("check", f"{address}-missing", *options)
    yield run("check", f"{address}?schema=missing", *options)
    yield run("check", f"{address}?no_such_thing=1", *options)
    yield run("check", database.address(user="nobody"), *options)
