"""Whole numbers, days, moments and bytes as usual tools write them: taken or refused alike in whatever holds them."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import omicheck
from frames_of import LIBRARIES, frame_of
from large_tables import AS_OF, check
from omicheck.errors import RecordsUnreadableError
from pipeline import ROOT, run
from postgres_database import Database
from typed_tables import (
    HOLDERS,
    Holder,
    as_duckdb,
    as_json,
    as_parquet,
    as_sqlite,
    columns_of,
    rows_and_problems,
    ways,
)

MIDNIGHT = datetime(2009, 4, 6)  # noqa: DTZ001, a day is in no time zone
CASE = {"sentence_type": "community_order", "sentence_date": "2009-04-06"}
EVENT = {"type": "contact", "date": "2009-04-08"}
FAR = 7_301_928  # days from 1970 to 1 January 21962


def _tables(**fields: list[Any]) -> dict[str, list[dict[str, Any]]]:
    """Cases A, B and so on with values of fields, each with an event."""
    rows = [dict(zip(fields, values, strict=True)) for values in zip(*fields.values(), strict=True)]
    ids = "ABCDEFG"[: len(rows)]
    return {
        "cases": [{"case_id": case_id, **CASE, **row} for case_id, row in zip(ids, rows, strict=True)],
        "events": [{"case_id": case_id, **EVENT} for case_id in ids],
    }


NOT_WHOLE = "tier: found {0}2.5{0}; expected a whole number from 1 to 4"


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_number_with_nothing_behind_its_point_is_whole(holder: Holder, tmp_path: Path) -> None:
    expected = check(as_json(_tables(tier=[2, None]), tmp_path))
    tables = _tables(tier=[2.0, None, 2.5])
    for done in ways(holder, holder(tables, tmp_path)):
        rows, problems = rows_and_problems(done)
        mark = "" if holder in (as_json, HOLDERS[1], as_parquet, as_duckdb) else '"'
        assert (rows, problems, done.status) == (expected.output, [f"case C: {NOT_WHOLE.format(mark)}"], 3)


WHOLE = [
    pa.array([2, None, 5], pa.decimal128(38, 0)),
    pa.array([Decimal("2.00"), None, Decimal("2.50")], pa.decimal128(5, 2)),
    pa.array([2, None, 5], pa.decimal256(60, 0)),
    pa.array([2, None, 5], pa.decimal32(5, 0)),
    pa.array([2, None, 2**64 - 1], pa.uint64()),
    pa.array([2, None, 5], pa.int8()),
    pa.array([2.0, None, 2.5], pa.float32()),
    pa.array([2.0, float("nan"), 2.5]),
    pa.array(["2", None, "5"]).dictionary_encode(),
    pa.array([2, None, 5], pa.int64()).dictionary_encode(),
]


@pytest.mark.parametrize("tiers", WHOLE, ids=[str(one.type) for one in WHOLE])
def test_whole_numbers_of_every_type_in_parquet_and_frames(tiers: pa.Array, tmp_path: Path) -> None:
    expected = check(as_json(_tables(tier=[2, None]), tmp_path))
    folder = Path(as_parquet(_tables(tier=[2, None, 3]), tmp_path))
    cases = pq.read_table(folder / "cases.parquet").drop_columns("tier").append_column("tier", tiers)
    pq.write_table(cases, folder / "cases.parquet")
    wrong = tiers.cast(tiers.type.value_type) if pa.types.is_dictionary(tiers.type) else tiers
    found = str(wrong[2]).removesuffix("0").rstrip(".")
    told = f"case C: tier: found {found}; expected a whole number from 1 to 4"
    for engine in ("columnar", "durable"):
        done = check(str(folder), "--engine", engine)
        assert (*rows_and_problems(done), done.status) == (expected.output, [told], 3)
    with pytest.warns(omicheck.OmicheckWarning, match="^1 record rejected, 2 taken"):
        result = omicheck.check(cases, pq.read_table(folder / "events.parquet"), as_of=AS_OF)
    assert len(result.rows) == len(expected.rows)
    assert _told(result) == [told]


def _told(result: omicheck.Result) -> list[str]:
    """What is wrong with rejected records, without where."""
    problems = [problem for one in result.rejected for problem in one.problems]
    return [f"case {one.case_id}: {one.path}: found {one.found}; expected {one.expected}" for one in problems]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("2::HUGEINT", None),
        ("2::UHUGEINT", None),
        ("2::DECIMAL(38, 0)", None),
        ("2::UBIGINT", None),
        ("2::DOUBLE", None),
        ("2.5::DOUBLE", "found 2.5"),
        ("2.5::DECIMAL(3, 1)", "found 2.5"),
        ("9::HUGEINT", "found 9"),
        ("true", "found true"),
    ],
)
def test_whole_numbers_of_every_type_in_duckdb(value: str, problem: str | None, tmp_path: Path) -> None:
    expected = check(as_json(_tables(tier=[2]), tmp_path))
    address = as_duckdb(_tables(tier=[1]), tmp_path)
    _replace(address, "cases", "tier", value)
    for engine in ("columnar", "durable"):
        done = check(address, "--engine", engine)
        if problem is None:
            assert (done.output, done.status) == (expected.output, expected.status)
        else:
            told = f"case A: tier: {problem}; expected a whole number from 1 to 4"
            assert (*rows_and_problems(done), done.status) == ("", [told], 3)


def _replace(address: str, table: str, column: str, value: str) -> None:
    """Puts a value in place of a column of a DuckDB table, which takes the type of the value."""
    others = f"* EXCLUDE ({column})" if column != "end_date" else "*"
    statement = f"CREATE OR REPLACE TABLE {table} AS SELECT {others}, {value} AS {column} FROM {table}"  # noqa: S608, our own names
    with duckdb.connect(address.removeprefix("duckdb:///")) as connection:
        connection.execute(statement)


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("field", ["sentence_date", "end_date"])
def test_the_first_moment_of_a_day_is_the_day(holder: Holder, field: str, tmp_path: Path) -> None:
    expected = check(as_json(_tables(**{field: ["2009-04-06", None]}), tmp_path))
    with_time = datetime(2009, 4, 6, 9, 30)  # noqa: DTZ001, see above
    tables = _tables(**{field: [MIDNIGHT, None, with_time]})
    tables["events"][0]["date"] = datetime(2009, 4, 8)  # noqa: DTZ001, see above
    tables["events"][1]["date"] = tables["events"][2]["date"] = None
    expected_tables = _tables(**{field: ["2009-04-06", None]})
    expected_tables["events"][1]["date"] = None
    expected = check(as_json(expected_tables, tmp_path))
    remedy = "; .dt.date of a data frame or CAST(... AS DATE) in SQL leaves its time of day out"
    written = "2009-04-06 09:30:00" if holder.__name__ in ("as_csv", "as_sqlite") else "2009-04-06T09:30:00"
    told = f'case C: {field}: found "{written}"; expected a date YYYY-MM-DD in 1990 to 2050{remedy}'
    for done in ways(holder, holder(tables, tmp_path)):
        assert (*rows_and_problems(done), done.status) == (expected.output, [told], 3)


def _far(kind: str) -> pa.Array:
    """A far day, an ordinary one and the farthest that a type has, which some databases take for infinity."""
    unit = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000}
    ordinary = (date(2009, 5, 1) - date(1970, 1, 1)).days
    if kind == "date32":
        return pa.array([FAR, ordinary, 2**31 - 1], pa.int32()).view(pa.date32())
    if kind == "date64":
        return pa.array([FAR * unit["ms"], ordinary * unit["ms"], FAR * 2 * unit["ms"]], pa.int64()).view(pa.date64())
    if kind == "ns":
        per_day = 86_400 * 10**9
        return pa.array([2**63 - 1, ordinary * per_day, ordinary * per_day + 1], pa.int64()).view(pa.timestamp("ns"))
    return pa.array([FAR * unit[kind], ordinary * unit[kind], FAR * 2 * unit[kind]], pa.int64()).view(
        pa.timestamp(kind)
    )


_FAR = {
    "date32": ("21962-01-01", "5881580-07-11"),
    "date64": ("21962-01-01", "41954-01-01"),
    "s": ("21962-01-01", "41954-01-01"),
    "ms": ("21962-01-01", "41954-01-01"),
    "us": ("21962-01-01", "41954-01-01"),
    "ns": ("2262-04-11T23:47:16.854775807", "2009-05-01T00:00:00.000000001"),
}


def _told_of_far(kind: str, path: str = "end_date") -> list[str]:
    partial = ", YYYY-MM, YYYY or null" if path != "end_date" else ""
    expected = f"a date YYYY-MM-DD{partial} in 1990 to 2050"
    remedy = "; .dt.date of a data frame or CAST(... AS DATE) in SQL leaves its time of day out" if kind == "ns" else ""
    cases = zip("AC", _FAR[kind], strict=True)
    return [f'case {case}: {path}: found "{found}"; expected {expected}{remedy}' for case, found in cases]


@pytest.mark.parametrize("kind", _FAR)
@pytest.mark.parametrize("table", ["cases", "events"])
def test_a_moment_outside_the_calendar_rejects_its_record_alone(kind: str, table: str, tmp_path: Path) -> None:
    tables = {name: pa.table(columns_of(rows)) for name, rows in _tables(tier=[1, 2, 3]).items()}
    column = "end_date" if table == "cases" else "date"
    tables[table] = pa.table(
        {**dict(zip(tables[table].column_names, tables[table].columns, strict=True)), column: _far(kind)}
    )
    for name, one in tables.items():
        pq.write_table(one, tmp_path / f"{name}.parquet")
    told = _told_of_far(kind, "end_date" if table == "cases" else "events[0].date")
    commands = [("check", "--format", "jsonl", "--engine", engine) for engine in ("columnar", "durable")]
    commands += [("explain", "B"), ("score",), ("sample",), ("performance",), ("rules", "coverage")]
    for command in commands:
        done = run(*command, tmp_path, "--as-of", "2009-12-01")
        assert (rows_and_problems(done)[1], done.status) == (told, 3), command
    frames = {"pyarrow": tables, "polars": {name: pl.from_arrow(one) for name, one in tables.items()}}
    frames["pandas"] = {name: one.to_pandas(types_mapper=pd.ArrowDtype) for name, one in tables.items()}
    if kind not in ("date32", "date64"):
        frames["pandas itself"] = {name: one.to_pandas() for name, one in tables.items()}
    for library, found in frames.items():
        with pytest.warns(omicheck.OmicheckWarning, match="^2 records rejected, 1 taken"):
            result = omicheck.check(found["cases"], found["events"], as_of=AS_OF, only="2.1.1")
        assert {row.case_id for row in result.rows} == {"B"}, library
        rejected = [one.problems[0].case_id for one in result.rejected]
        assert rejected == ["A", "C"], library


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("'infinity'::DATE", "5881580-07-11"),
        ("'-infinity'::DATE", "-5877641-06-24"),
        ("'infinity'::TIMESTAMP", "294247-01-10T04:00:54.775807"),
        ("DATE '21962-01-01'", "21962-01-01"),
        ("TIMESTAMP_S '2009-05-01 00:00:01'", "2009-05-01T00:00:01"),
    ],
)
def test_a_day_outside_the_calendar_in_duckdb_rejects_its_record_alone(value: str, found: str, tmp_path: Path) -> None:
    expected = check(as_json(_tables(tier=[2, 1]), tmp_path)).output
    address = as_duckdb(_tables(tier=[2, 1, 3]), tmp_path)
    _replace(address, "cases", "end_date", f"CASE case_id WHEN 'C' THEN {value} END")
    for engine in ("columnar", "durable"):
        done = check(address, "--engine", engine)
        rows, [told] = rows_and_problems(done)
        assert (rows, done.status) == (expected, 3)
        assert told.startswith(f'case C: end_date: found "{found}"; expected a date YYYY-MM-DD in 1990 to 2050')


ZONED = (
    "{0}: found the column date of type timestamp with time zone; expected texts, numbers, flags, dates or lists of "
    "texts; its days depend on the time zone: CAST(date AT TIME ZONE 'Europe/London' AS DATE) says of which"
)


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/New_York"])
def test_moments_in_a_time_zone_are_refused_wherever_one_is(zone: str, tmp_path: Path) -> None:
    address = as_duckdb(_tables(tier=[2]), tmp_path)
    _replace(address, "events", "date", "TIMESTAMPTZ '2009-07-01 00:00:00+00'")
    folder = tmp_path / "parquet"
    folder.mkdir()
    tables = {name: pa.table(columns_of(rows)) for name, rows in _tables(tier=[2]).items()}
    moments = pa.array([datetime(2009, 7, 1, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    tables["events"] = tables["events"].drop_columns("date").append_column("date", moments)
    for name, one in tables.items():
        pq.write_table(one, folder / f"{name}.parquet")
    for place, name in ((address, f"{address} events"), (folder, str(folder / "events.parquet"))):
        command = [sys.executable, "-m", "omicheck", "check", str(place), "--as-of", AS_OF]
        environment = {**os.environ, "TZ": zone, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
        told = f"omicheck: the records cannot be read:\n{ZONED.format(name)}\n"
        assert (done.stdout, done.stderr, done.returncode) == ("", told, 2)


@pytest.mark.parametrize("library", LIBRARIES)
def test_moments_in_a_time_zone_are_refused_in_frames(library: str) -> None:
    tables = _tables(tier=[2])
    tables["events"][0]["date"] = datetime(2009, 7, 1, tzinfo=UTC)
    with pytest.raises(RecordsUnreadableError) as caught:
        omicheck.check(*(frame_of(library, tables[name]) for name in ("cases", "events")), as_of=AS_OF)
    assert [(one.file, one.path, one.found) for one in caught.value.problems] == [
        ("events", "date", "moments in a time zone")
    ]


BYTES = "a text, a number, a flag or a date"


@pytest.mark.parametrize("content", [b"Kent", b"\xffKent, or more than eight bytes"])
def test_bytes_in_sqlite_reject_their_record_alone(content: bytes, tmp_path: Path) -> None:
    expected = check(as_json(_tables(area=["Kent"]), tmp_path)).output
    address = as_sqlite(_tables(area=["Kent", "Kent"]), tmp_path)
    file = address.removeprefix("sqlite:///")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE cases SET area = ? WHERE case_id = 'B'", (content,))
    connection.close()
    shown = content[:8].hex(" ") + (" ..." if len(content) > 8 else "")
    told = f"case B: area: found bytes ({shown}); expected {BYTES}; CAST(area AS TEXT) may make a text of it"
    for engine in ("columnar", "durable"):
        done = check(address, "--engine", engine)
        assert (*rows_and_problems(done), done.status) == (expected, [told], 3)


def test_a_text_of_sqlite_in_another_encoding_rejects_its_record_alone(tmp_path: Path) -> None:
    address = as_sqlite(_tables(area=["Kent", "Kent"]), tmp_path)
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE cases SET area = CAST(x'ff4b' AS TEXT) WHERE case_id = 'B'")
    connection.close()
    told = f"case B: area: found bytes (ff 4b); expected {BYTES}; CAST(area AS TEXT) may make a text of it"
    done = check(address)
    assert (rows_and_problems(done)[1], done.status) == ([told], 3)


@pytest.mark.parametrize("column", ["case_id", "area", "sentence_date"])
def test_columns_of_bytes_are_refused(column: str, tmp_path: Path) -> None:
    tables = {name: pa.table(columns_of(rows)) for name, rows in _tables(area=["Kent"]).items()}
    cases = tables["cases"].drop_columns(column).append_column(column, pa.array([b"x"]))
    for name, one in {**tables, "cases": cases}.items():
        pq.write_table(one, tmp_path / f"{name}.parquet")
    address = as_duckdb(_tables(area=["Kent"]), tmp_path)
    _replace(address, "cases", column, "'x'::BLOB")
    expected = "a column of texts" if column == "case_id" else "texts, numbers, flags, dates or lists of texts"
    told = (
        f"found the column {column} of type binary; expected {expected}; CAST({column} AS VARCHAR) makes texts of bytes"
    )
    for place, name in ((tmp_path, tmp_path / "cases.parquet"), (address, f"{address} cases")):
        done = check(str(place))
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
    tables = {
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
    cure = "expected a column of the table; index=False leaves out the index of a data frame"
    of_csv = f"{tmp_path / 'cases.csv'}:1: found the column ''"
    for place, told in ((address, f"{address} cases:1: found the column 'index'"), (tmp_path, of_csv)):
        done = check(str(place))
        assert (done.errors, done.status) == (f"omicheck: the records cannot be read:\n{told}; {cure}\n", 2)


def test_values_of_tools_in_postgresql(database: Database, tmp_path: Path) -> None:
    expected = check(as_json(_tables(tier=[2, None]), tmp_path)).output
    database.run(
        "CREATE TABLE cases (case_id text, sentence_type text, sentence_date timestamp, tier float8)",
        "CREATE TABLE events (case_id text, type text, date timestamp, seq bigint)",
        "INSERT INTO cases SELECT c, 'community_order', '2009-04-06', t FROM (VALUES ('A', 2.0), ('B', 'NaN'), "
        "('C', 2.5), ('D', 1)) AS x (c, t)",
        "UPDATE cases SET sentence_date = 'infinity' WHERE case_id = 'D'",
        "INSERT INTO events SELECT case_id, 'contact', '2009-04-08', 1 FROM cases",
    )
    done = check(database.address())
    rows, problems = rows_and_problems(done)
    day = 'case D: sentence_date: found "infinity"; expected a date YYYY-MM-DD in 1990 to 2050'
    assert (rows, problems, done.status) == (expected, [f"case C: {NOT_WHOLE.format(chr(34))}", day], 3)
    database.run("ALTER TABLE events ALTER date TYPE timestamptz")
    refused = check(database.address())
    assert (refused.output, refused.status) == ("", 2)
    assert refused.errors.endswith(
        " events: found the column date of type timestamp with time zone; expected dates; a view can say of which time "
        "zone: (... AT TIME ZONE 'Europe/London')::date\n"
    )
