"""Days as usual tools write them, in whatever holds the records: first moments, far days, moments in a time zone."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

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
from typed_tables import (
    HOLDERS,
    Holder,
    a_few,
    as_duckdb,
    as_json,
    columns_of,
    replace_in_duckdb,
    rows_and_problems,
    ways,
)

MIDNIGHT = datetime(2009, 4, 6)  # noqa: DTZ001, a day is in no time zone


FAR = 7_301_928  # days from 1970 to 1 January 21962


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("field", ["sentence_date", "end_date"])
def test_the_first_moment_of_a_day_is_the_day(holder: Holder, field: str, tmp_path: Path) -> None:
    with_time = datetime(2009, 4, 6, 9, 30)  # noqa: DTZ001, see above
    tables = a_few(**{field: [MIDNIGHT, None, with_time]})
    tables["events"][0]["date"] = datetime(2009, 4, 8)  # noqa: DTZ001, see above
    tables["events"][1]["date"] = tables["events"][2]["date"] = None
    expected_tables = a_few(**{field: ["2009-04-06", None]})
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
    tables = {name: pa.table(columns_of(rows)) for name, rows in a_few(tier=[1, 2, 3]).items()}
    column = "end_date" if table == "cases" else "date"
    tables[table] = pa.table(
        {**dict(zip(tables[table].column_names, tables[table].columns, strict=True)), column: _far(kind)}
    )
    for name, one in tables.items():
        pq.write_table(one, tmp_path / f"{name}.parquet")
    told = _told_of_far(kind, "end_date" if table == "cases" else "events[0].date")
    commands: list[tuple[str, ...]] = [
        ("check", "--format", "jsonl", "--engine", engine) for engine in ("columnar", "durable")
    ]
    commands += [("explain", "B"), ("score",), ("sample",), ("performance",), ("rules", "coverage")]
    for command in commands:
        done = run(*command, tmp_path, "--as-of", "2009-12-01", "--all-problems", "--show-values")
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
    expected = check(as_json(a_few(tier=[2, 1]), tmp_path)).output
    address = as_duckdb(a_few(tier=[2, 1, 3]), tmp_path)
    replace_in_duckdb(address, "cases", "end_date", f"CASE case_id WHEN 'C' THEN {value} END")
    for engine in ("columnar", "durable"):
        done = check(address, "--engine", engine, "--all-problems", "--show-values")
        rows, [told] = rows_and_problems(done)
        assert (rows, done.status) == (expected, 3)
        assert told.startswith(f'case C: end_date: found "{found}"; expected a date YYYY-MM-DD in 1990 to 2050')


ZONED = (
    "{0}: found the column date of type timestamp with time zone; expected texts, numbers, flags, dates or lists of "
    "texts; its days depend on the time zone: CAST(date AT TIME ZONE 'Europe/London' AS DATE) says of which"
)


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/New_York"])
def test_moments_in_a_time_zone_are_refused_wherever_one_is(zone: str, tmp_path: Path) -> None:
    address = as_duckdb(a_few(tier=[2]), tmp_path)
    replace_in_duckdb(address, "events", "date", "TIMESTAMPTZ '2009-07-01 00:00:00+00'")
    folder = tmp_path / "parquet"
    folder.mkdir()
    tables = {name: pa.table(columns_of(rows)) for name, rows in a_few(tier=[2]).items()}
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
    tables = a_few(tier=[2])
    tables["events"][0]["date"] = datetime(2009, 7, 1, tzinfo=UTC)
    with pytest.raises(RecordsUnreadableError) as caught:
        omicheck.check(*(frame_of(library, tables[name]) for name in ("cases", "events")), as_of=AS_OF)
    assert [(one.file, one.path, one.with_values().found) for one in caught.value.problems] == [
        ("events", "date", "moments in a time zone")
    ]
