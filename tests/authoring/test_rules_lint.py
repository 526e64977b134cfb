"""`omicheck rules lint`: every kind of fault is told, with all others."""

import json
import re
import shutil
from pathlib import Path

import pytest

from linted_rules import CHECK, lint
from omicheck.authoring.lint.faults import KINDS
from omicheck.rulebase.folder import packaged_rules
from pipeline import write_rules

FAULTY = Path(__file__).with_name("faulty_rules")


# Faults that keep a file from being read, which a folder of their own shows.
OF_READING = {"wrong", "unknown-...", "duplicate-rule", "duplicate-limit", "duplicate-question"}
# What only a scope of a million steps shows (test_scope_truths.py).
OF_LARGE_SCOPES = {"scope-too-tangled"}


def test_everything_that_is_wrong_is_told() -> None:
    done = lint(FAULTY)
    assert done.output.replace(f"{_from_here(FAULTY)}/", "") == (FAULTY / "expected.txt").read_text(encoding="utf-8")
    assert (done.status, done.errors) == (1, "")


def _from_here(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)


def test_no_kind_of_fault_is_silent() -> None:
    faults = json.loads(lint(FAULTY, "--format", "json").output)["faults"]
    assert {fault["kind"] for fault in faults} == set(KINDS) - OF_READING - OF_LARGE_SCOPES


@pytest.mark.long
def test_the_packaged_rules_have_no_fault() -> None:
    done = lint(packaged_rules())
    assert (done.status, done.errors) == (0, "")
    assert re.fullmatch(r"\d+ rules and \d+ limits: no fault\n", done.output)


DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days"}]}


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    other = {"deadline": {"from": "sentence_date", "to": {"event": "contakt"}, "limit": "days"}}
    rules = [
        {"id": "twice", "question": "1.1.1", "check": CHECK},
        {"id": "no-limit", "question": "1.1.1", "check": {"deadline": {**CHECK["deadline"], "limit": "dayz"}}},
        {"id": "no-event", "question": "1.1.1", "check": other},
        {"id": "no-key", "question": "1.1.1", "check": CHECK, "aplies": {}},
        {"id": "no-number", "question": "1.1.1", "check": {"deadline": {**CHECK["deadline"], "early": "soon"}}},
    ]
    folder = write_rules(tmp_path / "rules", rules, DAYS)
    shutil.copy(folder / "checks/topic/twice.yaml", folder / "checks/topic/again.yaml")
    shutil.copy(folder / "limits/days.yaml", folder / "limits/again.yaml")
    (folder / "questions").mkdir()
    question = "{id: 1.1.1, text: a, decided_by: rule}"
    (folder / "questions/1.1.yaml").write_text(f"criterion: 1.1\nquestions: [{question}, {question}]\n")
    return folder


