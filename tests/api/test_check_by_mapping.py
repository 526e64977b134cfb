"""`omicheck.check` over an extract, by way of a mapping."""

from pathlib import Path

import pytest

import omicheck
from omicheck.errors import RecordsUnreadableError
from omicheck.model.row import Row
from omicheck.plain_data import row_data
from pipeline import run

EXTRACT = Path(__file__).resolve().parents[2] / "fixtures" / "extracts" / "wide-workbook"
BOOK, MAPPING = EXTRACT / "caseload.xlsx", EXTRACT / "mapping.yaml"


def test_an_extract_gives_the_rows_of_the_command() -> None:
    with pytest.warns(omicheck.OmicheckWarning, match="63 of 73 rules cannot be told, as the extract does not hold"):
        result = omicheck.check(BOOK, mapping=str(MAPPING), as_of="2010-01-18")
    rows = [row for row in result.rows if isinstance(row, Row)]
    done = run("check", BOOK, "--mapping", MAPPING, "--as-of", "2010-01-18", "--format", "jsonl")
    assert [row_data(row) for row in rows] == done.rows


def test_a_mapping_is_for_files() -> None:
    with pytest.raises(RecordsUnreadableError) as error:
        omicheck.check([{"case_id": "A1"}], mapping=MAPPING)
    expected = "a workbook, a CSV or JSON file or a folder of them, by its path"
    assert str(error.value) == f"records: found a list of 1 with a mapping; expected {expected}"


def test_json_of_a_case_system_gives_the_rows_of_the_command() -> None:
    folder = EXTRACT.parent / "case-system-json"
    with pytest.warns(omicheck.OmicheckWarning, match="rules cannot be told, as the extract does not hold"):
        result = omicheck.check(folder / "persons.json", mapping=folder / "mapping.yaml")
    rows = [row_data(row) for row in result.rows if isinstance(row, Row)]
    done = run("check", folder / "persons.json", "--mapping", folder / "mapping.yaml", "--format", "jsonl")
    assert rows == done.rows
