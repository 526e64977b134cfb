"""Runs the steps of `action.yml` as its platform would.

What stands in for the platform is `run_action`: it goes through the steps in order, runs those whose condition holds,
and knows no more of expressions than the action uses. `python -m pip` is recorded and not run.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml
from attrs import frozen

from pipeline import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


CHANGE = ROOT / "fixtures" / "changing-a-rule"


BASH = shutil.which("bash")


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


def take_rules(repository: Path, name: str) -> None:
    shutil.rmtree(repository / "rules")
    shutil.copytree(CHANGE / name, repository / "rules")


def replace_in(file: Path, old: str, new: str) -> None:
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
