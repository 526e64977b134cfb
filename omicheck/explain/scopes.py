"""Why a rule is not for a case, and why nothing starts the clock."""

from collections.abc import Iterator
from datetime import date

from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.occurrences import OccurrenceStanding
from omicheck.evaluate.durable.runs import numbered, triggers_of
from omicheck.evaluate.durable.scopes import FALSE
from omicheck.explain.clock import first_day
from omicheck.explain.events import (
    days_in_words,
    first_up,
    incomplete_in_words,
    placed_in_words,
    together,
    what_failed,
    why_no_match,
)
from omicheck.explain.not_held import without_flags
from omicheck.explain.scene import Scene
from omicheck.model.rule import Becomes, EventTrigger
from omicheck.model.scope import AllOf, AnyOf, FieldCondition
from omicheck.text import long_date
from omicheck.wording import from_day_in_words, part_in_words, run_in_words, value_in_words


def out_of_scope(scene: Scene) -> str:
    """For which cases the rule is, and what this one was instead."""
    row, history = scene.row, scene.history
    scope = without_flags(scene.rule.applies, scene)
    occurrence = scene.occurrence
    # What is no occurrence at all is looked at on the audit date, and without `while`.
    is_one = occurrence is not None and occurrence.standing != OccurrenceStanding.NO_OCCURRENCE
    with_while = scene.check.kind != "recorded" and (row.trigger_date is not None or is_one)
    if with_while:
        scope = AllOf((*scope.parts, *without_flags(scene.check.while_, scene).parts))
    told = f"The rule is for cases where {scene.scope(scope)}"
    if history is None:
        return f"{told}; this is none."
    if row.trigger_date is not None:
        return f"{told}; on {long_date(row.trigger_date)} {what_failed(scope, row.trigger_date, history)}."
    if with_while:
        parts = [part for part in scope.parts if history.undated_truth(AllOf((part,))) == FALSE]
        failed = [_undated(part, scene, history) for part in parts]
        return (
            f"{told}; whatever day the clock would run from, {together(failed)}."
            if failed
            else f"{told}; on whichever day it was, this was none."
        )
    return f"{told}; on {scene.audit}, {what_failed(scope, scene.as_of, history)}."


def _undated(part: FieldCondition | AnyOf, scene: Scene, history: History) -> str:
    if isinstance(part, AnyOf):
        return f"it is not so that {part_in_words(part, scene.vocabulary)}"
    value = history.fields.undated(part.field).found
    return f"{scene.vocabulary.named(part.field)} is {'not recorded' if value is None else value_in_words(value)}"


def nothing_starts(scene: Scene) -> Iterator[str]:
    """That nothing starts the clock, and of what could seem to why it does not."""
    trigger, history = scene.check.trigger, scene.history
    if isinstance(trigger, str):
        yield f"Nothing starts the clock: {_no_case_date(scene, trigger)}."
        return
    if history is None or trigger is None:
        yield "Nothing in the record starts the clock."
        return
    first = first_day(scene, trigger.on_or_after)
    if trigger.on_or_after is not None and (first is None or first > scene.as_of):
        words = from_day_in_words(trigger.on_or_after, scene.vocabulary)
        why = "is not in the record" if first is None else f"{long_date(first)}, is after {scene.audit}"
        if first is None or isinstance(trigger, Becomes):
            yield f"Nothing starts the clock: {words}{',' if first else ''} {why}."
            return
    if isinstance(trigger, Becomes):
        from_when = "the first day looked at" if first is None else long_date(first)
        scope = scene.scope(trigger.scope)
        yield f"Nothing starts the clock: from {from_when} to {scene.audit}, it never came to hold that {scope}."
        return
    yield "Nothing in the record starts the clock."
    yield from _too_early(scene, trigger, first)
    yield from _not_of_that_number(scene, trigger, first)
    yield from _of_another_kind(scene, trigger)


def _no_case_date(scene: Scene, name: str) -> str:
    own = name if scene.history is None else scene.history.case_date(name)[0]
    day = None if scene.history is None else scene.history.own_date(own)
    named = scene.vocabulary.named(own)
    if day is None:
        return f"the case has no {named}"
    if scene.history is not None and day <= scene.as_of:
        end = scene.history.own_date("end_date")
        return f"the {named}, {long_date(day)}, is not before {f'the end, {long_date(end)}' if end else 'the end'}"
    return f"the {named}, {long_date(day)}, is after {scene.audit}"


def _too_early(scene: Scene, trigger: EventTrigger, first: date | None) -> Iterator[str]:
    found, history = scene.found(trigger.spec), scene.history
    days = [day for day in found.days if first is not None and day < first]
    only = "" if first is None else f"does not count: only from {long_date(first)} on does it."
    if days:
        yield f"{first_up(scene.spec(trigger.spec))} on {days_in_words(days)} {only}"
    for one in found.incomplete:
        is_before = first is not None and one.span.last < first
        if history is not None:
            why = only if is_before else "does not make up the number."
            yield f"{first_up(incomplete_in_words(one, history))}, {why}"


def _not_of_that_number(scene: Scene, trigger: EventTrigger, first: date | None) -> Iterator[str]:
    if trigger.nth is None or scene.history is None:
        return
    found = triggers_of(trigger, scene.found(trigger.spec), first or date.min, scene.as_of)
    for one in numbered(trigger, found, scene.history):
        number = str(one.at_least) if one.at_least == one.at_most else f"{one.at_least} to {one.at_most}"
        told = f"{first_up(scene.spec(trigger.spec))} on {long_date(one.day)} is number {number} of its run"
        yield f"{told}, and not {run_in_words(trigger, scene.vocabulary)}."


def _of_another_kind(scene: Scene, trigger: EventTrigger) -> Iterator[str]:
    """Events of the type that are of another kind, and those that the audit date is before."""
    history, spec = scene.history, trigger.spec
    for event in history.events_of(*spec.types) if history is not None else ():
        if history is None:
            continue
        ahead = event.span.first > scene.as_of and scene.check.kind != "lead_time"
        if ahead:
            yield f"{first_up(placed_in_words(event, scene.vocabulary))} is after {scene.audit}."
        elif event.dated:
            why = why_no_match(event, spec, history)
            if why:
                told = f"{first_up(placed_in_words(event, scene.vocabulary))}"
                yield f"{told} does not start it: {why}."
