"""What the earlier time can be: records, or rows that `check` wrote then."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import ROOT, run, write_json
from progress_times import FIRST, PLAN, Progress, case

SAMPLE = ROOT / "fixtures/sample/cases.json"


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path)


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
def test_rows_of_the_earlier_time_give_what_its_records_give(tmp_path: Path, name: str) -> None:
    rows = tmp_path / f"last.{name}"
    dated = ("--as-of", "2009-10-19")
    assert run("check", SAMPLE, *dated, "--format", name, "--output", rows, "--quiet").status == 1
    of_records = run("progress", SAMPLE, SAMPLE, "--earlier-as-of", "2009-10-19", "--format", "csv", "--quiet")
    of_rows = run("progress", rows, SAMPLE, "--format", "csv", "--quiet")
    assert of_rows == of_records
    assert of_records.status == 0


def test_a_folder_of_rows_is_read_whole_and_only_if_its_run_was_finished(tmp_path: Path) -> None:
    tables, rows = ROOT / "fixtures/sample/tables", tmp_path / "rows"
    rows.mkdir()
    whole = tmp_path / "whole.parquet"
    run("check", tables, "--as-of", "2009-10-19", "--format", "parquet", "--output", whole, "--quiet")
    table = pq.read_table(whole)
    described = {b"omicheck": table.schema.metadata[b"omicheck"]}
    for place, part in enumerate((table.slice(0, 1000), table.slice(1000))):
        pq.write_table(part.replace_schema_metadata({}), rows / f"part-{place:05}.parquet")
    unfinished = run("progress", rows, SAMPLE, "--format", "csv")
    found = "found a folder without a manifest, whose run was not finished; expected that of a finished check"
    assert (unfinished.status, unfinished.errors) == (2, f"omicheck: {rows}: {found}\n")
    pq.write_table(table.slice(0, 0).replace_schema_metadata(described), rows / "manifest.parquet")
    assert run("progress", rows, SAMPLE, "--format", "csv") == run("progress", whole, SAMPLE, "--format", "csv")


def test_rules_of_other_rows_are_told(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A")])
    rows = progress.folder / "last.parquet"
    run("check", last, "--rules", progress.rules, "--format", "parquet", "--output", rows, "--quiet")
    (progress.rules / "checks/topic/planned.yaml").unlink()
    this = progress.records("this.json", "2009-06-01", [case("A")])
    done = run("progress", rows, this, "--rules", progress.rules, "--format", "csv")
    assert done.errors.splitlines() == [
        "omicheck: the earlier rows were found by other rules: what differs may come from the rules",
        "omicheck: not evaluated any more: planned",
    ]
    (line,) = csv.DictReader(io.StringIO(done.output))
    assert (line["standing"], line["rule"], line["verdict"]) == ("not_evaluated", "planned", "")


def test_some_rows_only_are_refused(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A"), case("B", PLAN)])
    lines = run("check", last, "--rules", progress.rules, "--format", "jsonl").output.splitlines()
    rows = progress.folder / "rows.jsonl"
    rows.write_text("\n".join(line for line in lines if '"B","rule":"planned"' not in line), encoding="utf-8")
    done = run("progress", rows, last, "--rules", progress.rules)
    expected = "expected all rows of each case, as check writes them without a choice of verdicts"
    assert (done.status, done.errors) == (
        2,
        f"omicheck: {rows}: found no row of case B and 1 rule, such as planned; {expected}\n",
    )


def test_a_row_that_is_late_by_more_days_than_there_are_is_none(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A")])
    rows = progress.folder / "rows.jsonl"
    lines = run("check", last, "--rules", progress.rules, "--format", "jsonl").output.splitlines()
    wrong = [json.dumps({**json.loads(line), "due_date": "2009-04-08", "days_late": 10**30}) for line in lines[:1]]
    rows.write_text("\n".join([*wrong, *lines[1:]]), encoding="utf-8")
    done = run("progress", rows, last, "--rules", progress.rules)
    expected = "expected rows as check --format jsonl or parquet writes them"
    assert (done.status, done.errors) == (2, f"omicheck: {rows}:1: found something else than a row; {expected}\n")


def test_a_line_that_is_no_row_is_told(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A")])
    rows = progress.folder / "rows.jsonl"
    row = run("check", last, "--rules", progress.rules, "--format", "jsonl").output.splitlines()[0]
    rows.write_text(f"{row}\n{row.replace('not_met', 'bad')}\nx\n", encoding="utf-8")
    done = run("progress", rows, last, "--rules", progress.rules)
    expected = "found something else than a row; expected rows as check --format jsonl or parquet writes them"
    assert (done.status, done.errors) == (2, f"omicheck: {rows}:2: {expected}\n{rows}:3: {expected}\n")


EARLIER_DATE = (
    "omicheck: --earlier-as-of: found none; expected a date YYYY-MM-DD: the audit date of the earlier records\n"
)


def test_the_later_time_comes_second(progress: Progress) -> None:
    first = progress.records("first.json", "2009-06-01", [case("A")])
    second = progress.records("second.json", "2009-05-01", [case("A")])
    done = run("progress", first, second, "--rules", progress.rules)
    found = "found 2009-05-01, which is before 2009-06-01, that of the earlier records"
    expected = "expected a later day: the earlier records come first"
    assert (done.status, done.errors) == (2, f"omicheck: --as-of: {found}; {expected}\n")


def test_earlier_records_without_a_date_ask_for_theirs(progress: Progress) -> None:
    first = write_json(progress.folder / "first.json", {"cases": [case("A")]})
    done = run("progress", first, first, "--rules", progress.rules, "--as-of", "2009-06-01")
    assert (done.status, done.errors) == (2, EARLIER_DATE)


def test_a_list_of_cases_holds_for_both_times(progress: Progress) -> None:
    (progress.folder / "cases.txt").write_text("A\n", encoding="utf-8")
    both = [case("A"), case("B")]
    found = progress.failures(both, both, "--cases", progress.folder / "cases.txt")
    assert found == [("still_open", "A", "planned", FIRST, FIRST, 56)]


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
def test_rows_are_not_dated_anew(name: str, tmp_path: Path) -> None:
    rows = tmp_path / f"rows.{name}"
    run("check", SAMPLE, "--as-of", "2009-10-19", "--format", name, "--output", rows, "--quiet")
    done = run("progress", rows, SAMPLE, "--earlier-as-of", "2009-10-18")
    expected = "2009-10-19, for which the rows were found: verdicts are not dated anew"
    assert (done.status, done.output) == (2, "")
    assert done.errors == f"omicheck: --earlier-as-of: found 2009-10-18; expected {expected}\n"
