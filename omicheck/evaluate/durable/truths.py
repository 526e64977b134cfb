"""The truth of scopes, decided by durable-rules one condition at a time.

A condition is decided from the code of its field; all of several, or any of them, from whether one of them is false,
true or unknown. So a decision stays small however many conditions a scope has, where one tree for the whole would
have to tell all their combinations apart.
"""

from collections.abc import Sequence
from typing import Final, Literal

from attrs import define, field, frozen

from omicheck.evaluate.durable.decisions import Clause, Tree, first_that_holds
from omicheck.evaluate.durable.engine import Decision
from omicheck.evaluate.durable.fields import Knowledge
from omicheck.evaluate.durable.scopes import (
    FALSE,
    TRUE,
    UNKNOWN,
    ScopeTree,
    Truth,
    asks_only_whether,
    scope_tree,
)
from omicheck.model.scope import (
    AllOf,
    AnyOf,
    Condition,
    FieldCondition,
    Has,
    Not,
    conditions_in,
    fields_in,
    without_negations,
)
from omicheck.model.vocabulary import Vocabulary

# Texts of records may come in any number, so that what is remembered by them has to end.
_REMEMBERED: Final = 50_000


@frozen(eq=False)
class _Condition:
    """A condition on the field at a place among those of the scope."""

    place: int
    tree: ScopeTree
    decision: Decision[Truth]
    only_whether: bool


@frozen(eq=False)
class _Several:
    """All of some parts, or any of them."""

    settles: Truth
    parts: "tuple[_Node, ...]"


_Node = _Condition | _Several

# What settles the matter beats what is unknown, and that the rest: in an AND false settles, in an OR true.
_Together = Literal["all", "any"]


def _decision(name: _Together, settles: Truth, otherwise: Truth) -> Decision[Truth]:
    clauses = (
        Clause[Truth](settles, {"settled": (1, 1)}),
        Clause[Truth](UNKNOWN, {"unknown": (1, 1)}),
        Clause[Truth](otherwise, {}),
    )
    box = {"settled": (0, 1), "unknown": (0, 1)}
    return Decision(name, tuple(box), first_that_holds(clauses, box))


@define(eq=False)
class Scope:
    """A scope ready to be decided.

    Attributes:
        names: the fields that it asks about, in alphabetical order.
        asked: those that are asked for their value, and so can be unknown.
    """

    names: tuple[str, ...]
    asked: tuple[str, ...]
    _root: _Several
    _together: dict[Truth, Decision[Truth]]
    _remembered: dict[tuple[Knowledge, ...], Truth] = field(init=False, factory=dict)

    def truth(self, known: tuple[Knowledge, ...]) -> Truth:
        """Whether it holds.

        Args:
            known: what is known of each field, in the order of `names`.
        """
        truth = self._remembered.get(known)
        if truth is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            truth = self._remembered[known] = self._decide(self._root, known)
        return truth

    def _decide(self, node: _Node, known: Sequence[Knowledge]) -> Truth:
        if isinstance(node, _Condition):
            return _decide_condition(node, known[node.place])
        truths = {self._decide(part, known) for part in node.parts}
        return self._together[node.settles].ask((int(node.settles in truths), int(UNKNOWN in truths)))


def _decide_condition(node: _Condition, known: Knowledge) -> Truth:
    if not node.only_whether:
        return node.decision.ask(node.tree.codes(lambda _: known.value))
    return node.decision.ask(node.tree.codes(lambda _: known.found)) if known.is_told else UNKNOWN


@define(eq=False)
class Scopes:
    """All scopes that were asked about, each made ready once.

    Attributes:
        vocabulary: the words.
    """

    vocabulary: Vocabulary
    _by_value: dict[AllOf, Scope] = field(init=False, factory=dict)
    # The scope beside it keeps its identity from being given to another.
    _by_identity: dict[int, tuple[AllOf, Scope]] = field(init=False, factory=dict)
    _conditions: dict[FieldCondition, tuple[ScopeTree, Decision[Truth]]] = field(init=False, factory=dict)
    _decisions: dict[tuple[tuple[str, ...], Tree[Truth]], Decision[Truth]] = field(init=False, factory=dict)
    _together: dict[Truth, Decision[Truth]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Makes the two decisions that put truths together."""
        self._together = {FALSE: _decision("all", FALSE, TRUE), TRUE: _decision("any", TRUE, FALSE)}

    def ready(self, scope: AllOf) -> Scope:
        """A scope ready to be decided."""
        known = self._by_identity.get(id(scope))
        if known is not None:
            return known[1]
        found = self._by_value.get(scope)
        if found is None:
            found = self._by_value[scope] = self._made(scope)
        if len(self._by_identity) >= _REMEMBERED:
            self._by_identity.clear()
        self._by_identity[id(scope)] = (scope, found)
        return found

    def _made(self, scope: AllOf) -> Scope:
        names = tuple(sorted(fields_in(scope)))
        asked = tuple(sorted({one.field for one in conditions_in(scope) if not asks_only_whether(one.condition)}))
        places = {name: place for place, name in enumerate(names)}
        return Scope(names, asked, self._all(scope, places), self._together)

    def _all(self, scope: AllOf, places: dict[str, int]) -> _Several:
        parts: list[_Node] = []
        for part in scope.parts:
            if isinstance(part, AnyOf):
                parts.append(_Several(TRUE, tuple(self._all(one, places) for one in part.alternatives)))
            else:
                parts.append(self._condition(part, places[part.field]))
        return _Several(FALSE, tuple(parts))

    def _condition(self, part: FieldCondition, place: int) -> _Node:
        several = _one_by_one(part)
        if several is not None:
            settles, parts = several
            return _Several(settles, tuple(self._condition(one, place) for one in parts))
        if part not in self._conditions:
            tree = scope_tree(AllOf((part,)), self.vocabulary)
            self._conditions[part] = (tree, self._decision(part.field, tree))
        return _Condition(place, *self._conditions[part], asks_only_whether(part.condition))

    def _decision(self, name: str, tree: ScopeTree) -> Decision[Truth]:
        """The decision on a condition: one for all that are alike but for the values that the codes stand for."""
        keys = tuple(tree.codings)
        decision = self._decisions.get((keys, tree.tree))
        if decision is None:
            decision = self._decisions[keys, tree.tree] = Decision(f"condition {name}", keys, tree.tree)
        return decision


def _one_by_one(part: FieldCondition) -> tuple[Truth, tuple[FieldCondition, ...]] | None:
    """A condition on several items of a list as conditions on each, with the truth that settles it; or None.

    One tree for all would have to tell all their combinations apart.
    """
    asked, reverse = without_negations(part.condition)
    if not isinstance(asked, Has) or len(asked.values) < 2:  # noqa: PLR2004, one stands for itself
        return None
    each = (Has((item,)) for item in dict.fromkeys(asked.values))
    return (
        FALSE if reverse else TRUE,
        tuple(FieldCondition(part.field, Not(one) if reverse else one) for one in each),
    )


def satisfies(scopes: Scopes, name: str, condition: Condition, known: Knowledge) -> bool:
    """Whether what is known of a field satisfies a condition."""
    return scopes.ready(AllOf((FieldCondition(name, condition),))).truth((known,)) == TRUE
