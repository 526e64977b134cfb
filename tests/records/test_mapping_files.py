"""Mapping files that are wrong: everything is told in one go, with its line and the nearest name."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from extracts import VOCABULARY, mapping_of
from omicheck.authoring.schemas import SCHEMAS
from omicheck.errors import SupplementWrongError
from omicheck.rulebase.yaml_file import read_yaml
from omicheck.use_cases.mappings import read_mapping_file

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WRONG: list[dict[str, Any]] = yaml.safe_load((HERE / "mapping_problems.yaml").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMAS["mapping"](VOCABULARY))


@pytest.mark.parametrize("wrong", WRONG, ids=[wrong["name"] for wrong in WRONG])
def test_what_is_wrong_with_a_mapping(wrong: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SupplementWrongError) as error:
        mapping_of(tmp_path, wrong["text"])
    told = [str(problem).removeprefix(f"{tmp_path / 'mapping.yaml'}:") for problem in error.value.problems]
    assert told == wrong["problems"]


def test_a_mapping_that_is_not_there_or_no_yaml_is_told(tmp_path: Path) -> None:
    with pytest.raises(SupplementWrongError) as error:
        read_mapping_file(tmp_path / "none.yaml", VOCABULARY)
    expected = "found a file that cannot be read (No such file or directory); expected a readable file"
    assert str(error.value) == f"{tmp_path / 'none.yaml'}: {expected}"
    with pytest.raises(SupplementWrongError) as error:
        mapping_of(tmp_path, "tables: [")
    assert str(error.value).startswith(f"{tmp_path / 'mapping.yaml'}:2: found text that is not YAML: ")


@pytest.mark.parametrize(
    "file", sorted(ROOT.glob("fixtures/extracts/*/mapping.yaml")), ids=lambda file: file.parent.name
)
def test_the_worked_mappings_follow_the_schema(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(read_yaml(file)[0])] == []


def test_the_schema_is_the_one_that_stands_in_the_folder() -> None:
    assert json.loads((ROOT / "schemas/mapping.schema.json").read_text(encoding="utf-8")) == SCHEMAS["mapping"](
        VOCABULARY
    )


@pytest.mark.parametrize(
    "text", ["tables: [{case_id: A, field: {}}]", "tables: [{case_id: {columm: A}}]", "dates: [1]", "tables: []"]
)
def test_the_schema_refuses_what_the_reader_refuses(text: str, tmp_path: Path) -> None:
    with pytest.raises(SupplementWrongError):
        mapping_of(tmp_path, text)
    assert [error.message for error in VALIDATOR.iter_errors(read_yaml(tmp_path / "mapping.yaml")[0])] != []
