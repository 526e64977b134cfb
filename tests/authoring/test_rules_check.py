"""`omicheck rules check`: faults, examples, mutants and what a change does, in one go; and the workflow for it."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from omicheck.authoring.rules_workflow import rules_workflow
from omicheck.rulebase.folder import packaged_rules
from pipeline import ROOT, run, write_rules
from written_rules import DAYS, RULE

CHANGE = ROOT / "fixtures" / "changing-a-rule"
SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_it_prints_what_the_others_print_and_what_differs() -> None:
    after, before = CHANGE / "after", CHANGE / "before"
    done = run("rules", "check", "--rules", after, "--since", before, SAMPLE)
    apart = [run("rules", name, "--rules", after).output for name in ("lint", "test", "mutate")]
    difference = run("rules", "diff", before, after, SAMPLE)
    assert (done.status, done.errors) == (0, "")
    assert done.output == "".join(apart) + "\n" + difference.output
    assert "3 verdicts flip in 3 of 60 cases\n" in done.output


def test_each_is_tried_whatever_the_others_find() -> None:
    done = run("rules", "check", "--rules", CHANGE / "half-way")
    lint, test, mutate = (run("rules", name, "--rules", CHANGE / "half-way") for name in ("lint", "test", "mutate"))
    assert (done.status, lint.status, test.status, mutate.status) == (1, 1, 1, 1)
    # An example that fails is told once, with why.
    told = (
        "fails without a change, so it can catch none: first-appointment-on-time: tier 3 on the last day, over Easter\n"
    )
    assert mutate.output.count(told) == 1
    assert done.output == lint.output + test.output + mutate.output.replace(told, "")


def test_as_json() -> None:
    done = run(
        "rules", "check", "--rules", CHANGE / "half-way", "--since", CHANGE / "before", SAMPLE, "--format", "json"
    )
    data = json.loads(done.output)
    assert done.status == 1
    assert data["holds"] is False
    apart = {
        "lint": run("rules", "lint", "--rules", CHANGE / "half-way", "--format", "json"),
        "examples": run("rules", "test", "--rules", CHANGE / "half-way", "--format", "json"),
        "mutants": run("rules", "mutate", "--rules", CHANGE / "half-way", "--format", "json"),
        "difference": run("rules", "diff", CHANGE / "before", CHANGE / "half-way", SAMPLE, "--format", "json"),
    }
    expected = {name: json.loads(one.output) for name, one in apart.items()}
    difference = expected["difference"]
    del difference["old"], difference["new"]
    expected["difference"] = {"since": str(CHANGE / "before")} | difference
    assert {name: data[name] for name in apart} == expected


def test_rules_that_cannot_be_read(tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules", [{**RULE, "status": "perhaps"}], DAYS)
    done = run("rules", "check", "--rules", folder)
    lint = run("rules", "lint", "--rules", folder)
    assert (done.status, lint.status) == (1, 1)
    assert done.output == lint.output + "The rules cannot be read, so examples and mutants were not tried.\n"
    data = json.loads(run("rules", "check", "--rules", folder, "--format", "json").output)
    assert (data["holds"], data["examples"], data["mutants"], data["difference"]) == (False, None, None, None)


def test_what_it_refuses() -> None:
    done = run("rules", "check", SAMPLE)
    told = (
        "omicheck: --since: found none, with records; expected a git revision or a folder with the rules as they were\n"
    )
    assert (done.status, done.output, done.errors) == (2, "", told)
    done = run("rules", "check", "--rules", CHANGE / "after", "--only", "no-such-rule")
    told = "omicheck: found 'no-such-rule'; expected a rule, question, criterion or topic that a rule in force has: "
    told += "omicheck rules list shows them\n"
    assert (done.status, done.output, done.errors) == (2, "", told)


def test_records_that_are_rejected_are_told(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    records = json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"][:2]
    cases.write_text("".join(f"{json.dumps(one)}\n" for one in [*records, {"case_id": "X"}]), encoding="utf-8")
    done = run(
        "rules", "check", "--rules", CHANGE / "after", "--since", CHANGE / "before", cases, "--as-of", "2010-01-18"
    )
    assert done.status == 3
    assert done.errors == (
        f"{cases}:3: case X: found no sentence_type; expected sentence_type, which every case must have: "
        "community_order, licence, custody, suspended_sentence_order or post_sentence_supervision\n"
        f"{cases}:3: case X: events: found nothing; expected a list of events, which may be empty but must be there\n"
        "omicheck: 1 rejected, 2 taken; --rejects FILE writes the rejected ones\n"
    )


def test_a_workflow_for_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = ("rules", "copy", "mine/rules", "--workflow", "OWNER/omicheck@v1", "--cases", SAMPLE, "--quiet")
    done = run(*asked)
    assert (done.status, done.output, done.errors) == (0, "", "")
    assert (tmp_path / "cases.json").read_bytes() == SAMPLE.read_bytes()
    assert (tmp_path / "mine/rules/vocabulary.yaml").read_bytes() == (packaged_rules() / "vocabulary.yaml").read_bytes()
    workflow = yaml.safe_load((tmp_path / ".github/workflows/rules.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["rules"]["steps"][-1] == {
        "uses": "OWNER/omicheck@v1",
        "with": {
            "rules": "mine/rules",
            "base": "${{ github.event.pull_request.base.sha }}",
            "cases": "cases.json",
        },
    }
    shutil.rmtree(tmp_path / "mine")
    done = run(*asked)
    told = "omicheck: .github/workflows/rules.yml is there already: nothing was copied\n"
    assert (done.status, done.output, done.errors) == (2, "", told)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("rules", "--workflow", "OWNER/omicheck"),
            "--workflow: found OWNER/omicheck; expected an action with a version, such as OWNER/omicheck@main",
        ),
        (
            ("rules", "--workflow", "O/o@1", "--cases", "none.json"),
            "--cases: found none.json; expected a file of synthetic records",
        ),
        (
            ("rules", "--cases", "none.json"),
            "--cases: found no --workflow; expected --workflow, which compares on them",
        ),
        (
            ("../rules", "--workflow", "O/o@1"),
            "../rules: found outside the working folder; expected one in it, for the workflow",
        ),
    ],
)
def test_no_workflow_and_no_copy(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("rules", "copy", *words)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {told}\n")
    assert list(tmp_path.iterdir()) == []


def test_what_it_is_compared_with_is_told_by_its_option() -> None:
    done = run("rules", "check", "--rules", CHANGE / "after", "--since", "nowhere")
    told = "found 'nowhere'; expected a rules folder, an edition, or a revision of this git repository"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: --since: {told}\n")


def test_names_of_files_are_quoted_in_a_workflow() -> None:
    workflow = yaml.safe_load(rules_workflow("O/o@1", "my: rules", "#1.json"))
    given = workflow["jobs"]["rules"]["steps"][-1]["with"]
    assert (given["rules"], given["cases"]) == ("my: rules", "#1.json")
