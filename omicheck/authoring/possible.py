"""Which verdicts, with which reasons, a rule can give at all: read off the evaluator's own decision trees.

What a rule rules out (no `unless`, so nothing is exempt) is taken out of the codes that a fact may have; the
answers that are left in the tree are those that some case could get.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from omicheck.evaluate.durable.decisions import Box, Leaf, Tree, first_that_holds
from omicheck.evaluate.durable.occurrences import Standing
from omicheck.evaluate.durable.scopes import Truth, scope_tree
from omicheck.evaluate.durable.verdicts import CLAUSES, MISSING, NO, YES, Ruling
from omicheck.model.limit import Limit
from omicheck.model.rule import EventSpec, EventTrigger, Rule
from omicheck.model.scope import AllOf
from omicheck.model.vocabulary import Vocabulary
from omicheck.provenance import limit_of

Answer = TypeVar("Answer")


def possible_rulings(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> tuple[Ruling, ...]:
    """The verdicts and reasons that some case could get from a rule, in the order in which they are decided."""
    found: dict[Ruling, None] = {}
    for standing in _standings(rule, vocabulary):
        for scope in possible_truths(rule.applies, vocabulary):
            clauses, box = CLAUSES[rule.check.kind]
            part = _within(box, rule, standing, scope, vocabulary)
            found |= dict.fromkeys(_answers(first_that_holds(clauses, part)))
    if Ruling("met", "in_time") in found or Ruling("met", "enough") in found:
        found |= dict.fromkeys(_unknown_limit(rule, limits, vocabulary))
    return tuple(found)


def possible_truths(scope: AllOf, vocabulary: Vocabulary) -> tuple[Truth, ...]:
    """Whether a scope can be false, true and unknown, given that some fields are always there."""
    tree = scope_tree(scope, vocabulary)
    box = {
        key: (1 if vocabulary.fields[coding.field].required else 0, coding.highest)
        for key, coding in tree.codings.items()
    }
    return tuple(sorted(set(_answers(tree.tree, box))))


def _answers(tree: Tree[Answer], box: Box | None = None) -> Iterator[Answer]:
    """The answers of a tree; of the part of it that facts in a box can reach, if there is one."""
    if isinstance(tree, Leaf):
        yield tree.answer
        return
    key, cut = tree.cut.key, tree.cut.at
    lowest, highest = (box or {}).get(key, (cut, cut + 1))
    if lowest <= cut:
        yield from _answers(tree.low, None if box is None else {**box, key: (lowest, min(cut, highest))})
    if highest > cut:
        yield from _answers(tree.high, None if box is None else {**box, key: (max(cut + 1, lowest), highest)})


def _standings(rule: Rule, vocabulary: Vocabulary) -> Iterator[Standing]:
    trigger = rule.check.trigger
    yield Standing.DATED
    if trigger is None:
        return
    # A case date that lies ahead is no occurrence, but that of a lead_time is one.
    if trigger == "end_date" or isinstance(trigger, EventTrigger) or rule.check.kind != "lead_time":
        yield Standing.NO_OCCURRENCE
    if isinstance(trigger, EventTrigger):
        if _can_be_incomplete(trigger.spec, vocabulary):
            yield Standing.INCOMPLETE
    elif trigger != "end_date" and not _always_there(trigger, vocabulary):
        yield Standing.DATE_MISSING


def _always_there(case_date: str, vocabulary: Vocabulary) -> bool:
    date = vocabulary.case_dates[case_date]
    return all(vocabulary.fields[name].required for name in (*date.fields.values(), date.otherwise))


def _can_be_incomplete(spec: EventSpec | None, vocabulary: Vocabulary) -> bool:
    """Whether an event can lack what the spec asks for; those that set a field have a date and a value always."""
    if spec is None:
        return False
    return any(
        name not in vocabulary.always_dated
        or any(not vocabulary.events[name].attributes[attribute].required for attribute, _ in spec.where)
        for name in spec.types
    )


def _within(box: Box, rule: Rule, standing: Standing, scope: Truth, vocabulary: Vocabulary) -> Box:
    """The codes that facts of a rule can have, with its occurrence and its scope given."""
    check = rule.check
    part: dict[str, tuple[int, int]] = {**box, "standing": (standing, standing), "scope": (scope, scope)}
    if check.limit is None:
        part["limit"] = (YES, YES)
    if check.unless is None:
        part["exempt"] = (NO, NO)
    excusable = _can_be_incomplete(check.unless, vocabulary)
    fixed = {
        "late_accepted": (check.late_accepted, check.late_accepted),
        "from_end": (check.trigger == "end_date", check.trigger == "end_date"),
        "unsettled": (NO, _can_be_incomplete(check.outcome, vocabulary) or excusable),
        "excuse_unsettled": (NO, excusable),
        "satisfied": (NO if check.condition is not None else YES, YES),
        "present": (YES if check.field is not None and vocabulary.fields[check.field].required else NO, YES),
    }
    part |= {key: (int(low), int(high)) for key, (low, high) in fixed.items() if key in part}
    if "due_to_end" in part and check.trigger == "end_date":
        part["due_to_end"] = (MISSING + 1, 1)
    return part


def _unknown_limit(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> Iterator[Ruling]:
    """An unknown limit, where its field can be unknown and makes a difference."""
    limit = limit_of(rule, limits)
    for value in limit.values if limit is not None else ():
        if value.by is not None and not vocabulary.fields[value.by].required and len(set(value.table.values())) > 1:
            yield Ruling("cannot_tell", "unknown_limit")
            return
