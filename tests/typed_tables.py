"""The same tables with typed values in each form that the command takes, as usual tools write them."""

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from large_tables import check
from pipeline import Done, write_json
from spreadsheets import ods, xlsx

CASE: Final = {"sentence_type": "community_order", "sentence_date": "2009-04-06"}
EVENT: Final = {"type": "contact", "date": "2009-04-08"}
Row = Mapping[str, Any]
TypedTables = Mapping[str, Sequence[Row]]
Holder = Callable[[TypedTables, Path], str]


def columns_of(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The columns of rows, in the order in which they first have them."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def arrow_tables(tables: TypedTables) -> dict[str, pa.Table]:
    """Arrow tables, whose types are those of the values; of values of several types texts, as CSV has them."""
    return {
        name: pa.table({column: _of_one_type(cells) for column, cells in columns_of(rows).items()})
        for name, rows in tables.items()
    }


def _of_one_type(cells: Sequence[Any]) -> Sequence[Any]:
    if len({type(cell) for cell in cells} - {type(None)}) <= 1:
        return cells
    return [None if cell is None else _text(cell) for cell in cells]


def as_json(tables: TypedTables, folder: Path) -> str:
    """A document of records."""
    return str(write_json(folder / "records.json", records_of(tables)))


def as_json_lines(tables: TypedTables, folder: Path) -> str:
    """A record on each line."""
    file = folder / "records.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in records_of(tables)), encoding="utf-8")
    return str(file)


def records_of(tables: TypedTables) -> list[dict[str, Any]]:
    """The records that tables stand for, as JSON says them."""

    def plain(row: Row) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()
            if value is not None
        }

    return [
        {
            **plain(case),
            "events": [
                {name: value for name, value in plain(event).items() if name != "case_id"}
                for event in tables["events"]
                if event["case_id"] == case["case_id"]
            ],
        }
        for case in tables["cases"]
    ]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return ";".join(value) or "none"
    return str(value)


def as_csv(tables: TypedTables, folder: Path) -> str:
    """CSV as Python and pandas write values."""
    for name, rows in tables.items():
        columns = columns_of(rows)
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            lines = zip(*(map(_text, cells) for cells in columns.values()), strict=True)
            csv.writer(stream).writerows([list(columns), *lines])
    return str(folder)


def as_parquet(tables: TypedTables, folder: Path) -> str:
    """Parquet with typed columns."""
    for name, table in arrow_tables(tables).items():
        pq.write_table(table, folder / f"{name}.parquet")
    return str(folder)


def as_duckdb(tables: TypedTables, folder: Path) -> str:
    """A DuckDB file with typed columns."""
    with duckdb.connect(str(folder / "records.duckdb")) as connection:
        for name, table in arrow_tables(tables).items():
            connection.register("found", table)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM found")  # noqa: S608, our own names
            connection.unregister("found")
    return f"duckdb:///{folder / 'records.duckdb'}"


def as_sqlite(tables: TypedTables, folder: Path) -> str:
    """An SQLite file; moments as pandas writes them, with a blank."""

    def cell(value: object) -> object:
        if isinstance(value, datetime):
            return str(value)
        if isinstance(value, Decimal):
            return float(value)
        return value.isoformat() if isinstance(value, date) else _text(value) if isinstance(value, list) else value

    connection = sqlite3.connect(folder / "records.sqlite")
    for name, rows in tables.items():
        columns = columns_of(rows)
        with connection:
            connection.execute(f"CREATE TABLE {name} ({', '.join(map(repr, columns))})")
            marks = ", ".join("?" * len(columns))
            cells = [list(map(cell, row)) for row in zip(*columns.values(), strict=True)]
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", cells)  # noqa: S608, our own names
    connection.close()
    return f"sqlite:///{folder / 'records.sqlite'}"


def _sheets(tables: TypedTables) -> dict[str, list[list[Any]]]:
    sheets = {}
    for name, rows in tables.items():
        columns = columns_of(rows)
        cells = zip(*columns.values(), strict=True)
        sheets[name] = [
            list(columns),
            *([_text(one) if isinstance(one, list) else one for one in row] for row in cells),
        ]
    return sheets


def as_xlsx(tables: TypedTables, folder: Path) -> str:
    """An Excel workbook with cells of dates and numbers."""
    return str(xlsx(folder / "records.xlsx", _sheets(tables)))


def as_ods(tables: TypedTables, folder: Path) -> str:
    """An OpenDocument workbook."""
    return str(ods(folder / "records.ods", _sheets(tables)))


HOLDERS: list[Holder] = [
    as_json,
    as_json_lines,
    as_csv,
    as_parquet,
    as_duckdb,
    as_sqlite,
    as_xlsx,
    as_ods,
]
IN_PARTS: list[Holder] = [as_csv, as_parquet, as_duckdb, as_sqlite]


def ways(holder: Holder, address: str, *options: object) -> list[Done]:
    """The check of records by every way in which they can be read."""
    engines = ("columnar", "durable") if holder in IN_PARTS else ("durable",)
    return [check(address, "--all-problems", "--engine", engine, *options) for engine in engines]


def rows_and_problems(done: Done) -> tuple[str, list[str]]:
    """The rows, and what is wrong, without where: that differs with what holds the records."""
    problems = [line for line in done.errors.splitlines() if ": case " in line]
    # A document tells which of its records it was.
    return done.output, [re.sub(r": \[\d+\]\.", ": ", f"case {line.partition(': case ')[2]}") for line in problems]


def a_few(**fields: list[Any]) -> dict[str, list[dict[str, Any]]]:
    """Cases A, B and so on with values of fields, each with an event."""
    rows = [dict(zip(fields, values, strict=True)) for values in zip(*fields.values(), strict=True)]
    ids = "ABCDEFG"[: len(rows)]
    return {
        "cases": [{"case_id": case_id, **CASE, **row} for case_id, row in zip(ids, rows, strict=True)],
        "events": [{"case_id": case_id, **EVENT} for case_id in ids],
    }


def replace_in_duckdb(address: str, table: str, column: str, value: str) -> None:
    """Puts a value in place of a column of a DuckDB table, which takes the type of the value."""
    others = f"* EXCLUDE ({column})" if column != "end_date" else "*"
    statement = f"CREATE OR REPLACE TABLE {table} AS SELECT {others}, {value} AS {column} FROM {table}"  # noqa: S608, our own names
    with duckdb.connect(address.removeprefix("duckdb:///")) as connection:
        connection.execute(statement)
