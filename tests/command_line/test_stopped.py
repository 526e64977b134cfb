"""Ctrl-C in the middle of a long check: no half a file, no traceback, no temporary file; the same command goes on."""

from pathlib import Path

import pytest

from large_tables import AS_OF, Writer, as_csv, as_duckdb, as_files_in_disorder, as_parquet, as_sqlite, generated
from pipeline import run
from stopping import assert_same_rows, assert_stopped, start

EVALUATING = "omicheck.evaluate.columnar.part_work:evaluate_partition"
DEALING = "omicheck.records.bulk.parts:_plain"
# Where each kind of source is stopped: while it is read, if that takes a pass of its own, and while it is evaluated.
WAYS = [
    (as_csv, EVALUATING),
    (as_csv, "omicheck.records.bulk.csv_tables:table_of_block"),
    (as_parquet, EVALUATING),
    (as_files_in_disorder, EVALUATING),
    (as_files_in_disorder, DEALING),
    (as_duckdb, EVALUATING),
    (as_duckdb, DEALING),
    (as_sqlite, EVALUATING),
    (as_sqlite, DEALING),
]


@pytest.mark.one_in(5)
@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(("writer", "where"), WAYS)
def test_stopped_and_given_again(writer: Writer, where: str, tmp_path: Path) -> None:
    address = writer(generated(60), tmp_path / "in")
    options = ("check", address, "--as-of", AS_OF, "--format", "parquet", "--engine", "columnar", "--only", "2.1.41")
    times = 4 if where == EVALUATING else 2
    temporary = tmp_path / "temporary"
    file = tmp_path / "rows.parquet"
    assert_stopped(start(where, times, temporary, *options, "--output", file), temporary)
    assert {one.name for one in tmp_path.iterdir()} == {"in", "temporary"}

    rows, whole = tmp_path / "rows", tmp_path / "whole"
    assert_stopped(start(where, times, tmp_path / "temporary-2", *options, "--output", rows), tmp_path / "temporary-2")
    if rows.exists():
        assert {one.name for one in rows.iterdir()} <= {f"part-{place:05d}.parquet" for place in range(8)}
    process = start("", 0, tmp_path / "temporary-3", *options, "--output", rows)
    process.communicate()
    assert process.returncode == 1
    assert list((tmp_path / "temporary-3").iterdir()) == []
    # The whole run that nobody stops needs no process of its own.
    assert run(*options, "--output", whole).status == 1
    assert_same_rows(rows, whole)
