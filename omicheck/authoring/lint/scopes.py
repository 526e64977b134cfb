"""Scopes that can never hold, and cases in scope for which no limit is in force."""

from collections.abc import Iterator
from datetime import date

from omicheck.authoring.lint.faults import Fault, Lines, fault
from omicheck.dates import read_date
from omicheck.evaluate.durable.decisions import Leaf, Tree
from omicheck.evaluate.durable.scopes import TRUE, Truth, coding_of, scope_tree
from omicheck.model.limit import Limit, LimitValue
from omicheck.model.rule import Rule
from omicheck.model.scope import AllOf, FieldCondition, OneOf
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.text import in_words
from omicheck.provenance import limit_of
from omicheck.rulebase.folder import RuleBase


def find(rule_base: RuleBase, lines: Lines) -> Iterator[Fault]:
    """The faults of scopes and of the limits that they call for."""
    for rule in rule_base.rules:
        if not can_hold(rule.applies, rule_base.vocabulary):
            expected = "conditions that a case can satisfy together"
            yield fault("scope-never-holds", rule, ("applies",), "a scope that no case is in", expected, lines)
            continue
        limit = limit_of(rule, rule_base.limits)
        if limit is not None:
            yield from _limits(rule, limit, rule_base.vocabulary, lines)


def can_hold(scope: AllOf, vocabulary: Vocabulary) -> bool:
    """Whether any values of the fields make the scope true."""
    return TRUE in _answers(scope_tree(scope, vocabulary).tree)


def _answers(tree: Tree[Truth]) -> Iterator[Truth]:
    if isinstance(tree, Leaf):
        yield tree.answer
        return
    yield from _answers(tree.low)
    yield from _answers(tree.high)


def _limits(rule: Rule, limit: Limit, vocabulary: Vocabulary, lines: Lines) -> Iterator[Fault]:
    key = "at_least" if rule.check.kind == "count" else "limit"
    path = ("check", rule.check.kind, key)
    for value in limit.values:
        missing = list(_without_amount(rule, value, vocabulary))
        if missing:
            where = ", ".join(f"{value.by} {in_words(str(one))}" for one in missing)
            found = f"limit {limit.id}, which from {value.from_} has no amount for {where}"
            expected = f"an amount for every {value.by} in scope, or a scope without it"
            yield fault("trigger-without-limit", rule, path, found, expected, lines)
    last = max((day for example in rule.examples if (day := _audited(example.data.get("as_of")))), default=None)
    if last is not None and last < limit.values[0].from_:
        found = f"limit {limit.id}, in force from {limit.values[0].from_}, after every example"
        expected = "a limit in force on the day of a trigger"
        yield fault("trigger-without-limit", rule, path, found, expected, lines)


def _without_amount(rule: Rule, value: LimitValue, vocabulary: Vocabulary) -> Iterator[object]:
    """The values of the field that a limit depends on that a case in scope can have, and the limit has not."""
    if value.by is None:
        return
    for one in coding_of(value.by, vocabulary.fields[value.by], tuple(k for k in value.table if k is not None)).values:
        with_it = AllOf((*rule.applies.parts, FieldCondition(value.by, OneOf((one,)))))
        if one not in value.table and can_hold(with_it, vocabulary):
            yield one


def _audited(data: object) -> date | None:
    return read_date(data) if isinstance(data, str) else None
