"""Scores as CSV and as a workbook: every level of them, and what a person reads beside."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from pipeline import Done, run
from printed_outputs import of_headings, sheet
from small_office import write_office

FILE = "scores.xlsx"
SCORES = ("name", "title", "score", "comment", "lowest", "highest", "comment is", "may over-report", "made of")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def scored(*options: object) -> Done:
    rules, cases = write_office(Path("office"))
    return run("score", cases, "--rules", rules, "--resamples", 0, "--quiet", *options)


def test_csv_has_every_level() -> None:
    found = list(csv.DictReader(io.StringIO(scored("--format", "csv").output)))
    columns = ("level", "name", "criterion", "text", "relevant", "sufficient", "share", "percent", "comment", "rules")
    assert [tuple(one[column] for column in columns) for one in found] == [
        ("headline", "h", "", "Headline", "", "", "0.8333333333333334", "83", "GOOD", ""),
        ("section", "1", "", "Start", "", "", "0.6666666666666666", "67", "", ""),
        ("section", "2", "", "Work", "", "", "0.6666666666666666", "67", "", ""),
        ("criterion", "1.1", "1.1", "Contact", "", "", "0.8333333333333334", "83", "GOOD", ""),
        ("criterion", "1.2", "1.2", "Plan", "", "", "0.5", "50", "POOR", ""),
        ("criterion", "2.1", "2.1", "Visits", "", "", "0.6666666666666666", "67", "POOR", ""),
        ("question", "1.1.1", "1.1", "Contacted in time", "2", "2", "1.0", "", "", "contacted"),
        ("question", "1.1.2", "1.1", "Contact of use", "3", "2", "0.6666666666666666", "", "", ""),
        ("question", "1.2.1", "1.2", "Planned in time", "2", "1", "0.5", "", "", "planned"),
        ("question", "2.1.1", "2.1", "Risk read well", "3", "2", "0.6666666666666666", "", "", ""),
        ("question", "2.1.2", "2.1", "Visited well", "0", "0", "", "", "", ""),
    ]
    assert [one["question"] for one in found if one["level"] == "question"] == [
        one["name"] for one in found if one["level"] == "question"
    ]
    assert {one["question"] for one in found if one["level"] != "question"} == {""}


def test_the_workbook() -> None:
    assert scored("--format", "xlsx", "--output", FILE).status == 0
    names = ["headlines", "criteria", "questions", "disagreements", "agreement", "about"]
    assert CalamineWorkbook.from_path(FILE).sheet_names == names
    third = 1 / 3
    assert of("headlines", *SCORES) == [
        ("h", "Headline", 2.5 * third, "GOOD", 2 * third, 2.5 * third, "assumed", "no", "1.1.1, 2.1.1"),
        ("1", "Start", 2 * third, None, 0.5, 0.75, None, "yes", "1.1, 1.2"),
        ("2", "Work", 2 * third, None, 2 * third, 2 * third, None, "no", "2.1"),
    ]
    assert of("criteria", *SCORES[:4]) == [
        ("1.1", "Contact", 2.5 * third, "GOOD"),
        ("1.2", "Plan", 0.5, "POOR"),
        ("2.1", "Visits", 2 * third, "POOR"),
    ]
    counted = ("question", "text", "share", "sufficient", "relevant", "not due", "unanswered", "headlines", "rules")
    assert of("questions", *counted) == [
        ("1.1.1", "Contacted in time", 1, 2, 2, 1, 0, "h", "contacted"),
        ("1.1.2", "Contact of use", 2 * third, 2, 3, 0, 1, None, None),
        ("1.2.1", "Planned in time", 0.5, 1, 2, 0, 0, None, "planned"),
        ("2.1.1", "Risk read well", 2 * third, 2, 3, 0, 0, "h", None),
        ("2.1.2", "Visited well", None, 0, 0, 0, 4, None, None),
    ]
    assert sheet("disagreements", FILE) == [
        ("case", "question", "answer", "by", "reason", "verdict", "rules", "used"),
        ("B", "1.1.1", "sufficient", "i-1", "Seen at court.", "not met", "contacted: late", "answer"),
    ]
    score = load_workbook(FILE)["headlines"]["C2"]
    assert (score.number_format, load_workbook(FILE)["headlines"].freeze_panes) == ("0%", "B2")
    about = dict(sheet("about", FILE)[1:])
    assert about["share"].startswith("sufficient of relevant")
    assert (about["comments.status"], about["counts.cases"]) == ("assumed", 4)


def of(name: str, *headings: str) -> list[object]:
    """Some columns of a sheet, numbers as near as their digits go."""
    return [
        tuple(pytest.approx(cell) if isinstance(cell, float) else cell for cell in row)
        for row in of_headings(name, *headings, file=FILE)
    ]


def test_an_empty_list_says_so() -> None:
    Path("one").write_text("A\n", encoding="utf-8")
    assert scored("--cases", "one", "--format", "xlsx", "--output", FILE).status == 0
    assert [row[0] for row in sheet("disagreements", FILE)] == ["case", "none"]


def test_groups_have_sheets_of_their_own() -> None:
    """No case says its office, so that there is one group, and its scores are those of all."""
    assert scored("--format", "xlsx", "--output", FILE, "--by", "office").status == 0
    of_group = of("by office", "group", "cases", "level", "name", "relevant", "share", "place")
    assert of_group[:6] == [
        ("not recorded", 4, "headline", "h", None, pytest.approx(5 / 6), None),
        ("not recorded", 4, "section", "1", None, pytest.approx(2 / 3), None),
        ("not recorded", 4, "section", "2", None, pytest.approx(2 / 3), None),
        ("not recorded", 4, "criterion", "1.1", None, pytest.approx(5 / 6), None),
        ("not recorded", 4, "criterion", "1.2", None, 0.5, None),
        ("not recorded", 4, "criterion", "2.1", None, pytest.approx(2 / 3), None),
    ]
    assert of_group[6:8] == [
        ("not recorded", 4, "question", "1.1.1", 2, 1, "within"),
        ("not recorded", 4, "question", "1.1.2", 3, pytest.approx(2 / 3), "within"),
    ]


def test_the_same_scores_give_the_same_bytes() -> None:
    scored("--format", "xlsx", "--output", FILE)
    first = Path(FILE).read_bytes()
    run("score", "office/cases.json", "--rules", "office/rules", "--resamples", 0, "--format", "xlsx", "--output", FILE)
    assert Path(FILE).read_bytes() == first
    with zipfile.ZipFile(FILE) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "--format xlsx needs --output: a file SCORES.xlsx"),
        (
            ("--output", "s.xls"),
            "--format xlsx needs --output: a file SCORES.xlsx; found s.xls, which Excel would not open",
        ),
        (("--output", "no/s.xlsx"), "no/s.xlsx cannot be written: No such file or directory"),
        (
            ("--output", FILE, "--explain", "1"),
            "--explain goes with --format table or json: the others hold no arithmetic",
        ),
    ],
)
def test_refused(options: tuple[str, ...], told: str) -> None:
    assert scored("--format", "xlsx", *options) == Done(2, "", f"omicheck: {told}\n")
