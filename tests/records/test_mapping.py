"""Records through a mapping: the worked extracts whole, and every way in which rows may be records."""

import json
from pathlib import Path
from typing import Any

import pytest

from extracts import VOCABULARY, mapped, mapping_of, problems_of, table_mapping
from omicheck.records.mapping.records import read_mapped_records
from omicheck.use_cases.mappings import read_mapping_file
from spreadsheets import Sheets, xlsx

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).resolve().parent / "golden"
EXTRACTS = {"wide-workbook": "caseload.xlsx", "uk-csv": "", "case-system-json": "persons.json"}


@pytest.mark.parametrize("name", EXTRACTS)
def test_the_worked_extracts(name: str) -> None:
    folder = ROOT / "fixtures" / "extracts" / name
    found = read_mapped_records(
        folder / EXTRACTS[name], read_mapping_file(folder / "mapping.yaml", VOCABULARY), VOCABULARY
    )
    golden = GOLDEN / f"{name}.jsonl"
    assert found.records.rejected == ()
    assert [*found.data] == [json.loads(line) for line in golden.read_text(encoding="utf-8").splitlines()]
    assert [case.case_id for case in found.records.cases] == [data["case_id"] for data in found.data]


LONG = [
    ["CRN", "Order", "Tier", "What", "When", "Result"],
    ["A1", "Licence", 2, "Visit", "03/04/2009", "Came"],
    ["A1", "Licence", None, "Visit", "10/04/2009", "Did not come"],
    ["B2", "Community order", 3, "Plan", "11/04/2009", None],
    ["A1", "Licence", 2, "Phone", "12/04/2009", None],
    ["B2", "Community order", 3, "Visit", None, "Came"],
]
LONG_MAPPING = """
dates: DD/MM/YYYY
tables:
  - each_row: event
    case_id: CRN
    fields:
      sentence_type: Order
      tier: Tier
    events:
      - event: contact
        date: When
        when: {What: Visit, Result: Came}
      - event: absence
        date: When
        when: {What: Visit, Result: Did not come}
        with: {acceptable: {constant: false}}
      - event: {column: What, values: {Plan: sentence_plan, Phone: null, Visit: null}}
        date: When
"""


def test_a_long_table_makes_cases_of_the_fields_that_stand_beside_events(tmp_path: Path) -> None:
    assert mapped(tmp_path, {"All": LONG}, LONG_MAPPING) == [
        {
            "case_id": "A1",
            "sentence_type": "licence",
            "tier": 2,
            "events": [
                {"type": "contact", "date": "2009-04-03"},
                {"type": "absence", "date": "2009-04-10", "acceptable": False},
            ],
        },
        {
            "case_id": "B2",
            "sentence_type": "community_order",
            "tier": 3,
            "events": [{"type": "sentence_plan", "date": "2009-04-11"}, {"type": "contact"}],
        },
    ]


def test_rows_that_the_mapping_takes_for_nothing_and_fields_that_differ_are_told(tmp_path: Path) -> None:
    rows = [*LONG, ["B2", "Community order", 4, "Letter", "13/04/2009", None], [None, None, None, None, None, "Came"]]
    meant = "or say under `values:` of the mapping what the word means"
    assert problems_of(tmp_path, {"All": rows}, LONG_MAPPING) == [
        (
            "BOOK[All]:7: case B2: tier: found tier 4, but 3 in row 4; expected one tier in all rows of a case",
            f'BOOK[All]:7: case B2: What: found "Letter"; expected a word of the vocabulary; {meant}',
        ),
        (
            (
                "BOOK[All]:8: found a row that is no event: What '', Result 'Came'; "
                "expected a row that meets the `when` of an event; or `leave_out_rows`, if it is none"
            ),
        ),
    ]


def test_an_empty_cell_may_mean_something_or_what_stands_above_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["CRN", "Order", "PPO", "Visits"],
        ["A1", "Licence", None, "3 Apr 2009"],
        [None, None, "Y", "10 Apr 2009"],
        ["B2", "Licence", "Y", None],
    ]
    mapping = """
    dates: [DD Mon YYYY]
    tables:
      - each_row: event
        case_id: {column: CRN, empty: as_above}
        fields:
          sentence_type: {column: Order, empty: as_above}
        events: [{event: home_visit, date: Visits, with: {purpose: {constant: initial}}}]
        leave_out: the rest
    """
    assert mapped(tmp_path, {"All": rows}, mapping) == [
        {
            "case_id": "A1",
            "sentence_type": "licence",
            "events": [
                {"type": "home_visit", "date": "2009-04-03", "purpose": "initial"},
                {"type": "home_visit", "date": "2009-04-10", "purpose": "initial"},
            ],
        },
        {"case_id": "B2", "sentence_type": "licence", "events": [{"type": "home_visit", "purpose": "initial"}]},
    ]
    with_empty = table_mapping("ppo: {column: PPO, values: {Y: true}, empty: false}", "Visits")
    assert [data.get("ppo") for data in mapped(tmp_path, {"All": [rows[0], rows[1], rows[3]]}, with_empty)] == [
        False,
        True,
    ]