def test_what_cannot_be_read_is_told_with_the_rest(unreadable: Path) -> None:
    faults = json.loads(lint(unreadable, "--format", "json").output)["faults"]
    told = [
        (f"{fault['file'].removeprefix(f'{unreadable}/')}:{fault['line']}", fault["kind"], fault["found"])
        for fault in faults
    ]
    reading = [one for one in told if one[1] in OF_READING or one[1].startswith("unknown-")]
    assert reading == [
        ("checks/topic/no-event.yaml:7", "unknown-event-type", 'event type "contakt"'),
        ("checks/topic/no-key.yaml:9", "unknown-key", 'key "aplies"'),
        ("checks/topic/no-limit.yaml:8", "unknown-limit", "limit dayz"),
        ("checks/topic/no-number.yaml:9", "wrong", '"soon"'),
        (
            "checks/topic/twice.yaml:1",
            "duplicate-rule",
            f"rule twice a second time, as in {unreadable}/checks/topic/again.yaml",
        ),
        ("limits/days.yaml:1", "duplicate-limit", f"limit days a second time, as in {unreadable}/limits/again.yaml"),
        (
            "questions/1.1.yaml:2",
            "duplicate-question",
            f"question 1.1.1 a second time, as in {unreadable}/questions/1.1.yaml",
        ),
    ]
    # A rule that cannot be read may be the one that uses a limit, so nothing is said of those.
    assert "unused-limit" not in {kind for _, kind, _ in told}


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    event = {"event": "contact", "frist": True}
    check = {"deadline": {"from": "sentense_date", "to": event, "limit": "dayz", "early": "soon"}}
    example = {"name": "one", "case": {"sentence_type": "custody", "tier": 9}, "as_of": "2009-01-01", "expect": {}}
    rules: list[dict[str, object]] = [
        {"id": "wrong", "title": "TO DO", "question": "9.9.9", "check": check, "examples": [example]},
        {"id": "no-limit", "decides": "perhaps", "check": {"deadline": {**CHECK["deadline"], "limit": "dayz"}}},
        {"id": "other", "question": "1.1.2", "check": CHECK, "status": "withdrawn", "successor": "rong"},
        {"id": "dayz", "question": "1.1.2", "check": {"deadline": {**CHECK["deadline"], "limit": "dayz"}}},
    ]
    folder = write_rules(tmp_path / "rules", rules, DAYS)
    told: dict[str, list[tuple[str, str]]] = {}
    for fault in json.loads(lint(folder, "--format", "json").output)["faults"]:
        told.setdefault(Path(fault["file"]).stem, []).append((fault["path"], fault["found"]))
    texts = [("title", "no title"), ("requirement", "no requirement")]
    nothing = [("sources", "no sources"), ("examples", "no examples")]
    assert {name: sorted(faults) for name, faults in told.items()} == {
        "wrong": sorted(
            [
                ("check.deadline.from", 'case date "sentense_date"'),
                ("check.deadline.to.frist", 'key "frist"'),
                ("check.deadline.early", '"soon"'),
                ("check.deadline.limit", "limit dayz"),
                ("title", "TO DO in title"),
                ("requirement", "no requirement"),
                ("question", "question 9.9.9"),
                ("sources", "no sources"),
                ("examples[0].tier", "9"),
                ("examples[0].expect", "no verdict"),
            ]
        ),
        "no-limit": sorted(
            [
                ("", "no question"),
                ("check.deadline.limit", "limit dayz"),
                ("decides", 'decides "perhaps"'),
                *texts,
                *nothing,
            ]
        ),
        "other": sorted([("successor", "rule rong"), *texts, *nothing]),
        "dayz": sorted([("check.deadline.limit", "limit dayz"), *texts, *nothing]),
        "days": [("values[0].source", "an amount without a source")],
    }


def test_github_annotations(tmp_path: Path) -> None:
    rule = {"id": "r", "title": "t", "requirement": "Within 6 days, 100% of it.", "question": "1.1.2", "check": CHECK}
    example = {"name": "e", "case": {"sentence_type": "custody"}, "as_of": "2009-01-01", "expect": {"verdict": "met"}}
    source = {"document": "report", "place": "1.1", "status": "from_report"}
    folder = write_rules(
        tmp_path / "a,b",
        [{**rule, "examples": [example], "sources": [source]}],
        {"days": [{**DAYS["days"][0], "source": source}]},
    )
    done = lint(folder, "--format", "github")
    file = str(folder / "checks/topic/r.yaml").replace(",", "%2C")
    assert done.output == (
        f'::error file={file},line=3,title=omicheck requirement-contradicts::requirement: found "6 days"; expected '
        "5 days, as limit days has it; or a requirement_note that says why not\n"
    )


def test_sarif() -> None:
    log = json.loads(lint(FAULTY, "--format", "sarif").output)
    assert log["version"] == "2.1.0"
    run_ = log["runs"][0]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    text = json.loads(lint(FAULTY, "--format", "json").output)["faults"]
    assert [(one["ruleId"], rules[one["ruleIndex"]], one["level"]) for one in run_["results"]] == [
        (fault["kind"], fault["kind"], fault["level"]) for fault in text
    ]
    first = run_["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"].endswith("tests/authoring/faulty_rules/checks/topic/Bad_Name.yaml")
    assert first["region"] == {"startLine": 1}


def test_no_such_folder(tmp_path: Path) -> None:
    done = lint(tmp_path / "nowhere")
    assert (done.status, done.output) == (2, "")
    assert "found no such folder" in done.errors
