"""What a record can leave unknown, as its vocabulary has it: values of fields, dates and attributes of events."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from omicheck.authoring.parts_of_rules import scope_at_trigger
from omicheck.evaluate.durable.decisions import Box, Leaf, Tree
from omicheck.evaluate.durable.scopes import TRUE, UNKNOWN, ScopeTree, Truth, scope_tree
from omicheck.model.rule import EventSpec, Rule
from omicheck.model.scope import AllOf, conditions_in
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
    tree = scope_tree(scope, vocabulary)
    return tuple(sorted(set(answers(tree.tree, _codes(tree, vocabulary)))))


def possible_truths_at_trigger(rule: Rule, vocabulary: Vocabulary) -> tuple[Truth, ...]:
    """What a rule's scope and `while` can be on the day of a trigger, given what the trigger itself asks for."""
    scope = AllOf((*rule.applies.parts, *rule.check.while_.parts))
    asked = AllOf(scope_at_trigger(rule.check).parts[len(rule.check.while_.parts) :])
    tree, given = scope_tree(scope, vocabulary), scope_tree(asked, vocabulary)
    whole = _codes(tree, vocabulary)
    truths: set[Truth] = set()
    for box in _boxes(given.tree, _codes(given, vocabulary)):
        # Texts are numbered as each scope names them, so nothing follows from the one for the other.
        same = {key: codes for key, codes in box.items() if key in whole and _same_coding(tree, given, key)}
        truths.update(answers(tree.tree, {**whole, **same}))
    return tuple(sorted(truths))


def can_be_unknown_in_scope(field: str, rule: Rule, vocabulary: Vocabulary) -> bool:
    """Whether a field can be without a known value on the day of a trigger that is in scope."""
    if not can_be_unknown(field, vocabulary):
        return False
    tree = scope_tree(AllOf((*rule.applies.parts, *scope_at_trigger(rule.check).parts)), vocabulary)
    codes = _codes(tree, vocabulary)
    return TRUE in answers(tree.tree, {key: (0, 0) if key == f"is_{field}" else span for key, span in codes.items()})


def answers(tree: Tree[Answer], box: Box) -> Iterator[Answer]:
    """The answers of the part of a tree that facts in a box can reach."""
    yield from (answer for answer, _ in leaves(tree, box))


def _boxes(tree: Tree[Truth], box: Box) -> Iterator[Box]:
    """The parts of a box in which a scope holds."""
    yield from (part for answer, part in leaves(tree, box) if answer == TRUE)


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


def _codes(tree: ScopeTree, vocabulary: Vocabulary) -> Mapping[str, tuple[int, int]]:
    return {
        key: (0 if can_be_unknown(coding.field, vocabulary) else 1, coding.highest)
        for key, coding in tree.codings.items()
    }


def _same_coding(one: ScopeTree, other: ScopeTree, key: str) -> bool:
    return one.codings[key].values == other.codings[key].values
