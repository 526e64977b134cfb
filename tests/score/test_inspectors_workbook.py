"""The inspectors' workbook: written, filled in as a user would, and read back, also through LibreOffice."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from libreoffice import SaveAs
from pipeline import run
from small_office import write_office

CHOICE = '"sufficient,not sufficient,not applicable"'
FIRST, ANSWER, NOTE, BY = 6, "E", "F", "G"
# As the sheets of the small office have them: a row for each criterion, and beneath it its questions.
LINES = {"1.1.1": 7, "1.1.2": 8, "1.2.1": 10, "2.1.1": 12, "2.1.2": 13}
AGAIN = "what omicheck prescreen wrote; copy the answer into a workbook that nobody changed"
EMPTY = "expected an empty cell; an answer stands beside its question"
FROM_LIST = "expected an answer from the list, or nothing in the row"
KNOWN = "expected a known answer: sufficient, not sufficient or not applicable"
A_SHEET = "expected a sheet for each case of the list; its questions are taken as unanswered"
ONE = "expected one answer to a question for a case; the first is used"


@pytest.fixture
def office(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The rules of the small office, its records without answers, and its workbook."""
    cases = [
        {name: value for name, value in case.items() if name != "answers"}
        for case in json.loads((Path(__file__).parents[2] / "fixtures/small-office/cases.json").read_text())["cases"]
    ]
    rules, records = write_office(tmp_path, cases)
    file = tmp_path / "cases.xlsx"
    done = run("prescreen", records, "--rules", rules, "--output", file)
    told = f"{file}: 4 cases, 5 questions each\nomicheck: when it is filled in: omicheck score {records} ..."
    assert (done.status, done.output) == (0, "")
    assert done.errors == f"omicheck: {told} --cases {file} --answers {file}\n"
    return rules, records, file


def filled(file: Path, change: Callable[[Mapping[str, Worksheet]], object], name: str = "filled.xlsx") -> Path:
    """The workbook after somebody changed it."""
    book = load_workbook(file)
    change({sheet.title: sheet for sheet in book.worksheets})
    book.save(file.parent / name)
    return file.parent / name


def answers(sheet: Worksheet, words: Sequence[str], reader: str = "") -> None:
    """Gives an answer to each question in turn; none where there is no word."""
    for line, word in zip(LINES.values(), words, strict=True):
        sheet[f"{ANSWER}{line}"] = word or None
    if reader:
        sheet["B3"] = reader


def scored(rules: Path, records: Path, *files: Path) -> tuple[Any, list[str], int]:
    """The scores as data, what is told beside them, and the exit status."""
    of = [word for file in files for word in ("--answers", file)]
    done = run(
        "score", records, "--rules", rules, *of, "--format", "json", "--resamples", 0, "--all-problems", "--show-values"
    )
    return json.loads(done.output), done.errors.splitlines(), done.status


def test_a_sheet_of_a_case_has_all_questions_with_verdicts_and_lets_only_answers_be_changed(
    office: tuple[Path, Path, Path],
) -> None:
    book = load_workbook(office[2])
    assert book.sheetnames == ["Cases", "A", "B", "C", "D", "manifest"]
    sheet = book["B"]
    assert [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=5)] == [
        ["Question", "What is asked", "Rules say", "Evidence of the rules"],
        ["1.1 Contact", None, None, None],
        ["1.1.1", "Contacted in time", "not met", sheet["D7"].value],
        ["1.1.2", "Contact of use", "no rule", "No rule decides this question: only a reader can."],
        ["1.2 Plan", None, None, None],
        ["1.2.1", "Planned in time", "not met", sheet["D10"].value],
        ["2.1 Visits", None, None, None],
        ["2.1.1", "Risk read well", "no rule", sheet["D12"].value],
        ["2.1.2", "Visited well", "no rule", "No rule decides this question: only a reader can."],
    ]
    assert sheet["D7"].value.startswith("The clock runs from the sentence date, ")
    (validation,) = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1, validation.allow_blank) == ("E6:E13", CHOICE, True)
    assert sheet.protection.sheet
    assert not sheet.protection.autoFilter
    assert sheet.protection.password is None
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"B3"} | {f"{column}{line}" for column in (ANSWER, NOTE, BY) for line in LINES.values()}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C6", "A5:G13")
    assert (sheet.print_title_rows, sheet.print_area) == ("$5:$5", "'B'!$A$1:$G$13")
    assert [sheet.column_dimensions[letter].hidden for letter in "GHIJK"] == [False, True, True, True, True]
    listed = book["Cases"]
    assert [cell.value for cell in listed[7]][-8:] == [
        5, "=COUNTA('B'!$E$6:$E$13)", "=E7-F7", 2, 0, '=IF(F7=0,"not begun",IF(G7=0,"done","begun"))', "B", 5,
    ]  # fmt: skip
    assert listed["A7"].value == """=HYPERLINK("#'B'!A1","B")"""
    assert sheet["F1"].hyperlink.location == "'Cases'!A1"


