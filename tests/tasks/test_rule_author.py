"""A rule author's task, by the commands of its tutorial: a limit changed, which verdicts flip, and CI guards it."""

import json
import subprocess
from pathlib import Path

import pytest

from action_runner import BASH, run_action
from small_tasks import done

FLIPS = """\
Case      Rule                       From               To                  Why
────────────────────────────────────────────────────────────────────────────────────────────────
SYN-0038  first-appointment-on-time  met (in time, due  not met (late, due  limit first-contact,"""
NEW = "SYN-0038  late  2009-06-01  2009-06-04  2009-06-06     2  3 business days  East    om-11"


@pytest.mark.long
@pytest.mark.skipif(BASH is None, reason="needs bash and git")
def test_a_limit_is_changed_and_guarded(tmp_path: Path) -> None:
    task = done("rule-author.md", tmp_path)
    assert task.last("rules lint") == ["73 rules and 46 limits: no fault"]
    assert task.last("rules test") == ["34 examples of 1 rule: all as expected"]
    assert task.last("rules mutate") == ["59 mutants: 59 caught, 0 survived, 0 recorded as not to be shown"]
    difference = task.last("rules diff")
    assert FLIPS in "\n".join(difference)
    assert [line.split("  ")[-2:] for line in difference if line.startswith("Criterion 2.1")] == [
        ["66% SUBSTANTIAL", "66% SUBSTANTIAL"]
    ]
    assert [line for line in task.last("--new-only") if line.startswith("SYN-")] == [NEW]
    # What the action does with the rules as they stand, held against the commit before the change.
    cases = task.folder.parent / "fixtures" / "sample" / "cases.json"
    before = subprocess.run(
        ["git", "-C", str(task.folder), "rev-parse", "HEAD~1"],  # noqa: S607, any will do
        capture_output=True,
        text=True,
        check=True,
    )
    ran = run_action(task.folder, base=before.stdout.strip(), cases=str(cases))
    assert set(ran.outcomes.values()) == {"success"}
    flips = json.loads((task.folder / "omicheck-diff.json").read_text(encoding="utf-8"))["flips"]
    assert [(flip["case_id"], flip["rule"]) for flip in flips] == [("SYN-0038", "first-appointment-on-time")]
