"""Whether a change may be chance, what the exit status says, and every format."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from on_terminal import on_terminal
from pipeline import ROOT
from progress_times import PLAN, Progress, case

SAMPLE = ROOT / "fixtures/sample/cases.json"


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path)


def of_many(right: int, worse: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    names = [f"{number:02}" for number in range(right + worse)]
    fails = (names[:right], names[right:])
    last, this = ([case(name, *(() if name in of else (PLAN,))) for name in names] for of in fails)
    return last, this


@pytest.mark.parametrize(
    ("right", "worse", "p_value", "change"),
    [
        (6, 0, 0.03125, "better"),
        (1, 8, 0.0390625, "worse"),
        (5, 0, 0.0625, "may_be_chance"),
        (0, 0, None, "none_changed"),
    ],
)
def test_mcnemars_test_of_the_same_cases(
    progress: Progress, right: int, worse: int, p_value: float | None, change: str
) -> None:
    last, this = of_many(right, worse)
    steady = case("steady", PLAN)
    found = json.loads(progress([*last, steady], [*this, steady], "--format", "json").output)
    for line in (found["all"], *found["rules"], *found["questions"]):
        test = tuple(line[name] for name in ("cases_put_right", "cases_became_failures", "p_value", "change"))
        assert test == (right, worse, p_value, change)
    assert found["all"]["cases_met_at_both"] == 1


@pytest.mark.parametrize(
    ("last", "this", "new", "is_open"),
    [
        ([case("A")], [case("A")], 0, 1),
        ([case("A")], [case("A", PLAN)], 0, 0),
        ([case("A", PLAN)], [case("A")], 1, 1),
    ],
)
def test_what_the_exit_status_says(
    progress: Progress, last: list[dict[str, Any]], this: list[dict[str, Any]], new: int, is_open: int
) -> None:
    asked = ((), ("--fail-on", "new"), ("--fail-on", "open"))
    assert [progress(last, this, *options).status for options in asked] == [0, new, is_open]


def test_a_rejected_record_at_either_time_gives_status_3(progress: Progress) -> None:
    wrong = {**case("B"), "tier": "two"}
    rejects = progress.folder / "rejects.jsonl"
    assert progress([case("A"), wrong], [case("A")], "--rejects", rejects).status == 3
    assert [json.loads(line)["record"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [wrong]
    assert progress([case("A")], [case("A"), wrong]).status == 3


OFFICES = """\
Office  Then  Put right  Still open  New  Now  b, c      p  Change
─────────────────────────────────────────────────────────────────────────
North      2          1           1    0    1  1, 0  1.0000  may be chance
South      0          0           0    1    1  0, 1  1.0000  may be chance
"""


def test_the_table_by_office(progress: Progress) -> None:
    last = [case("A"), case("B"), case("C", PLAN, office="South")]
    this = [case("A"), case("B", PLAN), case("C", office="South")]
    printed = progress(last, this, "--by", "office").output
    assert " ".join(OFFICES.split()).replace("─", "") in " ".join(printed.split()).replace("─", "")
    assert (
        "Cases: of 3 that could be told at both times, 1 had a failure then and has none now, 1 had none then and "
        "has one now: that may be chance (p = 1.0000)."
    ) in " ".join(printed.split())


@pytest.mark.parametrize("width", [80, 200])
def test_the_summary_fits_its_width(width: int) -> None:
    printed = on_terminal(
        width, "progress", SAMPLE, SAMPLE, "--earlier-as-of", "2009-10-19", "--by", "office", "--quiet"
    )
    lines = printed.splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) <= 50


def test_the_workbook_lists_what_is_open_first(progress: Progress) -> None:
    file = progress.folder / "progress.xlsx"
    last, this = [case("=A"), case("B"), case("C")], [case("=A"), case("B", PLAN), case("D", office="South")]
    assert progress(last, this, "--by", "office", "--format", "xlsx", "--output", file).status == 0
    book = load_workbook(file)
    assert book.sheetnames == ["read first", "summary", "open now", "put right", "gone or untold", "manifest"]
    rows = {
        name: [row[:3] for row in book[name].iter_rows(min_row=2, values_only=True)] for name in book.sheetnames[2:5]
    }
    assert rows == {
        "open now": [("still open", "=A", "North"), ("of cases that were not there before", "D", "South")],
        "put right": [("put right", "B", "North")],
        "gone or untold": [("gone with the case", "C", "North")],
    }
    summary = [row[:4] for row in book["summary"].iter_rows(min_row=2, values_only=True)]
    assert summary == [
        ("all", "all", 3, 2),
        ("office", "North", 3, 1),
        ("office", "South", 0, 1),
        ("rule", "planned", 3, 2),
        ("question", "2.1.1", 3, 2),
    ]


def test_the_workbook_says_what_was_compared_and_what_is_empty(progress: Progress) -> None:
    file = progress.folder / "progress.xlsx"
    assert progress([case("A")], [case("A")], "--format", "xlsx", "--output", file).status == 0
    book = load_workbook(file)
    first = [row for row in book["read first"].iter_rows(values_only=True) if row[0] is not None]
    assert first[0] == ("What became of failures", None, None)
    assert first[2] == ("1 case at both times, 0 then only, 0 now only.", None, None)
    assert ("put right", 0, "failures that were there before and are met now") in first
    assert ("cases put right", None, "b: cases that were not met then and are met now") in first
    assert [row[0] for row in book["put right"].iter_rows(min_row=2, values_only=True)] == ["none"]
    assert book["open now"]["A2"].alignment.wrap_text is True
    headings, row = book["open now"].values
    assert dict(zip(headings, row, strict=True))["verdict"] == "not met"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "xlsx"), "omicheck: --format xlsx needs --output: a file PROGRESS.xlsx\n"),
        (("--by", "ofice"), "omicheck: --by: found 'ofice'; expected a text field of the records: "),
    ],
)
def test_what_cannot_be_done_is_told(progress: Progress, options: tuple[str, ...], told: str) -> None:
    done = progress([case("A")], [case("A")], *options)
    assert done.status == 2
    assert done.errors.startswith(told)
