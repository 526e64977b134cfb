"""Names: ids and files, questions, successors, limits that nobody uses."""

import re
from collections.abc import Iterator
from pathlib import Path

from omicheck.authoring.lint.faults import Fault, fault
from omicheck.errors import Problem, nearest_name
from omicheck.model.limit import Limit
from omicheck.model.rule import ID_FORM, Rule
from omicheck.rulebase.folder import RuleBase


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """The faults of names."""
    named: tuple[Rule | Limit, ...] = (*rule_base.rules, *rule_base.limits.values())
    for one in named:
        yield from _misnamed(one)
    for rule in rule_base.rules:
        yield from _question(rule, rule_base)
        yield from _successor(rule, rule_base)
    used = {rule.check.limit for rule in rule_base.rules}
    for limit in rule_base.limits.values():
        if limit.id not in used:
            expected = "a rule that uses it; otherwise delete the file"
            yield fault("unused-limit", limit, ("id",), f"limit {limit.id}, which no rule uses", expected)
    yield from _unanswered(rule_base)


def _misnamed(one: Rule | Limit) -> Iterator[Fault]:
    if not re.fullmatch(ID_FORM, one.id):
        expected = "small letters, digits and single hyphens"
        yield fault("misnamed-id", one, ("id",), f"id {one.id}", expected)
    elif one.id != Path(one.file).stem:
        expected = f"{Path(one.file).stem}, as the file is called; an id is permanent, so rename the file"
        yield fault("misnamed-id", one, ("id",), f"id {one.id}", expected)


def _question(rule: Rule, rule_base: RuleBase) -> Iterator[Fault]:
    question = rule_base.questions.get(rule.question)
    if question is None:
        nearest = nearest_name(rule.question, rule_base.questions)
        expected = "a question of the list in questions/"
        yield fault("unknown-question", rule, ("question",), f"question {rule.question}", expected, nearest)
    elif question.decided_by == "inspector" and rule.status == "in_force" and rule.decides != "needs_reader":
        found = f"question {rule.question}, which the list leaves to the inspector"
        expected = "a question that the list says a rule decides, or `decides: needs_reader`"
        yield fault("inspectors-question", rule, ("question",), found, expected)


def _successor(rule: Rule, rule_base: RuleBase) -> Iterator[Fault]:
    path = ("successor",)
    if rule.successor is None:
        if rule.status == "withdrawn":
            expected = "the id of the rule that took its place"
            yield fault("missing-successor", rule, ("status",), "withdrawn, without a successor", expected)
        return
    if rule.status != "withdrawn":
        found = f"a successor, but status {rule.status}"
        yield fault("needless-successor", rule, path, found, "status withdrawn, or no successor")
    by_id = {one.id: one for one in rule_base.rules}
    successor = by_id.get(rule.successor)
    expected = "the id of another rule, which is in force or has a successor itself"
    if successor is None or successor.id == rule.id:
        nearest = nearest_name(rule.successor, set(by_id) - {rule.id})
        yield fault("unknown-successor", rule, path, f"rule {rule.successor}", expected, nearest)
    elif successor.status != "in_force" and not _leads_on(successor, by_id):
        found = f"rule {successor.id}, whose status is {successor.status}"
        yield fault("unknown-successor", rule, path, found, expected)


def _leads_on(rule: Rule, by_id: dict[str, Rule]) -> bool:
    """Whether successor after successor leads to a rule in force."""
    seen: set[str] = set()
    while rule.successor in by_id and rule.id not in seen:
        seen.add(rule.id)
        rule = by_id[rule.successor]
    return rule.status == "in_force"


def _unanswered(rule_base: RuleBase) -> Iterator[Fault]:
    """Questions that a rule should answer; only of a folder that has questions of its own."""
    if not (rule_base.folder / "questions").is_dir():
        return
    answered = {rule.question for rule in rule_base.rules if rule.status == "in_force"}
    for question in rule_base.questions.values():
        if question.decided_by == "rule" and question.id not in answered:
            found = f"question {question.id}, which no rule in force answers"
            expected = "a rule for it, or `decided_by: inspector`"
            problem = Problem(question.file, question.line, question.id, found, expected, kind="unanswered-question")
            yield Fault(problem, "error")
