"""What `omicheck.check` takes, and that it gives what the command gives."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import omicheck
from frames_of import LIBRARIES, TABLES, frame_of, sample_rows
from omicheck.errors import (
    AuditDateError,
    CommandWrongError,
    LibraryMissingError,
    RecordsUnreadableError,
    RequestWrongError,
)
from omicheck.model.row import Row
from omicheck.plain_data import row_data
from pipeline import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "fixtures/sample/cases.json"
BREACH = "fixtures/cases/breach-a-day-late.json"
AS_OF = "2010-01-18"
CASE: dict[str, Any] = {
    "case_id": "EX-1",
    "sentence_type": "community_order",
    "sentence_date": "2009-03-02",
    "tier": 2,
    "events": [],
}
SCREENING = "rosh-screening-on-time"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


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


def test_rejected_records_are_warned_of_and_the_others_checked() -> None:
    good, bad = {**CASE, "case_id": "GOOD-1"}, {**CASE, "case_id": "BAD-1", "tier": 7}
    told = "1 record rejected, 1 taken; .rejected has them, each with its problems"
    with pytest.warns(omicheck.OmicheckWarning) as warned:
        result = omicheck.check([good, bad], as_of=AS_OF, only=SCREENING, engine="columnar")
    assert [(str(one.message), one.filename) for one in warned] == [(told, __file__)]
    assert [(row.case_id, row.verdict) for row in result.rows] == [("GOOD-1", "not_met")]
    (rejected,) = result.rejected
    assert [str(problem) for problem in rejected.problems] == [
        "records: case BAD-1: [1].tier: found 7; expected a whole number from 1 to 4"
    ]
    assert rejected.record == bad


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


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((3,), "records: found a int; expected a path or an address, data frames or Arrow tables of cases and events"),
        (
            ([CASE], [CASE]),
            "records: found a list beside tables of events or answers; expected a table of cases beside",
        ),
        (({"cases": [CASE], "evnts": []},), "records: found 'evnts' beside cases; expected cases, as_of and note"),
        (("no-such-file.json",), "no-such-file.json: found no such file or folder; expected a JSON or JSON Lines file"),
    ],
)
def test_what_is_no_record_is_refused(arguments: tuple[Any, ...], expected: str) -> None:
    with pytest.raises(RecordsUnreadableError) as refused:
        omicheck.check(*arguments, as_of=AS_OF)
    assert str(refused.value).startswith(expected)


def test_errors_are_the_packages_own(result: omicheck.Result) -> None:
    with pytest.raises(AuditDateError, match="no audit date: the records carry no as_of; give one with as_of"):
        omicheck.check([CASE])
    with pytest.raises(CommandWrongError, match="found 'no-such-rule'; expected a rule, question, criterion or topic"):
        omicheck.check([CASE], as_of=AS_OF, only="no-such-rule")
    with pytest.raises(CommandWrongError, match="no case SYN-0061: it is not among the records; did you mean"):
        result.explain("SYN-0061")
    with pytest.raises(RequestWrongError, match=r"only: found 2\.1\.36; expected every rule and every case"):
        omicheck.check([CASE], as_of=AS_OF, only="2.1.36").score()
    with pytest.raises(CommandWrongError, match="found 'breach-instigatd'; expected the id of a rule; did you mean"):
        omicheck.rules()["breach-instigatd"]
    own = [AuditDateError, CommandWrongError, RequestWrongError, LibraryMissingError]
    assert [issubclass(one, omicheck.OmicheckError) for one in own] == [True] * 4


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_missing_is_told_with_the_remedy(
    library: str, result: omicheck.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    way = {"pandas": result.to_pandas, "polars": result.to_polars, "pyarrow": result.to_arrow}[library]
    with pytest.raises(LibraryMissingError, match=f"^{library} is not installed: pip install {library}$"):
        way()


def test_an_explanation_says_what_the_command_says() -> None:
    result = omicheck.check(BREACH, only="breach-instigated-on-time")
    printed = run("explain", BREACH, "--only", "breach-instigated-on-time").output
    assert str(result.explain("EX-1")).split() == printed.split()
    every = omicheck.check(BREACH).explain("EX-1", every=True)
    assert str(every).split() == run("explain", BREACH, "--all").output.split()


def test_a_score_is_that_of_the_command(result: omicheck.Result) -> None:
    scores = result.score(caseload=1450, resamples=100)
    options = ("score", SAMPLE, "--caseload", 1450, "--resamples", 100)
    assert scores.arithmetic("1.2") + "\n" == run(*options, "--explain", "1.2").output
    told = json.loads(run(*options, "--format", "json").output)
    assert scores.to_dicts() == [
        {
            "level": level,
            "id": one[level],
            "title": one["title"],
            "score": one["score"],
            "percent": one["percent"],
            "low": one["interval"][0],
            "high": one["interval"][1],
            "comment": one.get("comment"),
            "may_over_report": one["may_over_report"],
        }
        for level, many in (("headline", "headlines"), ("section", "sections"), ("criterion", "criteria"))
        for one in told[many]
    ]
    assert scores.manifest == told["manifest"]


def test_tables_are_in_place_of_a_path() -> None:
    assert omicheck.check(TABLES, as_of=AS_OF, only=SCREENING, cases="SYN-0001").taken == 60


def test_a_comparison_is_that_of_the_command() -> None:
    first, second = (omicheck.check(one).score(resamples=100) for one in (SAMPLE, BREACH))
    told = json.loads(run("compare", SAMPLE, BREACH, "--resamples", 100, "--format", "json").output)
    compared = omicheck.compare(first, second)
    assert compared.to_dicts() == [
        {
            "level": level,
            "id": one[level],
            "title": one["title"],
            "first": one["first"]["score"],
            "second": one["second"]["score"],
            "difference": one["difference"],
            "low": None if one["interval"] is None else one["interval"][0],
            "high": None if one["interval"] is None else one["interval"][1],
            "change": one["change"],
        }
        for level, many in (("criterion", "criteria"), ("section", "sections"), ("headline", "headlines"))
        for one in told[many]
    ]
    assert compared._repr_html_().startswith("<p>omicheck.ComparisonReport: 60 cases and 1 case; ")
