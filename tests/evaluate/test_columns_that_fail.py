"""Where the columnar evaluator fails, the case that it fails on has error rows, and every other row comes out."""

from pathlib import Path
from typing import Any

import pytest

from large_tables import as_parquet, generated
from omicheck.evaluate.columnar import evaluator, narrowing, part_work
from omicheck.evaluate.columnar.partition import Partition
from pipeline import ROOT, Done, run

AS_OF = "2010-01-18"
SAMPLE = ROOT / "fixtures/sample/cases.json"
FAILS_ON = "SYN-0007"
RULE = "first-appointment-on-time"


def checked(records: object, *more: object) -> Done:
    return run("check", records, "--as-of", AS_OF, "--engine", "columnar", "--format", "jsonl", "--quiet", *more)


def with_error_rows(rows: list[dict[str, Any]], *cases: str, rule: str | None = None) -> list[dict[str, Any]]:
    """The rows, with one error row for each rule, or for one, in place of those of cases."""
    found = []
    for row in rows:
        if row["case_id"] not in cases or rule not in (None, row["rule"]):
            found.append(row)
        elif row["occurrence"] == 1:
            found.append({**dict.fromkeys(row), **{name: row[name] for name in ("case_id", "rule", "question")}})
            found[-1] |= {"occurrence": 1, "verdict": "error", "reason": "evaluator_failed", "unknown_fields": []}
    return found


def fail_on(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, case_id: str, times: int = 999) -> None:  # noqa: ANN401
    """Lets a function fail that is given a partition, or something with one, where a case is among its cases."""
    right = getattr(module, name)
    failed: list[str] = []

    def fail(first: Any, *more: Any) -> Any:  # noqa: ANN401, as the right one
        partition = first if isinstance(first, Partition) else first.occurrences.caseload.partition
        wanted = module is part_work or more[1].id == RULE
        if wanted and case_id in partition.case_ids and len(failed) < times:
            failed.append(case_id)
            raise MemoryError
        return right(first, *more)

    monkeypatch.setattr(module, name, fail)


@pytest.mark.parametrize("form", ["json", "parquet"])
def test_a_rule_that_fails_on_a_case_has_an_error_row_there_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    records = SAMPLE if form == "json" else as_parquet(generated(40), tmp_path / "in")
    expected = checked(records)
    fail_on(monkeypatch, evaluator, "_rows_of_rule", FAILS_ON)
    done = checked(records)
    assert done.rows == with_error_rows(expected.rows, FAILS_ON, rule=RULE)
    assert (done.status, done.errors) == (4, f"error: case {FAILS_ON}, rule {RULE}: MemoryError\n")


def test_what_fails_once_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = as_parquet(generated(40), tmp_path / "in")
    expected = checked(records)
    fail_on(monkeypatch, part_work, "evaluate_partition", FAILS_ON, times=1)
    assert checked(records) == expected


def test_a_case_on_which_all_fails_has_error_rows_and_the_records_beside_it_are_as_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = generated(40)
    tables["events"] += [{"case_id": "SYN-0003", "type": "contct"}, {"case_id": "NOBODY", "type": "contact"}]
    records = as_parquet(tables, tmp_path / "in")
    expected = checked(records, "--rejects", tmp_path / "expected.jsonl")
    fail_on(monkeypatch, part_work, "evaluate_partition", FAILS_ON)
    done = checked(records, "--rejects", tmp_path / "rejects.jsonl")
    assert done.rows == with_error_rows(expected.rows, FAILS_ON)
    assert (done.status, done.errors) == (4, f"error: case {FAILS_ON}, every rule: MemoryError\n{expected.errors}")
    assert (tmp_path / "rejects.jsonl").read_bytes() == (tmp_path / "expected.jsonl").read_bytes()


def test_where_every_case_fails_not_each_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = checked(SAMPLE, "--only", RULE)
    attempts = []

    def fail(*given: Any) -> Any:  # noqa: ANN401
        attempts.append(given)
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(evaluator, "_rows_of_rule", fail)
    monkeypatch.setattr(narrowing, "MOST_CASES", 2)
    done = checked(SAMPLE, "--only", RULE)
    names = [row["case_id"] for row in expected.rows]
    assert done.rows == with_error_rows(expected.rows, *names)
    assert done.errors.splitlines()[0] == f"error: case {names[0]}, rule {RULE}: ZeroDivisionError"
    assert len(attempts) < 15
