"""Scopes that are unknown of some cases, or of all."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from omicheck.model.scope import AllOf, AnyOf, Condition, FieldCondition, Has, Not, OneOf, Recorded
from omicheck.model.vocabulary import Value, ValueType

# Parts of a scope, all of which have to hold.
Parts = tuple[FieldCondition | AnyOf, ...]


def unknown(name: str, type_: ValueType) -> FieldCondition:
    """A condition that is unknown of every case, as no case has a value of the field.

    Args:
        name: the field.
        type_: its type.
    """
    return FieldCondition(name, _some_condition(type_))


def each_condition(scope: AllOf, changed: Callable[[FieldCondition], Parts]) -> AllOf:
    """A scope with each condition in it changed."""
    parts: list[FieldCondition | AnyOf] = []
    for one in scope.parts:
        if isinstance(one, AnyOf):
            parts.append(AnyOf(tuple(each_condition(alternative, changed) for alternative in one.alternatives)))
        else:
            parts += changed(one)
    return AllOf(tuple(parts))


def has_value(field: str, type_: ValueType, *, wanted: bool) -> Parts:
    """That a field has a value, or that it has none: unknown of cases in which it has none.

    Args:
        field: the field.
        type_: its type.
        wanted: whether it is to have one.
    """
    some = FieldCondition(field, _some_condition(type_))
    other = FieldCondition(field, Not(some.condition))
    return (AnyOf((AllOf((some,)), AllOf((other,)))),) if wanted else (some, other)


def wants_value(condition: Condition) -> bool:
    """Whether a condition that asks if a field is recorded wants it to be."""
    if isinstance(condition, Not):
        return not wants_value(condition.condition)
    return isinstance(condition, Recorded) and condition.wanted


def _some_condition(wanted: ValueType) -> Condition:
    """A condition that every value of a type meets or does not meet: which, is of no account."""
    if wanted.kind == "list":
        return Has(wanted.values[:1])
    values: dict[str, Value] = {
        "text": "-",
        "date": date.min,
        "flag": True,
        "integer": wanted.at_least,
        "number": Decimal(wanted.at_least),
    }
    return OneOf((values[wanted.kind] if wanted.kind in values else wanted.values[0],))
