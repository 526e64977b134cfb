"""Faults of rules as text, JSON, GitHub annotations and SARIF."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from omicheck.authoring.lint.faults import KINDS, Fault
from omicheck.authoring.lint.folder import Linted
from omicheck.errors import Problem
from omicheck.output import sarif_log
from omicheck.output.annotations import annotation
from omicheck.plain_data import indented_json
from omicheck.text import counted


def text(linted: Linted) -> Iterator[str]:
    """Each fault on a line, and how many there are."""
    for fault in linted.faults:
        yield f"{fault.problem} [{fault.level}: {fault.problem.kind}]\n"
    looked_at = f"{counted(linted.rules, 'rule')} and {counted(linted.limits, 'limit')}"
    yield f"{looked_at}: {counted(len(linted.faults), 'fault') if linted.faults else 'no fault'}\n"


def document(linted: Linted) -> Iterator[str]:
    """All faults as one JSON document."""
    data = {"faults": [_data(fault) for fault in linted.faults], "rules": linted.rules, "limits": linted.limits}
    yield from indented_json(data)


def _data(fault: Fault) -> dict[str, Any]:
    return {"level": fault.level, "kind": fault.problem.kind, **fault.problem.data()}


def github(linted: Linted) -> Iterator[str]:
    """Each fault as a workflow command of GitHub Actions, which shows it at its line of a pull request."""
    for fault in linted.faults:
        problem = fault.problem
        yield annotation(fault.level, f"omicheck {problem.kind}", told(problem), problem.file, problem.line)


def told(problem: Problem) -> str:
    """A problem without its place, which the format says in its own way."""
    where = f"{problem.path}: " if problem.path else ""
    return f"{where}found {problem.found}; expected {problem.expected}{problem.hint}"


def sarif(linted: Linted) -> Iterator[str]:
    """All faults as a SARIF 2.1.0 log."""
    kinds = sorted({fault.problem.kind for fault in linted.faults})
    rules = ({"id": kind, "shortDescription": {"text": _about(kind)}} for kind in kinds)
    yield from sarif_log.log(rules, (_result(fault, kinds) for fault in linted.faults))


def _about(kind: str) -> str:
    return KINDS.get(kind) or KINDS["unknown-..." if kind.startswith("unknown-") else "wrong"]


def _result(fault: Fault, kinds: Sequence[str]) -> Mapping[str, Any]:
    problem = fault.problem
    return {
        "ruleId": problem.kind,
        "ruleIndex": kinds.index(problem.kind),
        "level": fault.level,
        "message": {"text": told(problem)},
        "locations": [sarif_log.place(problem.file, problem.line)],
    }
