"""What the second edition of the semantics added, row by whole row, on cases that are data: `semantics_second.yaml`."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from omicheck.plain_data import FIELDS
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import run, write_json, write_rules
from plain import rows_of_the_plain_program

DATA, _ = read_yaml(Path(__file__).with_name("semantics_second.yaml"))
CASE = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-04-06"}
CHECK = {"deadline": {"from": "start", "to": {"event": "contact"}, "limit": "l"}}
LIMIT = [{"from": "2000-01-01", "limit": "9 days"}]
NOTHING: dict[str, Any] = {**dict.fromkeys(FIELDS), "unknown_fields": []}


@pytest.mark.parametrize("engine", ["both", "plain"])
@pytest.mark.parametrize("situation", DATA["situations"], ids=lambda situation: situation["name"])
def test_rows(situation: dict[str, Any], engine: str, tmp_path: Path) -> None:
    check = situation.get("check", CHECK)
    rule = {"id": "r", "question": "1.1.1", "check": check, "applies": situation.get("applies")}
    rules = write_rules(tmp_path / "rules", [rule], {"l": situation.get("limit", LIMIT)})
    (rules / "vocabulary.yaml").write_text(yaml.safe_dump(DATA["vocabulary"], sort_keys=False), encoding="utf-8")
    case = {**CASE, **situation.get("case", {}), "events": situation.get("events", [])}
    as_of = str(situation.get("as_of", "2009-06-01"))
    cases = write_json(tmp_path / "cases.json", {"as_of": as_of, "cases": [case]})
    expected = [
        {**NOTHING, "case_id": "A", "rule": "r", "question": "1.1.1", "occurrence": number, **row}
        for number, row in enumerate(situation["rows"], 1)
    ]
    if engine == "plain":
        assert rows_of_the_plain_program(rules, cases, as_of) == expected
        return
    done = run("check", cases, "--rules", rules, "--format", "jsonl", "--engine", engine)
    assert (done.rows, done.errors) == (expected, "")
