"""Rule files that cannot be used: what else is wrong with them is told in the same run.

A wrong check says nothing of the title, the sources and the examples beside it. So the parts in which a problem was
found are left out, another check stands in for the rule's own, and what does not depend on the check is looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from omicheck.authoring.lint import examples, names, sources, unknown_names
from omicheck.authoring.lint.faults import Fault
from omicheck.errors import Problem
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.files import read_rule_file
from omicheck.rulebase.folder import RuleBase
from omicheck.rulebase.folder_walk import files_of
from omicheck.rulebase.rules import KEYS, read_rule

# Without these there is no rule, so something stands in for them; the check and the scope are not looked at.
_STAND_INS: Final = ("id", "question", "check", "applies")
_NO_ID: Final = "unnamed"


def find(rule_base: RuleBase, problems: Iterable[Problem]) -> Iterator[Fault]:
    """The faults of rule files that could not be used, beside the problems for which they could not.

    Args:
        rule_base: what could be read.
        problems: why the others could not.
    """
    wrong: dict[str, set[str]] = {}
    problems = tuple(problems)
    told = {(problem.file, problem.path) for problem in problems}
    for problem in problems:
        wrong.setdefault(problem.file, set()).add(_top(problem.path))
    used = {rule.file for rule in rule_base.rules}
    for fault in unknown_names.find(rule_base, wrong.keys() - used):
        if (fault.problem.file, fault.problem.path) not in told:
            yield fault
    half: list[Rule] = []
    for file in files_of(rule_base.folder / "checks").files:
        if str(file) in wrong and str(file) not in used:
            rule = _half(file, wrong[str(file)], rule_base.vocabulary)
            half += [rule] if rule is not None else []
    if not half:
        return
    for rule in half:
        if not rule.question:
            wrong[rule.file].add("question")
        if rule.id == _NO_ID:
            wrong[rule.file].add("id")
    files = {rule.file for rule in half}
    # The successor of one rule is another, so all are there; no limit, as none is used by a check that stands in.
    together = evolve(rule_base, rules=(*rule_base.rules, *half), limits={})
    for part in (names, sources, examples):
        for fault in part.find(together):
            problem = fault.problem
            if problem.file in files and _top(problem.path) not in wrong[problem.file]:
                yield fault


def _half(file: Path, wrong: set[str], vocabulary: Vocabulary) -> Rule | None:
    data, findings = read_rule_file(file)
    if not isinstance(data, dict):
        return None
    kept: Mapping[str, Any] = {
        key: data[key] for key in KEYS if key in data and key not in wrong and key not in _STAND_INS
    }
    field = next(iter(vocabulary.fields))
    named = {key: data[key] for key in ("id", "question") if isinstance(data.get(key), str) and key not in wrong}
    check = {"recorded": {"field": field}}
    before = len(findings.problems)
    rule = read_rule({"id": _NO_ID, "question": "", **named, "check": check, **kept}, "", vocabulary, findings)
    return rule if len(findings.problems) == before else None


def _top(path: str) -> str:
    """The key at the top of a file under which a path lies."""
    return path.partition(".")[0].partition("[")[0]
