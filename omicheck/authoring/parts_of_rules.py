"""The events and scopes that a rule speaks of, each with where it stands in the file."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from omicheck.findings import Path
from omicheck.model.limit import Limit
from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger, Rule
from omicheck.model.scope import AllOf, conditions_in
from omicheck.rulebase.checks import outcome_key_of, trigger_key_of

_Item = TypeVar("_Item")


def trigger_path(check: Check) -> Path:
    """Where the trigger of a check stands."""
    return ("check", check.kind, trigger_key_of(check.kind, after=check.after))


def specs_of(check: Check) -> Iterator[tuple[Path, EventSpec]]:
    """The events that a check asks for: trigger, what ends its runs, outcome, restart, unless."""
    if isinstance(check.trigger, EventTrigger):
        yield trigger_path(check), check.trigger.spec
        for number, spec in enumerate(check.trigger.since):
            one = len(check.trigger.since) == 1
            yield (*trigger_path(check), "since", *(() if one else (number,))), spec
    if check.outcome is not None:
        yield ("check", check.kind, outcome_key_of(check.kind)), check.outcome
    if check.restart is not None:
        yield ("check", check.kind, "restart"), check.restart
    if check.unless is not None:
        yield ("check", "unless"), check.unless


def scopes_of(rule: Rule) -> Iterator[tuple[Path, AllOf]]:
    """The scopes of a rule: `applies`, `while`, `becomes` and each `when`; those without conditions too."""
    check = rule.check
    yield ("applies",), rule.applies
    yield ("check", "while"), check.while_
    if isinstance(check.trigger, Becomes):
        yield (*trigger_path(check), "becomes"), check.trigger.scope
    for path, spec in specs_of(check):
        yield (*path, "when"), spec.when


def fields_asked(rule: Rule, limits: Mapping[str, Limit]) -> tuple[str, ...]:
    """The fields that the rows of a rule can depend on, each once; not the dates of the case.

    Args:
        rule: the rule.
        limits: what is looked at for the field that its limit depends on; its own need not be among them.
    """
    names = [part.field for _, scope in scopes_of(rule) for part in conditions_in(scope)]
    names += [rule.check.field] if rule.check.field is not None else []
    limit = limits.get(rule.check.limit or "")
    names += [value.by for value in limit.values if value.by is not None] if limit is not None else []
    return tuple(dict.fromkeys(names))


def exchanged(items: tuple[_Item, ...], number: int, *others: _Item) -> tuple[_Item, ...]:
    """Items with others in place of one; without it, if there are no others."""
    return (*items[:number], *others, *items[number + 1 :])


def scope_at_trigger(check: Check) -> AllOf:
    """What a check asks of the case as at the date of its trigger, beside the rule's `applies`."""
    parts = check.while_.parts
    if isinstance(check.trigger, Becomes):
        parts += check.trigger.scope.parts
    if isinstance(check.trigger, EventTrigger):
        parts += check.trigger.spec.when.parts
    return AllOf(parts)
