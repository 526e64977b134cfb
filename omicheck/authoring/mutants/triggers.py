"""Triggers with an option gone or changed."""

from collections.abc import Iterator

from attrs import evolve

from omicheck.authoring.mutants.events import mutants_of_spec
from omicheck.authoring.mutants.mutant import shifted_periods
from omicheck.authoring.mutants.scopes import mutants_of_scope
from omicheck.authoring.parts_of_rules import exchanged
from omicheck.authoring.unknown_values import can_hold
from omicheck.model.rule import Becomes, EventSpec, EventTrigger, FromDay, Rule
from omicheck.model.scope import AllOf, FieldCondition, Not, OneOf
from omicheck.model.vocabulary import CaseDate, Vocabulary


def mutants_of_trigger(
    trigger: EventTrigger | Becomes, rule: Rule, vocabulary: Vocabulary
) -> Iterator[tuple[str, EventTrigger | Becomes]]:
    """The mutants of a trigger that is not a date of the case alone."""
    if isinstance(trigger, Becomes):
        for label, scope in mutants_of_scope(trigger.scope, "becomes ", vocabulary):
            yield label, evolve(trigger, scope=scope)
        for label, day in _of_from_day(trigger.on_or_after, rule, vocabulary):
            yield label, evolve(trigger, on_or_after=day)
        return
    for label, spec in mutants_of_spec(trigger.spec, vocabulary):
        yield label, evolve(trigger, spec=spec)
    if trigger.on_or_after is not None:
        yield "drop on_or_after", evolve(trigger, on_or_after=None)
        for label, day in _of_from_day(trigger.on_or_after, rule, vocabulary):
            yield label, evolve(trigger, on_or_after=day)
    if trigger.first:
        yield "drop first", evolve(trigger, first=False)
    if trigger.nth is not None:
        yield from _of_run(trigger, trigger.nth, vocabulary)


def _of_run(trigger: EventTrigger, nth: int, vocabulary: Vocabulary) -> Iterator[tuple[str, EventTrigger]]:
    named, other = ("from_nth", "nth") if trigger.or_more else ("nth", "from_nth")
    for step in (1, -1) if nth > 1 else (1,):
        yield f"{named} {step:+d}", evolve(trigger, nth=nth + step)
    yield f"{other} in place of {named}", evolve(trigger, or_more=not trigger.or_more)
    for label, period in shifted_periods(trigger.within):
        yield f"within {label}", evolve(trigger, within=period)
    if trigger.distinct_days:
        yield "drop distinct", evolve(trigger, distinct_days=False)
    for number, spec in enumerate(trigger.since):
        name = _named(spec, trigger.since)
        yield f"drop since{name}", evolve(trigger, since=exchanged(trigger.since, number))
        for label, changed in mutants_of_spec(spec, vocabulary):
            yield f"since{name} {label}", evolve(trigger, since=exchanged(trigger.since, number, changed))


def _named(spec: EventSpec, among: tuple[EventSpec, ...]) -> str:
    """What tells one event of several apart: its types, and its number where another has the same."""
    if len(among) == 1:
        return ""
    same = [one for one in among if one.types == spec.types]
    number = f" {same.index(spec) + 1}" if len(same) > 1 else ""
    return f" {' or '.join(spec.types)}{number}"


def _of_from_day(day: FromDay, rule: Rule, vocabulary: Vocabulary) -> Iterator[tuple[str, FromDay]]:
    """The first day: another date of the case, or another distance from it."""
    other = _other_date(day.case_date, rule, vocabulary)
    if other is not None:
        yield f"on_or_after {other}", evolve(day, case_date=other)
    if day.less is not None:
        yield "drop less", evolve(day, less=None)
        for label, period in shifted_periods(day.less):
            yield f"less {label}", evolve(day, less=period)


def _other_date(name: str, rule: Rule, vocabulary: Vocabulary) -> str | None:
    """A date of the case that is not always the same as the named one in the cases that the rule is about.

    One that every case has, if there is any: that a case has not ended shows at once.
    """
    fields = _fields_of(vocabulary.case_dates[name], rule.applies, vocabulary)
    others = [
        other
        for other, date in vocabulary.case_dates.items()
        if other != name
        and ((found := _fields_of(date, rule.applies, vocabulary)) != fields or len(found | fields) > 1)
        and not _same_choice(vocabulary.case_dates[name], date)
    ]
    running = [other for other in others if vocabulary.case_dates[other].otherwise != "end_date"]
    return next(iter(running or others), None)


def _same_choice(one: CaseDate, other: CaseDate) -> bool:
    return (one.by, dict(one.fields), one.otherwise) == (other.by, dict(other.fields), other.otherwise)


def _fields_of(date: CaseDate, scope: AllOf, vocabulary: Vocabulary) -> frozenset[str]:
    """The fields that a date of the case can stand for in a scope."""
    if date.by is None:
        return frozenset([date.otherwise])
    chosen = {
        field
        for value, field in date.fields.items()
        if can_hold(AllOf((*scope.parts, FieldCondition(date.by, OneOf((value,))))), vocabulary)
    }
    rest = FieldCondition(date.by, Not(OneOf(tuple(date.fields))))
    if not date.fields or can_hold(AllOf((*scope.parts, rest)), vocabulary):
        chosen.add(date.otherwise)
    return frozenset(chosen)
