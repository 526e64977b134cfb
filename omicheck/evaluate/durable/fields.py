"""What is known of the fields of a case on a day: the case's own values, and what events set."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from attrs import define, field, frozen

from omicheck.dates import Span
from omicheck.model.case import Case, Event
from omicheck.model.vocabulary import Setting, Value, Vocabulary

# Events of one type, each with its place in the record.
Placed = Sequence[tuple[int, Event]]


class Knowledge(NamedTuple):
    """What is known of a field on a day. A tuple, as it is a key by which truths are remembered.

    Attributes:
        found: the value found without incomplete setting events, or None.
        settled: whether nothing incomplete leaves the value unknown.
        unsettled_by: `type.date` of each incomplete setting event that does.
        is_told: whether it is known if a value is recorded; unknown only for an occurrence without a date.
    """

    found: Value | None
    settled: bool = True
    unsettled_by: tuple[str, ...] = ()
    is_told: bool = True

    @property
    def value(self) -> Value | None:
        """The value, or None where it is unknown."""
        return self.found if self.settled else None


@frozen
class Timeline:
    """A field over time.

    Attributes:
        changes: the days from which something else is known, in order.
        known: what is known before the first of them, then from each on.
    """

    changes: tuple[date, ...]
    known: tuple[Knowledge, ...]

    def at(self, day: date) -> Knowledge:
        """What is known as at a day."""
        return self.known[bisect_right(self.changes, day)] if self.changes else self.known[0]


@frozen
class _Partial:
    """An incomplete event that sets a field."""

    span: Span
    name: str
    value: Value


@define(eq=False)
class Fields:
    """The fields of a case as at the audit date. What is dated after it does not exist.

    Attributes:
        case: the case.
        vocabulary: its words.
        as_of: the audit date.
        events: its events by type, each with its place in the record.
    """

    case: Case
    vocabulary: Vocabulary
    as_of: date
    events: Mapping[str, Placed]
    _timelines: dict[str, Timeline] = field(init=False, factory=dict)

    def timeline(self, name: str) -> Timeline:
        """A field over time."""
        found = self._timelines.get(name)
        if found is None:
            found = self._timelines[name] = self._timeline(name)
        return found

    def without_setting_events(self, name: str) -> Value | None:
        """The case's own value of a field, or its default, or None."""
        own = self.case.fields.get(name)
        return self.vocabulary.defaults.get(name) if own is None else own

    def undated(self, name: str) -> Knowledge:
        """What is known of a field for an occurrence without a date.

        A field that an event of the record sets is unknown, whatever the day may be; whether it is recorded is known
        where it has a value of its own or a default, which stands on every day.
        """
        found = self.without_setting_events(name)
        if any(True for _ in self._setting_events(name)):
            return Knowledge(found, settled=False, is_told=found is not None)
        return Knowledge(found)

    def _setting_events(self, name: str) -> Iterator[tuple[int, Event, Setting]]:
        """The events that set a field and begin on or before the audit date."""
        for type_, setting in self.vocabulary.set_by.get(name, {}).items():
            for place, event in self.events.get(type_, ()):
                if event.span.first <= self.as_of:
                    yield place, event, setting

    def _timeline(self, name: str) -> Timeline:
        if not any(type_ in self.events for type_ in self.vocabulary.set_by.get(name, ())):
            return Timeline((), (Knowledge(self.without_setting_events(name)),))
        full: list[tuple[date, int, Value]] = []
        partial: list[_Partial] = []
        for place, event, setting in self._setting_events(name):
            value = setting.value if setting.attribute is None else event.attributes[setting.attribute]
            if value is None:
                raise ValueError(f"{event.type} sets {name} to nothing")
            if event.dated:
                full.append((event.day, place, value))
            else:
                partial.append(_Partial(event.span, f"{event.type}.date", value))
        full.sort(key=lambda one: one[:2])
        latest = {day: value for day, _, value in full}
        changes = sorted({*latest, *(one.span.first for one in partial)})
        own = self.without_setting_events(name)
        known = [Knowledge(own)]
        day_set, found = date.min, own
        for day in changes:
            if day in latest:
                day_set, found = day, latest[day]
            unsettled = {
                one.name for one in partial if one.span.first <= day and one.span.last >= day_set and one.value != found
            }
            known.append(Knowledge(found, not unsettled, tuple(sorted(unsettled))))
        return Timeline(tuple(changes), tuple(known))
