"""Large CSV, which is read in parts: rows, rejects and messages as from the ordinary reader, which defines them."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings

from omicheck.command_line import bulk
from omicheck.records.bulk import csv_tables as reading
from pipeline import Done, run, write_rules
from strategies import csv_tables

AS_OF = "2009-05-20"
RULE = {"id": "end", "question": "2.1.1", "check": {"recorded": {"field": "end_date"}}}
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


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
    in_parts, said_in_parts, rejected_in_parts = checked(folder, rules, "columnar")
    assert (in_parts.status, in_parts.output) == (ordinary.status, ordinary.output)
    assert said_in_parts == said
    assert rejected_in_parts == rejected
    return ordinary


@MANY
@given(tables=csv_tables())
@pytest.mark.parametrize("size", [40, 400, 1 << 24])
def test_any_csv_is_read_alike_in_parts(
    tables: dict[str, bytes], size: int, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_BLOCK", size)
    monkeypatch.setattr(reading, "_ROWS_AT_A_TIME", 3)
    monkeypatch.setattr(bulk, "CASES_IN_A_PART", 2)
    for name, content in tables.items():
        (tmp_path / name).write_bytes(content)
    event(f"status {assert_alike(tmp_path, rules).status}")
