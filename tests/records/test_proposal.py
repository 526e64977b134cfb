"""Mappings that are proposed, whole: what is known is written, what is doubtful stands as a comment beside it."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from extracts import VOCABULARY, mapping_of
from omicheck.records.mapping.proposal import propose
from omicheck.records.mapping.report import check_mapping
from pipeline import run
from spreadsheets import Sheets, xlsx

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).resolve().parent / "golden"
EITHER = "some texts may be DD/MM/YYYY or MM/DD/YYYY, and nothing in them tells which: choose"


def _proposed(folder: Path, sheets: Sheets) -> str:
    return propose(xlsx(folder / "book.xlsx", sheets), VOCABULARY)


def _without_mapping(name: str, folder: Path) -> Path:
    return copytree(ROOT / "fixtures/extracts" / name, folder / name, ignore=ignore_patterns("*.yaml"))


@pytest.mark.parametrize("name", ["wide-workbook", "uk-csv", "case-system-json"])
def test_proposals_for_the_worked_extracts(name: str, tmp_path: Path) -> None:
    text = run("map", "propose", _without_mapping(name, tmp_path)).output
    assert text.replace(str(tmp_path), "FOLDER") == (GOLDEN / f"{name}.proposed.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("wide-workbook", ["RoSH Screening"]),
        ("uk-csv", ["Contact Type"]),
        # The row without a path is a contact of which nobody recorded the outcome.
        ("case-system-json", ["", "outcome.description", "sentence.type.description"]),
    ],
)
def test_a_proposal_is_a_mapping_that_leaves_open_only_what_it_asks(
    name: str, asked: list[str], tmp_path: Path
) -> None:
    extract = _without_mapping(name, tmp_path)
    mapping = mapping_of(tmp_path, propose(extract, VOCABULARY))
    assert sorted({kind.first.path for kind in check_mapping(extract, mapping, VOCABULARY).problems}) == asked


def test_our_own_tables_need_nothing_settled(tmp_path: Path) -> None:
    extract = ROOT / "fixtures/sample/tables"
    mapping = mapping_of(tmp_path, propose(extract, VOCABULARY))
    report = check_mapping(extract, mapping, VOCABULARY)
    assert (report.taken, report.rejected) == (60, 0)


def test_dates_that_may_be_read_in_two_ways_are_asked(tmp_path: Path) -> None:
    rows = [["CRN", "Order type", "Allocated"], ["A1", "Licence", "03/04/2009"], ["A2", "Licence", "05/06/2009"]]
    assert _proposed(tmp_path, {"All": rows}) == (
        "# Proposed from book.xlsx. Read it, settle what a comment asks, then: omicheck map check\n"
        "# dates:   # texts that are dates may be DD/MM/YYYY or MM/DD/YYYY, and nothing in them tells which: choose\n"
        "tables:\n"
        "  - sheet: All\n"
        "    each_row: case\n"
        "    case_id: CRN\n"
        "    fields:\n"
        "      sentence_type: Order type\n"
        "    events:\n"
        "      # Where a case may have had more of an event than there are columns for, add to it: holds: some\n"
        "      - event: allocated\n"
        "        date: Allocated\n"
    )


def test_dates_that_another_program_may_have_swapped_are_told(tmp_path: Path) -> None:
    days = [date(2009, 4, 3), "27/02/2009", date(2009, 6, 5), "28/02/2009 10:30"]
    rows = [
        ["CRN", "Order type", "Sentence date"],
        *([f"A{number}", "Licence", day] for number, day in enumerate(days)),
    ]
    told = (
        "no date cell has a day after the 12th and every text has: a program with American settings may have swapped "
        "day and month in the cells"
    )
    text = _proposed(tmp_path, {"All": rows})
    assert f"      sentence_date: Sentence date  # {told}\n" in text
    assert text.splitlines()[1:3] == [
        "dates: DD/MM/YYYY",
        "# time_of_day: left_out   # some dates have a time of day; say so if it may be left out",
    ]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    sheets: Sheets = {
        "All": [["Ref", "Tier", "Shoe size"], [7, 1, 41], ["0008", 2, 42]],
        "Notes": [["Written by hand", "x"]],
    }
    assert _proposed(tmp_path, sheets) == (
        "# Proposed from book.xlsx. Read it, settle what a comment asks, then: omicheck map check\n"
        "tables:\n"
        "  - sheet: All\n"
        "    each_row: case\n"
        "    case_id: Ref  # some are numbers and some are texts: "
        "zeros in front of the numbers may be lost; see `digits`\n"
        "    fields:\n"
        "      tier: Tier  # is it what held at the start? If it is today's: {column: ..., holds: today}\n"
        "    leave_out:\n"
        "      - Shoe size\n"
        f"  # {tmp_path}/book.xlsx[Notes]: no heading that looks like the reference of a case; not read.\n"
        "# Every case needs sentence_type: What the offender is under now. "
        "No column looks like it; a constant would do:\n"
        "#   sentence_type: {constant: ...}\n"
    )


def test_the_report_says_what_is_mapped_and_what_is_left() -> None:
    folder = ROOT / "fixtures/extracts/uk-csv"
    text = run("map", "check", folder, "--mapping", folder / "mapping.yaml").output.replace(str(folder), "FOLDER")
    assert text == (GOLDEN / "uk-csv.report.txt").read_text(encoding="utf-8")


def test_a_tier_with_a_letter_is_proposed_for_no_number(tmp_path: Path) -> None:
    rows = [
        ["CRN", "Order", "Tier"],
        *([name, "Community Order", tier] for name, tier in zip("ABC", ("C2", "B3", "A1"), strict=True)),
    ]
    text = _proposed(tmp_path, {"Cases": rows})
    assert "lettered_tier: Tier  # " in text
    assert "\n      tier:" not in text


def test_a_reference_that_stands_twice_makes_no_events_of_cases(tmp_path: Path) -> None:
    rows = [
        ["CRN", "Order", "Sentence date"],
        *([name, "Community Order", f"2{number}/02/2009"] for number, name in enumerate("ABBC")),
    ]
    text = _proposed(tmp_path, {"Cases": rows})
    assert text[text.index("  - sheet: ") :].startswith(
        "  - sheet: Cases\n"
        "    each_row: case\n"
        "    case_id: CRN  # 1 row with a reference that another row has too: such records are rejected\n"
        "    fields:\n"
        "      sentence_type: Order\n"
        "      sentence_date: Sentence date\n"
    )


def test_codes_under_the_name_of_a_field_are_asked_about(tmp_path: Path) -> None:
    rows = [
        ["CRN", "Order", "Ethnicity", "Notes"],
        *(
            [name, "Community Order", code, f"Call {name}"]
            for name, code in zip("ABC", ("X1", "X2", "X1"), strict=True)
        ),
    ]
    text = _proposed(tmp_path, {"Cases": rows})
    assert (
        "      ethnicity:  # likely, not sure\n"
        "        column: Ethnicity\n"
        "        values:\n"
        "          # X1: ...   # 2 rows: which of white, mixed, asian, black or other?\n"
        "          # X2: ...   # 1 row: which of white, mixed, asian, black or other?\n"
    ) in text
    assert "    leave_out:\n      - Notes\n" in text


def test_dates_and_flags_of_json_are_read_as_those_of_tables(tmp_path: Path) -> None:
    persons = [
        {
            "crn": name,
            "childProtection": word,
            "orders": [{"number": 1, "orderType": "Community Order", "sentenceDate": f"{day}/02/2009"}],
            "contacts": [{"number": 1, "type": "Contact", "date": f"{day}/03/2009"}],
        }
        for name, word, day in (("A", "Yes", "27"), ("B", "No", "03"))
    ]
    source = tmp_path / "persons.json"
    source.write_text(json.dumps(persons), encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(run("map", "propose", source).output, encoding="utf-8")
    done = run("map", "check", source, "--mapping", mapping)
    assert [line for line in done.output.splitlines() if line.startswith('  {"case_id"')] == [
        (
            '  {"case_id":"A-1","person_id":"A","child_safeguarding":true,"sentence_type":"community_order",'
            '"sentence_date":"2009-02-27","events":[{"type":"contact","date":"2009-03-27"}]}'
        ),
        (
            '  {"case_id":"B-1","person_id":"B","child_safeguarding":false,"sentence_type":"community_order",'
            '"sentence_date":"2009-02-03","events":[{"type":"contact","date":"2009-03-03"}]}'
        ),
    ]


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (
            ("2009-03-04", "05/03/2009", "6 March 2009", "39876"),
            f"# dates: [DD/MM/YYYY, DD Month YYYY, serial]   # {EITHER}",
        ),
        (
            ("2009-03-04", "15/03/2009", "6 March 2009", "39876"),
            "dates: [DD/MM/YYYY, DD Month YYYY, serial]  # serial: 1 cell with the number of a day",
        ),
        (
            ("05/03/2009", "39876"),
            f"# dates: [DD/MM/YYYY, serial]   # {EITHER}",
        ),
        (
            ("15/03/2009", "03/15/2009", "05/05/2009"),
            "# dates:   # texts that are dates are written in several ways; give each its own `dates:`",
        ),
        (("3rd April 2009", "21st May 2009", "Friday 3 April 2009"), "dates: [DDth Month YYYY, Day DD Month YYYY]"),
    ],
    ids=[
        "four forms of which one is in doubt",
        "four forms",
        "one in doubt and a number",
        "two that contradict",
        "in words",
    ],
)
def test_a_form_for_each_row(days: tuple[str, ...], line: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    rows = (f"A{number},{day}" for number, day in enumerate(days))
    file.write_text("\n".join(("Case ref,Sentence date", *rows, "")), encoding="utf-8")
    assert run("map", "propose", file).output.splitlines()[1] == line


def test_a_form_that_is_not_known_is_told(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    days = ("13/04/2009", "14.04.09", "31/02/2009", "Fri 3rd April 2009")
    rows = (f"A{number},{day}" for number, day in enumerate(days))
    file.write_text("\n".join(("Case ref,Sentence date", *rows, "")), encoding="utf-8")
    odd = "2 cells with a date in no form known here, as `00.00.00` or `Fri 0rd April 0000`"
    assert run("map", "propose", file).output.splitlines()[1:3] == [
        "dates: DD/MM/YYYY",
        f"# {odd}: add each form to `dates:`, if it has one",
    ]
