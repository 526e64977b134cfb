"""Databases and Parquet that are damaged, or hold what no record can: told with the table, and never with a cell."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from large_tables import AS_OF
from omicheck.records.bulk import parquet
from pipeline import run
from typed_tables import TypedTables, as_duckdb, as_parquet, as_sqlite

CASE: dict[str, Any] = {"sentence_type": "community_order", "sentence_date": "2009-04-06"}
TABLES: TypedTables = {
    "cases": [{"case_id": name, **CASE} for name in "AB"],
    "events": [{"case_id": name, "type": "contact", "date": "2009-04-08"} for name in "AB"],
}
CELL = "Mary Smith"


def _refused(address: str, told: str) -> None:
    for engine in ("columnar", "auto"):
        done = run("check", address, "--as-of", AS_OF, "--engine", engine)
        assert (done.output, done.status) == ("", 2)
        assert done.errors.endswith(f"omicheck: the records cannot be read:\n{told}\n")
        assert CELL not in done.errors


def _in_sqlite(folder: Path, *statements: str) -> str:
    address = as_sqlite(TABLES, folder)
    connection = sqlite3.connect(address.removeprefix("sqlite:///"))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return address


def test_a_view_of_sqlite_that_fails(tmp_path: Path) -> None:
    address = _in_sqlite(tmp_path, "DROP TABLE events", "CREATE VIEW events AS SELECT * FROM gone")
    expected = "an SQLite database that is whole, and that nobody locks"
    _refused(
        address, f"{address} events: found a table that cannot be read (no such table: main.gone); expected {expected}"
    )


def test_a_text_of_sqlite_that_is_not_utf8(tmp_path: Path) -> None:
    address = _in_sqlite(tmp_path, "UPDATE cases SET sentence_type = CAST(X'FF4D617279' AS TEXT) WHERE case_id = 'A'")
    done = run("check", address, "--as-of", AS_OF, "--format", "jsonl", "--engine", "columnar")
    assert ({row["case_id"] for row in done.rows}, done.status) == ({"B"}, 3)
    assert "Mary" not in done.errors


@pytest.mark.parametrize("place", range(0, 4_096, 512))
def test_pages_of_sqlite_that_are_damaged(place: int, tmp_path: Path) -> None:
    address = _in_sqlite(tmp_path)
    file = Path(address.removeprefix("sqlite:///"))
    content = bytearray(file.read_bytes())
    content[place : place + 200] = b"\xff" * 200
    file.write_bytes(content)
    done = run("check", address, "--as-of", AS_OF, "--format", "jsonl")
    assert done.status in (0, 1, 2, 3)
    assert done.status != 2 or f"{address}" in done.errors


def _in_duckdb(folder: Path, *statements: str) -> str:
    address = as_duckdb(TABLES, folder)
    with duckdb.connect(address.removeprefix("duckdb:///")) as connection:
        for statement in statements:
            connection.execute(statement)
    return address


def test_a_view_of_duckdb_that_fails_quotes_no_cell(tmp_path: Path) -> None:
    address = _in_duckdb(
        tmp_path,
        "ALTER TABLE events RENAME TO kept",
        f"UPDATE kept SET type = '{CELL}'",  # noqa: S608, our own words
        "CREATE VIEW events AS SELECT case_id, type, CAST(type AS DATE) AS date FROM kept",
    )
    expected = "a DuckDB database that is whole"
    _refused(address, f"{address} events: found a table that cannot be read (ConversionException); expected {expected}")


@pytest.mark.parametrize("day", ["DATE '12009-04-06'", "DATE 'infinity'"])
def test_days_outside_the_calendar_in_duckdb(day: str, tmp_path: Path) -> None:
    address = _in_duckdb(
        tmp_path,
        "ALTER TABLE cases ALTER COLUMN sentence_date TYPE DATE",
        f"UPDATE cases SET sentence_date = {day} WHERE case_id = 'A'",  # noqa: S608, our own words
    )
    done = run("check", address, "--as-of", AS_OF, "--format", "jsonl", "--rejects", tmp_path / "rejects.jsonl")
    assert ({row["case_id"] for row in done.rows}, done.status) == ({"B"}, 3)
    assert "case A: sentence_date: found " in done.errors


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def _without_texts(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"contact", b"\xff\xfentact"))


def _no_days(file: Path) -> None:
    table = pq.read_table(file)
    days = pa.array([2**31 - 1, 14_342], pa.int32()).cast(pa.date32())
    pq.write_table(table.set_column(table.column_names.index("date"), "date", days), file)


@pytest.mark.parametrize(
    ("damage", "status", "told"),
    [
        (_cut_off, 2, "events.parquet: found a file that is not Parquet ("),
        (_without_texts, 2, "events.parquet: found rows that cannot be read ("),
        (_no_days, 3, 'events.parquet:1: case A: events[0].date: found "5881580-07-11"; expected a date'),
    ],
)
def test_damaged_parquet(damage: Callable[[Path], None], status: int, told: str, tmp_path: Path) -> None:
    address = as_parquet(TABLES, tmp_path)
    damage(tmp_path / "events.parquet")
    done = run("check", address, "--as-of", AS_OF, "--format", "jsonl", "--engine", "columnar", "--show-values")
    assert (done.status, f"{tmp_path}/{told}" in done.errors) == (status, True)


def test_a_row_group_of_very_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MOST_ROWS", 1)
    as_parquet(TABLES, tmp_path)
    expected = "row groups of 1 rows at most, as each is held in memory as a whole"
    _refused(str(tmp_path), f"{tmp_path}/cases.parquet: found a row group of 2 rows; expected {expected}")
