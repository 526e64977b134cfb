"""Every scope of a rule, changed."""

from collections.abc import Callable

from attrs import evolve

from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger, Rule, Trigger
from omicheck.model.scope import AllOf

Change = Callable[[AllOf], AllOf]


def with_scopes(rule: Rule, applies: Change, others: Change) -> Rule:
    """A rule with each of its scopes changed.

    Args:
        rule: the rule.
        applies: changes its `applies`.
        others: changes `while`, `becomes` and each `when`.
    """
    return evolve(rule, applies=applies(rule.applies), check=_check(rule.check, others))


def _check(check: Check, change: Change) -> Check:
    return evolve(
        check,
        trigger=_trigger(check.trigger, change),
        outcome=_spec(check.outcome, change),
        unless=_spec(check.unless, change),
        restart=_spec(check.restart, change),
        while_=change(check.while_),
    )


def _trigger(trigger: Trigger | None, change: Change) -> Trigger | None:
    match trigger:
        case Becomes():
            return evolve(trigger, scope=change(trigger.scope))
        case EventTrigger():
            since = tuple(evolve(spec, when=change(spec.when)) for spec in trigger.since)
            return evolve(trigger, spec=evolve(trigger.spec, when=change(trigger.spec.when)), since=since)
    return trigger


def _spec(spec: EventSpec | None, change: Change) -> EventSpec | None:
    return None if spec is None else evolve(spec, when=change(spec.when))
