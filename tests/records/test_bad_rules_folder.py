"""Rules folders of which a shared file is wrong or not there."""

import shutil
from pathlib import Path

import pytest

from bad_input import BAD, EXPECTED, GOOD, HERE, RULES_FOLDERS, verdicts
from pipeline import run


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE.parents[1])


@pytest.mark.parametrize("name", RULES_FOLDERS)
def test_rules(name: str) -> None:
    done = run("check", "fixtures/cases/unknown-tier.json", "--rules", f"{BAD}/{name}", "--format", "jsonl")
    assert {"status": done.status, "rows": verdicts(done), "errors": done.errors} == EXPECTED[name]


def test_a_rules_folder_that_is_not_there(tmp_path: Path) -> None:
    shutil.copytree(f"{BAD}/missing-limit/limits", tmp_path / "limits")
    for folder, found in ((tmp_path, "no folder `checks` in it"), (tmp_path / "none", "no such folder")):
        done = run("check", GOOD, "--rules", folder)
        expected = "a rules folder, with its rules in checks/<topic>/<id>.yaml"
        assert (done.status, done.output) == (2, "")
        assert done.errors == (
            f"omicheck: the rules cannot be used:\n{folder}: found {found}; expected {expected}\n1 problem\n"
        )


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        (
            "vocabulary.yaml",
            (
                "fields:\n  case_id: {type: text}\n  end_date: {type: date}\n"
                "  tier: {type: integer, at_least: x, at_most: 4}\n"
                "  level: {type: level, values: 3}\n"
                "case_dates:\n  start: {by: tier, fields: [end_date], otherwise: end_date}\n"
                "events: {contact: {}}\n"
            ),
            (
                ':4: fields.tier: found at_least: "x"; expected at_least, a whole number\n'
                "{file}:5: fields.level.values: found 3; expected a list of words\n"
                "{file}:5: fields.level: found no values; expected the values of a level\n"
                "{file}:7: case_dates.start.fields: found a list of 1; expected a mapping of values to date fields\n"
                "4 problems"
            ),
        ),
        (
            "vocabulary.yaml",
            (
                "fields:\n  case_id: {type: text}\n  end_date: {type: date, default: 2010-01-01}\n"
                "  tier: {type: integer, at_least: 1, at_most: 4, set_by: {tier_sett: value, tier_set: level}}\n"
                "  risk: {type: level, values: [low, high], set_by: risk_set, default: hihg}\n"
                "  held: {type: flag, set_by: {taken: true, freed: maybe, noted: word}, default: no}\n"
                "  asked: {type: flag, set_by: {}}\n"
                "  office: {type: text, set_by: [moved]}\n"
                "case_dates:\n  start: {field: end_date}\n"
                "events:\n  tier_set: {attributes: {value: {type: integer, at_least: 1, at_most: 4}}}\n"
                "  risk_set: {}\n  taken: {}\n  freed: {}\n"
                "  noted: {attributes: {word: {type: text, set_by: taken, default: a}}}\n"
            ),
            (
                ":16: events.noted.attributes.word.set_by: found set_by of an attribute; expected none here, as only "
                "fields change from day to day\n"
                "{file}:16: events.noted.attributes.word.default: found default of an attribute; expected none here, "
                "as only fields change from day to day\n"
                "{file}:3: fields.end_date.default: found a default of end_date; expected none, as it is a date that "
                "starts a check\n"
                '{file}:4: fields.tier.set_by.tier_sett: found event type "tier_sett"; expected a known event type: '
                "tier_set, risk_set, taken, freed or noted; did you mean tier_set?\n"
                '{file}:4: fields.tier.set_by.tier_set: found "level"; expected an attribute of the event (value), or '
                "a whole number from 1 to 4\n"
                '{file}:5: fields.risk.set_by: found "value"; expected low or high, as the event has no attribute\n'
                '{file}:5: fields.risk.default: found "hihg"; expected low or high; did you mean high?\n'
                '{file}:6: fields.held.set_by.freed: found "maybe"; expected true or false, as the event has no '
                "attribute\n"
                "{file}:6: fields.held.set_by.noted: found the attribute word, of another type; expected an attribute "
                "that is true or false\n"
                '{file}:6: fields.held.default: found "no"; expected true or false; did you mean false?\n'
                "{file}:7: fields.asked.set_by: found an empty mapping; expected at least one event type, or no "
                "`set_by` at all\n"
                "{file}:8: fields.office.set_by: found a list of 1; expected a mapping of event types to an attribute "
                "or a value\n"
                "12 problems"
            ),
        ),
        (
            "questions/1.1.yaml",
            "criterion: 1.1\nquestions:\n  - {id: 1.1.1, text: One, decided_by: rule, headlines: 7}\n",
            ":3: questions[0].headlines: found 7; expected a list of words\n1 problem",
        ),
        (
            "omi2.yaml",
            (
                "title: T\nsections: []\nheadlines:\n  - {id: a, title: A, sections: 1}\ngrades: [[]]\n"
                "comments: {status: assumed, bands: [{at_least: much, comment: C}, {at_least: 0, comment: D}]}\n"
            ),
            (
                ":4: headlines[0].sections: found 1; expected a list of words\n"
                "{file}:5: grades[0]: found an empty list; expected a word\n"
                '{file}:6: comments.bands[0].at_least: found "much"; expected a whole number\n3 problems'
            ),
        ),
    ],
)
def test_shared_files_of_a_rules_folder(file: str, content: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(content, encoding="utf-8")
    done = run("check", GOOD, "--rules", tmp_path)
    expected = f"{tmp_path / file}{problem.replace('{file}', str(tmp_path / file))}"
    assert (done.status, done.output) == (2, "")
    assert done.errors == f"omicheck: the rules cannot be used:\n{expected}\n"
