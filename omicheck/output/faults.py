"""Faults of rules as text, JSON, GitHub annotations and SARIF."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, Final

from omicheck import __version__
from omicheck.authoring.lint.faults import KINDS, Fault
from omicheck.authoring.lint.folder import Linted
from omicheck.errors import Problem
from omicheck.output.text import counted

_SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def text(linted: Linted) -> Iterator[str]:
    """Each fault on a line, and how many there are."""
    for fault in linted.faults:
        yield f"{fault.problem} [{fault.level}: {fault.problem.kind}]\n"
    looked_at = f"{counted(linted.rules, 'rule')} and {counted(linted.limits, 'limit')}"
    yield f"{looked_at}: {counted(len(linted.faults), 'fault') if linted.faults else 'no fault'}\n"


def document(linted: Linted) -> Iterator[str]:
    """All faults as one JSON document."""
    data = {"faults": [_data(fault) for fault in linted.faults], "rules": linted.rules, "limits": linted.limits}
    yield json.dumps(data, ensure_ascii=False, indent=1)
    yield "\n"


def _data(fault: Fault) -> dict[str, Any]:
    return {"level": fault.level, "kind": fault.problem.kind, **fault.problem.data()}


def github(linted: Linted) -> Iterator[str]:
    """Each fault as a workflow command of GitHub Actions, which shows it at its line of a pull request."""
    for fault in linted.faults:
        problem = fault.problem
        line = "" if problem.line is None else f",line={problem.line}"
        title = _property(f"omicheck {problem.kind}")
        yield f"::{fault.level} file={_property(problem.file)}{line},title={title}::{_message(told(problem))}\n"


def _property(value: str) -> str:
    return _message(value).replace(":", "%3A").replace(",", "%2C")


def _message(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def told(problem: Problem) -> str:
    """A problem without its place, which the format says in its own way."""
    where = f"{problem.path}: " if problem.path else ""
    hint = f"; did you mean {problem.nearest}?" if problem.nearest else ""
    return f"{where}found {problem.found}; expected {problem.expected}{hint}"


def sarif(linted: Linted) -> Iterator[str]:
    """All faults as a SARIF 2.1.0 log."""
    kinds = sorted({fault.problem.kind for fault in linted.faults})
    driver = {
        "name": "omicheck",
        "semanticVersion": __version__,
        "rules": [{"id": kind, "shortDescription": {"text": _about(kind)}} for kind in kinds],
    }
    results = [_result(fault, kinds) for fault in linted.faults]
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    yield json.dumps(log, ensure_ascii=False, indent=1)
    yield "\n"


def _about(kind: str) -> str:
    return KINDS.get(kind) or KINDS["unknown-..." if kind.startswith("unknown-") else "wrong"]


def _result(fault: Fault, kinds: Sequence[str]) -> Mapping[str, Any]:
    problem = fault.problem
    region = {} if problem.line is None else {"region": {"startLine": problem.line}}
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(problem.file)}, **region}}
    return {
        "ruleId": problem.kind,
        "ruleIndex": kinds.index(problem.kind),
        "level": fault.level,
        "message": {"text": told(problem)},
        "locations": [location],
    }


def _uri(file: str) -> str:
    path = PurePath(file)
    return Path(file).as_uri() if path.is_absolute() else path.as_posix().replace(" ", "%20")
