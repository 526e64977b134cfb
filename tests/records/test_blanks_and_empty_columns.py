"""References with blanks around them, and CSV with empty columns at its end: the same in whatever holds the records."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import omicheck
from pipeline import run
from spreadsheets import xlsx

AS_OF = ("--as-of", "2010-01-18")
CASES = [{"case_id": f"A{n}", "sentence_type": "community_order", "sentence_date": "2009-04-06"} for n in range(3)]
EVENTS = [{"case_id": f"A{n}", "type": "contact", "date": "2009-04-08"} for n in range(3)]
# Only some have blanks, as where two extracts were joined.
PADDED = {"A0": "A0  ", "A1": " A1"}


def _padded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "case_id": PADDED.get(row["case_id"], row["case_id"])} for row in rows]


def _nested(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**case, "events": [{"type": "contact", "date": "2009-04-08"}]} for case in cases]


def _written(form: str, folder: Path, cases: list[dict[str, Any]], events: list[dict[str, Any]]) -> str:
    folder.mkdir(exist_ok=True)
    match form:
        case "parquet":
            for name, rows in (("cases", cases), ("events", events)):
                pq.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")
            return str(folder)
        case "sqlite":
            connection = sqlite3.connect(folder / "records.sqlite")
            for name, rows in (("cases", cases), ("events", events)):
                connection.execute(f"CREATE TABLE {name} ({', '.join(f'{key} TEXT' for key in rows[0])})")
                marks = ", ".join("?" for _ in rows[0])
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", [tuple(row.values()) for row in rows])  # noqa: S608
            connection.commit()
            connection.close()
            return f"sqlite:///{folder / 'records.sqlite'}"
        case "workbook":
            sheets = {
                name: [[*rows[0]], *([*row.values()] for row in rows)]
                for name, rows in (("cases", cases), ("events", events))
            }
            return str(xlsx(folder / "records.xlsx", sheets))
        case "json":
            (folder / "records.json").write_text(json.dumps(_nested(cases)), encoding="utf-8")
            return str(folder / "records.json")
    (folder / "records.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in _nested(cases)), encoding="utf-8")
    return str(folder / "records.jsonl")


@pytest.fixture
def expected(tmp_path: Path) -> str:
    """The rows of the records without blanks."""
    return run("check", _written("jsonl", tmp_path / "plain", CASES, EVENTS), *AS_OF, "--format", "jsonl").output


@pytest.mark.parametrize("form", ["parquet", "sqlite", "workbook", "json", "jsonl"])
@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_blanks_around_a_reference_are_no_part_of_it(form: str, engine: str, expected: str, tmp_path: Path) -> None:
    place = _written(form, tmp_path / "padded", _padded(CASES), _padded(list(reversed(EVENTS))))
    done = run("check", place, *AS_OF, "--format", "jsonl", "--engine", engine, "--quiet")
    assert (done.errors, done.output) == ("", expected)


def test_of_frames_and_dicts_too() -> None:
    plain = omicheck.check(_nested(CASES), as_of="2010-01-18")
    tables = [pa.Table.from_pylist(_padded(rows)) for rows in (CASES, EVENTS)]
    for padded in (
        omicheck.check(_nested(_padded(CASES)), as_of="2010-01-18"),
        omicheck.check(*tables, as_of="2010-01-18"),
    ):
        assert (list(padded.rows), padded.rejected) == (list(plain.rows), ())


def test_a_reference_that_differs_by_blanks_alone_is_a_double(tmp_path: Path) -> None:
    twice = [*CASES, {**CASES[0], "case_id": "A0 "}]
    for form, where in (("jsonl", ":4: case A0: case_id"), ("parquet", ":4: case A0: case_id")):
        done = run("check", _written(form, tmp_path / form, twice, EVENTS), *AS_OF, "--format", "jsonl", "--quiet")
        assert done.errors.partition(where)[2] == ": found a case_id seen before; expected one record for each case\n"


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_empty_columns_at_the_end_of_csv_are_passed_over(engine: str, expected: str, tmp_path: Path) -> None:
    for name, rows in (("cases", CASES), ("events", EVENTS)):
        lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
        (tmp_path / f"{name}.csv").write_text("".join(f"{line},,\r\n" for line in (*lines, ",,")), encoding="utf-8")
    done = run("check", tmp_path, *AS_OF, "--format", "jsonl", "--engine", engine, "--quiet")
    assert (done.errors, done.output) == ("", expected)


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_a_cell_under_no_heading_is_told(engine: str, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case_id,sentence_type,,\nA,custody,,\nB,custody,,x\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("case_id,type\n", encoding="utf-8")
    done = run("check", tmp_path, *AS_OF, "--format", "jsonl", "--engine", engine, "--quiet")
    assert {row["case_id"] for row in done.rows} == {"A"}
    assert done.errors == f"{tmp_path}/cases.csv:3: case B: found 4 cells; expected 2, one for each column\n"
