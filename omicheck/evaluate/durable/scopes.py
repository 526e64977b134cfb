"""Conditions on fields, in three-valued logic, as a decision tree.

Each field becomes an integer code, 0 where it has no value. A condition is a set of codes that satisfy it; on
code 0 it is unknown, unless it asks only whether there is a value.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from attrs import frozen

from omicheck.evaluate.durable.codings import HOLDS, NO_VALUE, Coding, coding_of
from omicheck.evaluate.durable.decisions import Box, Cut, Leaf, Tree, grow, inside, middle_change
from omicheck.model.scope import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    Has,
    Not,
    OneOf,
    Recorded,
    asserted,
    conditions_in,
)
from omicheck.model.vocabulary import Value, ValueType, Vocabulary

Truth = Literal[0, 1, 2]
FALSE: Final[Truth] = 0
TRUE: Final[Truth] = 1
UNKNOWN: Final[Truth] = 2


@frozen
class Test:
    """A condition on one field, or one item of it.

    Attributes:
        key: the field of the fact.
        codes: those that satisfy it.
        asks_only_whether: whether it asks only if there is a value, so that it is never unknown.
    """

    key: str
    codes: frozenset[int]
    asks_only_whether: bool = False


@frozen
class _Both:
    parts: "tuple[Formula, ...]"


@frozen
class _Either:
    parts: "tuple[Formula, ...]"


@frozen
class _Reverse:
    part: "Formula"


Formula = Test | _Both | _Either | _Reverse


@frozen(eq=False)
class ScopeTree:
    """A scope ready to be decided.

    Attributes:
        codings: how each field of a fact is coded, by its key.
        tree: the decision tree.
        asked: the fields that are asked for their value, and so can be unknown.
    """

    codings: Mapping[str, Coding]
    tree: Tree[Truth]
    asked: tuple[str, ...]

    def codes(self, value_of: Callable[[str], Value | None]) -> tuple[int, ...]:
        """The fact for a case, given the value of each field on the day."""
        return tuple(coding.code(value_of(coding.field)) for coding in self.codings.values())


def scope_tree(scope: AllOf, vocabulary: Vocabulary) -> ScopeTree:
    """The decision tree for a scope."""
    named = named_values(scope)
    codings: dict[str, Coding] = {}
    formula = _formula(scope, codings, vocabulary, named)
    box = {key: (0, coding.highest) for key, coding in codings.items()}
    asked = sorted({one.field for one in conditions_in(scope) if not asks_only_whether(one.condition)})
    return ScopeTree(codings, grow(lambda part: _settle(formula, part), box), tuple(asked))


def _settle(formula: Formula, box: Box) -> Leaf[Truth] | Cut:
    """The truth of a formula where it is the same in all of the box, or else where to cut."""
    if isinstance(formula, Test):
        return _settle_test(formula, box)
    if isinstance(formula, _Reverse):
        found = _settle(formula.part, box)
        return found if isinstance(found, Cut) else Leaf(_reversed(found.answer))
    # In an AND false settles the matter, in an OR true does, whatever the rest may be.
    settles = FALSE if isinstance(formula, _Both) else TRUE
    founds = [_settle(part, box) for part in formula.parts]
    if Leaf(settles) in founds:
        return Leaf(settles)
    cut = next((found for found in founds if isinstance(found, Cut)), None)
    if cut is not None:
        return cut
    return Leaf(UNKNOWN) if Leaf(UNKNOWN) in founds else Leaf(_reversed(settles))


def _reversed(truth: Truth) -> Truth:
    if truth == UNKNOWN:
        return UNKNOWN
    return FALSE if truth == TRUE else TRUE


def _settle_test(test: Test, box: Box) -> Leaf[Truth] | Cut:
    lowest, highest = box[test.key]
    if not test.asks_only_whether:
        known = inside(test.key, (1, highest), box)
        if known is not True:
            return known if isinstance(known, Cut) else Leaf(UNKNOWN)
    changes = [code for code in range(lowest + 1, highest + 1) if (code in test.codes) is not (code - 1 in test.codes)]
    cut = middle_change(changes, lowest, highest)
    if cut is not None:
        return Cut(test.key, cut)
    return Leaf(TRUE if lowest in test.codes else FALSE)


def _formula(
    scope: AllOf, codings: dict[str, Coding], vocabulary: Vocabulary, named: Mapping[str, tuple[Value, ...]]
) -> Formula:
    parts: list[Formula] = []
    for part in scope.parts:
        if isinstance(part, AnyOf):
            parts.append(_Either(tuple(_formula(one, codings, vocabulary, named) for one in part.alternatives)))
        else:
            wanted = vocabulary.fields[part.field]
            parts.append(_test(part.field, part.condition, wanted, codings, named.get(part.field, ())))
    return _Both(tuple(parts))


def _test(
    name: str,
    condition: Condition,
    wanted: ValueType,
    codings: dict[str, Coding],
    named: tuple[Value, ...],
) -> Formula:
    if isinstance(condition, Not):
        return _Reverse(_test(name, condition.condition, wanted, codings, named))
    if isinstance(condition, Has):
        tests = []
        for item in condition.values:
            key = f"is_{name}_{wanted.values.index(item)}"
            codings[key] = Coding(name, item, (), others=False)
            tests.append(Test(key, frozenset([HOLDS])))
        return _Either(tuple(tests))
    key = f"is_{name}"
    coding = codings[key] = coding_of(name, wanted, named)
    return Test(key, codes_of(condition, wanted, coding), asks_only_whether(condition))


def codes_of(condition: Condition, wanted: ValueType, coding: Coding) -> frozenset[int]:
    """The codes of a field that satisfy a condition on its value, or on whether it has one.

    Args:
        condition: the condition, neither a negation nor on an item of a list.
        wanted: the type of the field.
        coding: how it is coded.
    """
    if isinstance(condition, Recorded):
        return frozenset(range(NO_VALUE + 1, coding.highest + 1) if condition.wanted else [NO_VALUE])
    if isinstance(condition, OneOf):
        return frozenset(map(coding.code, condition.values))
    if isinstance(condition, Between):
        return frozenset(_between(condition, wanted, coding))
    raise TypeError(f"{condition} is on no value")


def _between(condition: Between, wanted: ValueType, coding: Coding) -> Iterator[int]:
    if coding.ordered:
        first = 1 if condition.at_least is None else coding.code(condition.at_least)
        last = coding.highest if condition.at_most is None else coding.code(condition.at_most)
        yield from range(first, last + 1)
        return
    for place, value in enumerate(coding.values):
        measure = place if wanted.kind == "level" else value
        if not isinstance(measure, int):
            raise TypeError(f"{value} has no order")
        low = condition.at_least is None or measure >= condition.at_least
        if low and (condition.at_most is None or measure <= condition.at_most):
            yield coding.code(value)


def asks_only_whether(condition: Condition) -> bool:
    """Whether a condition asks only if a value is recorded."""
    return isinstance(asserted(condition), Recorded)


def named_values(scope: AllOf) -> Mapping[str, tuple[Value, ...]]:
    """The values that a scope names of each field, for fields whose values cannot be listed."""
    named: dict[str, dict[Value, None]] = {}
    for one in conditions_in(scope):
        condition = asserted(one.condition)
        if isinstance(condition, OneOf):
            named.setdefault(one.field, {}).update(dict.fromkeys(condition.values))
        if isinstance(condition, Between):
            bounds = (bound for bound in (condition.at_least, condition.at_most) if bound is not None)
            named.setdefault(one.field, {}).update(dict.fromkeys(bounds))
    return {name: tuple(values) for name, values in named.items()}
