"""What `omicheck.check` takes, and that it gives what the command gives."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import omicheck
from frames_of import LIBRARIES, TABLES, frame_of, sample_rows
from omicheck.model.row import Row
from omicheck.plain_data import row_data
from pipeline import ROOT, run
from python_cases import AS_OF, CASE, SAMPLE, SCREENING

pytestmark = pytest.mark.usefixtures("at_the_root")


@pytest.fixture(scope="module")
def result() -> omicheck.Result:
    return omicheck.check(str(ROOT / SAMPLE))


@pytest.fixture(scope="module")
def command_rows() -> list[dict[str, Any]]:
    return run("check", ROOT / SAMPLE, "--format", "jsonl").rows


@pytest.fixture(scope="module")
def headlines(result: omicheck.Result) -> list[dict[str, Any]]:
    return result.score(resamples=0).to_dicts()


def _data(rows: omicheck.Rows) -> list[dict[str, Any]]:
    return [row_data(row) for row in rows]


def test_rows_are_those_of_the_command(result: omicheck.Result, command_rows: list[dict[str, Any]]) -> None:
    assert _data(result.rows) == command_rows
    assert (result.as_of, result.engine, result.taken, result.rejected) == (date(2010, 1, 18), "durable", 60, ())


@pytest.mark.parametrize("library", LIBRARIES)
def test_data_frames_give_the_same_rows(library: str, result: omicheck.Result, headlines: list[dict[str, Any]]) -> None:
    tables = {name: frame_of(library, rows) for name, rows in sample_rows()}
    ways = [
        omicheck.check(*tables.values(), as_of=AS_OF, engine="columnar"),
        omicheck.check(tuple(tables.values()), as_of=date(2010, 1, 18), engine="columnar"),
        omicheck.check(tables, as_of=AS_OF, engine="columnar"),
    ]
    assert [list(one.rows) == list(result.rows) for one in ways] == [True] * 3
    assert ways[0].score(resamples=0).to_dicts() == headlines


def test_a_stream_that_can_be_read_once_is_read_once(result: omicheck.Result, headlines: list[dict[str, Any]]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    tables = [frame_of("pyarrow", rows) for _, rows in sample_rows()]
    readers = [pyarrow.RecordBatchReader.from_batches(one.schema, one.to_batches()) for one in tables]
    of_readers = omicheck.check(*readers, as_of=AS_OF, engine="columnar")
    assert list(of_readers.rows) == list(result.rows)
    assert of_readers.score(resamples=0).to_dicts() == headlines


def _plain_sources() -> Iterator[Any]:
    document = json.loads(Path(SAMPLE).read_text(encoding="utf-8"))
    yield document
    yield {"as_of": AS_OF, "cases": document["cases"]}
    yield [{**record, "as_of": AS_OF} for record in document["cases"]]
    yield ({**record, "as_of": AS_OF} for record in document["cases"])
    yield Path(SAMPLE)


def test_records_that_are_dicts_give_the_same_rows(result: omicheck.Result) -> None:
    ways = [omicheck.check(source, engine="columnar") for source in _plain_sources()]
    assert [list(way.rows) == list(result.rows) for way in ways] == [True] * 5


def test_one_dict_is_one_record_and_days_may_be_dates() -> None:
    day = date(2009, 9, 1)
    events = [{"type": "absence", "date": date(2009, 4, one), "acceptable": False} for one in (1, 8)]
    case = {**CASE, "sentence_date": date(2009, 3, 2), "events": [*events, {"type": "breach_instigated", "date": day}]}
    (row,) = omicheck.check(case, as_of=day, only="breach-instigated-on-time").rows
    assert row == Row(
        "EX-1",
        "breach-instigated-on-time",
        "2.1.36",
        1,
        "not_met",
        "late",
        date(2009, 4, 8),
        date(2009, 4, 24),
        day,
        130,
        "10 business_days",
    )


def test_rules_and_cases_are_chosen_by_name() -> None:
    rows = omicheck.check(SAMPLE, only=["breach-instigated-on-time", SCREENING], cases=("SYN-0001", "SYN-0002")).rows
    assert sorted({row.case_id for row in rows}) == ["SYN-0001", "SYN-0002"]
    assert sorted({row.rule for row in rows}) == ["breach-instigated-on-time", SCREENING]
    rules = omicheck.rules()
    assert list(omicheck.check(SAMPLE, rules=rules, only=SCREENING, cases="SYN-0001").rows) == [
        row for row in rows if (row.case_id, row.rule) == ("SYN-0001", SCREENING)
    ]
    assert rules.folder == ROOT / "rules"


def test_failures_are_duties_that_nobody_accepts_and_nobody_knows(
    result: omicheck.Result, command_rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    duties = {rule.id for rule in omicheck.rules() if rule.asks == "duty"}
    failures = [row for row in command_rows if row["verdict"] == "not_met" and row["rule"] in duties]
    assert _data(result.failures) == failures
    waived, known, *left = failures
    waiver = {"case": waived["case_id"], "rule": waived["rule"], "reason": "agreed", "author": "r-1", "expiry": AS_OF}
    waivers, baseline = tmp_path / "waivers.yaml", tmp_path / "baseline.jsonl"
    waivers.write_text(json.dumps([waiver]), encoding="utf-8")
    baseline.write_text(json.dumps(known), encoding="utf-8")
    accepted = omicheck.check(SAMPLE, waivers=waivers, baseline=baseline)
    of_waived = [row for row in left if (row["case_id"], row["rule"]) != (waived["case_id"], waived["rule"])]
    assert _data(accepted.failures) == of_waived
    assert list(accepted.rows) == list(result.rows)


def test_tables_that_are_read_in_parts_give_the_same(result: omicheck.Result, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name, rows in sample_rows():
        parquet.write_table(frame_of("pyarrow", rows), tmp_path / f"{name}.parquet")
    in_parts = omicheck.check(tmp_path, as_of=AS_OF)
    assert list(in_parts.rows) == list(result.rows)
    assert str(in_parts.explain("SYN-0001")) == str(result.explain("SYN-0001"))


def test_tables_are_in_place_of_a_path() -> None:
    assert omicheck.check(TABLES, as_of=AS_OF, only=SCREENING, cases="SYN-0001").taken == 60
