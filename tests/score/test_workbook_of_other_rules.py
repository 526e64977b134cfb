"""An inspectors' workbook of one edition, given with the rules of another."""

from pathlib import Path

from openpyxl import load_workbook

from pipeline import ROOT, run

CASE = ROOT / "fixtures/cases/breach-a-day-late.json"


def test_it_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "cases.xlsx"
    run("prescreen", CASE, "--edition", "2021", "--as-of", "2022-01-18", "--output", file, "--quiet")
    book = load_workbook(file)
    sheet = book.worksheets[1]
    for line in (8, 9):
        sheet[f"E{line}"], sheet[f"F{line}"] = "sufficient", "Seen in the file"
    book.save(file)
    done = run("score", CASE, "--answers", file)
    named = "D1.1, D1.2, D1.3, D1.4, D2.1, D2.2 and 18 more"
    told = f"found answers to {named}, which these rules do not ask, 2 times, first {file}"
    expected = "questions such as 1.1.1, 1.1.2; --edition or --rules names those it was made by"
    assert (done.status, done.errors.splitlines()) == (
        3,
        [
            f"{told}; expected {expected}",
            "2 problems of 1 kind; --all-problems tells every one",
            "omicheck: 2 answers not used",
        ],
    )
