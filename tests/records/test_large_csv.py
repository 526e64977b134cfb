"""Large CSV, which is read in parts: rows, rejects and messages as from the ordinary reader, which defines them."""

import csv
import json
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import event, given

from draws import draws
from large_tables import AS_OF, as_csv, generated
from omicheck.records import bulk as bulk_records
from omicheck.records.bulk import csv_tables as reading
from omicheck.use_cases import in_parts
from pipeline import Done, run, write_rules
from strategies import csv_tables

RULE = {"id": "end", "question": "2.1.1", "check": {"recorded": {"field": "end_date"}}}
MANY = draws(60)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rules(tmp_path_factory.mktemp("rules"), [RULE], {})


def checked(folder: Path, rules: Path, engine: str) -> tuple[Done, list[str], bytes]:
    """What a check does, what it says of the records, and what it rejects."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "rejects.jsonl"
        options = ("--as-of", AS_OF, "--rules", rules, "--format", "jsonl", "--rejects", file, "--engine", engine)
        done = run("check", folder, *options)
        said = [line for line in done.errors.splitlines() if not line.startswith("omicheck: ") or done.status == 2]
        return done, sorted(said), file.read_bytes() if file.is_file() else b""


def assert_alike(folder: Path, rules: Path) -> Done:
    ordinary, said, rejected = checked(folder, rules, "durable")
    parted, said_parted, rejected_parted = checked(folder, rules, "columnar")
    assert (parted.status, parted.output) == (ordinary.status, ordinary.output)
    assert said_parted == said
    assert rejected_parted == rejected
    return ordinary


@MANY
@given(tables=csv_tables())
@pytest.mark.parametrize("size", [40, 400, 1 << 24])
def test_any_csv_is_read_alike_in_parts(
    tables: dict[str, bytes], size: int, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_BLOCK", size)
    monkeypatch.setattr(reading, "_ROWS_AT_A_TIME", 3)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 2)
    for name, content in tables.items():
        (tmp_path / name).write_bytes(content)
    event(f"status {assert_alike(tmp_path, rules).status}")


def test_csv_is_read_in_parts_from_a_size_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = as_csv(generated(30), tmp_path / "in")
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 9)
    size = (tmp_path / "in" / "events.csv").stat().st_size
    options = ("check", folder, "--as-of", AS_OF, "--format", "jsonl")
    monkeypatch.setattr(bulk_records, "LARGE_CSV", size + 1)
    whole = run(*options)
    monkeypatch.setattr(bulk_records, "LARGE_CSV", size)
    parted = run(*options)
    assert (parted.output, parted.status) == (whole.output, whole.status)
    assert whole.errors == ""
    assert parted.errors == "omicheck: 30 cases, evaluated with the columnar evaluator in 4 parts\n"
    assert run(*options, "--engine", "durable").errors == ""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    without = run(*options)
    assert (without.output, without.errors, without.status) == (whole.output, "", whole.status)


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_well_written_csv_is_read_by_columns(quoting: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = generated(30)
    for row in tables["cases"]:
        row["area"] = 'Kent, "the garden"\r\nof England'
    folder = Path(as_csv(tables, tmp_path / "in"))
    for file in folder.iterdir():
        with file.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.reader(stream))
        with file.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    options = ("check", folder, "--as-of", AS_OF, "--format", "jsonl", "--engine")
    expected = run(*options, "durable")
    monkeypatch.setattr(reading, "_BLOCK", 1000)
    monkeypatch.delattr(reading, "_one_by_one")
    found = run(*options, "columnar")
    assert (found.output, found.status) == (expected.output, expected.status)


def test_the_manifest_has_the_hashes_of_the_files(tmp_path: Path) -> None:
    folder = as_csv(generated(3), tmp_path / "in")
    options = ("check", folder, "--as-of", AS_OF, "--format", "json", "--engine")
    parted, whole = [json.loads(run(*options, engine).output)["manifest"] for engine in ("columnar", "durable")]
    assert parted == whole
