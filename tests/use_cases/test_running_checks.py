"""A check asked for in Python: the same rows however they are found, and what is told to whom and when."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from attrs import evolve

from large_tables import GOOD, RULE, as_csv, as_parquet, tables_of
from observing import Notes
from omicheck.accepted import Acceptance
from omicheck.errors import CommandWrongError, ExitStatus, RequestWrongError
from omicheck.plain_data import row_data
from omicheck.records.record_lines import Place
from omicheck.use_cases import in_parts
from omicheck.use_cases.check import CheckRequest, check
from omicheck.use_cases.check_to_parquet import check_to_parquet
from omicheck.use_cases.evaluation import EngineName, EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.running_check import running_check
from omicheck.use_cases.sources import NamedSource, RecordSource
from omicheck.use_cases.strategies import evaluated
from pipeline import ROOT, run, write_json, write_rules
from small_office import CASES, DOCUMENT, write_office

SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"
AS_OF = date.fromisoformat(DOCUMENT["as_of"])


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_office(tmp_path)[0]


@pytest.fixture
def in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 2)


def office_in(form: str, folder: Path) -> NamedSource | RecordSource:
    """The records of the small office in a form."""
    records = [{key: value for key, value in one.items() if value is not None} for one in CASES]
    for one in records:
        one.pop("answers", None)
        one.setdefault("events", [])
    if form == "records":
        return RecordSource(records)
    if form == "document":
        return NamedSource(str(write_json(folder / "office.json", records)))
    return NamedSource({"csv": as_csv, "parquet": as_parquet}[form](tables_of(records), folder / form))


def printed_rows(rules: Path, source: NamedSource | RecordSource, folder: Path) -> list[dict[str, Any]]:
    """The rows that the command prints of the same records, found one by one."""
    file = source.name if isinstance(source, NamedSource) else write_json(folder / "plain.json", list(source.records))
    options = ("--rules", rules, "--as-of", DOCUMENT["as_of"], "--format", "jsonl", "--engine", "durable")
    return run("check", file, *options).rows


@pytest.mark.usefixtures("in_small_parts")
@pytest.mark.parametrize("form", ["records", "document", "csv", "parquet"])
@pytest.mark.parametrize("engine", ["auto", "durable", "columnar", "both"])
def test_rows_are_those_that_the_command_prints(form: str, engine: EngineName, rules: Path, tmp_path: Path) -> None:
    source = office_in(form, tmp_path)
    result = check(CheckRequest(EvaluationRequest(source, rules, AS_OF, engine=engine)), Silent())
    rows = [row_data(row) for row in result.rows]
    assert rows == printed_rows(rules, source, tmp_path)
    assert (len(result.rows), sum(result.rows.verdicts.values())) == (len(rows), len(rows))
    assert [data for table in result.rows.tables() for data in plain(table.to_pylist())] == rows


def plain(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def counts(accepted: Acceptance) -> tuple[Any, ...]:
    return accepted.open_verdicts, accepted.expired, accepted.unused


@pytest.mark.usefixtures("in_small_parts")
@pytest.mark.parametrize("form", ["document", "parquet"])
@pytest.mark.parametrize("is_used", [True, False])
def test_what_is_accepted_and_known_is_counted_alike(is_used: bool, form: str, rules: Path, tmp_path: Path) -> None:
    source = office_in(form, tmp_path)
    rows = printed_rows(rules, source, tmp_path)
    failures = [row for row in rows if row["verdict"] in ("not_met", "cannot_tell")]
    gone = {**failures[0], "case_id": "Z"}
    baseline = tmp_path / "baseline.jsonl"
    baseline.write_text("".join(json.dumps(row) + "\n" for row in (*failures[::2], gone)), encoding="utf-8")
    waivers = [
        {"case": row["case_id"], "rule": row["rule"], "reason": "r", "author": "a", "expiry": expiry}
        for row, expiry in ((failures[1], "2050-01-01"), (failures[3], "2001-01-01"), (gone, "2050-01-01"))
    ]
    file = write_json(tmp_path / "waivers.yaml", waivers)
    files: dict[str, Any] = {"waivers": str(file), "baseline": str(baseline)} if is_used else {}
    asked = CheckRequest(EvaluationRequest(source, rules, AS_OF), **files, fail_on="cannot_tell")
    result = check(asked, Silent())
    with running_check(asked, Silent()) as running:
        assert [row_data(row) for row in running.rows()] == rows
        assert (*counts(result.accepted), result.gone) == (*counts(running.accepted), running.gone)
        told = tuple(running.waivers_without_effect())
        assert (told, result.status) == (result.remarks[-len(told) :] if told else (), running.status)
    known = {(row["case_id"], row["rule"]) for row in (*failures[::2], failures[1])} if is_used else set()
    left = [row for row in failures if (row["case_id"], row["rule"]) not in known]
    assert (result.status == ExitStatus.FOUND) == bool(left)
    assert (len(told), [one.why for one in result.gone]) == ((2, ["case_not_there"]) if is_used else (0, []))


@pytest.mark.usefixtures("in_small_parts")
def test_the_observer_is_told_as_it_happens(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "rules", [RULE], {})
    wrong = {**GOOD, "case_id": "Y", "tier": 9, "events": []}
    records = [{**GOOD, "case_id": name, "events": []} for name in "ABC"]
    told: dict[str, list[Any]] = {}
    problem = "expected a whole number from 1 to 4"
    for form, source in (
        ("whole", RecordSource([*records, wrong], "mine")),
        ("parts", NamedSource(as_parquet(tables_of([*records, wrong]), tmp_path / "in"))),
    ):
        notes = Notes()
        asked = EvaluationRequest(source, rules, "2009-05-20", engine="auto" if form == "parts" else "columnar")
        result = check(CheckRequest(asked), notes)
        assert (result.taken, len(result.rejected), result.status) == (3, 1, ExitStatus.RECORDS_REJECTED)
        told[form] = notes.told
        assert result.problems == tuple(text for kind, *_, text in notes.told if kind == "problem")
        assert result.remarks == tuple(text for kind, *_, text in notes.told if kind == "remark")
    assert told["whole"] == [
        ("rejected", f"mine: case Y: [3].tier: found 9; {problem}"),
        ("read", "mine", 3, 1),
        ("progress", 3, "cases"),
        ("done", 3),
    ]
    assert told["parts"] == [
        ("remark", "4 cases, evaluated with the columnar evaluator in 2 parts"),
        ("progress", 4, "cases"),
        ("done", 2),
        ("done", 2),
        ("rejected", f"{tmp_path}/in/cases.parquet:4: case Y: tier: found 9; {problem}"),
        ("read", f"{tmp_path}/in", 3, 1),
    ]


@pytest.mark.usefixtures("in_small_parts")
def test_of_records_that_were_not_gone_through_nothing_is_told_at_the_end(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "rules", [RULE], {})
    folder = as_parquet(tables_of([{**GOOD, "case_id": name, "events": []} for name in "ABCDE"]), tmp_path / "in")
    notes = Notes()
    asked = EvaluationRequest(NamedSource(folder), rules, AS_OF)

    def stop() -> None:
        with evaluated(asked, notes) as evaluation:
            assert (evaluation.expected, evaluation.taken) == (5, None)
            assert list(next(evaluation.parts()).case_ids) == ["A", "B"]
            raise KeyError

    with pytest.raises(KeyError):
        stop()
    assert [kind for kind, *_ in notes.told] == ["remark", "progress", "done"]


@pytest.mark.usefixtures("in_small_parts")
@pytest.mark.parametrize("row_order", [True, False])
def test_rows_are_written_as_parquet(row_order: bool, rules: Path, tmp_path: Path) -> None:
    source = office_in("parquet", tmp_path)
    asked = CheckRequest(EvaluationRequest(source, rules, AS_OF))
    result = check(asked, Silent())
    rows = [row_data(row) for row in result.rows]
    written = check_to_parquet(asked, tmp_path / "rows", Silent(), row_order=row_order)
    assert (written.status, written.rejected, written.manifest) == (result.status, (), result.manifest)
    about = pq.read_metadata(tmp_path / "rows" / "manifest.parquet").metadata[b"omicheck"]
    assert json.loads(about) == written.manifest
    files = sorted((tmp_path / "rows").glob("part-*.parquet"))
    parts = [list(plain(pq.read_table(file).to_pylist())) for file in files]
    assert [sorted({row["case_id"] for row in part}) for part in parts] == [["A", "B"], ["C", "D"]]
    if row_order:
        assert [row for part in parts for row in part] == rows
    assert sorted((row for part in parts for row in part), key=json.dumps) == sorted(rows, key=json.dumps)

    notes = Notes()
    assert check_to_parquet(asked, tmp_path / "rows", notes, row_order=row_order) == written
    assert ("remark", "2 of 2 parts were there already") in notes.told
    with pytest.raises(RequestWrongError, match="holds something else than rows of this very run"):
        check_to_parquet(asked, tmp_path / "rows", Silent(), row_order=not row_order)
    with pytest.raises(CommandWrongError, match="need the rows one by one"):
        check_to_parquet(evolve(asked, baseline="b.jsonl"), tmp_path / "more", Silent())

    for name, of in (("one", source), ("whole", office_in("records", tmp_path))):
        request = evolve(asked, evaluation=evolve(asked.evaluation, source=of))
        check_to_parquet(request, tmp_path / f"{name}.parquet", Silent())
        assert list(plain(pq.read_table(tmp_path / f"{name}.parquet").to_pylist())) == rows


@pytest.mark.usefixtures("in_small_parts")
@pytest.mark.parametrize("form", ["document", "parquet"])
def test_records_and_their_places_are_at_hand_if_asked_for(form: str, rules: Path, tmp_path: Path) -> None:
    source = office_in(form, tmp_path)
    asked = EvaluationRequest(source, rules, AS_OF, cases=("B", "A"), with_places=True, with_cases=True)
    result = check(CheckRequest(asked), Silent())
    assert sorted(result.cases) == ["A", "B"]
    file = source.name if form == "document" else f"{source.name}/cases.parquet"
    lines = {name: result.places[name].line for name in "AB"}
    assert result.places == {name: Place(file, lines[name]) for name in "AB"}
    assert None not in lines.values()
    assert {row.case_id for row in result.rows} == {"A", "B"}
    assert check(CheckRequest(evolve(asked, with_places=False, with_cases=False)), Silent()).places == {}
