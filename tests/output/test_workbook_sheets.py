"""The sheets of a workbook as other readers find them: which rows are where, how large they are, and every cell."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from failing_cases import CASES, DAYS, RULES, case
from pipeline import run, write_json, write_rules
from printed_outputs import sheet

# A spreadsheet would take any of these for something else than a text.
NAMES = ["=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "1e5", "2009-04-01", "TRUE", " A ", "é\U0001f600"]


def check(cases: list[dict[str, object]], folder: Path, *options: object) -> None:
    records = write_json(folder / "cases.json", {"as_of": "2009-06-01", "cases": cases})
    rules = write_rules(folder / "rules", RULES, {"days": DAYS})
    words = ("--rules", rules, "--format", "xlsx", "--output", "rows.xlsx", "--quiet")
    assert run("check", records, *words, *options).status == 1


def test_what_cannot_be_told_stands_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check([case("A"), case("E", ("contact", None))], tmp_path)
    assert [row[:6] for row in sheet("failures")[1:]] == [("A", "contacted", "2.1.1", 1, "not_met", "absent")]
    of_e = ("E", "contacted", "2.1.1", 1, "cannot_tell", "incomplete_event")
    assert [row[:6] for row in sheet("cannot tell")[1:]] == [of_e]


def test_dimensions_and_broken_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check(CASES[:2], tmp_path)
    book = load_workbook("rows.xlsx")
    assert [(one.title, one.dimensions) for one in book.worksheets[:4]] == [
        ("rows", "A1:M6"),
        ("failures", "A1:Q3"),
        ("cannot tell", "A1:Q1"),
        ("outcomes", "A1:Q1"),
    ]
    told = book["failures"]["O2"].alignment
    assert (told.wrap_text, told.vertical) == (True, "top")


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_another_reader_finds_the_same_cells(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check([*map(case, NAMES), *CASES[1:2]], tmp_path, "--engine", engine)
    book = CalamineWorkbook.from_path("rows.xlsx")
    assert book.sheet_names == ["rows", "failures", "cannot tell", "outcomes", "rules", "manifest"]
    for name in ("rows", "failures", "rules"):
        cells = book.get_sheet_by_name(name).to_python()
        assert [tuple(map(_as_openpyxl, row)) for row in cells] == sheet(name)


def _as_openpyxl(cell: object) -> object:
    if isinstance(cell, float):
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell or None
