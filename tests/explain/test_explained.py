"""Sentences that are true: of every row of the sample, of the semantics by hand, and of rules and records at random."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from explained import Told, assert_true, told_of
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.read import read_records
from omicheck.rulebase.folder import read_rule_base
from omicheck.rulebase.yaml_file import read_yaml
from other_field import other_vocabulary
from pipeline import write_json
from scenario import PACKAGED, read
from semantics_by_paragraph import SITUATIONS, case_of, rules_of
from strategies import scenarios

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "fixtures/sample/cases.json"
SENTENCES, _ = read_yaml(HERE / "explained.yaml")
ANY_TIME = draws(60)


def _told(situation: dict[str, Any], folder: Path) -> list[Told]:
    rule_base = read_rule_base(rules_of(situation, folder / "rules"))
    cases = write_json(folder / "cases.json", {"as_of": situation["as_of"], "cases": [case_of(situation)]})
    records = read_records(str(cases), rule_base.vocabulary)
    return list(told_of(rule_base, records.cases, date.fromisoformat(situation["as_of"])))


@pytest.mark.long
def test_of_every_row_of_the_sample() -> None:
    records = read_records(str(SAMPLE), PACKAGED.vocabulary)
    for told in told_of(PACKAGED, records.cases, date.fromisoformat(records.as_of or "")):
        assert_true(told)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_of_the_semantics_by_hand(situation: dict[str, Any], tmp_path: Path) -> None:
    for told in _told(situation, tmp_path):
        assert_true(told)


@pytest.mark.parametrize("vocabulary", [PACKAGED.vocabulary, other_vocabulary()], ids=["packaged", "other"])
@given(data=st.data())
@ANY_TIME
def test_of_any_rule_and_record(vocabulary: Vocabulary, data: st.DataObject) -> None:
    found = read(data.draw(scenarios(vocabulary)), vocabulary)
    for told in told_of(found.rule_base, found.cases, found.as_of):
        assert_true(told)


@pytest.mark.parametrize("situation", SENTENCES, ids=lambda situation: situation["name"])
def test_sentences(situation: dict[str, Any], tmp_path: Path) -> None:
    found = [
        [*told.explanation.of_row, *(f"To settle: {one}" for one in told.explanation.settling)]
        for told in _told(situation, tmp_path)
    ]
    assert found == situation["told"]
