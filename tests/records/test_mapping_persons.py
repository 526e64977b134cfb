"""Rows about a person, sources that ask what a row is, and references of several columns, in a workbook."""

from pathlib import Path

from extracts import mapped, problems_of

ORDERS = [
    ["CRN", "Order", "Kind", "Suspended", "Custody", "Start"],
    ["X1", 1, "CO", None, None, "06/04/2026"],
    ["X1", 2, None, "Y", None, "07/04/2026"],
    ["X2", 1, None, None, "Y", "08/04/2026"],
]
REGISTERS = [
    ["CRN", "Order", "Register", "Level", "From", "To"],
    ["X1", None, "MAPPA", 2, "01/05/2026", None],
    ["X1", 2, "RoSH", "High", "02/05/2026", None],
    ["X2", None, "MAPPA", 3, "03/05/2026", "04/05/2026"],
    ["X2", None, "Other-9", None, "05/05/2026", None],
]
ORDERS_MAPPING = """
dates: DD/MM/YYYY
tables:
  - sheet: Orders
    case_id: [CRN, Order]
    fields:
      person_id: CRN
      sentence_date: Start
      sentence_type:
        - {constant: suspended_sentence_order, when: {Suspended: Y}}
        - {constant: custody, when: {Custody: {not: null}}}
        - {column: Kind, values: {CO: community_order}}
  - sheet: Registers
    each_row: event
    case_id: [CRN, Order]
    person_id: CRN
    fields:
      mappa_level: {column: Level, when: {Register: MAPPA, To: null}}
    events:
      - event: {column: Register, values: {RoSH: rosh_level_set, MAPPA: null}}
        date: From
        with: {value: Level}
    leave_out_rows: [{Register: "*-9"}]
"""


def test_rows_about_a_person_sources_with_when_and_references_of_several_columns(tmp_path: Path) -> None:
    assert mapped(tmp_path, {"Orders": ORDERS, "Registers": REGISTERS}, ORDERS_MAPPING) == [
        {
            "case_id": "X1-1",
            "person_id": "X1",
            "sentence_date": "2026-04-06",
            "sentence_type": "community_order",
            "mappa_level": 2,
            "events": [],
        },
        {
            "case_id": "X1-2",
            "person_id": "X1",
            "sentence_date": "2026-04-07",
            "sentence_type": "suspended_sentence_order",
            "mappa_level": 2,
            "events": [{"type": "rosh_level_set", "date": "2026-05-02", "value": "high"}],
        },
        {
            "case_id": "X2-1",
            "person_id": "X2",
            "sentence_date": "2026-04-08",
            "sentence_type": "custody",
            "events": [],
        },
    ]


def test_a_person_without_a_case_and_a_reference_in_part_are_told(tmp_path: Path) -> None:
    registers = [
        REGISTERS[0],
        ["X9", None, "MAPPA", 2, "01/05/2026", None],
        ["X1", None, "RoSH", "Hihg", "02/05/2026", None],
        ["X2", 7, "RoSH", "Low", "02/05/2026", None],
    ]
    wrong = (
        'BOOK[Registers]:3: case {}: Level: found "Hihg"; expected low, medium, high or very_high; '
        "or say under `values:` of the mapping what the word means; did you mean high?"
    )
    expected_case = "expected the case_id of a row in cases; did you mean X2-1?"
    expected_person = "expected the person_id of a row that is a case"
    assert problems_of(tmp_path, {"Orders": ORDERS, "Registers": registers}, ORDERS_MAPPING) == [
        (wrong.format("X1-1"),),
        (wrong.format("X1-2"),),
        (f"BOOK[Registers]:4: case_id: found a row for case 'X2-7'; {expected_case}",),
        (f"BOOK[Registers]:2: person_id: found a row for person 'X9'; {expected_person}",),
    ]
