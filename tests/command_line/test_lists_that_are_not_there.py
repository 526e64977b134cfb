"""JSON without a list in which events would stand: nobody knows what it would hold, unless the mapping says so."""

from pathlib import Path
from typing import Any

import pytest

from pipeline import run, write_json

MAPPING = """
no_events_of: [returned_to_custody, released, recall_requested, recall_rescinded, contact_suspension_began,
               contact_suspension_ended, absence]
tables:
  - each: $
    case_id: crn
    fields: {{sentence_type: {{constant: community_order}}, sentence_date: start, tier: {{constant: 2}},
             end_date: {{constant: null}}, taken_over: {{constant: false}}}}
  - each: {each}
    {absent}each_row: event
    case_id: $.crn
    events: [{{event: contact, date: date}}]
"""
LACKS = "omicheck: 1 of 1 rule cannot be told, as the extract does not hold every contact"


def person(name: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401, it is data of any shape
    return {"crn": name, "start": "2009-03-02", **more}


CONTACTS = [{"date": "2009-03-04"}]


@pytest.mark.parametrize(
    ("each", "second", "absent", "verdicts"),
    [
        ("contacts[*]", {"contacts": []}, "", ["met", "not_met"]),
        ("contacts[*]", {"contacts": None}, "", ["cannot_tell", "cannot_tell"]),
        ("contacts[*]", {}, "", ["cannot_tell", "cannot_tell"]),
        ("contacts[*]", {}, "absent: none\n    ", ["met", "not_met"]),
        ("work.contacts[*]", {"work": {"contacts": []}}, "", ["met", "not_met"]),
        ("work.contacts[*]", {"work": None}, "", ["cannot_tell", "cannot_tell"]),
        ("spells[*].contacts[*]", {"spells": []}, "", ["met", "not_met"]),
        ("spells[*].contacts[*]", {"spells": [{}]}, "", ["cannot_tell", "cannot_tell"]),
    ],
)
def test_a_list_that_is_not_there_is_no_empty_list(
    each: str, second: dict[str, Any], absent: str, verdicts: list[str], tmp_path: Path
) -> None:
    first: dict[str, Any] = {"contacts": CONTACTS, "work": {"contacts": CONTACTS}, "spells": [{"contacts": CONTACTS}]}
    key = each.partition(".")[0].partition("[")[0]
    records = write_json(tmp_path / "persons.json", [person("A", **{key: first[key]}), person("B", **second)])
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING.format(each=each, absent=absent), encoding="utf-8")
    words = (records, "--mapping", mapping, "--as-of", "2010-01-18")
    done = run("check", *words, "--only", "first-appointment-on-time", "--format", "jsonl")
    assert [(row["case_id"], row["verdict"]) for row in done.rows] == list(zip("AB", verdicts, strict=True))
    assert done.errors.startswith(LACKS) is ("cannot_tell" in verdicts)
    told = "the list is not there in 1 place, so that nobody knows what it held; `absent: none`, if that means nothing"
    assert (told in run("map", "check", records, "--mapping", mapping).output) is ("cannot_tell" in verdicts)
