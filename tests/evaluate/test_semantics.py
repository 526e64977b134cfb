"""The semantics, row by whole row, on cases that are data: `semantics.yaml`."""

from pathlib import Path
from typing import Any

import pytest

from omicheck.plain_data import FIELDS
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import run, write_json, write_rules
from plain import rows_of_the_plain_program

SITUATIONS, _ = read_yaml(Path(__file__).with_name("semantics.yaml"))
CASE = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-04-06"}
NOTHING: dict[str, Any] = {**dict.fromkeys(FIELDS), "unknown_fields": []}


@pytest.mark.parametrize("engine", ["both", "plain"])
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["name"])
def test_rows(situation: dict[str, Any], engine: str, tmp_path: Path) -> None:
    rule = {"id": "r", "question": "1.1.1", "check": situation["check"], "applies": situation.get("applies")}
    rules = write_rules(tmp_path / "rules", [rule], {"l": situation["limit"]})
    case = {**CASE, **situation.get("case", {}), "events": situation["events"]}
    cases = write_json(tmp_path / "cases.json", {"as_of": situation["as_of"], "cases": [case]})
    expected = [{**NOTHING, "case_id": "A", "rule": "r", "question": "1.1.1", **row} for row in situation["rows"]]
    if engine == "plain":
        assert rows_of_the_plain_program(rules, cases, str(situation["as_of"])) == expected
        return
    done = run("check", cases, "--rules", rules, "--format", "jsonl", "--engine", engine)
    assert (done.rows, done.errors) == (expected, "")
