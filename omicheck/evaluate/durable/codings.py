"""How the values of fields become the integers of a fact."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import attrs
from attrs import frozen

from omicheck.model.vocabulary import Value, ValueType

NO_VALUE: Final = 0
# Whether a list holds an item.
_LACKS: Final = 1
HOLDS: Final = 2


@frozen(eq=False)
class Coding:
    """How the values of one field, or the presence of one item in a list, become integers.

    Attributes:
        field: the field.
        item: the item of a list, or None for the field itself.
        values: the values that have a code of their own: the first has code 1.
        others: whether there can be more, which share the code after the last.
        ordered: whether the values are numbers with decimals, in order: the code of one is then twice its place, from
            1, and what lies before, between or after two of them has the odd code there.
    """

    field: str
    item: str | None
    values: tuple[Value, ...]
    others: bool
    ordered: bool = False
    _codes: Mapping[Value, int] = attrs.field(init=False)

    @_codes.default
    def _number(self) -> Mapping[Value, int]:
        return {value: number for number, value in enumerate(self.values, 1)}

    @property
    def highest(self) -> int:
        """The greatest code."""
        if self.ordered:
            return 2 * len(self.values) + 1
        return HOLDS if self.item is not None else len(self.values) + self.others

    def code(self, value: Value | None) -> int:
        """The code of a value, 0 for none."""
        if value is None:
            return NO_VALUE
        if self.item is not None:
            return HOLDS if isinstance(value, tuple) and self.item in value else _LACKS
        if self.ordered:
            return self._code_in_order(value)
        return self._codes.get(value, len(self.values) + 1) if not isinstance(value, tuple) else 1

    def _code_in_order(self, value: Value) -> int:
        if value in self._codes:
            return 2 * self._codes[value]
        numbers = [one for one in (*self.values, value) if isinstance(one, Decimal)]
        return 2 * sum(one < numbers[-1] for one in numbers) + 1


def coding_of(name: str, wanted: ValueType, named: tuple[Value, ...] = ()) -> Coding:
    """The coding of a field: all its values where they can be listed, else those that are named."""
    match wanted.kind:
        case "flag":
            return Coding(name, None, (False, True), others=False)
        case "integer":
            values = tuple(range(wanted.at_least, wanted.at_most + 1))
            return Coding(name, None, values, others=False)
        case "choice" | "level":
            return Coding(name, None, wanted.values, others=False)
        case "number":
            numbers = sorted({value for value in named if isinstance(value, Decimal)})
            return Coding(name, None, tuple(numbers), others=True, ordered=True)
    return Coding(name, None, named, others=True)
