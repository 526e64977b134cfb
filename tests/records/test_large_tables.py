"""Records in Parquet and databases: read in parts, held to the same rules as everywhere, with the same rows."""

import json
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from large_tables import (
    AS_OF,
    GOOD,
    RULE,
    WRITERS,
    WRONG,
    Tables,
    Writer,
    as_csv,
    as_parquet,
    check,
    generated,
    rejects,
)
from omicheck.evaluate.columnar import part_work
from omicheck.evaluate.columnar.evaluator import evaluate_partition
from omicheck.use_cases import in_parts
from pipeline import run, write_rules

pytestmark = pytest.mark.usefixtures("small_parts")


@pytest.mark.one_in(5)
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("wrong", WRONG)
def test_the_same_records_are_rejected_for_the_same_reasons(wrong: str, writer: Writer, tmp_path: Path) -> None:
    tables: Tables = {
        "cases": [GOOD],
        "events": [{"case_id": "X", "type": "contact", "date": "2009-04-08"}],
        "answers": [],
    }
    for name, rows in WRONG[wrong].items():
        tables[name] = [*tables[name], *rows]
    rules = write_rules(tmp_path / "rules", [RULE], {})
    expected, ordinary = rejects(as_csv(tables, tmp_path / "csv"), rules, tmp_path / "1.jsonl")
    found, done = rejects(writer(tables, tmp_path / "other"), rules, tmp_path / "2.jsonl")
    assert expected != []
    assert found == expected
    assert (done.output, done.status) == (ordinary.output, 3)
    if writer is as_parquet:
        one_by_one, done = rejects(
            writer(tables, tmp_path / "third"), rules, tmp_path / "3.jsonl", "--engine", "durable"
        )
        assert (one_by_one, done.output, done.status) == (expected, ordinary.output, 3)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_rows_whatever_holds_the_records(writer: Writer, tmp_path: Path) -> None:
    tables = generated(60)
    expected = check(as_csv(tables, tmp_path / "csv"), "--engine", "durable")
    found = check(writer(tables, tmp_path / "other"))
    assert (found.output, found.status) == (expected.output, expected.status)
    assert found.errors == "omicheck: 60 cases, evaluated with the columnar evaluator in 8 parts\n"
    both = check(writer(tables, tmp_path / "third"), "--engine", "both")
    assert (both.output, both.status) == (expected.output, expected.status)


def test_typed_columns_are_read_as_what_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "typed"
    folder.mkdir()
    cases = {
        "case_id": ["A", "B"],
        "sentence_type": ["custody", "community_order"],
        "sentence_date": pa.array([14340, None], pa.date32()),
        "tier": pa.array([2, 9], pa.int8()),
        "ppo": [True, None],
        "requirements": [["curfew"], []],
    }
    pq.write_table(pa.table(cases), folder / "cases.parquet")
    pq.write_table(
        pa.table({"case_id": ["A"], "type": ["contact"], "date": pa.array([0], pa.timestamp("us"))}),
        folder / "events.parquet",
    )
    done = check(str(folder), "--only", "2.1.1")
    cases_file, events_file = folder / "cases.parquet", folder / "events.parquet"
    expected = "expected a date YYYY-MM-DD, YYYY-MM, YYYY or null in 1990 to 2050"
    assert done.errors.splitlines() == [
        "omicheck: 2 cases, evaluated with the columnar evaluator in 1 part",
        f'{events_file}:1: case A: events[0].date: found "1970-01-01"; {expected}',
        f"{cases_file}:2: case B: tier: found 9; expected a whole number from 1 to 4",
        "omicheck: 2 rejected, 0 taken; --rejects FILE writes the rejected ones",
    ]


