"""Records and rows that are rejected are written whatever values their tables have, also when a run goes on."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from large_tables import AS_OF
from pipeline import run
from typed_tables import Holder, TypedTables, as_csv, as_duckdb, as_parquet

CASE: dict[str, Any] = {"sentence_type": "community_order", "sentence_date": date(2009, 4, 6)}
CASES = [{"case_id": "A", **CASE, "tier": Decimal("2.00")}, {"case_id": "B", **CASE, "tier": Decimal("2.50")}]
EVENTS = [
    {"case_id": "A", "type": "contact", "date": date(2009, 4, 8)},
    {"case_id": "NOBODY", "type": "contact", "date": date(2009, 4, 9)},
]
ANSWERS = [
    {"case_id": "A", "question": "2.1.1", "answer": "sufficient"},
    {"case_id": "B", "question": "2.1.1", "answer": "suficient"},
]
TABLES: TypedTables = {"cases": CASES, "events": EVENTS, "answers": ANSWERS}
REJECTED = [
    {
        "case_id": "B",
        "sentence_type": "community_order",
        "sentence_date": "2009-04-06",
        "tier": 2.5,
        "events": [],
        "answers": [{"question": "2.1.1", "answer": "suficient"}],
    },
    {"case_id": "NOBODY", "type": "contact", "date": "2009-04-09"},
]


def _records(file: Path) -> list[Any]:
    return [json.loads(line)["record"] for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("hold", [as_parquet, as_duckdb])
def test_rejected_records_with_days_and_decimals(hold: Holder, tmp_path: Path) -> None:
    records = hold(TABLES, tmp_path)
    done = run("check", records, "--as-of", AS_OF, "--rejects", tmp_path / "rejects.jsonl", "--format", "jsonl")
    assert ({row["case_id"] for row in done.rows}, done.status) == ({"A"}, 3)
    assert _records(tmp_path / "rejects.jsonl") == REJECTED


@pytest.mark.parametrize("hold", [as_parquet, as_duckdb, as_csv])
def test_a_mistyped_answer_is_rejected_in_whatever_form(hold: Holder, tmp_path: Path) -> None:
    records = hold({**TABLES, "cases": [{"case_id": name, **CASE} for name in "AB"]}, tmp_path)
    expected = "a known answer: sufficient, not_sufficient or not_applicable; did you mean sufficient?"
    for command in (("score", records), ("compare", records, records)):
        done = run(*command, "--as-of", AS_OF, "--engine", "columnar")
        assert (f'answers[0].answer: found answer "suficient"; expected {expected}' in done.errors, done.status) == (
            True,
            3,
        )


def test_a_run_that_goes_on_tells_the_same_of_what_was_rejected(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    records = as_parquet(TABLES, tmp_path / "in")
    rejects, rows = tmp_path / "rejects.jsonl", tmp_path / "rows"
    command = ("check", records, "--as-of", AS_OF, "--format", "parquet", "--output", rows, "--rejects", rejects)
    first = run(*command)
    written = rejects.read_bytes()
    rejects.unlink()
    again = run(*command)
    # The values themselves are not kept beside the rows.
    told = first.errors.replace("omicheck: what was found is told without its values; --show-values tells them\n", "")
    assert again.errors == told.replace("in 1 part\n", "in 1 part\nomicheck: 1 of 1 part was there already\n")
    assert (rejects.read_bytes(), _records(rejects)) == (written, REJECTED)


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"PAR1 and what was written of it PAR1"])
@pytest.mark.parametrize("name", ["part-00000.parquet", "manifest.parquet"])
def test_a_run_goes_on_where_a_file_of_it_is_damaged(name: str, damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    records = as_parquet(TABLES, tmp_path / "in")
    rows = tmp_path / "rows"
    command = ("check", records, "--as-of", AS_OF, "--format", "parquet", "--output", rows)
    run(*command)
    whole = {file.name: file.read_bytes() for file in rows.iterdir()}
    (rows / name).write_bytes(damage)
    done = run(*command)
    assert ({file.name: file.read_bytes() for file in rows.iterdir()}, done.status) == (whole, 3)
    told = f"omicheck: {rows / name} is damaged, and is written anew\n"
    assert (told in done.errors) == name.startswith("part")


def test_damaged_files_beside_none_of_this_run_are_nobodys_to_replace(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "rows").mkdir()
    (tmp_path / "rows" / "part-00000.parquet").write_bytes(b"PAR1 of somebody else")
    records = as_parquet(TABLES, tmp_path / "in")
    done = run("check", records, "--as-of", AS_OF, "--format", "parquet", "--output", tmp_path / "rows")
    assert (done.output, done.status) == ("", 2)
    assert "which holds something else than rows of this very run (part-00000.parquet)" in done.errors
