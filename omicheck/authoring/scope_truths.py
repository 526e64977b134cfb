"""Which truths a scope can have, whatever the values of its fields: found by trying one field after the other.

What is left of a scope once some fields are settled is a smaller scope, and many values leave the same one. Each is
looked at once, so that the work grows with what really differs, not with the combinations of values. There are scopes
of which that too has no end; of these nothing is ruled out.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from attrs import define, field

from omicheck.authoring.scope_conditions import (
    ALL,
    IS_FALSE,
    IS_TRUE,
    IS_UNKNOWN,
    Conditions,
    Left,
    Presence,
    Settled,
    conditions_left,
    put_together,
)
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN, Truth, named_values
from omicheck.model.scope import NO_CONDITION, AllOf
from omicheck.model.vocabulary import Vocabulary

# How many conditions are looked at before a truth of a scope is given up: a second or so.
MOST_STEPS: Final = 1_000_000
EVERY_TRUTH: Final[frozenset[Truth]] = frozenset((FALSE, TRUE, UNKNOWN))

_TRUTHS: Final[dict[Left, Truth]] = {IS_FALSE: FALSE, IS_UNKNOWN: UNKNOWN, IS_TRUE: TRUE}
_THERE: Final[Presence] = (False, True)
# Values of a variable beyond so many are not compared with each other.
_MOST_COMPARED: Final = 200


class TooTangledError(Exception):
    """The conditions of a scope hang together in too many ways to be looked through."""


def truths_of(
    scope: AllOf,
    vocabulary: Vocabulary,
    presence: Callable[[str], Presence],
    *,
    asked: AllOf = NO_CONDITION,
    wanted: frozenset[Truth] = EVERY_TRUTH,
) -> frozenset[Truth]:
    """The truths that a scope can have.

    Args:
        scope: the scope.
        vocabulary: its words.
        presence: of each field, whether it may be without a known value, and with one.
        asked: a scope that has to hold beside it.
        wanted: those that are asked about.

    Returns:
        Those of the wanted truths that it can have.

    Raises:
        TooTangledError: it cannot be told.
    """
    conditions = Conditions(vocabulary, named_values(AllOf((*scope.parts, *asked.parts))))
    begin = _State(conditions.left_of(asked), conditions.left_of(scope))
    return frozenset(truth for truth in wanted if _Search(conditions, presence, truth, begin).succeeds())


class _State(NamedTuple):
    """What is left of two scopes, and the lists that are known to have a value."""

    asked: Left
    scope: Left
    lists: frozenset[str] = frozenset()


@define(eq=False)
class _Search:
    """The search for values that give a scope one truth, and make what is asked true.

    Attributes:
        conditions: the conditions of both.
        presence: of each field, whether it may be without a known value, and with one.
        truth: the truth.
        begin: both scopes, of which nothing is settled.
    """

    conditions: Conditions
    presence: Callable[[str], Presence]
    truth: Truth
    begin: _State
    _steps: int = field(init=False, default=0)
    _values: dict[tuple[str, Presence], tuple[Settled, ...]] = field(init=False, factory=dict)

    def succeeds(self) -> bool:
        """Whether there are such values."""
        if self.truth == UNKNOWN and not self._can_lack_a_value():
            return False
        # One after the other, so that what is not needed any more is not made.
        waiting, seen = [iter((self.begin,))], set[_State]()
        while waiting:
            state = next(waiting[-1], None)
            if state is None:
                waiting.pop()
                continue
            hopeless = state.asked in (IS_FALSE, IS_UNKNOWN) or _TRUTHS.get(state.scope, self.truth) != self.truth
            if hopeless or state in seen:
                continue
            if state.asked == IS_TRUE and state.scope in _TRUTHS:
                return True
            seen.add(state)
            waiting.append(self._further(state))
        return False

    def _can_lack_a_value(self) -> bool:
        numbers = conditions_left(self.begin.scope)
        fields = {self.conditions.field_of(self.conditions.variable(number)) for number in numbers}
        return any(self.presence(name)[0] for name in fields)

    def _further(self, state: _State) -> Iterator[_State]:
        """What is left with each value of the next variable that is asked about."""
        number = next(conditions_left((ALL, (state.asked, state.scope))))
        variable = self.conditions.variable(number)
        name = self.conditions.field_of(variable)
        presence, lists = _THERE, state.lists
        if variable == name or name not in lists:
            # Whether a list has a value comes before what it holds.
            variable, presence = name, self.presence(name)
            lists |= {name} if self.conditions.vocabulary.fields[name].kind == "list" else set()
        # To what has to be true, or false, unknown is as good as the other.
        unknown = {FALSE: IS_TRUE, TRUE: IS_FALSE}.get(self.truth, IS_UNKNOWN)
        for one in self._values_of(variable, presence):
            yield _State(self._left(state.asked, one, IS_FALSE), self._left(state.scope, one, unknown), lists)

    def _values_of(self, variable: str, presence: Presence) -> tuple[Settled, ...]:
        """The values of a variable that have to be tried, none before any, as most of a scope is then unknown."""
        key = (variable, presence)
        if key not in self._values:
            up = frozenset(conditions_left(self.begin.asked))
            scope = frozenset(conditions_left(self.begin.scope))
            values = self.conditions.values(variable, presence, sorted(up | scope))
            if self.truth == TRUE:
                values = _best(values, up | scope, frozenset())
            elif self.truth == FALSE:
                values = _best(values, up, scope)
            self._values[key] = tuple(sorted(values, key=lambda one: one.has_value))
        return self._values[key]

    def _left(self, one: Left, settled: Settled, unknown: int) -> Left:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooTangledError
        if isinstance(one, tuple):
            how, parts = one
            return put_together(how, [self._left(part, settled, unknown) for part in parts])
        truth = one if one < 0 else self.conditions.settle(one, settled)
        return unknown if truth == IS_UNKNOWN else truth


def _best(values: tuple[Settled, ...], up: frozenset[int], down: frozenset[int]) -> tuple[Settled, ...]:
    """The values without those than which another is as good.

    A scope is the truer, the truer its conditions are. So a value of which all conditions that should be true are
    true that are so of another, and none that should not, is at least as good as that.

    Args:
        values: the values of one variable.
        up: the conditions that should be true.
        down: those that should be false.
    """
    kept: list[Settled] = []

    def order(one: Settled) -> tuple[int, bool]:
        # One of which all that is good in another is good too, and more, comes before that.
        return len(one.not_false & down) - len(one.holding & up), not one.has_value

    for one in sorted(values, key=order):
        # A list with a value may yet hold this or that, so none is not as good.
        others = (other for other in kept if other.has_value or not one.has_value)
        if len(kept) > _MOST_COMPARED or not any(
            one.holding & up <= other.holding and other.not_false & down <= one.not_false for other in others
        ):
            kept.append(one)
    return tuple(kept)
