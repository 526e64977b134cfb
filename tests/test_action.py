"""The steps of `action.yml`: their own text, in bash, with the environment they name."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from action_runner import ACTION, BASH, CHANGE, replace_in, run_action, take_rules
from pipeline import ROOT, run

CASES = ROOT / "fixtures" / "sample" / "cases.json"
RUN = {"Install": "success", "Lint": "success", "Examples": "success", "Mutants": "success"}
COMPARED = {**RUN, "What the change does": "success"}
NOT_COMPARED = {**RUN, "What the change does": "skipped"}

pytestmark = pytest.mark.skipif(BASH is None or shutil.which("git") is None, reason="needs bash and git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose first commit has the rules before a change; its working folder has them after it."""
    folder = tmp_path / "a repository"
    shutil.copytree(CHANGE / "before", folder / "rules")
    git = ("git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Before"], check=True)
    take_rules(folder, "after")
    return folder


def _junit(file: Path) -> dict[str, bool]:
    """Whether each example passed, by its name."""
    root = ET.parse(file).getroot()  # noqa: S314, our own
    return {str(case.get("name")): case.find("failure") is None for case in root.iter("testcase")}


def _examples(name: str) -> dict[str, bool]:
    data = json.loads(run("rules", "test", "--rules", CHANGE / name, "--format", "json").output)
    return {one["example"]: one["passed"] for one in data["examples"]}


def _difference(*more: object) -> str:
    """The Markdown of the change, with the names that the action gives to its sides."""
    done = run("rules", "diff", CHANGE / "before", CHANGE / "after", CASES, "--format", "markdown", *more)
    return re.sub(r"^### Rules: .*", "### Rules: HEAD -\\> rules", done.output)


def test_rules_that_are_right_pass_and_the_change_is_shown(repository: Path) -> None:
    ran = run_action(repository, base="HEAD", cases=str(CASES))
    assert ran.outcomes == COMPARED
    assert (ran.logs["Lint"], ran.errors["Lint"]) == ("", "")
    assert ran.logs["Mutants"] == "24 mutants: 24 caught, 0 survived, 0 recorded as not to be shown\n"
    assert _junit(repository / "omicheck-rules.xml") == _examples("after")
    assert ran.summary == _difference()
    data = json.loads((repository / "omicheck-diff.json").read_text(encoding="utf-8"))
    assert ran.flips == f"flips={data['counts']['flips']}\n" == "flips=3\n"


def test_a_fault_that_lint_finds_hides_nothing_else(repository: Path) -> None:
    rule = repository / "rules/checks/start/first-appointment-on-time.yaml"
    replace_in(rule, "question: 2.1.1", "question: 2.1.99")
    ran = run_action(repository, base="HEAD", cases=str(CASES), junit="results/of examples.xml")
    assert ran.outcomes == {**COMPARED, "Lint": "failure"}
    assert ran.logs["Lint"].startswith("::error file=rules/checks/start/first-appointment-on-time.yaml,line=")
    assert _junit(repository / "results/of examples.xml") == _examples("after")
    assert ran.flips.startswith("flips=")
    assert ran.summary.startswith("### Rules: HEAD -\\> rules\n")


@pytest.mark.long
def test_examples_that_fail_are_in_the_log_and_in_the_results(repository: Path) -> None:
    take_rules(repository, "half-way")
    ran = run_action(repository)
    assert ran.outcomes == {**NOT_COMPARED, "Lint": "failure", "Examples": "failure", "Mutants": "failure"}
    assert ran.logs["Examples"].endswith("7 examples of 1 rule: 1 failed\n")
    assert _junit(repository / "omicheck-rules.xml") == _examples("half-way")
    assert (ran.summary, ran.flips) == ("", "")


