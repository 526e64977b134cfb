"""What extracts usually have: dates in several forms, rows that stand twice, words in capitals, other areas' cases."""

from datetime import date
from pathlib import Path

from extracts import VOCABULARY, mapped, problems_of
from omicheck.records.mapping.proposal import propose
from spreadsheets import Sheets, xlsx

HEADINGS = ["CRN", "Area", "LDU", "Order/Licence", "Sentenced", "Tier", "RoSH", "Ethnic Code"]
MESS: Sheets = {
    "All": [
        HEADINGS,
        ["A1", "Mercia", "North", "CO", date(2009, 4, 3), "Tier 2", "M", "W1"],
        ["A2", "MERCIA", "NORTH", "Licence", "27/02/2009", 3, "V High", "O9"],
        ["A2", "MERCIA", "NORTH", "Licence", "27/02/2009", 3, "V High", "O9"],
        ["A3", "Mercia", "South", "Comm Order", "05-Mar-09", "Tier 1", "High", "A1"],
        ["A4", "Mercia", "South", "On Licence", 39877, 4, "L", "B1"],
        *([f"A{number}", "Mercia", "North", "Licence", date(2009, 4, 30), 2, "Low", "M1"] for number in range(5, 9)),
        ["A9", "Anglia", "North", "Licence", date(2009, 4, 30), 2, "Low", "M1"],
        ["Total", "10 rows"],
    ]
}
PROPOSED = """# Proposed from book.xlsx. Read it, settle what a comment asks, then: omicheck map check
dates: [DD/MM/YYYY, DD-Mon-YY, serial]  # serial: 1 cell with the number of a day
tables:
  - sheet: All
    each_row: case
    case_id: CRN
    repeated_rows: left_out   # 1 row, each like one above it cell for cell
    fields:
      area:
        column: Area
        values:
          MERCIA: Mercia
      office:
        column: LDU
        values:
          NORTH: North
      sentence_type:
        column: Order/Licence
        values:
          CO: community_order  # is it so?
          Comm Order: community_order  # is it so?
          On Licence: licence  # is it so?
      sentence_date: Sentenced
      tier:  # is it what held at the start? If it is today's: {column: ..., holds: today}
        column: Tier
        values:
          Tier 2: 2
          Tier 1: 1
      rosh_level:  # is it what held at the start? If it is today's: {column: ..., holds: today}
        column: RoSH
        values:
          V High: very_high  # is it so?
          M: medium  # is it so?
          L: low  # is it so?
      ethnicity:
        column: Ethnic Code
        values:
          M1: mixed  # is it so?
          O9: other  # is it so?
          W1: white  # is it so?
          A1: asian  # is it so?
          B1: black  # is it so?
    leave_out_rows:
      # - {Area: [Anglia]}   # 1 row, the others Mercia: is it another area's?
      - {CRN: [Total]}  # row 12
"""


def _case(number: int, office: str, order: str, day: str, tier: int, rosh: str, ethnicity: str) -> dict[str, object]:
    fixed = {"case_id": f"A{number}", "area": "Mercia", "office": office, "sentence_type": order, "sentence_date": day}
    return {**fixed, "tier": tier, "rosh_level": rosh, "ethnicity": ethnicity, "events": []}


def test_a_proposal_for_the_usual_mess_needs_one_thing_settled(tmp_path: Path) -> None:
    proposed = propose(xlsx(tmp_path / "book.xlsx", MESS), VOCABULARY)
    assert proposed == PROPOSED
    assert mapped(tmp_path, MESS, proposed.replace("# - {Area", "- {Area")) == [
        _case(1, "North", "community_order", "2009-04-03", 2, "medium", "white"),
        _case(2, "North", "licence", "2009-02-27", 3, "very_high", "other"),
        _case(3, "South", "community_order", "2009-03-05", 1, "high", "asian"),
        _case(4, "South", "licence", "2009-03-05", 4, "low", "black"),
        *(_case(number, "North", "licence", "2009-04-30", 2, "low", "mixed") for number in range(5, 9)),
    ]


TWICE = """
tables:
  - case_id: CRN
    repeated_rows: left_out
    fields: {sentence_type: Order, tier: Tier}
"""


def test_a_row_that_differs_in_one_cell_from_one_above_is_no_repetition(tmp_path: Path) -> None:
    rows = [["CRN", "Order", "Tier"], ["A1", "Licence", 2], ["A1", "Licence", 3], ["A2", "Licence", 2]]
    rows += [["A1", "Licence", 2], ["A2", "Licence", 2]]
    assert problems_of(tmp_path, {"All": rows}, TWICE) == [
        ("BOOK[All]:3: case A1: case_id: found a case_id seen before; expected one record for each case",)
    ]


def test_texts_whose_days_may_be_two_are_in_a_list_of_forms_only_once_somebody_chose(tmp_path: Path) -> None:
    rows = [["CRN", "Order", "Sentenced"], *(["A", "Licence", day] for day in ("03/04/2009", "05-Mar-09"))]
    proposed = propose(xlsx(tmp_path / "book.xlsx", {"All": rows}), VOCABULARY)
    doubt = "some texts may be DD/MM/YYYY or MM/DD/YYYY, and nothing in them tells which: choose"
    assert proposed.splitlines()[1] == f"# dates: [DD/MM/YYYY, DD-Mon-YY]   # {doubt}"


SPILT: Sheets = {
    "All": [
        ["Cases of the north"],
        ["CRN", "Order/Licence", "Sentenced", "Notes", "column H"],
        ["A1", "CO", date(2009, 4, 3), "seen", "x"],
        ["A2", "CO", date(2009, 4, 6), "late", " ill", " twice", " then", " well", " and", " back", " to", " work"],
        ["A3", "CO", date(2009, 4, 7)],
    ]
}
OF_SPILT = """tables:
  - sheet: All
    each_row: case
    case_id: CRN
    fields:
      sentence_type:
        column: Order/Licence
        values:
          CO: community_order  # is it so?
      sentence_date: Sentenced
    leave_out: [Notes, column H, column F, column G, column H (2), column I, column J, column K, column L]
"""


def test_a_note_that_runs_on_into_further_cells_is_no_row_of_headings_and_no_column_is_lost(tmp_path: Path) -> None:
    proposed = propose(xlsx(tmp_path / "book.xlsx", SPILT), VOCABULARY)
    assert [line.split("  #")[0].strip() for line in proposed.splitlines() if line.startswith("      - ")] == [
        *("- Notes", "- column H", "- column F", "- column G", "- column H (2)", "- column I", "- column J"),
        *("- column K", "- column L"),
    ]
    assert mapped(tmp_path, SPILT, OF_SPILT) == [
        {"case_id": f"A{number}", "sentence_type": "community_order", "sentence_date": f"2009-04-0{day}", "events": []}
        for number, day in ((1, 3), (2, 6), (3, 7))
    ]
