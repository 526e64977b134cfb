"""Bytes where texts should be, and what pandas and PostgreSQL hold by default: rejected, refused or read."""

import sqlite3
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from large_tables import check
from postgres_database import Database
from typed_tables import (
    CASE,
    EVENT,
    a_few,
    as_duckdb,
    as_json,
    as_sqlite,
    columns_of,
    replace_in_duckdb,
    rows_and_problems,
)

NOT_WHOLE = 'case C: tier: found "2.5"; expected a whole number from 1 to 4'
BYTES = "a text, a number, a flag or a date"


@pytest.mark.parametrize("content", [b"Kent", b"\xffKent, or more than eight bytes"])
def test_bytes_in_sqlite_reject_their_record_alone(content: bytes, tmp_path: Path) -> None:
    expected = check(as_json(a_few(area=["Kent"]), tmp_path)).output
    address = as_sqlite(a_few(area=["Kent", "Kent"]), tmp_path)
    file = address.removeprefix("sqlite:///")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE cases SET area = ? WHERE case_id = 'B'", (content,))
    connection.close()
    shown = content[:8].hex(" ") + (" ..." if len(content) > 8 else "")
    told = f"case B: area: found bytes ({shown}); expected {BYTES}; CAST(area AS TEXT) may make a text of it"
    for engine in ("columnar", "durable"):
        done = check(address, "--engine", engine, "--all-problems")
        assert (*rows_and_problems(done), done.status) == (expected, [told], 3)


def test_a_text_of_sqlite_in_another_encoding_rejects_its_record_alone(tmp_path: Path) -> None:
    address = as_sqlite(a_few(area=["Kent", "Kent"]), tmp_path)
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE cases SET area = CAST(x'ff4b' AS TEXT) WHERE case_id = 'B'")
    connection.close()
    told = f"case B: area: found bytes (ff 4b); expected {BYTES}; CAST(area AS TEXT) may make a text of it"
    done = check(address, "--all-problems")
    assert (rows_and_problems(done)[1], done.status) == ([told], 3)


@pytest.mark.parametrize("column", ["case_id", "area", "sentence_date"])
def test_columns_of_bytes_are_refused(column: str, tmp_path: Path) -> None:
    tables = {name: pa.table(columns_of(rows)) for name, rows in a_few(area=["Kent"]).items()}
    cases = tables["cases"].drop_columns(column).append_column(column, pa.array([b"x"]))
    for name, one in {**tables, "cases": cases}.items():
        pq.write_table(one, tmp_path / f"{name}.parquet")
    address = as_duckdb(a_few(area=["Kent"]), tmp_path)
    replace_in_duckdb(address, "cases", column, "'x'::BLOB")
    expected = "a column of texts" if column == "case_id" else "texts, numbers, flags, dates or lists of texts"
    told = (
        f"found the column {column} of type binary; expected {expected}; CAST({column} AS VARCHAR) makes texts of bytes"
    )
    for place, name in ((str(tmp_path), f"{tmp_path / 'cases.parquet'}"), (address, f"{address} cases")):
        done = check(place)
        assert (done.output, done.status) == ("", 2)
        assert done.errors == f"omicheck: the records cannot be read:\n{name}: {told}\n"


