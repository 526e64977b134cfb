"""Whatever an extract or a mapping holds: records, rejected records, or an error that the user can put right."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from extracts import VOCABULARY
from omicheck.errors import OmicheckError
from omicheck.output.mapping_text import mapping_text
from omicheck.plain_data import compact_json
from omicheck.records.mapping.proposal import propose
from omicheck.records.mapping.records import read_mapped_records
from omicheck.records.mapping.report import check_mapping
from omicheck.records.raw_records import rejects_lines
from omicheck.records.read import read_records
from omicheck.use_cases.mappings import read_mapping_file
from pipeline import write_json
from spreadsheets import Sheets, changed, ods, xlsx
from strategies import damaged, miswritten, mutated

EXTRACTS = Path(__file__).resolve().parents[2] / "fixtures" / "extracts"
BOOK = EXTRACTS / "wide-workbook" / "caseload.xlsx"
CSV = EXTRACTS / "uk-csv"
JSON = EXTRACTS / "case-system-json" / "persons.json"
MAPPINGS = {path: (path.parent if path.is_file() else path) / "mapping.yaml" for path in (BOOK, CSV, JSON)}
QUICK = draws(60)
SHEETS: Sheets = {
    "cases": [["case_id", "sentence_type", "tier"], ["A1", "licence", 2]],
    "events": [["case_id", "type", "date"], ["A1", "contact", "2009-04-06"]],
}


def _survives(path: Path, mapping: Path) -> None:
    try:
        mapped = read_mapped_records(path, read_mapping_file(mapping, VOCABULARY), VOCABULARY)
        assert mapping_text(check_mapping(path, read_mapping_file(mapping, VOCABULARY), VOCABULARY))
    except OmicheckError:
        return
    assert all(one.problems for one in mapped.records.rejected)
    assert len(mapped.records.cases) <= len(mapped.data)
    for line in rejects_lines(mapped.records.rejected):
        assert json.loads(compact_json(line).encode())["problems"]


@pytest.mark.parametrize("extract", MAPPINGS, ids=["workbook", "csv", "json"])
@QUICK
@given(data=st.data())
def test_any_mapping(extract: Path, data: st.DataObject, tmp_path: Path) -> None:
    file = tmp_path / "mapping.yaml"
    text = data.draw(miswritten(MAPPINGS[extract].read_text(encoding="utf-8")))
    file.write_text(text, encoding="utf-8", errors="replace")
    _survives(extract, file)


@QUICK
@given(content=damaged((CSV / "contacts.csv").read_bytes()))
def test_any_csv(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_bytes((CSV / "cases.csv").read_bytes())
    (tmp_path / "contacts.csv").write_bytes(content)
    _survives(tmp_path, CSV / "mapping.yaml")
    with suppress(OmicheckError):
        assert propose(tmp_path, VOCABULARY)


@QUICK
@given(content=damaged(JSON.read_bytes()))
def test_any_json(content: bytes, tmp_path: Path) -> None:
    for name in ("persons.json", "persons.jsonl"):
        (tmp_path / name).write_bytes(content)
        _survives(tmp_path / name, MAPPINGS[JSON])
        with suppress(OmicheckError):
            assert propose(tmp_path / name, VOCABULARY)


@QUICK
@given(documents=mutated(json.loads(JSON.read_text(encoding="utf-8"))))
def test_any_document(documents: object, tmp_path: Path) -> None:
    file = write_json(tmp_path / "persons.json", documents)
    mapping = tmp_path / "mapping.yaml"
    # With the rest left out, documents that differ are read all the same.
    rest = "  - {each: $, each_row: event, person_id: $.crn, leave_out: the rest}\n"
    mapping.write_text(MAPPINGS[JSON].read_text(encoding="utf-8") + rest, encoding="utf-8")
    _survives(file, mapping)
    with suppress(OmicheckError):
        assert propose(file, VOCABULARY)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "content.xml", ""])
@QUICK
@given(data=st.data())
def test_any_workbook(part: str, data: st.DataObject, tmp_path: Path) -> None:
    is_ods = part == "content.xml"
    book = ods(tmp_path / "a.ods", SHEETS) if is_ods else xlsx(tmp_path / "a.xlsx", SHEETS)
    if part:
        changed(book, part, lambda content: data.draw(damaged(content)))
    else:
        # One that was written now would have other bytes each time.
        book.write_bytes(data.draw(damaged(BOOK.read_bytes())))
    try:
        records = read_records(str(book), VOCABULARY)
        assert propose(book, VOCABULARY)
    except OmicheckError:
        return
    assert all(one.problems for one in records.rejected)
