"""The page of the records: what it says of fields and events, and that records written as it says are taken."""

import csv
import json
import re
from pathlib import Path

import pytest

from pipeline import ROOT, run, write_rules
from written_rules import DAYS, SHORT

PAGE = (ROOT / "docs/rules/case-records.md").read_text(encoding="utf-8")
FIELD = re.compile(r'^- Is .*: `("(\w+)": .*)`, in a table `(.*)`\.$', re.MULTILINE)
EVENT = re.compile(r"^- In JSON `(.*)`\.$", re.MULTILINE)
FIELDS = {name: (json.loads(f"{{{written}}}")[name], cell) for written, name, cell in FIELD.findall(PAGE)}
EVENTS = [json.loads(written) for written in EVENT.findall(PAGE)]
CASE = {name: value for name, (value, _) in FIELDS.items()} | {"events": EVENTS}


def test_records_written_as_the_page_says_are_taken_and_say_the_same(tmp_path: Path) -> None:
    attributes = sorted({name for event in EVENTS for name in event} - {"type", "date"})
    with (tmp_path / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(FIELDS)
        rows.writerow([cell for _, cell in FIELDS.values()])
    with (tmp_path / "events.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["case_id", "type", "date", *attributes])
        for event in EVENTS:
            cells = [event.get(name) for name in ("type", "date", *attributes)]
            rows.writerow(["A-17", *(str(cell).lower() if isinstance(cell, bool) else cell for cell in cells)])
    (tmp_path / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    of_tables, of_json = (
        run("check", path, "--as-of", "2010-01-18", "--format", "jsonl") for path in (tmp_path, tmp_path / "case.json")
    )
    assert (of_json.errors, of_tables.errors, of_tables.output) == ("", "", of_json.output)


@pytest.fixture
def page(tmp_path: Path) -> str:
    vocabulary = """
fields:
  case_id: {type: text, required: true, about: Reference.}
  sentence_date: {type: date, about: Day on which it was opened.}
  end_date: {type: date, absent: still open, about: Day on which it was closed.}
  grade: {type: level, values: [low, high], set_by: {graded: value}, about: Its grade.}
  waits: {type: flag, default: false, set_by: {put_off: true, taken_up: false}, about: Whether it waits.}
case_dates:
  start: {field: sentence_date, about: Day on which it was opened.}
  end_date: {field: end_date, about: Day on which it was closed.}
events:
  graded: {about: Graded., attributes: {value: {field: grade, required: true, about: The grade.}}}
  put_off: {about: Put off.}
  taken_up: {about: Taken up.}
  contact: {about: Contact made.}
words: {}
"""
    check = {
        "deadline": {"from": "start", "to": {"event": "contact"}, "limit": "days"},
        "while": {"waits": False},
        "unless": {"event": "put_off"},
    }
    folder = write_rules(tmp_path / "rules", [SHORT | {"applies": {"grade": "high"}, "check": check}], DAYS)
    (folder / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    done = run("rules", "docs", "--rules", folder, "--folder", tmp_path / "docs")
    assert done.status == 0, done.errors
    return (tmp_path / "docs/case-records.md").read_text(encoding="utf-8")


def test_a_field_says_what_its_absence_means_what_changes_it_and_who_asks(page: str) -> None:
    expected = (Path(__file__).parent / "golden/record-page.md").read_text(encoding="utf-8")
    assert page[page.index("### `sentence_date`") :] == expected