def _frames_of_pandas() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables as pandas makes them: days as moments, whole numbers with one missing as fractions."""
    days = pd.to_datetime(["2009-04-06", None, "2009-04-07"])
    cases = pd.DataFrame(
        {"case_id": ["A", "B", "C"], "sentence_type": "community_order", "sentence_date": days, "tier": [2, None, 1]}
    )
    return cases, pd.DataFrame({"case_id": ["A", "C"], "type": "contact", "date": pd.to_datetime(["2009-04-08", None])})


def test_what_pandas_writes_by_default_is_read(tmp_path: Path) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "cases": [
            {"case_id": "A", **CASE, "tier": 2},
            {"case_id": "B", "sentence_type": "community_order"},
            {"case_id": "C", **CASE, "sentence_date": "2009-04-07", "tier": 1},
        ],
        "events": [{"case_id": "A", **EVENT}, {"case_id": "C", "type": "contact"}],
    }
    expected = check(as_json(tables, tmp_path))
    cases, events = _frames_of_pandas()
    places = {name: tmp_path / name for name in ("parquet", "csv", "json")}
    for place in places.values():
        place.mkdir()
    cases.to_parquet(places["parquet"] / "cases.parquet")
    events.to_parquet(places["parquet"] / "events.parquet")
    cases.to_csv(places["csv"] / "cases.csv", index=False)
    events.to_csv(places["csv"] / "events.csv", index=False)
    connection = sqlite3.connect(tmp_path / "records.sqlite")
    cases.to_sql("cases", connection, index=False)
    events.to_sql("events", connection, index=False)
    connection.close()
    with pd.ExcelWriter(tmp_path / "records.xlsx") as writer:
        cases.to_excel(writer, sheet_name="cases", index=False)
        events.to_excel(writer, sheet_name="events", index=False)
    listed = [events[events["case_id"] == name].drop(columns="case_id").to_dict("records") for name in cases["case_id"]]
    lines = cases.assign(events=listed)
    lines.to_json(places["json"] / "records.jsonl", orient="records", lines=True, date_format="iso")
    addresses = [places["parquet"], places["csv"], f"sqlite:///{tmp_path / 'records.sqlite'}"]
    for address in [*addresses, tmp_path / "records.xlsx", places["json"] / "records.jsonl"]:
        done = check(str(address))
        assert (done.output, done.status) == (expected.output, expected.status), address


def test_the_index_that_pandas_writes_is_told_with_its_cure(tmp_path: Path) -> None:
    cases, events = _frames_of_pandas()
    connection = sqlite3.connect(tmp_path / "records.sqlite")
    cases.to_sql("cases", connection)
    events.to_sql("events", connection, index=False)
    connection.close()
    cases.to_csv(tmp_path / "cases.csv")
    events.to_csv(tmp_path / "events.csv", index=False)
    address = f"sqlite:///{tmp_path / 'records.sqlite'}"
    cure = "index=False leaves out the index of a data frame"
    of_database = f"{address} cases:1: found the column 'index'; expected a column of the table"
    of_csv = (
        f"{tmp_path / 'cases.csv'}:1: found cells without a heading, in column 1; "
        "expected a heading for every column that has something in it"
    )
    for place, told in ((address, of_database), (tmp_path, of_csv)):
        done = check(str(place))
        assert (done.errors, done.status) == (f"omicheck: the records cannot be read:\n{told}; {cure}\n", 2)


def test_values_of_tools_in_postgresql(database: Database, tmp_path: Path) -> None:
    expected = check(as_json(a_few(tier=[2, None]), tmp_path)).output
    database.run(
        "CREATE TABLE cases (case_id text, sentence_type text, sentence_date timestamp, tier float8)",
        "CREATE TABLE events (case_id text, type text, date timestamp, seq bigint)",
        "INSERT INTO cases SELECT c, 'community_order', '2009-04-06', t FROM (VALUES ('A', 2.0), ('B', NULL), "
        "('C', 2.5), ('D', 1)) AS x (c, t)",
        "UPDATE cases SET sentence_date = 'infinity' WHERE case_id = 'D'",
        "INSERT INTO events SELECT case_id, 'contact', '2009-04-08', 1 FROM cases",
    )
    done = check(database.address(), "--all-problems")
    rows, problems = rows_and_problems(done)
    day = 'case D: sentence_date: found "infinity"; expected a date YYYY-MM-DD in 1990 to 2050'
    assert (rows, problems, done.status) == (expected, [NOT_WHOLE, day], 3)
    database.run("ALTER TABLE events ALTER date TYPE timestamptz")
    refused = check(database.address())
    assert (refused.output, refused.status) == ("", 2)
    assert refused.errors.endswith(
        " events: found the column date of type timestamp with time zone; expected dates; a view can say of which time "
        "zone: (... AT TIME ZONE 'Europe/London')::date\n"
    )
