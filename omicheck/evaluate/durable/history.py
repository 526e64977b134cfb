"""What is known of a case on a day, and which of its events fit."""

from datetime import date

from attrs import define, field, frozen

from omicheck.dates import Span
from omicheck.model.case import Case, Event
from omicheck.model.rule import EventSpec
from omicheck.model.vocabulary import Value, Vocabulary


@frozen
class Incomplete:
    """An event that may or may not be meant.

    Attributes:
        span: the days on which it may have happened.
        missing: what would have to be known: `type.date`, `type.attribute`.
    """

    span: Span
    missing: tuple[str, ...]


@define(eq=False)
class History:
    """A case as at the audit date.

    Attributes:
        case: the case.
        vocabulary: its words.
        as_of: the audit date; what is dated after it does not exist, except as the trigger of a lead_time.
    """

    case: Case
    vocabulary: Vocabulary
    as_of: date
    _matches: dict[tuple[EventSpec, bool], tuple[date, ...]] = field(init=False, factory=dict)
    _incomplete: dict[tuple[EventSpec, bool], tuple[Incomplete, ...]] = field(init=False, factory=dict)
    _settings: dict[str, list[Event]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Puts the events that change a field in order."""
        self._settings = {
            name: sorted((event for event in self.case.events if event.type == type_), key=lambda event: event.day)
            for name, type_ in self.vocabulary.set_by.items()
        }

    def value(self, name: str, day: date) -> Value | None:
        """The value of a field as at a day, or None where it is unknown."""
        latest = min(day, self.as_of)
        for event in reversed(self._settings.get(name, ())):
            if event.day <= latest:
                return event.attributes["value"]
        return self.case.fields.get(name)

    def matches(self, spec: EventSpec, *, ahead: bool = False) -> tuple[date, ...]:
        """The days of the events that match, in order; those after the audit date only if `ahead`."""
        key = (spec, ahead)
        if key not in self._matches:
            days = (event.day for event in self.case.events if _is_match(event, spec))
            self._matches[key] = tuple(sorted(day for day in days if ahead or day <= self.as_of))
        return self._matches[key]

    def incomplete(self, spec: EventSpec, *, ahead: bool = False) -> tuple[Incomplete, ...]:
        """The events that are incomplete for a spec; those that begin after the audit date only if `ahead`."""
        key = (spec, ahead)
        if key not in self._incomplete:
            self._incomplete[key] = tuple(
                Incomplete(event.span, missing)
                for event in self.case.events
                if (ahead or event.span.first <= self.as_of) and (missing := _missing(event, spec))
            )
        return self._incomplete[key]

    def touching(self, spec: EventSpec | None, span: Span) -> tuple[Incomplete, ...]:
        """The incomplete events for a spec whose span touches another."""
        if spec is None:
            return ()
        return tuple(one for one in self.incomplete(spec) if one.span.touches(span))

    def first_match(self, spec: EventSpec | None, span: Span) -> date | None:
        """The earliest match within a span."""
        if spec is None:
            return None
        return next((day for day in self.matches(spec) if day in span), None)


def _is_match(event: Event, spec: EventSpec) -> bool:
    return (
        event.type in spec.types
        and event.dated
        and all(_is_wanted(event.attributes.get(attribute), wanted) for attribute, wanted in spec.where)
    )


def _is_wanted(value: Value | None, wanted: tuple[Value, ...]) -> bool:
    """Whether a value is one of those wanted, in its type too: to Python true is 1."""
    return any(type(value) is type(one) and value == one for one in wanted)


def _missing(event: Event, spec: EventSpec) -> tuple[str, ...]:
    """What an event lacks that would have to be known to tell whether it matches; empty if it is known."""
    if event.type not in spec.types:
        return ()
    missing = [] if event.dated else [f"{event.type}.date"]
    for attribute, wanted in spec.where:
        value = event.attributes.get(attribute)
        if value is None:
            missing.append(f"{event.type}.{attribute}")
        elif not _is_wanted(value, wanted):
            return ()
    return tuple(missing)


def names_missing(events: tuple[Incomplete, ...]) -> tuple[str, ...]:
    """What incomplete events lack, in alphabetical order, each once."""
    return tuple(sorted({name for event in events for name in event.missing}))