@pytest.mark.long
def test_results_of_an_earlier_run_are_not_taken_for_those_of_rules_that_cannot_be_read(repository: Path) -> None:
    (repository / "rules/checks/start/broken.yaml").write_text("id: [", encoding="utf-8")
    (repository / "omicheck-rules.xml").write_text("<testsuites/>", encoding="utf-8")
    ran = run_action(repository, base="HEAD", cases=str(CASES))
    assert ran.outcomes == {**dict.fromkeys(COMPARED, "failure"), "Install": "success"}
    assert not (repository / "omicheck-rules.xml").exists()
    for step in ("Examples", "Mutants", "What the change does"):
        assert ran.errors[step].count("rules/checks/start/broken.yaml:2: ") == 1
    assert ran.logs["Lint"].startswith("::error file=rules/checks/start/broken.yaml,line=2")
    assert ran.summary == "The change could not be compared; the log of the run says why.\n"
    assert ran.flips == ""


def test_results_that_cannot_be_written_fail(repository: Path) -> None:
    (repository / "file").write_text("", encoding="utf-8")
    ran = run_action(repository, junit="file/results.xml")
    assert ran.outcomes == {**NOT_COMPARED, "Examples": "failure"}


@pytest.mark.long
def test_rejected_records_fail_and_the_others_are_compared(repository: Path) -> None:
    data = json.loads(CASES.read_text(encoding="utf-8"))
    data["cases"].append({**data["cases"][0], "case_id": "WRONG", "tiers": 1})
    (repository / "some cases.json").write_text(json.dumps(data), encoding="utf-8")
    ran = run_action(repository, base="HEAD", cases="some cases.json")
    assert ran.outcomes == {**COMPARED, "What the change does": "failure"}
    told = "Records were rejected and are not in this comparison; the log of the run names them.\n\n"
    assert ran.summary == told + _difference()
    assert ran.flips == "flips=3\n"
    assert ran.errors["What the change does"] == (
        'some cases.json:1: case WRONG: cases[60].tiers: found key "tiers"; expected a known key; did you mean tier?\n'
        "omicheck: 1 rejected, 60 taken; --rejects FILE writes the rejected ones\n"
    )


@pytest.mark.long
def test_an_older_revision_and_another_audit_date(repository: Path) -> None:
    git = ("git", "-C", str(repository), "-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run([*git, "commit", "--quiet", "--all", "--message", "After"], check=True)
    ran = run_action(repository, base="HEAD~1", cases=str(CASES), as_of="2009-05-27")
    assert ran.outcomes == COMPARED
    assert ran.summary == _difference("--as-of", "2009-05-27").replace("HEAD", "HEAD~1")


@pytest.mark.long
def test_a_base_that_is_not_there_fails_and_says_so(repository: Path) -> None:
    ran = run_action(repository, base="0123456789", cases=str(CASES))
    assert ran.outcomes == {**COMPARED, "What the change does": "failure"}
    assert ran.errors["What the change does"] == (
        "omicheck: found '0123456789'; expected a rules folder, an edition, or a revision of this git repository\n"
    )
    assert ran.summary == "The change could not be compared; the log of the run says why.\n"


@pytest.mark.parametrize(("package", "installed"), [("", str(ROOT)), ("omicheck ~= 0.1", "omicheck ~= 0.1")])
def test_without_the_program_nothing_is_tried(repository: Path, package: str, installed: str) -> None:
    ran = run_action(repository, pip=1, package=package, base="HEAD", cases=str(CASES))
    assert ran.outcomes == {**dict.fromkeys(COMPARED, "skipped"), "Install": "failure"}
    told = (repository.parent / "runner/pip").read_text(encoding="utf-8")
    assert told == f"<-m><pip><install><{installed}><jsonschema>=4.18>"


def test_the_output_of_the_action_is_that_of_its_step() -> None:
    assert ACTION["outputs"]["flips"]["value"] == "${{ steps.diff.outputs.flips }}"
    assert [step["name"] for step in ACTION["runs"]["steps"] if step.get("id") == "diff"] == ["What the change does"]
