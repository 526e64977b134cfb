"""Cells through a mapping: what each is taken for, and what is said of those that may mean several things."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from extracts import mapped, problems_of, table_mapping

HOW = "dates: [DD/MM/YYYY, DD Mon YY, Month YYYY]"
TAKEN: list[tuple[str, object, object]] = [
    ("", date(2009, 4, 3), "2009-04-03"),
    ("", datetime(2009, 4, 3), "2009-04-03"),  # noqa: DTZ001, as cells are
    ("", "2009-04-03", "2009-04-03"),
    ("", "2009-04-03 00:00:00", "2009-04-03"),
    ("", "2009-04", "2009-04"),
    ("", 2009, "2009"),
    ("", None, None),
    (HOW, "3/4/2009", "2009-04-03"),
    (HOW, " 03 apr 09 ", "2009-04-03"),
    (HOW, "29 Feb 08", "2008-02-29"),
    (HOW, "April 2009", "2009-04"),
    ("dates: DDth Month YYYY", "3rd April 2009", "2009-04-03"),
    ("dates: Day DD Mon YY", "Friday 3 Apr 09", "2009-04-03"),
    ("time_of_day: left_out", datetime(2009, 4, 3, 10, 30), "2009-04-03"),  # noqa: DTZ001
    ("time_of_day: left_out", "2009-04-03T10:30:00", "2009-04-03"),
    (f"{HOW}\ntime_of_day: left_out", "3/4/2009 10:30", "2009-04-03"),
    ("values: {Not known: null}", "not  known", None),
]
FORMS = "a date as DD/MM/YYYY or DD Mon YY or Month YYYY"
NONE_STATED = "a date as YYYY-MM-DD, or `dates:` of the mapping"
NO_DATE = "a date; if it is one, format the cells of the column as dates, or say `dates: serial` in the mapping"
LEAVE_OUT = "a date; `time_of_day: left_out` of the mapping leaves it out"
NOT_TAKEN: list[tuple[str, object, str, str]] = [
    ("", "03/04/2009", '"03/04/2009"', f"{NONE_STATED} (it may be 3 April or 4 March)"),
    ("", "27/02/2009", '"27/02/2009"', NONE_STATED),
    ("", "03/04/09", '"03/04/09"', f"{NONE_STATED} (it may be 3 April or 4 March and its year has two digits)"),
    ("", "27.2.09", '"27.2.09"', f"{NONE_STATED} (its year has two digits)"),
    (HOW, "31/02/2009", '"31/02/2009"', FORMS),
    (HOW, "04/27/2009", '"04/27/2009"', FORMS),
    (HOW, "soon", '"soon"', FORMS),
    ("dates: Day DD Mon YY", "Sat 3 Apr 09", '"Sat 3 Apr 09"', "a date as Day DD Mon YY"),
    (
        "dates: [DD/MM/YYYY, MM/DD/YYYY]",
        "03/04/2009",
        '"03/04/2009"',
        "a date that only one of DD/MM/YYYY or MM/DD/YYYY can mean, not 2009-04-03 or 2009-03-04",
    ),
    ("", 39909, "39909, which is no date", NO_DATE),
    ("dates: serial", 3990, "3990, which is no date", NO_DATE),
    ("", datetime(2009, 4, 3, 10, 30), '"2009-04-03 10:30:00", with a time of day', LEAVE_OUT),  # noqa: DTZ001
    (HOW, "3/4/2009 10:30", '"3/4/2009 10:30", with a time of day', LEAVE_OUT),
    ("", time(10, 30), "10:30:00, a time of day", "a date"),
    ("", timedelta(hours=30), "1 day, 6:00:00, a time of day", "a date"),
]


def _extract(cell: object) -> dict[str, list[list[Any]]]:
    return {"All": [["CRN", "Order", "Seen"], ["A1", "Licence", cell]]}


def _mapping(how: str) -> str:
    row = "each_row: event\n    events: [{event: contact, date: Seen}]"
    return f"{how}\n{table_mapping('').replace('leave_out: []', row)}"


@pytest.mark.parametrize(("how", "cell", "day"), TAKEN)
def test_dates_that_are_taken(how: str, cell: object, day: object, tmp_path: Path) -> None:
    (record,) = mapped(tmp_path, _extract(cell), _mapping(how))
    assert [event.get("date") for event in record["events"]] == [day]


@pytest.mark.parametrize(("how", "cell", "found", "expected"), NOT_TAKEN)
def test_dates_that_are_told(how: str, cell: object, found: str, expected: str, tmp_path: Path) -> None:
    assert problems_of(tmp_path, _extract(cell), _mapping(how)) == [
        (f"BOOK[All]:2: case A1: Seen: found {found}; expected {expected}",)
    ]


def test_a_column_may_have_dates_and_words_of_its_own(tmp_path: Path) -> None:
    sheets = {
        "All": [
            ["CRN", "Order", "Seen", "Planned"],
            ["A1", "Licence", "04/03/2009", "No"],
            ["A2", "Licence", None, "Yes"],
        ]
    }
    mapping = """
    dates: DD/MM/YYYY
    tables:
      - case_id: CRN
        fields: {sentence_type: Order}
        events:
          - {event: contact, date: {column: Seen, dates: MM/DD/YYYY}}
          - {event: sentence_plan, date: {column: Planned, values: {"Yes": unknown, "No": null}}}
    """
    assert [record["events"] for record in mapped(tmp_path, sheets, mapping)] == [
        [{"type": "contact", "date": "2009-04-03"}],
        [{"type": "sentence_plan"}],
    ]


@pytest.mark.parametrize(
    ("source", "cell", "value"),
    [
        ("rosh_level: Cell", "VERY  HIGH", "very_high"),
        ("rosh_level: Cell", "very_high", "very_high"),
        ("rosh_level: {column: Cell, values: {VH: very_high}}", "vh", "very_high"),
        ("tier: Cell", "2", 2),
        ("tier: Cell", 2.0, 2),
        ("tier: {column: Cell, values: {Tier 2: 2}}", "TIER 2", 2),
        ("ppo: Cell", True, True),
        ("ppo: Cell", "FALSE", False),
        ("ppo: {column: Cell, values: {1: true, 0: false}}", 1, True),
        ("requirements: Cell", "Unpaid work; curfew", ["unpaid_work", "curfew"]),
        ("requirements: Cell", "none", []),
        (
            "requirements: {column: Cell, separator: '/', values: {UPW: unpaid_work, Both: [curfew, residence]}}",
            "upw",
            ["unpaid_work"],
        ),
        (
            "requirements: {column: Cell, separator: '/', values: {Both: [curfew, residence]}}",
            "Both/exclusion",
            ["curfew", "residence", "exclusion"],
        ),
        ("office: Cell", 12.0, "12"),
        ("office: Cell", 1.5, "1.5"),
        ("office: {constant: North}", None, "North"),
    ],
)
def test_other_cells_that_are_taken(source: str, cell: object, value: object, tmp_path: Path) -> None:
    left_out = ["Cell"] if "Cell" not in source else []
    sheets = {"All": [["CRN", "Order", "Cell"], ["A1", "Licence", cell]]}
    (record,) = mapped(tmp_path, sheets, table_mapping(source, *left_out))
    assert record[source.partition(":")[0]] == value


@pytest.mark.parametrize(
    ("source", "cell", "told"),
    [
        ("rosh_level: Cell", "hgih", 'found "hgih"; expected low, medium, high or very_high; SAY; did you mean high?'),
        ("tier: Cell", 2.5, 'found "2.5"; expected a whole number from 1 to 4; SAY'),
        ("tier: Cell", True, 'found "true"; expected a whole number from 1 to 4; SAY'),
        ("ppo: Cell", 1, 'found "1"; expected true or false; SAY'),
        ("release_date: Cell", "2009", 'found "2009"; expected a date as YYYY-MM-DD, or `dates:` of the mapping'),
        ("office: Cell", "=1/0", "found a formula whose result is not in the file; expected FORMULA"),
    ],
)
def test_other_cells_that_are_told(source: str, cell: object, told: str, tmp_path: Path) -> None:
    sheets = {"All": [["CRN", "Order", "Cell"], ["A1", "Licence", cell]]}
    told = told.replace("SAY", "or say under `values:` of the mapping what the word means")
    told = told.replace("FORMULA", "a value, or an empty cell; put it right in the file")
    formulas = {"formulas": True} if str(cell).startswith("=") else {}
    assert problems_of(tmp_path, sheets, table_mapping(source), **formulas) == [
        (f"BOOK[All]:2: case A1: Cell: {told}",)
    ]
