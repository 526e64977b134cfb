"""The workflow by which a code host's runners guard a rules folder."""

import re
from typing import Final

from omicheck.authoring.flow_yaml import flow
from omicheck.errors import RequestWrongError

# Where the runners look for workflows, in a repository.
WORKFLOW_FILE: Final = ".github/workflows/rules.yml"
_ACTION: Final = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+@[A-Za-z0-9_./-]+")


def rules_workflow(action: str, folder: str, cases: str | None) -> str:
    """A workflow that proves the rules for each pull request, and says in it what the change does.

    Args:
        action: where the action is: a repository of the host, and a version of it, such as `OWNER/omicheck@main`.
        folder: the rules folder, as it is seen from the root of the repository.
        cases: records on which a change is compared, likewise; None to compare nothing.

    Raises:
        RequestWrongError: the action has another form.
    """
    if not _ACTION.fullmatch(action):
        raise RequestWrongError(("workflow",), action, "an action with a version, such as OWNER/omicheck@main")
    with_cases = f"          cases: {flow(cases)} # synthetic or public ones\n" if cases is not None else ""
    return f"""\
# Proves the rules for each pull request, and says in its summary what the change does to verdicts and scores.
on: pull_request
jobs:
  rules:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {{fetch-depth: 0}} # the base of the pull request has to be there to be compared with
      - uses: actions/setup-python@v5
        with: {{python-version: "3.12"}}
      - uses: {action}
        with:
          rules: {flow(folder)}
          base: ${{{{ github.event.pull_request.base.sha }}}}
{with_cases}"""
