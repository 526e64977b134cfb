"""Records from JSON of case systems: the same records in every form of file, and what is told of those that are not."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from extracts import VOCABULARY, mapping_of, that_holds_everything
from omicheck.errors import OmicheckError, SupplementWrongError
from omicheck.records.mapping.records import read_mapped_records
from pipeline import ROOT, run, write_json

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "fixtures" / "extracts" / "case-system-json"
PERSONS = json.loads((FOLDER / "persons.json").read_text(encoding="utf-8"))
MAPPING = FOLDER / "mapping.yaml"
GOLDEN = [
    json.loads(line) for line in (HERE / "golden/case-system-json.jsonl").read_text(encoding="utf-8").splitlines()
]
CASES = yaml.safe_load((HERE / "json_extracts.yaml").read_text(encoding="utf-8"))


def records_of(path: Path, mapping: str) -> Sequence[Mapping[str, Any]]:
    """The records of an extract, none of which may be rejected."""
    found = read_mapped_records(path, mapping_of(path if path.is_dir() else path.parent, mapping), VOCABULARY)
    assert found.records.rejected == ()
    return found.data


def in_lines(folder: Path, persons: Sequence[Any]) -> Path:
    file = folder / "persons.jsonl"
    file.write_text("\n\n".join(map(json.dumps, persons)), encoding="utf-8")
    return file


def test_persons_may_be_in_a_list_or_a_line_each(tmp_path: Path) -> None:
    text = MAPPING.read_text(encoding="utf-8")
    assert records_of(write_json(tmp_path / "persons.json", PERSONS), text) == GOLDEN
    assert records_of(in_lines(tmp_path, PERSONS), text) == GOLDEN
    for person in PERSONS:
        own = [record for record in GOLDEN if record["person_id"] == person["crn"]]
        assert records_of(write_json(tmp_path / "one.json", person), text) == own


def test_a_list_of_persons_may_stand_under_a_key(tmp_path: Path) -> None:
    text = MAPPING.read_text(encoding="utf-8")
    for key in ("events", "contacts", "registrations", "nsis", "managers", "oasys"):
        text = text.replace(f"each: {key}", f"each: persons[*].{key}").replace(f"$.{key}", f"$.persons[*].{key}")
    for key in ("crn", "gender", "roshSummary", "supervisionPackage"):
        text = text.replace(f"$.{key}", f'"$.persons[*].{key}"' if key != "crn" else "$.crn")
    text = text.replace("[$.crn,", '["$.persons[*].crn",').replace(": $.crn", ': "$.persons[*].crn"')
    text = text.replace('."$', ".$").replace('"overallRisk', "overallRisk")
    text = text.replace('"$.persons[*].roshSummary".overallRisk', '"$.persons[*].roshSummary.overallRisk"')
    text = text.replace(
        '"$.persons[*].supervisionPackage".context.contactSuspendedDate',
        '"$.persons[*].supervisionPackage.context.contactSuspendedDate"',
    )
    assert records_of(write_json(tmp_path / "answer.json", {"persons": PERSONS}), text) == GOLDEN


RESOURCES = """
tables:
  - file: orders.json
    each: $
    case_id: [crn, eventNumber]
    fields:
      person_id: crn
      sentence_date: sentence.startDate
      sentence_type: {constant: licence}
    leave_out: the rest
  - file: contacts.json
    each: $
    each_row: event
    case_id: [crn, eventNumber]
    person_id: crn
    events: [{event: contact, date: date}]
  - file: risks.jsonl
    each: $
    each_row: event
    person_id: crn
    events:
      - event: rosh_level_set
        date: from
        with: {value: {path: level, values: {RMRH: medium, RHRH: high, RVHR: very_high}}}
"""


def test_a_folder_may_have_a_file_for_each_resource(tmp_path: Path) -> None:
    """Orders in one file, contacts and registrations in others, joined by the references of person and order."""
    orders = [{"crn": one["crn"], **order} for one in PERSONS for order in one["events"]]
    contacts = [{"crn": one["crn"], **contact} for one in PERSONS for contact in one["contacts"]]
    risks = [
        {"crn": one["crn"], "level": each["type"]["code"], "from": each["startDate"]}
        for one in PERSONS
        for each in one["registrations"]
        if each["register"] == "RoSH"
    ]
    for name, data, keys in (("orders", orders, ("sentence",)), ("contacts", contacts, ("date",))):
        rows = [{key: one.get(key) for key in ("crn", "eventNumber", *keys)} for one in data]
        write_json(tmp_path / f"{name}.json", rows)
    in_lines(tmp_path, risks).rename(tmp_path / "risks.jsonl")
    levels = ["rosh_level_set 2026-01-20", "rosh_level_set 2026-03-16"]
    assert {
        record["case_id"]: (record["sentence_date"], [f"{one['type']} {one['date']}" for one in record["events"]])
        for record in records_of(tmp_path, RESOURCES)[:3]
    } == {
        "Z200001-1": (
            "2026-01-19",
            [
                *(f"contact 2026-{day}" for day in ("01-23", "02-10", "03-03", "03-04", "03-05", "03-06", "03-13")),
                "contact 2026-04-01",
                *levels,
            ],
        ),
        "Z200001-2": (
            "2026-03-02",
            [*(f"contact 2026-{day}" for day in ("03-05", "03-20", "04-01", "10-08")), *levels],
        ),
        "Z200002-3": ("2025-02-03", ["contact 2026-02-03", "contact 2026-02-05", "rosh_level_set 2026-01-05"]),
    }


def test_rows_are_those_of_the_same_records(tmp_path: Path) -> None:
    persons = FOLDER / "persons.json"
    records = write_json(tmp_path / "cases.json", {"as_of": "2026-09-30", "cases": GOLDEN})
    expected = run("check", records, "--format", "jsonl")
    mapping = that_holds_everything(MAPPING, tmp_path)
    done = run("check", persons, "--mapping", mapping, "--format", "jsonl")
    assert (done.status, done.rows) == (expected.status, expected.rows)
    assert len({row["case_id"] for row in done.rows}) == len(GOLDEN)


@pytest.mark.parametrize("one", CASES, ids=[one["name"] for one in CASES])
def test_documents(one: dict[str, Any], tmp_path: Path) -> None:
    """What becomes of a document: its records, what is wrong with those that are rejected, or that nothing is read."""
    file = tmp_path / one.get("file", "persons.json")
    file.write_text(one["document"], encoding="utf-8")
    try:
        found = read_mapped_records(file, mapping_of(tmp_path, one["mapping"]), VOCABULARY)
    except (SupplementWrongError, OmicheckError) as error:
        told = [str(problem.with_values()).replace(f"{tmp_path}/", "") for problem in getattr(error, "problems", ())]
        assert told == one.get("unreadable")
        return
    good = {case.case_id for case in found.records.cases}
    rejected = [
        [str(problem.with_values()).replace(f"{tmp_path}/", "") for problem in each.problems]
        for each in found.records.rejected
    ]
    assert "unreadable" not in one
    assert [dict(data) for data in found.data if data.get("case_id") in good] == one.get("records", [])
    assert rejected == one.get("rejected", [])
