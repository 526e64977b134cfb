"""What a proposal does not take for what it is nearly called: columns of a person, days ahead, several in one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extracts import VOCABULARY
from omicheck.records.mapping.proposal import propose
from spreadsheets import xlsx


def _proposed(folder: Path, heading: str, *cells: object) -> str:
    rows = [[f"A{number}", "Licence", cell] for number, cell in enumerate(cells)]
    text = propose(xlsx(folder / "book.xlsx", {"Cases": [["CRN", "Order type", heading], *rows]}), VOCABULARY)
    return text[text.index("      sentence_type") :]


def _left_out(told: str) -> str:
    return f"      sentence_type: Order type\n    leave_out:\n      - {told}\n"


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Name",
            "Offender name",
            "Victim name",
            "Case name",
            "Offender Surname",
            "Religion",
            "Nationality",
            "Language",
        ),
        *("Email address", "Age at sentence", "Next of kin", "Post code", "D.O.B."),
    ],
)
def test_what_tells_of_a_person_is_left_out(heading: str, tmp_path: Path) -> None:
    assert _proposed(tmp_path, heading, "Smith", "Jones") == _left_out(heading)


@pytest.mark.parametrize("heading", ["Date of birth", "Date born", "DOB"])
def test_a_day_of_birth_is_no_event(heading: str, tmp_path: Path) -> None:
    assert _proposed(tmp_path, heading, date(1991, 4, 12), date(1992, 5, 13)) == _left_out(heading)


@pytest.mark.parametrize("heading", ["OM name", "Manager name"])
def test_an_officer_may_be_told_by_a_name(heading: str, tmp_path: Path) -> None:
    assert f"      offender_manager: {heading}\n" in _proposed(tmp_path, heading, "Smith", "Jones")


@pytest.mark.parametrize(
    ("heading", "perhaps"),
    [
        ("Review due date", "the field sentence_date or the field release_date"),
        ("Induction due", "the field end_date or the event induction"),
        ("First appointment offered", "the event contact or the event absence"),
        ("Court date", "the field sentence_date or the field end_date"),
        ("Report run date", "the field sentence_date or the field end_date"),
    ],
)
def test_a_day_that_is_not_the_one_of_an_event_is_left_out_and_asked(
    heading: str, perhaps: str, tmp_path: Path
) -> None:
    told = _proposed(tmp_path, heading, date(2009, 4, 13), date(2009, 5, 13))
    assert told == _left_out(f"{heading}  # perhaps {perhaps}?")


def test_a_day_that_a_court_sets_is_one_that_lies_ahead_by_its_name(tmp_path: Path) -> None:
    told = _proposed(tmp_path, "PSR due", date(2009, 4, 13), date(2009, 5, 13))
    assert "      - event: psr_due\n        date: PSR due\n" in told


def test_a_word_may_be_shortened(tmp_path: Path) -> None:
    told = _proposed(tmp_path, "Risk Mgmt Plan", date(2009, 4, 13), date(2009, 5, 13))
    assert "      - event: risk_management_plan  # likely, not sure\n        date: Risk Mgmt Plan\n" in told


def test_the_last_of_several_events_is_not_all_of_them(tmp_path: Path) -> None:
    told = _proposed(tmp_path, "Last contact", date(2009, 4, 13), date(2009, 5, 13))
    lines = (
        "      - event: contact\n"
        "        date: Last contact\n"
        "        holds: some   # by its heading; take the line away if there is only one in a case\n"
    )
    assert told.endswith(lines)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (("Supervision, UPW", "none"), ('separator: ","', "values:", "  UPW: unpaid_work  # is it so?")),
        (("Supervision, Curfew", "none"), ('separator: ","',)),
        (
            ("Supervision/UPW", "Curfew, Residence", "Curfew; UPW", "Supervision & Chess"),
            (
                "values:",
                "  Supervision/UPW: [supervision, unpaid_work]  # is it so?",
                '  "Curfew, Residence": [curfew, residence]  # is it so?',
                "  UPW: unpaid_work  # is it so?",
                "  # Supervision & Chess: ...   # 1 row: several in one? [VALUE, VALUE]",
            ),
        ),
        (
            ("Supervision\nUPW", "Curfew"),
            ("values:", '  "Supervision\\nUPW": [supervision, unpaid_work]  # is it so?'),
        ),
    ],
)
def test_several_requirements_in_one_cell_are_all_taken(
    cells: tuple[str, ...], lines: tuple[str, ...], tmp_path: Path
) -> None:
    told = _proposed(tmp_path, "Requirements", *cells)
    wanted = "".join(f"        {line}\n" for line in ("column: Requirements", *lines))
    _, comment, rest = told.removeprefix("      sentence_type: Order type\n      requirements:").partition("\n")
    assert (comment, rest) == ("\n", wanted)


def test_an_event_that_two_sheets_have_is_told(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "Cases": [["CRN", "Order type", "First contact", "Induction date"]]
        + [[f"A{number}", "Licence", date(2009, 4, 13), date(2009, 4, 14)] for number in (1, 2, 3)],
        "Diary": [["CRN", "Contact date", "Contact type"]]
        + [
            [f"A{number}", date(2009, 4, 13), visit] for number in (1, 2, 3) for visit in ("Office visit", "Home visit")
        ],
    }
    told = propose(xlsx(tmp_path / "book.xlsx", sheets), VOCABULARY)
    assert told[told.index("    events:") : told.index("  - sheet: Diary")] == (
        "    events:\n"
        "      # Where a case may have had more of an event than there are columns for, add to it: holds: some\n"
        "      # Diary has contact too: one that stands in both would count twice\n"
        "      - event: contact\n"
        "        date: First contact\n"
        "        holds: first   # by its heading; take the line away if there is only one in a case\n"
        "      - event: induction\n"
        "        date: Induction date\n"
    )
