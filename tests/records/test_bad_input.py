"""What is wrong is told in full, the rest is checked, nothing is lost and nothing ends in a traceback."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from omicheck.rulebase.yaml_file import read_yaml
from pipeline import Done, run, write_json, write_rules

HERE = Path(__file__).resolve().parent
BAD = "fixtures/bad"
RULE = "rosh-screening-on-time"
EXPECTED: dict[str, dict[str, Any]] = read_yaml(HERE / "bad_input.yaml")[0]
RULES_FOLDERS = ("missing-limit", "every-mistake")
AS_OF = ("--as-of", "2010-01-18")


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE.parents[1])


def _check(path: object, *more: object) -> Done:
    return run("check", path, "--only", RULE, "--format", "jsonl", *more)


def _verdicts(done: Done) -> list[str]:
    return [f"{row['case_id']}: {row['verdict']}, {row['reason']}" for row in done.rows]


def test_every_file_is_tried() -> None:
    assert sorted(EXPECTED) == sorted(file.name for file in Path(BAD).iterdir())


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in RULES_FOLDERS])
def test_records(name: str) -> None:
    done = _check(f"{BAD}/{name}", *AS_OF)
    assert {"status": done.status, "rows": _verdicts(done), "errors": done.errors} == EXPECTED[name]


@pytest.mark.parametrize("name", RULES_FOLDERS)
def test_rules(name: str) -> None:
    done = run("check", "fixtures/cases/unknown-tier.json", "--rules", f"{BAD}/{name}", "--format", "jsonl")
    assert {"status": done.status, "rows": _verdicts(done), "errors": done.errors} == EXPECTED[name]


def test_tables_from_windows_give_the_rows_of_the_same_tables_without(tmp_path: Path) -> None:
    for file in Path(BAD, "windows").iterdir():
        content = file.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content
        (tmp_path / file.name).write_bytes(content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    assert _check(f"{BAD}/windows", *AS_OF) == _check(tmp_path, *AS_OF)


def test_rejected_records_are_written_with_their_problems(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    _check(f"{BAD}/misspelt-field.json", "--rejects", rejects)
    (record,) = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    place = {"file": f"{BAD}/misspelt-field.json", "line": 6}
    levels = "low, medium, high or very_high"
    assert record == {
        "problems": [
            {**place, "path": "cases[0].teir", "found": 'key "teir"', "expected": "a known key", "nearest": "tier"},
            {**place, "path": "cases[0].rosh_level", "found": '"hihg"', "expected": levels, "nearest": "high"},
        ],
        "record": json.loads(Path(BAD, "misspelt-field.json").read_text(encoding="utf-8"))["cases"][0],
    }


def test_a_rejected_line_and_rejected_rows_are_written_as_they_stood(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    _check(f"{BAD}/broken-line.jsonl", "--rejects", rejects)
    broken = Path(BAD, "broken-line.jsonl").read_text(encoding="utf-8").splitlines()[1]
    assert [json.loads(line)["record"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [broken]
    _check(f"{BAD}/wrong-cells", *AS_OF, "--rejects", rejects)
    screening = {"type": "rosh_screening", "date": "2009-06-15"}
    case = {"sentence_type": "community_order", "sentence_date": "2009-06-01", "tier": 2}
    assert [json.loads(line)["record"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [
        {"case_id": "CELLS-1", **case, "events": [{**screening, "full_analysis_required": False}]},
        {"case_id": "CELLS-2", **case, "events": []},
        {"case_id": "CELLS-3", **case, "events": [screening]},
        {"case_id": "NOBODY-1", **screening, "full_analysis_required": "false"},
    ]


def test_half_a_surrogate_pair_is_rejected_and_written_as_it_stood(tmp_path: Path) -> None:
    record = {"case_id": "A", "sentence_type": "community_order", "area": "\ud800", "events": []}
    cases = write_json(tmp_path / "cases.json", {"as_of": "2010-01-18", "cases": [record]})
    rejects = tmp_path / "rejects.jsonl"
    done = _check(cases, "--rejects", rejects)
    assert (done.status, done.output) == (3, "")
    assert done.errors == (
        f'{cases}:1: case A: cases[0].area: found "\\ud800"; expected a text\nomicheck: 1 rejected, 0 taken\n'
    )
    assert json.loads(rejects.read_text(encoding="utf-8"))["record"] == record


def test_nothing_rejected_leaves_an_empty_file(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    done = _check(f"{BAD}/windows", *AS_OF, "--rejects", rejects)
    assert (done.status, done.errors, rejects.read_text(encoding="utf-8")) == (1, "", "")


GOOD = "fixtures/cases/not-due-yet.json"


@pytest.mark.parametrize(
    ("arguments", "errors"),
    [
        (
            [GOOD, "--only", "rosh-screening-in-time"],
            (
                "found 'rosh-screening-in-time'; expected a rule, question, criterion or topic that a rule in force "
                "has; did you mean rosh-screening-on-time?"
            ),
        ),
        (
            [GOOD, "--only", "9.9"],
            "found '9.9'; expected a rule, question, criterion or topic that a rule in force has",
        ),
        ([GOOD, "--case", "DUE-4"], "no case DUE-4: it is not among the records; did you mean DUE-3?"),
        (
            [f"{BAD}/no-such-file.json"],
            (
                "the records cannot be read:\nfixtures/bad/no-such-file.json: found no such file or folder; "
                "expected a JSON or JSON Lines file, or a folder with cases.csv and events.csv"
            ),
        ),
        (
            [GOOD, "--as-of", "18/01/2010"],
            "--as-of: found '18/01/2010'; expected a date YYYY-MM-DD in 1990 to 2050",
        ),
        (
            [GOOD, "--as-of", "2010-02-29"],
            "--as-of: found '2010-02-29'; expected a date YYYY-MM-DD in 1990 to 2050",
        ),
        (
            [f"{BAD}/windows"],
            "no audit date: the records carry no as_of; give one with --as-of YYYY-MM-DD (or --as-of today)",
        ),
    ],
)
def test_a_command_that_cannot_be_carried_out(arguments: list[str], errors: str) -> None:
    done = run("check", *arguments, "--format", "jsonl")
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {errors}\n")


def test_a_case_that_was_rejected_is_not_said_to_be_missing() -> None:
    done = _check(f"{BAD}/wrong-cells", *AS_OF, "--case", "CELLS-2", "--quiet")
    assert (done.status, done.output) == (2, "")
    assert done.errors.splitlines()[-1] == "omicheck: no case CELLS-2: its record was rejected"


def test_an_audit_date_in_the_records_that_is_none(tmp_path: Path) -> None:
    cases = write_json(tmp_path / "cases.json", {"as_of": "yesterday", "cases": []})
    done = _check(cases)
    assert (done.status, done.output) == (2, "")
    assert done.errors.splitlines()[-1] == (
        "omicheck: the records' as_of: found 'yesterday'; expected a date YYYY-MM-DD in 1990 to 2050"
    )


def test_the_option_overrules_the_audit_date_of_the_records_and_says_so() -> None:
    done = _check(GOOD, "--as-of", "2010-01-19", "--case", "DUE-2")
    assert (done.status, _verdicts(done)) == (1, ["DUE-2: not_met, absent"])
    assert done.errors == "omicheck: audit date 2010-01-19 from --as-of, in place of the records' 2010-01-18\n"


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_two_events_that_set_one_field_on_one_day_are_no_error_and_the_later_counts(
    engine: str, tmp_path: Path
) -> None:
    rule = {"id": "r", "question": "1.1.1", "check": {"recorded": {"field": "tier", "is": 3}}}
    events = [{"type": "tier_set", "date": "2009-05-01", "value": value} for value in (2, 3)]
    cases = [
        {"case_id": name, "sentence_type": "custody", "events": list(ordered)}
        for name, ordered in (("A", events), ("B", reversed(events)))
    ]
    file = write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": cases})
    rules = write_rules(tmp_path / "rules", [rule], {})
    done = run("check", file, "--rules", rules, "--format", "jsonl", "--engine", engine)
    assert (_verdicts(done), done.errors) == (["A: met, recorded", "B: not_met, wrong_value"], "")


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
                '{file}:6: fields.held.default: found "no"; expected true or false\n'
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
