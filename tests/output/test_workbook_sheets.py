"""The sheets of a workbook as other readers find them: which rows are where, how large they are, and every cell."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from failing_cases import CASES, DAYS, RULES, case
from pipeline import run, write_json, write_rules
from printed_outputs import of_headings, sheet

# A spreadsheet would take any of these for something else than a text.
NAMES = ["=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "1e5", "2009-04-01", "TRUE", " A ", "é\U0001f600"]


def check(cases: list[dict[str, object]], folder: Path, *options: object, status: int = 1) -> None:
    records = write_json(folder / "cases.json", {"as_of": "2009-06-01", "cases": cases})
    rules = write_rules(folder / "rules", RULES, {"days": DAYS})
    words = ("--rules", rules, "--format", "xlsx", "--output", "rows.xlsx", "--force", "--quiet")
    assert run("check", records, *words, *options).status == status


def test_what_cannot_be_told_stands_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check([case("A"), case("E", ("contact", None))], tmp_path)
    columns = ("case", "rule id", "question", "occurrence", "verdict", "reason", "not known")
    assert of_headings("failures", *columns) == [("A", "contacted", "2.1.1", 1, "not met", "absent", None)]
    of_e = ("E", "contacted", "2.1.1", 1, "cannot tell", "incomplete event", "contact.date")
    assert of_headings("cannot tell", *columns) == [of_e]
    # What would settle it stands before the explanation, where a failure has its latest day.
    assert sheet("cannot tell")[0][5:9] == ("reason", "not known", "explanation", "accepted")


def test_the_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found, where the rest stands, how to read it, and what each rule came to."""
    monkeypatch.chdir(tmp_path)
    waivers = "- {case: A, rule: contacted, reason: Snow, author: qa-1, expiry: 2009-06-01}\n"
    Path("waivers.yaml").write_text(waivers, encoding="utf-8")
    check([*CASES[:2], {"case_id": "BAD", "tier": "two"}], tmp_path, "--waivers", "waivers.yaml", status=3)
    cells = [tuple(cell for cell in row if cell is not None) for row in sheet("summary")]
    how = cells.index(("How to read it",))
    assert cells[:how] == [
        ("What omicheck found",),
        ("As at Monday 1 June 2009: 2 cases held against 2 rules.",),
        ("1 record could not be read and is not in here.",),
        (),
        ("Verdicts",),
        ("Verdict", "Of duties", "Of outcomes", "What it means"),
        ("met", 1, 0, "what the rule asks was done, and in time"),
        ("not met", 2, 0, "it was not done, or not in time: of a duty, a failure"),
        ("not applicable", 1, 0, "the rule does not ask it of this case"),
        ("not due", 1, 0, "on the audit date there was still time for it"),
        ("cannot tell", 0, 0, "something is not recorded, so that neither can be said"),
        ("error", 0, 0, "an evaluator failed, which is a fault of the program or of a rule"),
        (),
        ("Where it stands",),
        ("Sheet", "Rows", "What is there"),
        ("failures", 2, "duties that were not met, each in words"),
        ("cannot tell", 0, "what could not be told, and what would settle it"),
        (
            *("outcomes", 0),
            "what became of the work: reconviction, qualifications, employment; no failure of anybody",
        ),
        ("rows", 5, "every verdict on every case, under the field names that all formats have"),
        ("rules", 2, "what each rule asks, of whom, by which limit, and what it cannot see"),
        ("manifest", 17, "versions, hashes and counts: what the rows are of"),
        (),
    ]
    assert cells[-4:] == [
        ("By rule",),
        ("Rule", "Question", "accepted", "met", "not met", "not applicable", "not due", "cannot tell", "error"),
        ("Contacted in time", "2.1.1", 1, 1, 1, 0, 0, 0, 0),
        ("inducted", "2.1.2", 0, 0, 1, 1, 1, 0, 0),
    ]
    links = [cell.hyperlink.location for (cell,) in load_workbook("rows.xlsx")["summary"]["A16:A21"]]
    sheets = ("failures", "cannot tell", "outcomes", "rows", "rules", "manifest")
    assert links == [f"'{name}'!A1" for name in sheets]


