"""Answers from an Excel workbook: the same as from a CSV table, with the place of every problem."""

import csv
import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from pipeline import ROOT, run
from spreadsheets import changed, ods, xlsx

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
    done = run("score", CASES, "--answers", file, "--format", "csv", "--show-values")
    assert (done.status, done.errors.splitlines()) == (
        3,
        [
            (
                f"{file}[answers]:2: C2: found a formula whose result is not in the file; "
                "expected a value, or an empty cell; "
                "put the formula right, or have it worked out and save the workbook again"
            ),
            f"{file}[answers]:4: found cells beyond the last column; expected 5, one for each column",
            (
                f'{file}[answers]:5: case SYN-0003: answer: found answer "good"; '
                "expected a known answer: sufficient, not_sufficient or not_applicable"
            ),
            "omicheck: 3 answers not used",
        ],
    )


def test_a_workbook_of_several_sheets_needs_one_named_answers(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "answers.xlsx", {"notes": [["none"]], "anwsers": [HEADER[:2]]})
    done = run("score", CASES, "--answers", file)
    assert (done.status, done.errors) == (
        2,
        (
            "omicheck: the records cannot be read:\n"
            f"{file}: found the sheets notes, anwsers; expected one sheet named answers, or headed case_id, question, "
            "answer at least; what is headed otherwise comes in through a mapping; did you mean anwsers?\n"
        ),
    )


def test_all_answers_are_read_whatever_the_workbook_says_of_its_size(tmp_path: Path) -> None:
    rows = [HEADER, *([f"SYN-{number:04}", "1.1.1", "sufficient", "om-1", "late"] for number in range(1, 5))]
    files = [xlsx(tmp_path / "answers.xlsx", {"answers": rows}), ods(tmp_path / "answers.ods", {"Sheet1": rows})]
    size = (b'<dimension ref="A1:E5"', b'<dimension ref="A1:B3"')
    changed(files[0], "xl/worksheets/sheet1.xml", lambda content: content.replace(*size))
    for file in files:
        done = run("score", CASES, "--answers", file, "--answers-only", "--format", "json")
        first = json.loads(done.output)["questions"][0]
        assert (done.status, first["question"], first["sufficient"]) == (0, "1.1.1", 4)


def test_a_sheet_that_is_broken_is_told_with_its_file(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "answers.xlsx", {"answers": [HEADER]})
    changed(file, "xl/worksheets/sheet1.xml", lambda content: content[: len(content) // 2])
    done = run("score", CASES, "--answers", file)
    told = f"omicheck: the records cannot be read:\n{file}[answers]: found a sheet that breaks off before its end; "
    remedy = "open the workbook in a spreadsheet and save it again, or copy it again"
    assert (done.status, done.output) == (2, "")
    assert done.errors == f"{told}expected a sheet that is whole; {remedy}\n"
