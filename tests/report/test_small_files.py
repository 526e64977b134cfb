"""What people write beside the records: the schemas know what the reader knows."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from omicheck.authoring.schemas import SCHEMAS
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import ROOT

VOCABULARY = read_rule_base(packaged_rules()).vocabulary
NAMES = ("context", "views", "good-practice", "recommendations")
WRONG: dict[str, Any] = {
    "context": {"figures": [{"label": "Caseload"}]},
    "views": {"views": [{"group": "Offenders", "answers": [{"text": "Heard", "count": -1, "of": 5}]}]},
    "good-practice": {"good_practice": [{"criterion": "1.1", "title": "Calls"}]},
    "recommendations": {"recommendations": [{"criterion": "1.1", "text": "Do it.", "whom": "Somebody"}]},
}
SAID = {
    "context": ["'value' is a required property"],
    "views": ["-1 is less than the minimum of 0"],
    "good-practice": ["'text' is a required property"],
    "recommendations": ["Additional properties are not allowed ('whom' was unexpected)"],
}


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_of_a_file(name: str) -> None:
    schema = SCHEMAS[name](VOCABULARY)
    assert json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8")) == schema
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    data, _ = read_yaml(ROOT / f"fixtures/report/{name}.yaml")
    assert list(validator.iter_errors(data)) == []
    assert [error.message for error in validator.iter_errors(WRONG[name])] == SAID[name]
