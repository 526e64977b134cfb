"""Scopes that can never hold, and cases in scope for which no limit is in force."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from omicheck.authoring.lint.faults import Fault, fault
from omicheck.authoring.parts_of_rules import scope_at_trigger, scopes_of, trigger_path
from omicheck.authoring.scope_truths import MOST_STEPS
from omicheck.authoring.unknown_values import can_hold, is_too_tangled
from omicheck.dates import read_date
from omicheck.evaluate.durable.codings import coding_of
from omicheck.findings import Path
from omicheck.model.limit import Limit, LimitValue
from omicheck.model.rule import Example, Rule
from omicheck.model.scope import AllOf, AnyOf, FieldCondition, OneOf, conditions_in
from omicheck.model.vocabulary import Vocabulary
from omicheck.provenance import limit_of
from omicheck.rulebase.checks import limit_key_of
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """The faults of scopes and of the limits that they call for."""
    for rule in rule_base.rules:
        if not can_hold(rule.applies, rule_base.vocabulary):
            expected = "conditions that a case can satisfy together"
            yield fault("scope-never-holds", rule, ("applies",), "a scope that no case is in", expected)
            continue
        if is_too_tangled(AllOf((*rule.applies.parts, *scope_at_trigger(rule.check).parts)), rule_base.vocabulary):
            found = f"conditions that hang together in more than {MOST_STEPS} ways"
            expected = "fewer alternatives; whether the scope can hold was not looked through"
            yield evolve(fault("scope-too-tangled", rule, ("applies",), found, expected), level="warning")
        contradictory = list(_contradictory(rule, rule_base.vocabulary))
        for path in contradictory:
            found = "conditions that no case in scope can satisfy"
            yield fault("scope-never-holds", rule, path, found, "conditions that one can satisfy")
        limit = limit_of(rule, rule_base.limits)
        if limit is not None and not contradictory:
            yield from _limits(rule, limit, rule_base.vocabulary)


def _contradictory(rule: Rule, vocabulary: Vocabulary) -> Iterator[Path]:
    """The scopes of a check that cannot hold together with the rule's own.

    `while`, `becomes` and the `when` of the trigger are asked on the day on which `applies` is; any other `when` on
    a day of its own, when only the fields that no event sets are as they were.
    """
    check = rule.check
    together = rule.applies
    at_trigger = (("check", "while"), (*trigger_path(check), "becomes"), (*trigger_path(check), "when"))
    scopes = {path: scope for path, scope in scopes_of(rule) if scope.parts and path != ("applies",)}
    for path in at_trigger:
        if path in scopes:
            both = AllOf((*together.parts, *scopes[path].parts))
            if can_hold(both, vocabulary):
                together = both
            else:
                yield path
    lasting = tuple(part for part in together.parts if not _changes(part, vocabulary))
    for path, scope in scopes.items():
        if path not in at_trigger and not can_hold(AllOf((*lasting, *scope.parts)), vocabulary):
            yield path
    if check.field is not None and check.condition is not None:
        asked = FieldCondition(check.field, check.condition)
        if not can_hold(AllOf((*rule.applies.parts, asked)), vocabulary):
            yield ("check", "recorded", "is")


def _changes(part: FieldCondition | AnyOf, vocabulary: Vocabulary) -> bool:
    return any(one.field in vocabulary.set_by for one in conditions_in(AllOf((part,))))


def _limits(rule: Rule, limit: Limit, vocabulary: Vocabulary) -> Iterator[Fault]:
    path = ("check", rule.check.kind, limit_key_of(rule.check.kind, at_most=rule.check.at_most))
    for value in limit.values:
        missing = list(_without_amount(rule, value, vocabulary))
        if missing:
            where = ", ".join(f"{value.by} {in_words(str(one))}" for one in missing)
            found = f"limit {limit.id}, which from {value.from_} has no amount for {where}"
            expected = (
                f"an amount for every {value.by} in scope, a scope without it, "
                "or an example that expects no_limit_in_force"
            )
            yield fault("trigger-without-limit", rule, path, found, expected)
    last = max((day for example in rule.examples if (day := read_date(example.data.get("as_of")))), default=None)
    if last is not None and last < limit.values[0].from_:
        found = f"limit {limit.id}, in force from {limit.values[0].from_}, after every example"
        expected = "a limit in force on the day of a trigger"
        yield fault("trigger-without-limit", rule, path, found, expected)


def _without_amount(rule: Rule, value: LimitValue, vocabulary: Vocabulary) -> Iterator[object]:
    """The values of the field that a limit depends on that a case in scope can have, and the limit has not."""
    if value.by is None:
        return
    for one in coding_of(value.by, vocabulary.fields[value.by], tuple(k for k in value.table if k is not None)).values:
        in_scope = (*rule.applies.parts, *scope_at_trigger(rule.check).parts)
        with_it = AllOf((*in_scope, FieldCondition(value.by, OneOf((one,)))))
        is_missing = one not in value.table and can_hold(with_it, vocabulary)
        if is_missing and not any(_shows_none(example, value, one) for example in rule.examples):
            yield one


def _shows_none(example: Example, value: LimitValue, one: object) -> bool:
    """Whether an example shows that there is no limit any more for a value of the field that it depends on."""
    case, expected = example.data.get("case"), example.data.get("expect")
    day = read_date(example.data.get("as_of"))
    rows = expected if isinstance(expected, list) else [expected]
    return (
        isinstance(case, Mapping)
        and case.get(value.by) == one
        and day is not None
        and day >= value.from_
        and any(isinstance(row, Mapping) and row.get("reason") == "no_limit_in_force" for row in rows)
    )
