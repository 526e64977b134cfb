"""The steps of `action.yml`, run as its platform would: their own text, in bash, with the environment they name.

What stands in for the platform is `run_action`: it goes through the steps in order, runs those whose condition holds,
and knows no more of expressions than the action uses. `python -m pip` is recorded and not run.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from attrs import frozen

from pipeline import run

ROOT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
CHANGE = ROOT / "fixtures" / "changing-a-rule"
CASES = ROOT / "fixtures" / "sample" / "cases.json"
RUN = {"Install": "success", "Lint": "success", "Examples": "success", "Mutants": "success"}
COMPARED = {**RUN, "What the change does": "success"}
NOT_COMPARED = {**RUN, "What the change does": "skipped"}
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None or shutil.which("git") is None, reason="needs bash and git")


@frozen
class Ran:
    """What became of the action.

    Attributes:
        outcomes: by the name of the step: success, failure or skipped.
        logs: what each printed.
        errors: what each printed on standard error.
        flips: the action's output.
        summary: what it wrote into the summary of the run.
    """

    outcomes: dict[str, str]
    logs: dict[str, str]
    errors: dict[str, str]
    flips: str
    summary: str


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose first commit has the rules before a change; its working folder has them after it."""
    folder = tmp_path / "a repository"
    shutil.copytree(CHANGE / "before", folder / "rules")
    git = ("git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Before"], check=True)
    _take(folder, "after")
    return folder


def _take(repository: Path, name: str) -> None:
    shutil.rmtree(repository / "rules")
    shutil.copytree(CHANGE / name, repository / "rules")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def run_action(repository: Path, *, pip: int = 0, **inputs: str) -> Ran:
    """Runs the action in a repository.

    Args:
        repository: the working folder.
        pip: the exit status of `python -m pip`.
        inputs: as a workflow gives them, with underscores for hyphens.
    """
    given = {name: str(about["default"]) for name, about in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    runner = repository.parent / "runner"
    runner.mkdir()
    _program(runner / "omicheck", f'PYTHONPATH="{ROOT}" exec "{sys.executable}" -m omicheck "$@"')
    recorded = f'if [ "$2" = pip ]; then printf "<%s>" "$@" > "{runner}/pip"; exit {pip}; fi'
    _program(runner / "python", f'{recorded}\nexec "{sys.executable}" "$@"')
    files = {"GITHUB_STEP_SUMMARY": runner / "summary.md", "GITHUB_OUTPUT": runner / "output"}
    outcomes: dict[str, str] = {}
    logs: dict[str, str] = {}
    errors: dict[str, str] = {}
    by_id: dict[str, str] = {}
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        name = step["name"]
        outcomes[name] = "skipped"
        if _holds(step.get("if", "success()"), given, by_id, outcomes):
            script = runner / "step.sh"
            script.write_text(step["run"], encoding="utf-8")
            environment = {key: _filled(value, given) for key, value in step.get("env", {}).items()}
            environment |= {"PATH": f"{runner}{os.pathsep}{os.environ['PATH']}", "HOME": str(runner)}
            environment |= {key: str(file) for key, file in files.items()}
            done = subprocess.run(
                [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                cwd=repository,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            outcomes[name] = "failure" if done.returncode else "success"
            logs[name], errors[name] = done.stdout, done.stderr
        by_id[step.get("id", name)] = outcomes[name]
    summary, output = (file.read_text(encoding="utf-8") if file.exists() else "" for file in files.values())
    return Ran(outcomes, logs, errors, output, summary)


def _program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def _filled(text: str, inputs: Mapping[str, str]) -> str:
    known = {f"inputs.{name}": value for name, value in inputs.items()} | {"github.action_path": str(ROOT)}
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda match: known[match[1]], text)


def _holds(condition: str, inputs: Mapping[str, str], by_id: Mapping[str, str], outcomes: Mapping[str, str]) -> bool:
    """Whether a condition holds; without `!cancelled()` in it, a step is run only if none before it failed."""
    terms = re.sub(r"^\$\{\{ (.*) \}\}$", r"\1", condition).split(" && ")
    if "!cancelled()" not in terms and "failure" in outcomes.values():
        return False
    return all(_term(term, inputs, by_id) for term in terms)


def _term(term: str, inputs: Mapping[str, str], by_id: Mapping[str, str]) -> bool:
    if term in ("success()", "!cancelled()"):
        return True
    if found := re.fullmatch(r"steps\.(\w+)\.outcome == 'success'", term):
        return by_id[found[1]] == "success"
    found = re.fullmatch(r"inputs\.([\w-]+) != ''", term)
    assert found, f"the test does not know {term}"
    return inputs[found[1]] != ""


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
    _replace(rule, "question: 2.1.1", "question: 2.1.99")
    ran = run_action(repository, base="HEAD", cases=str(CASES), junit="results/of examples.xml")
    assert ran.outcomes == {**COMPARED, "Lint": "failure"}
    assert ran.logs["Lint"].startswith("::error file=rules/checks/start/first-appointment-on-time.yaml,line=")
    assert _junit(repository / "results/of examples.xml") == _examples("after")
    assert ran.flips.startswith("flips=")
    assert ran.summary.startswith("### Rules: HEAD -\\> rules\n")


def test_examples_that_fail_are_in_the_log_and_in_the_results(repository: Path) -> None:
    _take(repository, "half-way")
    ran = run_action(repository)
    assert ran.outcomes == {**NOT_COMPARED, "Lint": "failure", "Examples": "failure", "Mutants": "failure"}
    assert ran.logs["Examples"].endswith("7 examples of 1 rule: 1 failed\n")
    assert _junit(repository / "omicheck-rules.xml") == _examples("half-way")
    assert (ran.summary, ran.flips) == ("", "")


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


def test_an_older_revision_and_another_audit_date(repository: Path) -> None:
    git = ("git", "-C", str(repository), "-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run([*git, "commit", "--quiet", "--all", "--message", "After"], check=True)
    ran = run_action(repository, base="HEAD~1", cases=str(CASES), as_of="2009-05-27")
    assert ran.outcomes == COMPARED
    assert ran.summary == _difference("--as-of", "2009-05-27").replace("HEAD", "HEAD~1")


def test_a_base_that_is_not_there_fails_and_says_so(repository: Path) -> None:
    ran = run_action(repository, base="0123456789", cases=str(CASES))
    assert ran.outcomes == {**COMPARED, "What the change does": "failure"}
    assert ran.errors["What the change does"] == (
        "omicheck: found '0123456789'; expected a rules folder, or a revision of the git repository of this folder\n"
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
