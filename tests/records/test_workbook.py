"""Answers from an Excel workbook: the same as from a CSV table, with the place of every problem."""

import csv
import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from pipeline import ROOT, run

CASES = ROOT / "fixtures" / "sample" / "cases.json"
HEADER = ["case_id", "question", "answer", "by", "reason"]


def book(file: Path, rows: list[list[Any]], title: str = "answers") -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    workbook.save(file)
    return file


def test_a_workbook_gives_the_same_scores_as_a_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["SYN-0001", "1.1.1", "sufficient", "inspector-9", None],
        ["SYN-0002", "1.1.1", "not_sufficient", None, "late"],
    ]
    table = tmp_path / "answers.csv"
    with table.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    workbook = book(tmp_path / "answers.xlsx", [HEADER, *rows], "Sheet1")
    scores = []
    for file in (table, workbook):
        done = run("score", CASES, "--answers", file, "--format", "json")
        assert (done.status, done.errors) == (0, "")
        scores.append({key: value for key, value in json.loads(done.output).items() if key != "manifest"})
    assert scores[0] == scores[1]
    first = scores[1]["questions"][0]
    assert (first["question"], first["sufficient"], first["relevant"]) == ("1.1.1", 1, 2)


def test_problems_name_sheet_line_and_cell(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADER,
        ["SYN-0001", "1.1.1", "=A1", None, None],
        [None, None, None, None, None],
        ["SYN-0002", "1.1.1", "sufficient", None, None, "beyond"],
        ["SYN-0003", "1.1.1", "good", None, None],
    ]
    file = book(tmp_path / "answers.xlsx", rows)
    done = run("score", CASES, "--answers", file, "--format", "csv")
    assert (done.status, done.errors.splitlines()) == (
        3,
        [
            f"{file}[answers]:2: C2: found a formula or an error; expected a value; paste the values over the formulas",
            f"{file}[answers]:4: found cells beyond the last column; expected 5, one for each column",
            (
                f'{file}[answers]:5: case SYN-0003: answer: found answer "good"; '
                "expected a known answer: sufficient, not_sufficient or not_applicable"
            ),
            "omicheck: 3 answers not used",
        ],
    )


def test_a_workbook_of_several_sheets_needs_one_named_answers(tmp_path: Path) -> None:
    file = book(tmp_path / "answers.xlsx", [HEADER], "anwsers")
    workbook = Workbook()
    workbook.create_sheet("anwsers")
    workbook.save(file)
    done = run("score", CASES, "--answers", file)
    assert (done.status, done.errors) == (
        2,
        (
            "omicheck: the records cannot be read:\n"
            f"{file}: found the sheets Sheet, anwsers; expected a sheet named answers; did you mean anwsers?\n"
        ),
    )
