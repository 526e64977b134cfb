"""A case in plain Python: what its fields are on a day, and which of its events fit, as the semantics say it.

`plain_python.py` says what it is for.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import attrs

from omicheck.dates import ALL_TIME
from omicheck.model.case import Case, Event
from omicheck.model.rule import EventSpec
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, Has, Not, OneOf, Recorded, conditions_in
from omicheck.model.vocabulary import ValueType, Vocabulary

FIRST: Final = ALL_TIME.first
FAR: Final = date.max


@attrs.frozen(eq=False)
class Incomplete:
    """An incomplete event: its place, its span, what is missing, and whether its date alone is missing in part."""

    place: int
    event: Event
    names: frozenset[str]
    date_alone: bool

    @property
    def span(self) -> tuple[date, date]:
        """The days on which it may have happened."""
        return self.event.span.first, self.event.span.last


@attrs.frozen(eq=False)
class PlainCase:
    """A case as at an audit date, with what was worked out already."""

    case: Case
    vocabulary: Vocabulary
    as_of: date
    memo: dict[Hashable, Any] = attrs.field(factory=dict)

    def settings(self, name: str) -> list[tuple[Event, Any]]:
        """The events of the record that set a field, each with the value that it sets."""
        key = ("settings", name)
        if key not in self.memo:
            by = self.vocabulary.set_by.get(name, {})
            self.memo[key] = [
                (event, by[event.type].value if by[event.type].attribute is None else event.attributes[_of(by, event)])
                for event in self.case.events
                if event.type in by and event.span.first <= self.as_of
            ]
        found: list[tuple[Event, Any]] = self.memo[key]
        return found

    def found(self, name: str, day: date) -> tuple[Any, tuple[Event, ...]]:
        """The value found for a field as at a day, and the incomplete setting events that leave it unknown."""
        key = ("found", name, day)
        if key not in self.memo:
            self.memo[key] = self._found(name, min(day, self.as_of))
        found: tuple[Any, tuple[Event, ...]] = self.memo[key]
        return found

    def _found(self, name: str, day: date) -> tuple[Any, tuple[Event, ...]]:
        latest, value = None, self.own(name)
        for event, made in self.settings(name):
            if event.dated and event.day <= day and (latest is None or event.day >= latest):
                latest, value = event.day, made
        leaving = tuple(
            event
            for event, made in self.settings(name)
            if not event.dated
            and event.span.first <= day
            and (latest is None or event.span.last >= latest)
            and made != value
        )
        return value, leaving

    def own(self, name: str) -> Any:
        """The case's own value of a field, or its default."""
        value = self.case.fields.get(name)
        return self.vocabulary.defaults.get(name) if value is None else value

    def known(self, name: str, day: date) -> Any:
        """The value of a field as at a day; None if it has none, or it is unknown."""
        value, leaving = self.found(name, day)
        return None if leaving else value

    def truth(self, scope: AllOf, day: date | None) -> bool | None:
        """Whether a scope holds as at a day, or for an occurrence without a date; None if that is unknown."""
        key = ("truth", id(scope), day)
        if key not in self.memo:
            self.memo[key] = self._all(scope, day)
        found: bool | None = self.memo[key]
        return found

    def _all(self, scope: AllOf, day: date | None) -> bool | None:
        parts = [
            _any(self._all(one, day) for one in part.alternatives)
            if isinstance(part, AnyOf)
            else self._holds(part.field, part.condition, day)
            for part in scope.parts
        ]
        return False if False in parts else None if None in parts else True

    def _holds(self, name: str, condition: Condition, day: date | None) -> bool | None:
        if isinstance(condition, Not):
            found = self._holds(name, condition.condition, day)
            return None if found is None else not found
        if isinstance(condition, Recorded):
            if day is not None:
                return (self.found(name, day)[0] is not None) is condition.wanted
            if self.own(name) is None and self.settings(name):
                return None
            return (self.own(name) is not None) is condition.wanted
        value = self.known(name, day) if day is not None else None if self.settings(name) else self.own(name)
        return None if value is None else fits(value, condition, self.vocabulary.fields[name])

    def names(self, scopes: Iterable[AllOf], day: date) -> frozenset[str]:
        """The names of the fields of scopes without a known value as at a day, asked for more than whether recorded."""
        names: set[str] = set()
        for name in {name for scope in scopes for name in asked(scope)}:
            value, leaving = self.found(name, day)
            if value is None or leaving:
                names |= {name, *(f"{event.type}.date" for event in leaving)}
        return frozenset(names)

    def look(self, spec: EventSpec | None, *, ahead: bool = False) -> tuple[list[date], list[Incomplete]]:
        """The days of the events that match, by date and then place in the record, and the incomplete ones."""
        key = ("look", id(spec), ahead)
        if key not in self.memo:
            matches, incomplete = [], []
            for place, event in enumerate(self.case.events):
                if spec is None or event.type not in spec.types or (event.span.first > self.as_of and not ahead):
                    continue
                names = self._missing(event, spec)
                if names == frozenset():
                    matches.append(event.day)
                elif names is not None:
                    alone = not event.dated and len(names) == 1 and event.span != ALL_TIME and not spec.when.parts
                    incomplete.append(Incomplete(place, event, names, alone))
            incomplete.sort(key=lambda one: (*one.span, one.place))
            self.memo[key] = (sorted(matches), incomplete)
        found: tuple[list[date], list[Incomplete]] = self.memo[key]
        return found

    def _missing(self, event: Event, spec: EventSpec) -> frozenset[str] | None:
        """What is missing to tell whether an event matches; None if something contradicts it."""
        names = set() if event.dated else {f"{event.type}.date"}
        for attribute, wanted in spec.where:
            value = event.attributes.get(attribute)
            if value is None:
                names.add(f"{event.type}.{attribute}")
            elif not fits(value, wanted, self.vocabulary.events[event.type].attributes[attribute]):
                return None
        if event.dated and spec.when.parts:
            holds = self.truth(spec.when, event.day)
            if holds is False:
                return None
            if holds is None:
                unknown = {name for name in asked(spec.when) if self.known(name, event.day) is None}
                # Where none is named, as each is asked only whether it is recorded, it cannot be unknown.
                names |= unknown
        return frozenset(names)

    def may_fall(self, one: Incomplete, first: date, last: date, *, ahead: bool = False) -> bool:
        """Whether an incomplete event may fall in a span of days."""
        begin, end = one.span
        return max(begin, first) <= min(end, last if ahead else min(last, self.as_of))

    def must_fall(self, one: Incomplete, first: date, last: date) -> bool:
        """Whether an incomplete event must fall in a span of days."""
        begin, end = one.span
        return one.date_alone and first <= begin and end <= min(last, self.as_of)


def _of(by: Mapping[str, Any], event: Event) -> str:
    attribute: str = by[event.type].attribute
    return attribute


def _any(found: Iterable[bool | None]) -> bool | None:
    parts = list(found)
    return True if True in parts else None if None in parts else False


def fits(value: Any, wanted: Condition, of: ValueType) -> bool:
    """Whether a value is a wanted one, in its type too: to Python true is 1."""
    match wanted:
        case OneOf(values):
            return any(type(one) is type(value) and one == value for one in values)
        case Has(values):
            return any(one in value for one in values)
        case Between(at_least, at_most):
            place = of.values.index(value) if of.kind == "level" else value
            return (at_least is None or place >= at_least) and (at_most is None or place <= at_most)
    raise TypeError(wanted)


@cache
def asked(scope: AllOf) -> frozenset[str]:
    """The fields that a scope asks for more than whether they are recorded."""
    return frozenset(_asked(scope))


def _asked(scope: AllOf) -> Iterator[str]:
    for one in conditions_in(scope):
        condition = one.condition
        while isinstance(condition, Not):
            condition = condition.condition
        if not isinstance(condition, Recorded):
            yield one.field
