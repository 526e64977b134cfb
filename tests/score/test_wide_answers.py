"""Answers with a row for each case and a column for each question."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline import run
from small_office import write_office
from spreadsheets import ods, xlsx

KNOWN = "expected a known answer: sufficient, not_sufficient or not_applicable"
ROWS = [
    ["case_id", "by", "Q1.1.2", "2.1.1", "question 2.1.2", "2_1_2"],
    ["A", "Ann", "Sufficient", "", "not applicable", ""],
    ["D", "Ann", "", "NOT_SUFFICIENT", "", ""],
]


def scored(tmp_path: Path, file: Path) -> tuple[Any, str, int]:
    """The answers that were counted of each question, what is told, and the exit status."""
    cases = [{"case_id": name, "sentence_type": "community_order", "sentence_date": "2009-03-02"} for name in "AD"]
    rules, records = write_office(tmp_path, [{**case, "events": []} for case in cases])
    asked = ["--rules", rules, "--answers", file, "--answers-only", "--resamples", 0, "--format", "json"]
    done = run("score", records, *asked, "--all-problems", "--show-values")
    names = ("sufficient", "relevant", "not_applicable")
    data = json.loads(done.output) if done.output else {"questions": []}
    found = {one["question"]: [one[name] for name in names] for one in data["questions"]}
    return found, done.errors, done.status


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_any_common_form_of_a_number_is_a_question(tmp_path: Path, form: str) -> None:
    rows = [row[:5] for row in ROWS]
    file = tmp_path / f"answers.{form}"
    match form:
        case "csv":
            file.write_text("".join(f"{','.join(row)}\n" for row in rows))
        case "xlsx":
            xlsx(file, {"ours": [["Our answers"], *rows]})
        case _:
            ods(file, {"ours": rows})
    found, told, status = scored(tmp_path, file)
    assert found == {"1.1.1": [0, 0, 0], "1.1.2": [1, 1, 0], "1.2.1": [0, 0, 0], "2.1.1": [0, 1, 0], "2.1.2": [0, 0, 1]}
    where = file if form == "csv" else f"{file}[ours]"
    assert (told, status) == (f"omicheck: {where}: 3 of 6 cells for answers filled in; 3 blank: unanswered\n", 0)


def test_what_cannot_be_used_is_told_by_cell(tmp_path: Path) -> None:
    file = xlsx(
        tmp_path / "wide.xlsx", {"ours": [["Case ID", "1.1.2", "2.1.1"], ["A", "yes", ""], ["E", "", "sufficient"]]}
    )
    _, told, status = scored(tmp_path, file)
    assert told.splitlines()[1:] == [
        f'{file}[ours]:2: case A: B2: found answer "yes"; {KNOWN}',
        f"{file}[ours]:3: A3: found case 'E'; expected a case among the records",
        "omicheck: 2 answers not used",
    ]
    assert status == 3


def test_a_number_that_became_a_day_is_told_and_not_guessed(tmp_path: Path) -> None:
    day = datetime(2002, 1, 2)  # noqa: DTZ001, as a spreadsheet has it
    file = xlsx(tmp_path / "wide.xlsx", {"ours": [["case_id", day, "Q2.1.1", "2.1.1", "office"], ["A", "sufficient"]]})
    _, told, status = scored(tmp_path, file)
    days = "expected the number of a question; a spreadsheet makes days of some numbers, but not of Q2.1.22"
    assert told.splitlines() == [
        "omicheck: the records cannot be read:",
        f"{file}[ours]:1: B1: found the heading '2002-01-02', a day, which may have been 2.1.2; {days}",
        f"{file}[ours]:1: D1: found the heading '2.1.1' a second time; expected one column for each question",
        f"{file}[ours]:1: E1: found the heading 'office'; expected case_id, by, or the number of a question",
    ]
    assert status == 2
    text = tmp_path / "wide.csv"
    text.write_text("case_id,02/01/2002,1.1.2\nA,sufficient,sufficient\n")
    assert scored(tmp_path / "again", text)[1].splitlines()[1:] == [
        f"{text}:1: 02/01/2002: found the heading '02/01/2002', a day, which may have been 2.1.2; {days}"
    ]
