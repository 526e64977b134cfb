"""Scopes as what is left of them once some of their fields are settled, for those who look through all their values.

What is left is a truth, the number of a condition, or all or any of some parts. The truths are numbered below the
conditions, and in such an order that all of several is the least of them, and any of several the greatest.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import define, evolve, field, frozen

from omicheck.evaluate.durable.codings import HOLDS, NO_VALUE, Coding, coding_of
from omicheck.evaluate.durable.scopes import asks_only_whether, codes_of
from omicheck.model.scope import AllOf, AnyOf, Condition, FieldCondition, Has, without_negations
from omicheck.model.vocabulary import Value, Vocabulary

IS_FALSE: Final = -3
IS_UNKNOWN: Final = -2
IS_TRUE: Final = -1
ALL: Final = "all"
ANY: Final = "any"

# Whether a field may be without a known value, and whether with one.
Presence = tuple[bool, bool]
Left = int | tuple[str, "tuple[Left, ...]"]


@frozen
class Settled:
    """A value of a field, or all of its values that no condition tells apart.

    Attributes:
        variable: the field, or the item of a list.
        holding: the conditions that are true.
        not_false: those that are true or unknown.
        has_value: whether it has a known value.
    """

    variable: str
    holding: frozenset[int]
    not_false: frozenset[int]
    has_value: bool


@frozen
class _Asked:
    """A condition on one variable: the codes that satisfy it, and whether it asks only if there is a value."""

    variable: str
    codes: frozenset[int]
    only_whether: bool = False


@define(eq=False)
class Conditions:
    """The conditions of some scopes, numbered, and the variables that they ask about.

    Attributes:
        vocabulary: the words of the scopes.
        named: the values that they name of each field.
    """

    vocabulary: Vocabulary
    named: Mapping[str, tuple[Value, ...]]
    _codings: dict[str, Coding] = field(init=False, factory=dict)
    _asked: list[_Asked] = field(init=False, factory=list)
    _numbers: dict[_Asked, int] = field(init=False, factory=dict)

    def left_of(self, scope: AllOf) -> Left:
        """A scope of which nothing is settled."""
        return self._merged(ALL, [self._part(part) for part in scope.parts])

    def variable(self, number: int) -> str:
        """The variable that a condition asks about."""
        return self._asked[number].variable

    def field_of(self, variable: str) -> str:
        """The field that a variable is, or is an item of."""
        return self._codings[variable].field

    def values(self, variable: str, presence: Presence, numbers: Iterable[int]) -> tuple[Settled, ...]:
        """What a variable can be, as far as conditions tell it apart.

        Args:
            variable: the variable.
            presence: whether it may be without a known value, and with one.
            numbers: the conditions.
        """
        own = [number for number in numbers if self.variable(number) == variable]
        satisfied: dict[int, list[int]] = {}
        for number in own:
            for code in self._asked[number].codes:
                satisfied.setdefault(code, []).append(number)
        none, some = presence
        told: dict[Settled, None] = {}
        if none:
            holding = frozenset(satisfied.get(NO_VALUE, ()))
            open_ = (number for number in own if not self._asked[number].only_whether)
            told[Settled(variable, holding, holding.union(open_), has_value=False)] = None
        for code in self._codes(variable) if some else ():
            holding = frozenset(satisfied.get(code, ()))
            told[Settled(variable, holding, holding, has_value=True)] = None
        return tuple(told)

    def _codes(self, variable: str) -> range:
        """The codes of the values that a variable can have."""
        coding = self._codings[variable]
        first, after = NO_VALUE + 1, coding.highest + 1
        if coding.ordered and coding.values:
            # Where the range of a number ends at a value that is named, nothing lies beyond it.
            wanted = self.vocabulary.fields[coding.field]
            first += coding.values[0] == wanted.at_least
            after -= coding.values[-1] == wanted.at_most
        return range(first, after)

    def settle(self, number: int, settled: Settled) -> int:
        """A condition, or its truth where a settled variable gives it."""
        asked = self._asked[number]
        if asked.variable == settled.variable:
            if number in settled.holding:
                return IS_TRUE
            return IS_UNKNOWN if number in settled.not_false else IS_FALSE
        # Nothing is known of the items of a list without a value.
        is_item = not settled.has_value and self.field_of(asked.variable) == settled.variable
        return IS_UNKNOWN if is_item else number

    # --- the conditions of a scope -------------------------------------------------------------------------

    def _part(self, part: FieldCondition | AnyOf) -> Left:
        if isinstance(part, AnyOf):
            return self._merged(ANY, [self.left_of(one) for one in part.alternatives])
        name, (condition, reverse) = part.field, without_negations(part.condition)
        if isinstance(condition, Has):
            items = [self._item(name, item, reverse=reverse) for item in condition.values]
            return put_together(ALL if reverse else ANY, items)
        return self._number(self._condition(name, condition, reverse=reverse))

    def _condition(self, name: str, condition: Condition, *, reverse: bool) -> _Asked:
        wanted = self.vocabulary.fields[name]
        coding = self._coding(name)
        only_whether = asks_only_whether(condition)
        codes = codes_of(condition, wanted, coding)
        if reverse:
            codes = frozenset(range(NO_VALUE if only_whether else NO_VALUE + 1, coding.highest + 1)) - codes
        return _Asked(name, codes, only_whether)

    def _coding(self, name: str) -> Coding:
        """The coding of a field, made once, as there may be many values."""
        if name not in self._codings:
            wanted = self.vocabulary.fields[name]
            self._codings[name] = coding_of(name, wanted, self.named.get(name, ()))
        return self._codings[name]

    def _item(self, name: str, item: str, *, reverse: bool) -> int:
        variable = f"{name}: {item}"
        self._coding(name)
        self._codings.setdefault(variable, Coding(name, item, (), others=False))
        return self._number(_Asked(variable, frozenset([HOLDS - reverse])))

    def _number(self, asked: _Asked) -> int:
        number = self._numbers.setdefault(asked, len(self._asked))
        if number == len(self._asked):
            self._asked.append(asked)
        return number

    def _merged(self, how: str, parts: Iterable[Left]) -> Left:
        """Parts put together, those that ask for a value of one variable as one condition."""
        rest: list[Left] = []
        alike: dict[tuple[str, bool], list[_Asked]] = {}
        for part in parts:
            if isinstance(part, int) and part >= 0:
                one = self._asked[part]
                alike.setdefault((one.variable, one.only_whether), []).append(one)
            else:
                rest.append(part)
        merge = frozenset.intersection if how == ALL else frozenset.union
        asked = [evolve(ones[0], codes=merge(*(one.codes for one in ones))) for ones in alike.values()]
        return put_together(how, [*map(self._number, asked), *rest])


def put_together(how: str, parts: Iterable[Left]) -> Left:
    """All or any of some parts, without what makes no difference."""
    settles, neutral = (IS_FALSE, IS_TRUE) if how == ALL else (IS_TRUE, IS_FALSE)
    told: dict[Left, None] = {}
    for part in parts:
        if part == settles:
            return settles
        if part != neutral:
            inner = part[1] if isinstance(part, tuple) and part[0] == how else (part,)
            told |= dict.fromkeys(inner)
    if len(told) > 1:
        return how, tuple(told)
    return next(iter(told), neutral)


def conditions_left(left: Left) -> Iterator[int]:
    """The numbers of the conditions in what is left, in their order."""
    waiting = [left]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(one[1]))
        elif one >= 0:
            yield one