def test_a_filled_in_workbook_comes_to_what_a_table_of_the_same_answers_does(
    office: tuple[Path, Path, Path],
) -> None:
    rules, records, file = office

    def change(sheets: Mapping[str, Worksheet]) -> None:
        answers(sheets["A"], ["not sufficient", "sufficient", "", "", ""], "Ann")
        sheets["A"]["F7"], sheets["A"]["G8"] = "Seen late.", "Ben"
        answers(sheets["B"], ["", "", "", "Not applicable", ""])

    read, told, status = scored(rules, records, filled(file, change))
    table = file.parent / "answers.csv"
    table.write_text(
        "case_id,question,answer,by,reason\nA,1.1.1,not_sufficient,Ann,Seen late.\nA,1.1.2,sufficient,Ben,\n"
        "B,2.1.1,not_applicable,,\n"
    )
    expected, _, _ = scored(rules, records, table)
    assert {name: value for name, value in read.items() if name != "manifest"} == {
        name: value for name, value in expected.items() if name != "manifest"
    }
    assert (told[0], status) == (
        f"omicheck: {file.parent / 'filled.xlsx'}: 3 of 20 questions answered, 17 not answered",
        0,
    )


def test_whatever_was_changed_is_told_by_sheet_and_cell(office: tuple[Path, Path, Path]) -> None:
    rules, records, file = office

    def change(sheets: Mapping[str, Worksheet]) -> None:
        a, b, c = sheets["A"], sheets["B"], sheets["C"]
        answers(a, ["yes", "sufficient", "sufficient", "", "sufficient"])
        a["B8"], a["C10"], a["F12"], a["A13"], a["E6"] = "Contact of no use", "not met", "why", "2.1.3", "sufficient"
        b["D7"] = "because"
        # Somebody copies a row of one case over that of another.
        for column in range(1, 12):
            c.cell(8, column).value = b.cell(8, column).value
        c["E8"] = "sufficient"
        sheets["D"].delete_rows(12, 2)

    read, told, status = scored(rules, records, filled(file, change))
    name = file.parent / "filled.xlsx"
    rows = "expected a row for each of the 5 questions; these are taken as unanswered"
    assert told[1:] == [
        f"{name}[A]:6: E6: found 'sufficient' in a row without a question; {EMPTY}",
        f"{name}[A]:8: case A: B8: found the question 'Contact of no use'; expected 'Contact of use', {AGAIN}",
        f"{name}[A]:10: case A: C10: found verdict 'not met'; expected 'met', {AGAIN}",
        f"{name}[A]:12: case A: E12: found no answer beside a note; {FROM_LIST}",
        f"{name}[A]:13: case A: A13: found question '2.1.3'; expected '2.1.2', {AGAIN}",
        f"{name}[B]:7: case B: D7: found evidence, or a hidden cell of the row, that was changed; expected {AGAIN}",
        f"{name}[C]:8: case B: A8: found a row of case 'B'; expected one of 'C', {AGAIN}",
        f"{name}[D]: case D: found no row for 2.1.1, 2.1.2; {rows}",
        f'{name}[A]:7: case A: E7: found answer "yes"; {KNOWN}',
        "omicheck: 9 answers not used",
    ]
    assert status == 3
    assert all(one["relevant_by_rules"] == one["relevant"] for one in read["questions"])


