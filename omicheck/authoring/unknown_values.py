"""What a record can leave unknown, as its vocabulary has it: values of fields, dates and attributes of events."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from omicheck.authoring.parts_of_rules import scope_at_trigger
from omicheck.authoring.scope_conditions import Presence
from omicheck.authoring.scope_truths import EVERY_TRUTH, TooTangledError, truths_of
from omicheck.evaluate.durable.decisions import Box, Leaf, Tree
from omicheck.evaluate.durable.scopes import TRUE, UNKNOWN, Truth
from omicheck.model.rule import EventSpec, Rule
from omicheck.model.scope import NO_CONDITION, AllOf, conditions_in
from omicheck.model.vocabulary import Vocabulary

Answer = TypeVar("Answer")


def can_be_unsettled(field: str, vocabulary: Vocabulary) -> bool:
    """Whether an incomplete event can leave the value of a field unknown: one that sets it to a fixed value."""
    return any(setting.attribute is None for setting in vocabulary.set_by.get(field, {}).values())


def is_always_found(field: str, vocabulary: Vocabulary) -> bool:
    """Whether a field has a value in every record, if incomplete events are left aside."""
    return vocabulary.fields[field].required or field in vocabulary.defaults


def can_be_unknown(field: str, vocabulary: Vocabulary) -> bool:
    """Whether a field can be without a known value on some day."""
    return can_be_unsettled(field, vocabulary) or not is_always_found(field, vocabulary)


def can_change(scope: AllOf, vocabulary: Vocabulary) -> bool:
    """Whether a scope asks for something that events set."""
    return any(part.field in vocabulary.set_by for part in conditions_in(scope))


def can_become_unknown(scope: AllOf, vocabulary: Vocabulary) -> bool:
    """Whether what is known of a scope on one day can be unknown on a later one."""
    return any(can_be_unsettled(part.field, vocabulary) for part in conditions_in(scope))


def can_lack_its_date(spec: EventSpec | None, vocabulary: Vocabulary) -> bool:
    """Whether an event can be what a spec asks for in everything but that its date is missing in part."""
    return spec is not None and not spec.when.parts and any(name not in vocabulary.always_dated for name in spec.types)


def can_be_incomplete(spec: EventSpec | None, vocabulary: Vocabulary) -> bool:
    """Whether an event can lack what a spec asks for; those that set a field to an attribute have it, and a date."""
    if spec is None:
        return False
    return UNKNOWN in possible_truths(spec.when, vocabulary) or any(
        name not in vocabulary.always_dated
        or any(not vocabulary.events[name].attributes[attribute].required for attribute, _ in spec.where)
        for name in spec.types
    )


def possible_truths(scope: AllOf, vocabulary: Vocabulary) -> tuple[Truth, ...]:
    """Whether a scope can be false, true and unknown, given that some fields are always known."""
    return _truths(scope, vocabulary, NO_CONDITION)


def possible_truths_at_trigger(rule: Rule, vocabulary: Vocabulary) -> tuple[Truth, ...]:
    """What a rule's scope and `while` can be on the day of a trigger, given what the trigger itself asks for."""
    scope = AllOf((*rule.applies.parts, *rule.check.while_.parts))
    return _truths(scope, vocabulary, AllOf(scope_at_trigger(rule.check).parts[len(rule.check.while_.parts) :]))


def _truths(scope: AllOf, vocabulary: Vocabulary, asked: AllOf) -> tuple[Truth, ...]:
    try:
        found = truths_of(scope, vocabulary, lambda name: (can_be_unknown(name, vocabulary), True), asked=asked)
    except TooTangledError:
        found = EVERY_TRUTH
    return tuple(sorted(found))


def can_be_unknown_in_scope(field: str, rule: Rule, vocabulary: Vocabulary) -> bool:
    """Whether a field can be without a known value on the day of a trigger that is in scope."""
    if not can_be_unknown(field, vocabulary):
        return False

    def presence(name: str) -> Presence:
        return can_be_unknown(name, vocabulary), name != field

    return can_hold(AllOf((*rule.applies.parts, *scope_at_trigger(rule.check).parts)), vocabulary, presence)


def can_hold(
    scope: AllOf, vocabulary: Vocabulary, presence: Callable[[str], Presence] = lambda _: (True, True)
) -> bool:
    """Whether any values of the fields make a scope true; so too where that cannot be told.

    Args:
        scope: the scope.
        vocabulary: its words.
        presence: of each field, whether it may be without a known value, and with one.
    """
    return _can_hold(scope, vocabulary, presence) is not False


def is_too_tangled(scope: AllOf, vocabulary: Vocabulary) -> bool:
    """Whether it cannot be told if any values of the fields make a scope true."""
    return _can_hold(scope, vocabulary, lambda _: (True, True)) is None


def _can_hold(scope: AllOf, vocabulary: Vocabulary, presence: Callable[[str], Presence]) -> bool | None:
    try:
        return bool(truths_of(scope, vocabulary, presence, wanted=frozenset([TRUE])))
    except TooTangledError:
        return None


def answers(tree: Tree[Answer], box: Box) -> Iterator[Answer]:
    """The answers of the part of a tree that facts in a box can reach."""
    yield from (answer for answer, _ in leaves(tree, box))


def leaves(tree: Tree[Answer], box: Box) -> Iterator[tuple[Answer, Box]]:
    """The answers of a tree, each with the part of a box in which it is given."""
    if isinstance(tree, Leaf):
        yield tree.answer, box
        return
    key, cut = tree.cut.key, tree.cut.at
    lowest, highest = box[key]
    if lowest <= cut:
        yield from leaves(tree.low, {**box, key: (lowest, min(cut, highest))})
    if highest > cut:
        yield from leaves(tree.high, {**box, key: (max(cut + 1, lowest), highest)})
