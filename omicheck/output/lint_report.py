"""Faults of rules as text, JSON, GitHub annotations and SARIF."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from omicheck.authoring.lint.faults import KINDS, Fault
from omicheck.authoring.lint.folder import LintReport
from omicheck.errors import Problem
from omicheck.output import sarif_log
from omicheck.output.github_annotations import annotation
from omicheck.plain_data import compact_json, indented_json
from omicheck.text import counted

WITHOUT_SCHEMAS: Final = "not held against the JSON Schemas: that needs `pip install omicheck[authoring]`"


def text(report: LintReport) -> Iterator[str]:
    """Each fault on a line, and how many there are."""
    for fault in report.faults:
        yield f"{fault.problem} [{fault.level}: {fault.problem.kind}]\n"
    looked_at = f"{counted(report.rules, 'rule')} and {counted(report.limits, 'limit')}"
    yield f"{looked_at}: {counted(len(report.faults), 'fault') if report.faults else 'no fault'}\n"


def document(report: LintReport) -> Iterator[str]:
    """All faults as one JSON document."""
    yield from indented_json(report_data(report))


def report_data(report: LintReport) -> dict[str, Any]:
    """All faults, as JSON would hold them."""
    return {"faults": [_data(fault) for fault in report.faults], "rules": report.rules, "limits": report.limits}


def _data(fault: Fault) -> dict[str, Any]:
    return {"level": fault.level, "kind": fault.problem.kind, **fault.problem.data()}


def github(report: LintReport) -> Iterator[str]:
    """Each fault as a workflow command of GitHub Actions, which shows it at its line of a pull request."""
    for fault in report.faults:
        problem = fault.problem
        yield annotation(fault.level, f"omicheck {problem.kind}", _message(problem), problem.file, problem.line)


def _message(problem: Problem) -> str:
    """A problem without its place, which the format says in its own way."""
    where = f"{problem.path}: " if problem.path else ""
    return f"{where}found {problem.found}; expected {problem.expected}{problem.hint}"


def sarif(report: LintReport) -> Iterator[str]:
    """All faults as a SARIF 2.1.0 log."""
    kinds = sorted({fault.problem.kind for fault in report.faults})
    rules = ({"id": kind, "shortDescription": {"text": _about(kind)}} for kind in kinds)
    yield from sarif_log.log(rules, (compact_json(_result(fault, kinds)) for fault in report.faults))


def _about(kind: str) -> str:
    return KINDS.get(kind) or KINDS["unknown-..." if kind.startswith("unknown-") else "wrong"]


def _result(fault: Fault, kinds: Sequence[str]) -> Mapping[str, Any]:
    problem = fault.problem
    return {
        "ruleId": problem.kind,
        "ruleIndex": kinds.index(problem.kind),
        "level": fault.level,
        "message": {"text": _message(problem)},
        "locations": [sarif_log.place(problem.file, problem.line)],
    }
