"""An extract that was joined to itself is told of, whatever holds it; a few events that are alike are not."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

import omicheck
from pipeline import run

AS_OF = ("--as-of", "2010-01-18")
TOLD = (
    "{} of the {} events of 3 cases that were looked at stand there twice or more: was the extract joined to itself, "
    "or to one of an overlapping time? They count as often as they stand there"
)


def _records(twice: int) -> list[dict[str, Any]]:
    """Three cases of six events, the first few of which stand twice."""
    events = [{"type": "contact", "date": f"2009-0{month}-01"} for month in range(4, 10)]
    case = {"sentence_type": "community_order", "sentence_date": "2009-04-01"}
    return [{**case, "case_id": name, "events": [*events, *events[:twice]]} for name in "ABC"]


def _as_csv(records: list[dict[str, Any]], folder: Path) -> Path:
    folder.mkdir()
    cases = [f"{one['case_id']},{one['sentence_type']},{one['sentence_date']}\n" for one in records]
    events = [f"{one['case_id']},{event['type']},{event['date']}\n" for one in records for event in one["events"]]
    (folder / "cases.csv").write_text("".join(("case_id,sentence_type,sentence_date\n", *cases)), encoding="utf-8")
    (folder / "events.csv").write_text("".join(("case_id,type,date\n", *events)), encoding="utf-8")
    return folder


@pytest.mark.parametrize("engine", ["durable", "columnar"])
@pytest.mark.parametrize(("twice", "counts"), [(6, (36, 36)), (3, (18, 27)), (1, None)])
def test_events_that_stand_twice(engine: str, twice: int, counts: tuple[int, int] | None, tmp_path: Path) -> None:
    records = _records(twice)
    lines = tmp_path / "records.jsonl"
    lines.write_text("".join(f"{json.dumps(one)}\n" for one in records), encoding="utf-8")
    for place in (lines, _as_csv(records, tmp_path / "tables")):
        done = run("check", place, *AS_OF, "--engine", engine, "--quiet", "--format", "jsonl", "--fail-on", "never")
        told = "" if counts is None else f"{place}: {TOLD.format(*counts)}\n"
        assert (done.errors, done.status) == (told, 0)


def test_python_warns_of_them() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        omicheck.check(_records(6), as_of="2010-01-18")
    assert [str(one.message) for one in caught] == [f"records: {TOLD.format(36, 36)}"]


def test_whole_records_that_stand_twice_are_one_kind_of_problem(tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    file.write_text(json.dumps(_records(0) * 2, indent=1), encoding="utf-8")
    done = run("check", file, *AS_OF, "--quiet", "--format", "jsonl")
    expected = "expected one record for each case"
    assert done.errors.splitlines() == [
        f"case_id: found a case_id seen before in 3 cases, first {file}:98, :129, :160; {expected}",
        "3 problems of 1 kind; --all-problems tells every one",
    ]
