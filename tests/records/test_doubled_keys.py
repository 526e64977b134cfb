"""A key that stands twice in a JSON mapping: its record is rejected, as it stands; outside records nothing is read."""

import json
from pathlib import Path

import pytest

from omicheck.records.raw_records import rejects_lines
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import run

VOCABULARY = read_rule_base(packaged_rules(), with_examples=False).vocabulary
SENTENCES = "community_order, licence, custody, suspended_sentence_order or post_sentence_supervision"
GOOD = '{"case_id": "G", "sentence_type": "custody", "events": []}'
TWICE = '{"case_id": "A", "tier": 1, "events": [\n {"type": "contact"},\n {"type": "contact",\n  "type": "absence"}]}'
OUTER = '{"case_id": "B", "sentence_type": "custody", "events": [{"type": "x", "type": "y"}],\n "events": []}'


@pytest.mark.parametrize(
    ("text", "problems", "records"),
    [
        (
            f"[{GOOD},\n{TWICE},\n{OUTER}]",
            [
                [
                    (5, "[1].events[1]", 'the key "type" twice in one mapping', "each key once"),
                    (2, "[1]", "no sentence_type", "sentence_type, which every case must have: "),
                ],
                [(7, "[2]", 'the key "events" twice in one mapping', "each key once")],
            ],
            [TWICE, OUTER],
        ),
        (
            f'{{"cases": [\n{TWICE}], "as_of": "2009-05-20"}}',
            [
                [
                    (5, "cases[0].events[1]", 'the key "type" twice in one mapping', "each key once"),
                    (2, "cases[0]", "no sentence_type", "sentence_type, which every case must have: "),
                ]
            ],
            [TWICE],
        ),
        (
            TWICE,
            [
                [
                    (4, "events[1]", 'the key "type" twice in one mapping', "each key once"),
                    (1, "", "no sentence_type", "sentence_type, which every case must have: "),
                ]
            ],
            [TWICE],
        ),
    ],
)
def test_only_the_record_is_rejected(
    text: str, problems: list[list[tuple[int, str, str, str]]], records: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "cases.json"
    file.write_text(text, encoding="utf-8")
    found = read_records(str(file), VOCABULARY)
    told = [
        [(one["line"], one["path"], one["found"], one["expected"]) for one in line["problems"]]
        for line in rejects_lines(found.rejected)
    ]
    wanted = [[(*rest, expected + SENTENCES * expected.endswith(": ")) for *rest, expected in one] for one in problems]
    assert told == wanted
    assert [one.record for one in found.rejected] == records
    assert [case.case_id for case in found.cases] == ["G"] * text.count(GOOD)


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (f'{{"cases": [{GOOD}],\n"cases": []}}', 2, "cases"),
        (f'{{"cases": [{GOOD}],\n"note": {{"a": {{"x": 1,\n"x": 2}}}}}}', 3, "x"),
        ('{"case_id": "A",\n"case_id": "B", "sentence_type": "custody", "events": []}', 2, "case_id"),
    ],
)
def test_outside_records_nothing_is_read(text: str, line: int, key: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(text, encoding="utf-8")
    done = run("check", file, "--as-of", "2009-05-20")
    told = f"{file}:{line}: found the key {json.dumps(key)} twice in one mapping; expected each key once"
    assert (done.output, done.status) == ("", 2)
    assert done.errors == f"omicheck: the records cannot be read:\n{told}\n"
