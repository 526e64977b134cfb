"""The numbers of a rule that are no amounts of its limit: a requirement may name them too."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from omicheck.authoring.parts_of_rules import scopes_of, specs_of
from omicheck.dates import Period
from omicheck.model.rule import Becomes, EventTrigger, FromDay, Rule, Wanted
from omicheck.model.scope import Between, Condition, OneOf, asserted, conditions_in
from omicheck.model.vocabulary import Vocabulary

_NUMBERS: Final = ("integer", "number")


def periods_of(rule: Rule) -> tuple[Period, ...]:
    """The lengths of time that a check names itself."""
    check = rule.check
    trigger = check.trigger
    found = [check.window, check.early, check.within]
    if isinstance(trigger, EventTrigger):
        found.append(trigger.within)
    if isinstance(trigger, EventTrigger | Becomes):
        found.append(_less(trigger.on_or_after))
    return tuple(period for period in found if period is not None)


def _less(from_day: FromDay | None) -> Period | None:
    return None if from_day is None else from_day.less


def numbers_of(rule: Rule, vocabulary: Vocabulary) -> frozenset[int | Decimal]:
    """The bare numbers that a check and its scopes name themselves."""
    return frozenset(_numbers(rule, vocabulary))


def _numbers(rule: Rule, vocabulary: Vocabulary) -> Iterator[int | Decimal]:
    check = rule.check
    if isinstance(check.trigger, EventTrigger) and check.trigger.nth is not None:
        yield check.trigger.nth
    for _, scope in scopes_of(rule):
        for part in conditions_in(scope):
            if vocabulary.fields[part.field].kind in _NUMBERS:
                yield from _of_condition(part.condition)
    if check.field is not None and vocabulary.fields[check.field].kind in _NUMBERS:
        yield from _of_condition(check.condition)
    for _, spec in specs_of(check):
        for attribute, wanted in spec.where:
            if all(vocabulary.events[name].attributes[attribute].kind in _NUMBERS for name in spec.types):
                yield from _of_condition(wanted)


def _of_condition(condition: Condition | Wanted | None) -> Iterator[int | Decimal]:
    condition = None if condition is None else asserted(condition)
    if isinstance(condition, Between):
        yield from (bound for bound in (condition.at_least, condition.at_most) if bound is not None)
    elif isinstance(condition, OneOf):
        yield from (
            value for value in condition.values if isinstance(value, int | Decimal) and not isinstance(value, bool)
        )
