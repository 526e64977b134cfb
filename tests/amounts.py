"""Amounts with decimals, held by all that records may stand in, and the rules that ask for them."""

import csv
import sqlite3
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import write_json
from spreadsheets import xlsx

VOCABULARY = """
fields:
  case_id: {type: text, required: true}
  opened: {type: date}
  end_date: {type: date}
  amount: {type: number, at_least: 0, at_most: 5000, set_by: {raised: amount}}
case_dates: {opened: {field: opened}}
events:
  raised: {attributes: {amount: {field: amount}}}
  paid: {attributes: {amount: {type: number, at_least: -100, at_most: 5000}}}
"""
RULES: list[dict[str, Any]] = [
    {
        "id": "tenth",
        "question": "1.1.1",
        "applies": {"amount": 0.1},
        "check": {"never": {"of": {"event": "paid"}, "from": "opened"}},
    },
    {
        "id": "under",
        "question": "1.1.1",
        "applies": {"amount": {"at_most": 35.49}},
        "check": {"never": {"of": {"event": "paid"}, "from": "opened"}},
    },
    {
        "id": "paid",
        "question": "1.1.1",
        "check": {
            "never": {"of": {"event": "paid", "where": {"amount": {"at_least": 35.5, "at_most": 36}}}, "from": "opened"}
        },
    },
]
# What stands in `amount` of a case and of a payment of it.
WRITTEN = {"A": ("0.1", "35.5"), "B": ("35.49", "35.49"), "C": ("35.5", "-0.01"), "D": ("12", "36")}
HELD = {name: (float(one), float(other)) for name, (one, other) in WRITTEN.items()}
IN_SCOPE = {"A": "not_met", "B": "not_met", "C": "not_applicable", "D": "not_met"}
EXPECTED = [
    *((name, "paid", verdict) for name, verdict in zip("ABCD", ("not_met", "met", "met", "not_met"), strict=True)),
    *((name, "tenth", "not_met" if name == "A" else "not_applicable") for name in "ABCD"),
    *((name, "under", verdict) for name, verdict in IN_SCOPE.items()),
]


def _case(name: str, amount: object, paid: object) -> dict[str, Any]:
    event = {"type": "paid", "date": "2009-05-01", "amount": paid}
    return {"case_id": name, "opened": "2009-04-06", "amount": amount, "events": [event]}


def _rows(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    cases = [{"case_id": name, "opened": "2009-04-06", "amount": amount} for name, amount in tables["cases"].items()]
    events = [
        {"case_id": name, "type": "paid", "date": "2009-05-01", "amount": amount}
        for name, amount in tables["events"].items()
    ]
    return {"cases": cases, "events": events}


def amount_tables(held: Mapping[str, tuple[Any, Any]]) -> dict[str, list[dict[str, Any]]]:
    return _rows(
        {"cases": {name: one for name, (one, _) in held.items()}, "events": {n: o for n, (_, o) in held.items()}}
    )


def as_json(folder: Path) -> str:
    return str(write_json(folder / "cases.json", [_case(name, *both) for name, both in HELD.items()]))


def as_csv(folder: Path) -> str:
    for name, rows in amount_tables(WRITTEN).items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return str(folder)


def as_workbook(folder: Path) -> str:
    sheets = {
        name: [list(rows[0]), *(list(row.values()) for row in rows)] for name, rows in amount_tables(HELD).items()
    }
    return str(xlsx(folder / "cases.xlsx", sheets))


def as_parquet_of(kind: pa.DataType) -> Callable[[Path], str]:
    def as_parquet(folder: Path) -> str:
        values = WRITTEN if pa.types.is_decimal(kind) else HELD
        for name, rows in amount_tables(values).items():
            found = pa.table({key: [row[key] for row in rows] for key in rows[0] if key != "amount"})
            numbers = [Decimal(row["amount"]) if pa.types.is_decimal(kind) else row["amount"] for row in rows]
            found = found.append_column("amount", pa.array(numbers, kind))
            pq.write_table(found, folder / f"{name}.parquet")
        return str(folder)

    return as_parquet


def as_duckdb_of(kind: str) -> Callable[[Path], str]:
    def as_duckdb(folder: Path) -> str:
        with duckdb.connect(str(folder / "records.duckdb")) as connection:
            for name, rows in amount_tables(WRITTEN).items():
                columns = ", ".join(f"{key} {kind if key == 'amount' else 'VARCHAR'}" for key in rows[0])
                connection.execute(f"CREATE TABLE {name} ({columns})")
                for row in rows:
                    connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", list(row.values()))  # noqa: S608, our own names
        return f"duckdb:///{folder / 'records.duckdb'}"

    return as_duckdb


def as_sqlite(folder: Path) -> str:
    connection = sqlite3.connect(folder / "records.sqlite")
    for name, rows in amount_tables(HELD).items():
        with connection:
            connection.execute(f"CREATE TABLE {name} ({', '.join(rows[0])})")
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", [list(row.values()) for row in rows])  # noqa: S608, our own names
    connection.close()
    return f"sqlite:///{folder / 'records.sqlite'}"


WAYS = {
    "JSON": as_json,
    "CSV": as_csv,
    "workbook": as_workbook,
    **{
        f"Parquet {kind}": as_parquet_of(kind)
        for kind in (pa.float64(), pa.float32(), pa.decimal128(10, 4), pa.decimal256(50, 4), pa.decimal64(10, 4))
    },
    **{f"DuckDB {kind}": as_duckdb_of(kind) for kind in ("DOUBLE", "REAL", "DECIMAL(12,3)", "VARCHAR")},
    "SQLite": as_sqlite,
}