def test_what_holds_today_is_not_taken_for_what_held_at_the_start(tmp_path: Path) -> None:
    rows = [["CRN", "Order", "Tier now"], ["A1", "Licence", 3], ["A2", "Licence", 9]]
    mapping = table_mapping("tier: {column: Tier now, holds: today}")
    assert mapped(tmp_path, {"All": rows[:2]}, mapping) == [{"case_id": "A1", "sentence_type": "licence", "events": []}]
    assert problems_of(tmp_path, {"All": rows}, mapping) == [
        (
            (
                'BOOK[All]:3: case A2: Tier now: found "9"; expected a whole number from 1 to 4; '
                "or say under `values:` of the mapping what the word means"
            ),
        )
    ]


def test_references_that_are_numbers(tmp_path: Path) -> None:
    rows = [["CRN", "Order"], [42, "Licence"], ["0043", "Licence"], [1234567890123456, "Licence"]]
    mapping = table_mapping("").replace("case_id: CRN", "case_id: {column: CRN, digits: 4}")
    assert [data["case_id"] for data in mapped(tmp_path, {"All": rows[:3]}, mapping)] == ["0042", "0043"]
    assert problems_of(tmp_path, {"All": rows}, mapping) == [
        (
            (
                "BOOK[All]:4: CRN: found the number 1234567890123456; expected a text; "
                "a spreadsheet keeps only fifteen digits of a number, so its last ones may be lost"
            ),
        )
    ]


def test_answers_through_a_mapping(tmp_path: Path) -> None:
    sheets: Sheets = {
        "Cases": [["CRN", "Order"], ["A1", "Licence"]],
        "Answers": [["Case", "Q", "Verdict", "Who"], ["A1", "1.2.4", "Yes", "om-1"], ["A1", "1.2.5", "No", None]],
    }
    mapping = """
    tables:
      - {sheet: Cases, case_id: CRN, fields: {sentence_type: Order}}
      - sheet: Answers
        each_row: answer
        case_id: Case
        answer:
          question: Q
          answer: {column: Verdict, values: {"Yes": sufficient, "No": not_sufficient}}
          by: Who
    """
    assert mapped(tmp_path, sheets, mapping) == [
        {
            "case_id": "A1",
            "sentence_type": "licence",
            "events": [],
            "answers": [
                {"question": "1.2.4", "answer": "sufficient", "by": "om-1"},
                {"question": "1.2.5", "answer": "not_sufficient"},
            ],
        }
    ]


def test_the_same_cells_are_told_of_once_and_rows_without_a_case_too(tmp_path: Path) -> None:
    sheets = {
        "Cases": [["CRN", "Order"], ["A1", "Prisonn"]],
        "Contacts": [["CRN", "When"], ["A1", "31/02/2009"], ["A9", "01/02/2009"]],
    }
    mapping = """
    dates: DD/MM/YYYY
    tables:
      - {sheet: Cases, case_id: CRN, fields: {sentence_type: Order}}
      - {sheet: Contacts, each_row: event, case_id: CRN, events: [{event: contact, date: When}]}
    """
    assert problems_of(tmp_path, sheets, mapping) == [
        (
            (
                'BOOK[Cases]:2: case A1: Order: found "Prisonn"; expected community_order, licence, custody, '
                "suspended_sentence_order or post_sentence_supervision; or say under `values:` of the mapping what the "
                "word means"
            ),
            'BOOK[Contacts]:2: case A1: When: found "31/02/2009"; expected a date as DD/MM/YYYY',
        ),
        ("BOOK[Contacts]:3: case_id: found a row for case 'A9'; expected the case_id of a row in cases",),
    ]


def test_a_mapping_that_does_not_fit_the_extract_is_told_at_its_own_lines(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "book.xlsx", {"All": [["CRN", "Order", "Tier", "Born"], ["A1", "Licence", 1, None]]})
    mapping = mapping_of(tmp_path, table_mapping("tier: Teir"))
    with pytest.raises(Exception, match="Teir") as error:
        read_mapped_records(book, mapping, VOCABULARY)
    assert str(error.value).replace(str(tmp_path), "") == (
        "/mapping.yaml:6: tables[0].fields.tier: found the heading 'Teir', which /book.xlsx[All] does not have; "
        "expected one of its headings, in row 1; did you mean Tier?\n"
        "/mapping.yaml:3: tables[0]: found headings of /book.xlsx[All] of which nothing is said: 'Tier', 'Born'; "
        "expected each under fields, events or leave_out; `leave_out: the rest` leaves out whatever else there is"
    )
