"""Which events of a case are meant by a spec, which may be, and on which days those may have happened."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from omicheck.dates import Span
from omicheck.model.case import Event
from omicheck.model.rule import EventSpec, Wanted
from omicheck.model.scope import OneOf
from omicheck.model.vocabulary import Value, ValueType, Vocabulary


@frozen
class Incomplete:
    """An event that may or may not be meant.

    Attributes:
        place: its place in the record.
        span: the days on which it may have happened.
        missing: what would have to be known: `type.date`, `type.attribute`, fields of `when`.
        date_alone: whether nothing is missing but the day, or the day and the month, of its date.
    """

    place: int
    span: Span
    missing: tuple[str, ...]
    date_alone: bool

    def may_fall(self, span: Span, latest: date) -> bool:
        """Whether it can have happened in a span of days, none of which is after the latest that is looked at."""
        mine = self.span
        return max(mine.first, span.first) <= min(mine.last, span.last, latest)

    def must_fall(self, span: Span, latest: date) -> bool:
        """Whether it did happen in a span, on whichever of its days it was."""
        mine = self.span
        return self.date_alone and span.first <= mine.first and mine.last <= min(span.last, latest)


@frozen
class MatchingEvents:
    """The events of a case that fit a spec.

    Attributes:
        days: the days of those that match, in order; a day is there as often as there are matches on it.
        incomplete: those that may be meant, in the order of the record.
    """

    days: tuple[date, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()

    def first_from(self, day: date) -> date | None:
        """The earliest match on or after a day."""
        at = bisect_left(self.days, day)
        return self.days[at] if at < len(self.days) else None

    def number_in(self, span: Span) -> int:
        """How many matches are dated in a span."""
        return max(0, bisect_right(self.days, span.last) - bisect_left(self.days, span.first))

    def is_in(self, span: Span) -> bool:
        """Whether a match is dated in a span."""
        first = self.first_from(span.first) if self.days else None
        return first is not None and first <= span.last

    def that_may_fall(self, span: Span, latest: date) -> tuple[Incomplete, ...]:
        """The incomplete events that may fall in a span."""
        return tuple([one for one in self.incomplete if one.may_fall(span, latest)]) if self.incomplete else ()

    def that_must_fall(self, span: Span, latest: date) -> tuple[Incomplete, ...]:
        """The incomplete events that must fall in a span."""
        return tuple([one for one in self.incomplete if one.must_fall(span, latest)]) if self.incomplete else ()

    def without(self, place: int) -> "MatchingEvents":
        """The same but for the event at a place of the record."""
        return evolve(self, incomplete=tuple(one for one in self.incomplete if one.place != place))


NO_EVENTS = MatchingEvents()


def attributes_missing(event: Event, spec: EventSpec, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """The attributes that a spec asks for and an event has no value of; None where another is not as wanted."""
    missing = []
    for attribute, wanted in spec.where:
        value = event.attributes.get(attribute)
        if value is None:
            missing.append(f"{event.type}.{attribute}")
        elif not _is_wanted(value, wanted, vocabulary.events[event.type].attributes[attribute]):
            return None
    return tuple(missing)


def _is_wanted(value: Value, wanted: Wanted, kind: ValueType) -> bool:
    """Whether a value is one of those wanted, in its type too (to Python true is 1), or lies between the bounds."""
    if isinstance(wanted, OneOf):
        return any(type(value) is type(one) and value == one for one in wanted.values)
    measure = kind.values.index(value) if isinstance(value, str) else value
    if isinstance(measure, date | tuple):
        raise TypeError(f"{measure} has no order")
    above = wanted.at_least is None or measure >= wanted.at_least
    return above and (wanted.at_most is None or measure <= wanted.at_most)


def names_missing(events: Iterable[Incomplete]) -> tuple[str, ...]:
    """What incomplete events lack, in alphabetical order, each once."""
    return tuple(sorted({name for event in events for name in event.missing}))