def test_a_case_twice_without_a_sheet_and_unknown(office: tuple[Path, Path, Path]) -> None:
    rules, records, file = office
    book = load_workbook(file)
    book["A"]["E7"], book["A"]["B3"] = "not sufficient", "Ann"
    copy = book.copy_worksheet(book["A"])
    copy["E7"] = "sufficient"
    copy["E8"] = "sufficient"
    del book["B"]
    name = file.parent / "filled.xlsx"
    book.save(name)
    fewer = json.loads(records.read_text())
    fewer["cases"] = [case for case in fewer["cases"] if case["case_id"] != "D"]
    records.write_text(json.dumps(fewer))
    _, told, status = scored(rules, records, name)
    again = f"a second answer to 1.1.1 (the first: {name}[A] E7, not sufficient)"
    assert (told[1:3], told[3:-1], status) == (
        [
            f"{name}[Cases]:7: case B: K7: found no sheet of the case; {A_SHEET}",
            f"{name}[D]: found a sheet of case 'D'; expected a case among the records; nothing in it is answered",
        ],
        [
            f"{name}[A Copy]:7: case A: E7: found {again}; {ONE}",
            "omicheck: 3 answers not used",
        ],
        3,
    )


def test_rows_that_were_moved_are_taken_for_what_they_are(office: tuple[Path, Path, Path]) -> None:
    rules, records, file = office

    def change(sheets: Mapping[str, Worksheet]) -> None:
        sheet = sheets["A"]
        sheet["E7"] = "sufficient"
        for column in range(1, 12):
            one, other = sheet.cell(7, column), sheet.cell(8, column)
            one.value, other.value = other.value, one.value

    read, told, status = scored(rules, records, filled(file, change))
    name = file.parent / "filled.xlsx"
    assert told[:2] == [
        f"omicheck: {name}: 1 of 20 questions answered, 19 not answered",
        f"omicheck: {name}[A]: rows moved, near 1.1.1; each is taken for the question that it is of",
    ]
    first = read["questions"][0]
    assert (first["question"], first["relevant"] - first["relevant_by_rules"], status) == ("1.1.1", 1, 0)


def test_libreoffice_keeps_what_is_in_the_workbook(
    office: tuple[Path, Path, Path], through_libreoffice: SaveAs
) -> None:
    rules, records, file = office

    def change(sheets: Mapping[str, Worksheet]) -> None:
        for name, reader in (("A", "Ann"), ("B", "Ben"), ("C", "")):
            answers(sheets[name], ["sufficient", "", "not sufficient", "not applicable", "sufficient"], reader)
        sheets["A"]["F10"] = "=not a formula, but a note\nof two lines"
        sheets["A"]["F10"].data_type = "s"

    name = filled(file, change)
    expected = scored(rules, records, name)[0]
    folder = file.parent / "saved"
    through_libreoffice([name], "ods", folder)
    # It is not started more often than it has to be.
    once = file.parent / "once.xlsx"
    shutil.copy(name, once)
    through_libreoffice([folder / "filled.ods", once], "xlsx", folder)
    for saved in (folder / "once.xlsx", folder / "filled.ods", folder / "filled.xlsx"):
        read, told, status = scored(rules, records, saved)
        assert (read["questions"], read["disagreements"], status) == (
            expected["questions"],
            expected["disagreements"],
            0,
        )
        assert told[0] == f"omicheck: {saved}: 12 of 20 questions answered, 8 not answered"
    for saved in (folder / "once.xlsx", folder / "filled.xlsx"):
        sheet = load_workbook(saved)["B"]
        kept = [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation]
        assert kept == [("E6:E13", CHOICE)]
        assert sheet.protection.sheet
        assert [sheet[cell].protection.locked for cell in ("B3", "D7", "E7", "F7", "G7", "E6", "H7")] == [
            False, True, False, False, False, True, True,
        ]  # fmt: skip
        counted = load_workbook(saved, data_only=True)["Cases"]
        assert [cell.value for cell in counted[6]][4:10] == [5, 4, 1, 0, 0, "begun"]