def test_rows_as_parquet_are_the_rows(tmp_path: Path) -> None:
    tables = generated(40)
    address = as_parquet(tables, tmp_path / "in")
    expected = check(address).rows

    def rows(place: Path) -> list[dict[str, Any]]:
        return [json.loads(json.dumps(row, default=str)) for row in pq.read_table(place).to_pylist()]

    options = ("check", address, "--as-of", AS_OF, "--format", "parquet", "--output")
    assert run(*options, tmp_path / "rows.parquet").status == 1
    assert run(*options, tmp_path / "rows").status == 1
    assert run(*options, tmp_path / "ordered", "--row-order").status == 1
    assert run(*options, tmp_path / "durable.parquet", "--engine", "durable").status == 1
    assert rows(tmp_path / "rows.parquet") == expected

    def in_parts(folder: str) -> list[list[dict[str, Any]]]:
        return [rows(part) for part in sorted((tmp_path / folder).glob("part-*.parquet"))]

    assert [row for part in in_parts("ordered") for row in part] == expected
    by_rule = [sorted(part, key=itemgetter("rule", "case_id", "occurrence")) for part in in_parts("ordered")]
    assert in_parts("rows") == by_rule
    assert rows(tmp_path / "durable.parquet") == expected
    # A file without rows, so that a folder holds nothing but a table.
    assert pq.read_table(tmp_path / "rows" / "manifest.parquet").num_rows == 0
    manifest = json.loads(pq.read_metadata(tmp_path / "rows" / "manifest.parquet").metadata[b"omicheck"])
    run_of_folder = manifest.pop("run")
    assert (run_of_folder["command"], run_of_folder["options"]["format"]) == ("check", "parquet")
    assert manifest == json.loads(pq.read_metadata(tmp_path / "rows.parquet").metadata[b"omicheck"])
    assert (manifest["counts"]["cases"], manifest["counts"]["rows"]) == (40, len(expected))


def test_a_run_that_was_stopped_goes_on_with_the_parts_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = generated(40)
    tables["events"].append({"case_id": "SYN-0003", "type": "contct"})
    address = as_parquet(tables, tmp_path / "in")
    options = ("check", address, "--as-of", AS_OF, "--format", "parquet", "--output")
    whole = run(*options, tmp_path / "whole", "--rejects", tmp_path / "whole.jsonl")
    right = evaluate_partition
    evaluated: list[str] = []

    def stop(partition: Any, *more: Any) -> Any:  # noqa: ANN401
        evaluated.append(partition.case_ids[0])
        if len(evaluated) >= 3:
            raise KeyboardInterrupt
        return right(partition, *more)

    monkeypatch.setattr(part_work, "evaluate_partition", stop)
    monkeypatch.setattr(in_parts, "WORKERS", 1)
    stopped = run(*options, tmp_path / "rows")
    assert (stopped.status, stopped.output) == (130, "")
    assert stopped.errors.endswith("omicheck: stopped\n")
    left = {file.name for file in (tmp_path / "rows").iterdir()}
    assert left == {"part-00000.parquet", "part-00001.parquet"}

    monkeypatch.setattr(part_work, "evaluate_partition", right)
    other = run(*options, tmp_path / "rows", "--only", "2.1.1")
    assert (other.status, other.output) == (2, "")
    ordered = run(*options, tmp_path / "rows", "--row-order")
    assert (ordered.status, ordered.output) == (2, "")
    again = run(*options, tmp_path / "rows", "--rejects", tmp_path / "again.jsonl")
    assert again.status == whole.status == 3
    assert "omicheck: 2 of 8 parts were there already\n" in again.errors
    for name in ("rows", "whole"):
        assert len(list((tmp_path / name).iterdir())) == 9
    for file in (tmp_path / "whole").iterdir():
        assert pq.read_table(file).equals(pq.read_table(tmp_path / "rows" / file.name), check_metadata=True)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("run.json", "run.json, as an earlier omicheck wrote beside the rows of a run"),
        ("notes.txt", "notes.txt"),
        ("part-00001.parquet", "part-00001.parquet"),
    ],
)
def test_a_folder_that_holds_anything_else_is_refused(name: str, told: str, tmp_path: Path) -> None:
    """Also a part that is no part of this run, or no Parquet."""
    address = as_parquet(generated(20), tmp_path / "in")
    options = ("check", address, "--as-of", AS_OF, "--format", "parquet", "--output", tmp_path / "rows")
    assert run(*options).status == 1
    (tmp_path / "rows" / ".part-00000.parquet.x.part").write_bytes(b"PAR1")
    assert run(*options).status == 1
    (tmp_path / "rows" / name).write_text("{}", encoding="utf-8")
    refused = run(*options)
    assert (refused.status, refused.output) == (2, "")
    assert refused.errors.splitlines()[-1] == (
        f"omicheck: --output: found {tmp_path / 'rows'}, which holds something else than rows of this very run "
        f"({told}); expected a new or empty folder, or that of a run with the same records, rules, audit date and "
        "engine that was stopped"
    )


def test_one_case_of_many(tmp_path: Path) -> None:
    tables = generated(40)
    address = as_parquet(tables, tmp_path / "in")
    expected = [row for row in check(address).rows if row["case_id"] == "SYN-0031"]
    assert check(address, "--case", "SYN-0031").rows == expected
    wrong = check(address, "--case", "SYN-9999")
    assert (wrong.output, wrong.status) == ("", 2)
    assert wrong.errors.startswith("omicheck: no case SYN-9999: it is not among the records; did you mean SYN-")