def test_whose_the_cases_are_and_failures_by_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cases = [
        case("A", office="East", offender_manager="=om", area="Z"),
        case("B", ("contact", "2009-04-02"), office="West"),
    ]
    check([*cases, case("C")], tmp_path, "--by", "office", "--by", "area")
    assert load_workbook("rows.xlsx").sheetnames[3:7] == ["outcomes", "by office", "by area", "rows"]
    whose = ("case", "office", "offender manager", "area")
    assert of_headings("failures", *whose) == [("A", "East", "=om", "Z"), ("C", None, None, None)]
    assert of_headings("rows", "case_id", "office", "offender_manager", "area")[::2] == [
        ("A", "East", "=om", "Z"),
        ("B", "West", None, None),
        ("C", None, None, None),
    ]
    assert sheet("by office")[0] == (
        *("office", "cases", "judged", "with a failure", "share", "interval from", "interval to", "beside all"),
        *("met", "not met", "cannot tell", "error"),
    )
    # Of a single case: 1 / (1 + z * z).
    alone = 1 / (1 + 1.959963985**2)
    assert sheet("by office")[1:] == [
        ("East", 1, 1, 1, 1, pytest.approx(alone), 1, "as chance has it", 0, 1, 0, 0),
        ("West", 1, 1, 0, 0, 0, pytest.approx(1 - alone), "as chance has it", 1, 0, 0, 0),
        ("not recorded", 1, 1, 1, 1, pytest.approx(alone), 1, "as chance has it", 0, 1, 0, 0),
    ]
    about = {row[0]: row[2] for row in sheet("summary") if row[0] == "by office"}
    assert about == {
        "by office": "cases with a failure by office, and which differ by more than chance; "
        "of all judged cases 67% have one"
    }


def test_new_failures_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known is left out of the lists, and each cell stays beside its row."""
    monkeypatch.chdir(tmp_path)
    check([case("A"), case("C")], tmp_path)
    known = run("check", "cases.json", "--rules", "rules", "--format", "jsonl", "--quiet").output
    Path("known.jsonl").write_text(known, encoding="utf-8")
    check([case("A"), case("B"), case("C"), case("D")], tmp_path, "--baseline", "known.jsonl", "--new-only")
    assert of_headings("failures", "case", "rule id", "latest day", "days late") == [
        ("B", "contacted", "2009-04-06", 56),
        ("D", "contacted", "2009-04-06", 56),
    ]


def test_dimensions_and_broken_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that go by the dimension read all; rows have room for their texts, as not all programs make it."""
    monkeypatch.chdir(tmp_path)
    check(CASES[:2], tmp_path)
    book = load_workbook("rows.xlsx")
    assert [(one.title, one.dimensions) for one in book.worksheets] == [
        ("summary", "A1:I32"),
        ("failures", "A1:S3"),
        ("cannot tell", "A1:S1"),
        ("outcomes", "A1:S1"),
        ("rows", "A1:O6"),
        ("rules", "A1:J3"),
        ("manifest", "A1:B18"),
    ]
    failures = book["failures"]
    told = failures["I2"]
    assert (told.alignment.wrap_text, told.alignment.vertical) == (True, "top")
    lines = -(-len(told.value) // 96)
    assert (lines, failures.row_dimensions[2].height) == (4, 4 * 15)


def test_pages_are_as_wide_as_a_list_and_repeat_its_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check(CASES[:2], tmp_path)
    book = load_workbook("rows.xlsx")
    for name in ("failures", "rows"):
        pages = book[name].page_setup
        assert (pages.orientation, pages.fitToWidth, pages.fitToHeight) == ("landscape", 1, 0)
        properties: Any = book[name].sheet_properties
        assert properties.pageSetUpPr.fitToPage is True
        assert book[name].print_title_rows == "$1:$1"
    # All that a person acts by, and neither `accepted` where nothing is, nor what follows.
    assert book["failures"].print_area == "'failures'!$A$1:$I$3"
    assert book["rows"].print_area == ""


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_another_reader_finds_the_same_cells(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check([*map(case, NAMES), *CASES[1:2]], tmp_path, "--engine", engine)
    book = CalamineWorkbook.from_path("rows.xlsx")
    assert book.sheet_names == ["summary", "failures", "cannot tell", "outcomes", "rows", "rules", "manifest"]
    for name in ("failures", "rows", "rules"):
        cells = book.get_sheet_by_name(name).to_python()
        assert [tuple(map(_as_openpyxl, row)) for row in cells] == sheet(name)


def _as_openpyxl(cell: object) -> object:
    if isinstance(cell, float):
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell or None
