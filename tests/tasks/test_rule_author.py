"""A rule author's task, by the commands of its tutorial: a limit changed, which verdicts flip, and CI guards it."""

import json
import subprocess
from pathlib import Path

import pytest
import yaml

from action_runner import BASH, run_action
from small_tasks import done

HOLDS = """\
73 rules and 46 limits: no fault
34 examples of 1 rule: all as expected
59 mutants: 59 caught, 0 survived, 0 recorded as not to be shown

Rules: HEAD -> rules
"""
FLIPS = """\
1 verdict flips in 1 of 60 cases

From  To       Verdicts
───────────────────────
met   not met  1

Case      Rule                       From               To                  Why
───────────────────────────────────────────────────────────────────────────────────────────────────
SYN-0038  first-appointment-on-time  met (in time, due  not met (late, due  limit
                                     2009-06-08)        2009-06-04)         first-appointment, from
                                                                            2009-06-01, tier 2: 5
                                                                            business days -> 3
                                                                            business days

10 further rows with the same verdict and another date, limit or reason.

Shares, scores and comments

Share or score  What                                            Before           After
────────────────────────────────────────────────────────────────────────────────────────────────
Question 2.1.1  First appointment with the offender manager on  88% (37 of 42)   86% (36 of 42)
                time
Criterion 2.1   Delivering the sentence plan                    66% SUBSTANTIAL  66% SUBSTANTIAL
Section 2       Implementation of interventions                 66%              66%
Headline ce     Compliance and Enforcement                      62% SUBSTANTIAL  62% SUBSTANTIAL"""


@pytest.mark.long
@pytest.mark.skipif(BASH is None, reason="needs bash and git")
def test_a_limit_is_changed_and_guarded(tmp_path: Path) -> None:
    task = done("rule-author.md", tmp_path)
    checked = "\n".join(task.last("rules check"))
    assert checked.startswith(HOLDS)
    assert checked.endswith(FLIPS)
    # What the action does by the workflow that was written, held against the commit before the change.
    workflow = yaml.safe_load((task.folder / ".github/workflows/rules.yml").read_text(encoding="utf-8"))
    given = workflow["jobs"]["rules"]["steps"][-1]["with"]
    assert given == {
        "rules": "rules",
        "base": "${{ github.event.pull_request.base.sha }}",
        "cases": "cases.json",
    }
    before = subprocess.run(
        ["git", "-C", str(task.folder), "rev-parse", "HEAD~1"],  # noqa: S607, any will do
        capture_output=True,
        text=True,
        check=True,
    )
    ran = run_action(task.folder, **{**given, "base": before.stdout.strip()})
    assert set(ran.outcomes.values()) == {"success"}
    flips = json.loads((task.folder / "omicheck-diff.json").read_text(encoding="utf-8"))["flips"]
    assert [(flip["case_id"], flip["rule"]) for flip in flips] == [("SYN-0038", "first-appointment-on-time")]
