"""All that is wrong with a rules folder."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.authoring.lint import examples, names, options, schema, scopes, sources, unusable_files, wording
from omicheck.authoring.lint.faults import Fault, with_lines
from omicheck.errors import Problem
from omicheck.rulebase.folder import read_what_can_be

# Where in the path of a problem that of what it is inside of ends.
_INSIDE: Final = re.compile(r"[.\[]")


@frozen
class LintReport:
    """What was found.

    Attributes:
        faults: by file and line.
        rules: how many rules could be read and were looked at.
        limits: how many limits.
        with_schemas: whether the files were held against their JSON Schemas.
    """

    faults: tuple[Fault, ...]
    rules: int
    limits: int
    with_schemas: bool


def lint(folder: Path) -> LintReport:
    """The faults of a rules folder; a file that cannot be read keeps none of the others from being looked at.

    Raises:
        RulesWrongError: there is no such folder, or its vocabulary cannot be read.
    """
    rule_base, problems = read_what_can_be(folder)
    unread = [Fault(problem, "error") for problem in problems]
    if rule_base is None:
        return LintReport(_in_order(unread), 0, 0, with_schemas=False)
    found = [fault for part in (names, sources, scopes, options, wording, examples) for fault in part.find(rule_base)]
    if unread:
        found += unusable_files.find(rule_base, problems)
        # A rule that cannot be read may be the one that uses the limit, or answers the question.
        found = [one for one in found if one.problem.kind not in ("unused-limit", "unanswered-question")]
    found = list(with_lines(found))
    with_schemas = schema.can_check()
    if with_schemas:
        told = _places(fault.problem for fault in (*unread, *found))
        found += [one for one in schema.find(rule_base) if not _is_told(one.problem, told)]
    limits = len(rule_base.limits)
    return LintReport(_in_order([*unread, *found]), len(rule_base.rules), limits, with_schemas)


def _places(problems: Iterable[Problem]) -> set[tuple[str, int | str | None]]:
    """The lines of problems and their paths, with whatever they are inside of, each with its file."""
    places: set[tuple[str, int | str | None]] = set()
    for one in problems:
        inside = (one.path[: mark.start()] for mark in _INSIDE.finditer(one.path))
        places.update((one.file, place) for place in (one.line, one.path, "", *inside))
    return places


def _is_told(problem: Problem, told: set[tuple[str, int | str | None]]) -> bool:
    """Whether the readers, who say it better than a schema, tell of the same line, or of something inside the place."""
    return (problem.file, problem.line) in told or (problem.file, problem.path) in told


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda one: (one.problem.file, one.problem.line or 0, one.problem.kind)))
