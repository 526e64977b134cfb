"""All that is wrong with a rules folder."""

from pathlib import Path

from attrs import frozen

from omicheck.authoring.lint import examples, names, schema, scopes, sources, wording
from omicheck.authoring.lint.faults import Fault, lines_of_files
from omicheck.rulebase.folder import read_what_can_be


@frozen
class Linted:
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


def lint(folder: Path) -> Linted:
    """The faults of a rules folder; a file that cannot be read keeps none of the others from being looked at.

    Raises:
        RulesWrongError: there is no such folder, or its vocabulary cannot be read.
    """
    rule_base, problems = read_what_can_be(folder)
    unread = [Fault(problem, "error") for problem in problems]
    if rule_base is None:
        return Linted(_in_order(unread), 0, 0, with_schemas=False)
    lines = lines_of_files()
    found = [fault for part in (names, sources, scopes, wording, examples) for fault in part.find(rule_base, lines)]
    if unread:
        # A rule that cannot be read may be the one that uses the limit, or answers the question.
        found = [one for one in found if one.problem.kind not in ("unused-limit", "unanswered-question")]
    with_schemas = schema.can_check()
    if with_schemas:
        # What the readers refuse they say better, so the schema's word for the same place is left out.
        told = {(fault.problem.file, fault.problem.line) for fault in (*unread, *found)}
        found += [one for one in schema.find(rule_base) if (one.problem.file, one.problem.line) not in told]
    limits = len(rule_base.limits)
    return Linted(_in_order([*unread, *found]), len(rule_base.rules), limits, with_schemas)


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=lambda one: (one.problem.file, one.problem.line or 0, one.problem.kind)))
