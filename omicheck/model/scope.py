"""A scope: conditions on the fields of a case, as `applies`, `when`, `while` and `becomes` have them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from attrs import frozen

from omicheck.model.vocabulary import Value


@frozen
class OneOf:
    """The value is one of these."""

    values: tuple[Value, ...]


@frozen
class Between:
    """The integer, the number or the place of the level in its order lies between these, both included."""

    at_least: int | Decimal | None
    at_most: int | Decimal | None


@frozen
class Has:
    """The list holds one of these."""

    values: tuple[str, ...]


@frozen
class Recorded:
    """The field has a value (or has none)."""

    wanted: bool


@frozen
class Not:
    """The condition does not hold."""

    condition: "Condition"


Condition = OneOf | Between | Has | Recorded | Not


@frozen
class FieldCondition:
    """A condition on one field."""

    field: str
    condition: Condition


@frozen
class AllOf:
    """All parts hold; without parts, true."""

    parts: "tuple[FieldCondition | AnyOf, ...]"


@frozen
class AnyOf:
    """One of the alternatives holds."""

    alternatives: tuple[AllOf, ...]


Scope = AllOf

# What holds of every case on every day.
NO_CONDITION: Final = AllOf(())


def conditions_in(scope: AllOf) -> Iterator[FieldCondition]:
    """The conditions of a scope, those of its alternatives too."""
    for part in scope.parts:
        if isinstance(part, AnyOf):
            for alternative in part.alternatives:
                yield from conditions_in(alternative)
        else:
            yield part


def asserted(condition: Condition) -> OneOf | Between | Has | Recorded:
    """A condition without its negations: what it says holds, or does not."""
    return without_negations(condition)[0]


def without_negations(condition: Condition) -> tuple[OneOf | Between | Has | Recorded, bool]:
    """A condition without its negations, and whether they turn it round."""
    reverse = False
    while isinstance(condition, Not):
        condition, reverse = condition.condition, not reverse
    return condition, reverse


def fields_in(scope: AllOf) -> frozenset[str]:
    """The fields that a scope asks about."""
    return frozenset(one.field for one in conditions_in(scope))
