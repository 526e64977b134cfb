"""`--cases FILE`: which cases are asked for, in whatever form they are listed and whatever holds the records."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from large_tables import as_parquet
from pipeline import ROOT, Done, run, write_json

SAMPLE = ROOT / "fixtures/sample/cases.json"
WANTED = ("SYN-0016", "SYN-0001", "SYN-0041")


def _text(folder: Path) -> Path:
    file = folder / "list.txt"
    file.write_text("# of the team of March\n\n  SYN-0016 \nSYN-0001\nSYN-0041\nSYN-0001\n", encoding="utf-8")
    return file


def _csv(folder: Path) -> Path:
    file = folder / "list.csv"
    rows = "".join(f"{name},sample,West\n" for name in WANTED)
    file.write_text(f"\ufeffCase_ID,role,office\n{rows}SYN-0021,replacement,East\n", encoding="utf-8")
    return file


def _workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.create_sheet("Cases")
    book["Cases"].append(["Drawn in March"])
    book["Cases"].append(["Office", "Case ID"])
    for name in WANTED:
        book["Cases"].append(["West", name])
    file = folder / "list.xlsx"
    book.save(file)
    return file


def _lines(folder: Path) -> Path:
    file = folder / "list.jsonl"
    file.write_text("".join(f'{{"case_id":"{name}","rule":"x"}}\n' for name in WANTED), encoding="utf-8")
    return file


def _document(folder: Path) -> Path:
    file = folder / "list.json"
    data = {"sample": [{"case_id": name} for name in WANTED], "replacements": [{"case_id": "SYN-0021"}]}
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


@pytest.mark.parametrize("listed", [_text, _csv, _workbook, _lines, _document])
def test_only_the_cases_of_a_list_are_checked(listed: Callable[[Path], Path], tmp_path: Path) -> None:
    file = listed(tmp_path)
    done = run("check", SAMPLE, "--cases", file, "--format", "jsonl")
    expected = run("check", SAMPLE, *(word for name in WANTED for word in ("--case", name)), "--format", "jsonl")
    assert done.rows == sorted(expected.rows, key=lambda row: row["case_id"])
    reserve = "; 1 replacement not asked for" if listed in (_csv, _document) else ""
    assert done.errors == f"omicheck: {file}: 3 cases among the records, 57 other records left out{reserve}\n"


def test_what_sample_writes_is_a_list_of_cases(tmp_path: Path) -> None:
    drawn = json.loads(run("sample", SAMPLE, "--size", "3", "--format", "json").output)
    for format_ in ("csv", "json"):
        file = tmp_path / f"sample.{format_}"
        run("sample", SAMPLE, "--size", "3", "--format", format_, "--output", file, "--quiet")
        done = run("check", SAMPLE, "--cases", file, "--format", "jsonl", "--quiet")
        assert sorted({row["case_id"] for row in done.rows}) == sorted(one["case_id"] for one in drawn["sample"])


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_tables_that_are_read_in_parts_give_the_same(engine: str, tmp_path: Path) -> None:
    file = _text(tmp_path)
    tables = {
        file.stem: list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
        for file in sorted((ROOT / "fixtures/sample/tables").glob("*.csv"))
    }
    folder = as_parquet(tables, tmp_path / "tables")
    done = run("check", folder, "--as-of", "2010-01-18", "--cases", file, "--engine", engine, "--format", "jsonl")
    assert done.rows == run("check", SAMPLE, "--cases", file, "--format", "jsonl").rows
    assert f"omicheck: {file}: 3 cases among the records, 57 other records left out\n" in done.errors


def test_cases_that_are_not_there_are_told_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("SYN-0001\nSYN-9\nSYN-8\n", encoding="utf-8")
    done = run("check", SAMPLE, "--cases", file, "--format", "json", "--quiet")
    assert done.errors == f"{file}: 2 of its 3 cases not among the records: SYN-9, SYN-8\n"
    told = json.loads(done.output)["manifest"]
    assert {key: told["case_list"][key] for key in ("cases", "not_found", "other_records_left_out")} == {
        "cases": 3,
        "not_found": 2,
        "other_records_left_out": 59,
    }
    assert told["counts"]["cases"] == 1


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("none.txt", "", "no reference of a case"),
        ("none.csv", "office\nWest\n", "no heading case_id"),
        ("wrong.json", "{", "text that is not JSON"),
        ("wrong.jsonl", '{"office":"West"}\n', "an item without case_id"),
    ],
)
def test_files_that_are_no_list(name: str, content: str, found: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    done = run("check", SAMPLE, "--cases", file)
    line = ":1" if name.startswith("wrong") else ""
    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        f"omicheck: {file}{line}: found {found}; expected what `omicheck sample` writes, a CSV file or workbook with a "
        "column case_id, JSON with case_id, or a text with a reference on each line\n"
    )


def test_a_list_of_which_nothing_is_there_and_a_file_that_is_not(tmp_path: Path) -> None:
    # What is listed may be anything, such as names, and is told only where that is asked for.
    people = tmp_path / "people.csv"
    people.write_text("case_id\nJane Doe\nJohn Roe\n", encoding="utf-8")
    listed = ("check", SAMPLE, "--cases", people)
    rest = "none of which is among the records; expected references as the records have them\n"
    told = f"omicheck: {people}: found 2 cases, {rest}"
    assert run(*listed).errors.startswith(told)
    assert (run(*listed).status, run(*listed).output) == (2, "")
    in_full = f"omicheck: {people}: found 2 cases, such as Jane Doe, {rest}"
    assert run(*listed, "--show-values") == Done(2, "", in_full)
    assert run("check", SAMPLE, "--cases", "no-such-file.csv").status == 2


def test_a_caseload_with_answers_on_a_sample_is_told_and_can_be_scored_as_the_sample(tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text(
        "case_id,question,answer\nSYN-0001,1.1.1,sufficient\nSYN-0016,1.1.1,not_sufficient\n", encoding="utf-8"
    )
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    for case in document["cases"]:
        case.pop("answers", None)
    records = write_json(tmp_path / "cases.json", document)
    whole = run("score", records, "--answers", answers, "--format", "json")
    assert whole.errors == (
        f"omicheck: {answers}: answers on 2 of 60 cases; all are scored, the other 58 from rules' verdicts alone; "
        f"--cases {answers} scores those with answers\n"
    )
    done = run("score", records, "--answers", answers, "--cases", answers, "--format", "json")
    assert done.errors == f"omicheck: {answers}: 2 cases among the records, 58 other records left out\n"
    only = tmp_path / "list.txt"
    only.write_text("SYN-0001\n", encoding="utf-8")
    one = run("score", records, "--answers", answers, "--cases", only, "--format", "json", "--quiet")
    question = next(one for one in json.loads(one.output)["questions"] if one["question"] == "1.1.1")
    assert (one.errors, question["sufficient"], question["relevant"]) == ("", 1, 1)
