"""Parquet and databases that cannot be read, or not as asked: what is told."""

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from large_tables import (
    AS_OF,
    GOOD,
    WRITERS,
    Tables,
    as_parquet,
    check,
    generated,
)
from pipeline import run, write_json

pytestmark = pytest.mark.usefixtures("small_parts")


def test_the_order_of_rows_is_asked_for_in_parquet_alone(tmp_path: Path) -> None:
    done = run("check", as_parquet(generated(4), tmp_path / "in"), "--as-of", AS_OF, "--format", "jsonl", "--row-order")
    assert (done.output, done.errors, done.status) == (
        "",
        "omicheck: --row-order is for --format parquet: rows are always in order in any other output\n",
        2,
    )


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        (
            {"cases": {"case_id": ["A"]}},
            (
                "{0}: found no table events among cases.parquet; expected the tables cases and events, each as Parquet "
                "or CSV"
            ),
        ),
        (
            {"cases": {"case_id": ["A"], "teir": [1]}, "events": {"case_id": ["A"], "type": ["contact"]}},
            "{0}/cases.parquet:1: found the column 'teir'; expected a column of the table; did you mean tier?",
        ),
    ],
)
def test_tables_that_cannot_be_used(tables: dict[str, Any], told: str, tmp_path: Path) -> None:
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")
    done = check(str(tmp_path))
    assert (done.output, done.status) == ("", 2)
    assert done.errors == f"omicheck: the records cannot be read:\n{told.format(tmp_path)}\n"


@pytest.mark.parametrize("address", ["duckdb", "sqlite"])
def test_a_file_that_is_no_database(address: str, tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(b"this is no database" * 100)
    done = check(f"{address}:///{file}")
    assert (done.output, done.status) == ("", 2)
    missing = check(f"{address}:///{tmp_path / 'y.db'}")
    expected = f"found no such file; expected {address}:///FILE, the path of a database\n"
    assert missing.errors == f"omicheck: the records cannot be read:\n{address}:///{tmp_path / 'y.db'}: {expected}"


def test_parquet_needs_a_place(tmp_path: Path) -> None:
    file = write_json(tmp_path / "c.json", {"as_of": AS_OF, "cases": []})
    done = run("check", file, "--format", "parquet")
    told = "--format parquet needs --output: a file ROWS.parquet, or a folder for a file per part"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: {told}\n", 2)


@pytest.mark.parametrize(
    ("column", "cells", "told"),
    [
        ("case_id", pa.array([1]), "the column case_id of type int64; expected a column of texts"),
        (
            "case_id",
            pa.array([b"A"]),
            (
                "the column case_id of type binary; expected a column of texts; CAST(case_id AS VARCHAR) makes texts "
                "of bytes"
            ),
        ),
        ("type", pa.array([{"x": 1}]), "the column type of type struct<x: int64>; expected a column of texts"),
        ("seq", pa.array(["1"]), "the column seq of type string; expected a column of whole numbers"),
        (
            "purpose",
            pa.array([[1]]),
            "the column purpose of type list<element: int64>; expected texts, numbers, flags, dates or lists of texts",
        ),
    ],
)
def test_columns_of_types_that_no_cell_has(column: str, cells: pa.Array, told: str, tmp_path: Path) -> None:
    pq.write_table(pa.table({"case_id": ["A"], "sentence_type": ["custody"]}), tmp_path / "cases.parquet")
    events = {"case_id": ["A"], "type": ["contact"], column: cells}
    pq.write_table(pa.table(events), tmp_path / "events.parquet")
    done = check(str(tmp_path))
    expected = f"omicheck: the records cannot be read:\n{tmp_path / 'events.parquet'}: found {told}\n"
    assert (done.output, done.errors, done.status) == ("", expected, 2)


def test_tables_with_nothing_in_them(tmp_path: Path) -> None:
    nothing: Tables = {"cases": [], "events": [], "answers": []}
    for writer in WRITERS:
        address = writer(nothing, tmp_path / writer.__name__)
        done = check(address)
        assert (done.output, done.status) == ("", 0)
        assert done.errors.endswith(f"omicheck: {address}: no case in it, so nothing was checked\n")


@pytest.mark.parametrize("options", [(), ("--engine", "durable"), ("--format", "parquet", "--output", "rows.parquet")])
def test_without_pyarrow_what_is_missing_is_told(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = as_parquet({"cases": [GOOD], "events": [], "answers": []}, tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    for name in [
        name for name in sys.modules if name.startswith(("omicheck.records.bulk.", "omicheck.use_cases.in_parts"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("check", address, "--as-of", AS_OF, *options)
    told = "omicheck: Parquet and databases need pyarrow, which is not installed: pip install 'omicheck[bulk]'\n"
    assert (done.output, done.errors, done.status) == ("", told, 2)


def test_parquet_that_is_damaged_within_is_told(tmp_path: Path) -> None:
    pq.write_table(
        pa.table({"case_id": ["A"], "sentence_type": ["custody"]}), tmp_path / "cases.parquet", compression=None
    )
    pq.write_table(pa.table({"case_id": ["A"], "type": ["contact"]}), tmp_path / "events.parquet")
    content = bytearray((tmp_path / "cases.parquet").read_bytes())
    place = pq.read_metadata(tmp_path / "cases.parquet").row_group(0).column(1).dictionary_page_offset
    content[place + 10 : place + 40] = b"\xff" * 30
    (tmp_path / "cases.parquet").write_bytes(content)
    for engine in ("columnar", "durable"):
        done = check(str(tmp_path), "--engine", engine)
        assert f"\n{tmp_path / 'cases.parquet'}: found rows that cannot be read (" in done.errors
        assert done.errors.endswith("); expected a Parquet file that is whole\n")
        assert (done.output, done.status) == ("", 2)
