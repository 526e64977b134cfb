"""A case as at the audit date: what is known of it on a day, and which of its events fit.

Everything is worked out when it is first asked for, and kept for all rules that ask the same.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import itemgetter

from attrs import define, field, frozen

from omicheck.dates import ALL_TIME
from omicheck.evaluate.durable.events import NO_EVENTS, Incomplete, MatchingEvents, attributes_missing
from omicheck.evaluate.durable.fields import Fields
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN, Truth
from omicheck.evaluate.durable.truths import Scope, Scopes
from omicheck.model.case import Case, Event
from omicheck.model.rule import EventSpec
from omicheck.model.scope import AllOf
from omicheck.model.vocabulary import Value, Vocabulary

_ONE_DAY = timedelta(days=1)


@frozen(eq=False)
class _Course:
    """A scope over time: the days from which something else is known of its fields, and the truth from each on."""

    scope: Scope
    changes: tuple[date, ...]
    truths: list[Truth | None]


@frozen
class Breaks:
    """When `while` stops to hold after a day.

    Attributes:
        possible: the first day as at which it is false or unknown, or None.
        certain: the first day as at which it is false, or None.
        unknown: `while`'s fields without a known value on the days before it as at which it is unknown.
    """

    possible: date | None = None
    certain: date | None = None
    unknown: tuple[str, ...] = ()

    @property
    def each(self) -> tuple[date | None, ...]:
        """The breaks that are to be looked at: one, or two where it is unknown which; the certain one last."""
        return (self.certain,) if self.possible == self.certain else (self.possible, self.certain)


NO_BREAK = Breaks()


@define(eq=False)
class History:
    """A case as at the audit date.

    Attributes:
        case: the case.
        vocabulary: its words.
        as_of: the audit date; what is dated after it does not exist, except as the trigger of a lead_time.
        scopes: where scopes are decided; of its own where none is given.
    """

    case: Case
    vocabulary: Vocabulary
    as_of: date
    scopes: Scopes = field()
    fields: Fields = field(init=False)
    _events: dict[str, list[tuple[int, Event]]] = field(init=False, factory=dict)
    # What they are kept by is the identity of a scope or spec, which stands beside it so that it is no other's.
    _courses: dict[int, tuple[AllOf, _Course]] = field(init=False, factory=dict)
    _founds: dict[tuple[int, bool], tuple[EventSpec, MatchingEvents]] = field(init=False, factory=dict)
    _breaks: dict[tuple[int, date], Breaks] = field(init=False, factory=dict)

    @scopes.default
    def _own_scopes(self) -> Scopes:
        return Scopes(self.vocabulary)

    def __attrs_post_init__(self) -> None:
        """Puts the events in order of type."""
        for place, event in enumerate(self.case.events):
            self._events.setdefault(event.type, []).append((place, event))
        self.fields = Fields(self.case, self.vocabulary, self.as_of, self._events)

    # --- fields --------------------------------------------------------------------------------------------

    def value(self, name: str, day: date) -> Value | None:
        """The value of a field as at a day, or None where it is unknown."""
        return self.fields.timeline(name).at(day).value

    def own_date(self, name: str) -> date | None:
        """A date among the case's own fields."""
        value = self.case.fields.get(name)
        return value if isinstance(value, date) else None

    def case_date(self, name: str) -> tuple[str, date | None]:
        """The field that a case date stands for, and the day."""
        own = self.vocabulary.case_dates[name].field_for(self.case.fields)
        return own, self.own_date(own)

    # --- scopes --------------------------------------------------------------------------------------------

    def truth(self, scope: AllOf, day: date) -> Truth:
        """Whether a scope holds as at a day."""
        if not scope.parts:
            return TRUE
        kept = self._courses.get(id(scope))
        course = self._course(scope) if kept is None else kept[1]
        at = bisect_right(course.changes, day) if course.changes else 0
        truth = course.truths[at]
        if truth is None:
            timeline = self.fields.timeline
            known = tuple([timeline(name).at(day) for name in course.scope.names])
            truth = course.truths[at] = course.scope.truth(known)
        return truth

    def undated_truth(self, scope: AllOf) -> Truth:
        """Whether a scope holds for an occurrence without a date."""
        ready = self.scopes.ready(scope)
        return ready.truth(tuple(self.fields.undated(name) for name in ready.names)) if scope.parts else TRUE

    def changes(self, scope: AllOf) -> tuple[date, ...]:
        """The days, in order, from which something else is known of a field of a scope."""
        return self._course(scope).changes

    def without_value(self, scope: AllOf, days: Iterable[date]) -> tuple[str, ...]:
        """The names of a scope's fields without a known value as at any of some days, in alphabetical order.

        Those of them that incomplete setting events leave unknown come with `type.date` of each of these.
        """
        names: set[str] = set()
        asked = self.scopes.ready(scope).asked
        for day in days:
            for name in asked:
                known = self.fields.timeline(name).at(day)
                if known.value is None:
                    names.update((name, *known.unsettled_by))
        return tuple(sorted(names))

    def _course(self, scope: AllOf) -> _Course:
        kept = self._courses.get(id(scope))
        if kept is not None:
            return kept[1]
        ready = self.scopes.ready(scope)
        days: set[date] = set()
        for name in ready.names:
            # Few fields of a case ever change.
            if changes := self.fields.timeline(name).changes:
                days.update(changes)
        course = _Course(ready, tuple(sorted(days)) if days else (), [None] * (len(days) + 1))
        self._courses[id(scope)] = (scope, course)
        return course

    # --- while ---------------------------------------------------------------------------------------------

    def breaks(self, while_: AllOf, day: date) -> Breaks:
        """When `while` stops to hold after a day, up to the audit date."""
        if not while_.parts:
            return NO_BREAK
        key = (id(self._course(while_)), day)
        if key not in self._breaks:
            self._breaks[key] = self._find_breaks(while_, day)
        return self._breaks[key]

    def _find_breaks(self, while_: AllOf, day: date) -> Breaks:
        following = day + _ONE_DAY
        changes = self.changes(while_)
        looked_at = (following, *changes[bisect_right(changes, following) :])
        possible: date | None = None
        unknown: list[date] = []
        for one in looked_at:
            if one > self.as_of:
                break
            truth = self.truth(while_, one)
            if truth != TRUE and possible is None:
                possible = one
            if truth == FALSE:
                return Breaks(possible, one, self.without_value(while_, unknown))
            if truth == UNKNOWN:
                unknown.append(one)
        return Breaks(possible, None, self.without_value(while_, unknown))

    # --- events --------------------------------------------------------------------------------------------

    def events_of(self, *types: str) -> Iterator[Event]:
        """The events of some types, in the order of the record."""
        found = [one for type_ in types for one in self._events.get(type_, ())]
        return (event for _, event in (sorted(found, key=itemgetter(0)) if len(types) > 1 else found))

    def found(self, spec: EventSpec | None, *, ahead: bool = False) -> MatchingEvents:
        """The events that fit a spec, and those that may; those after the audit date only if `ahead`."""
        if spec is None:
            return NO_EVENTS
        kept = self._founds.get((id(spec), ahead))
        if kept is None:
            kept = self._founds[(id(spec), ahead)] = (spec, self._find(spec, date.max if ahead else self.as_of))
        return kept[1]

    def _find(self, spec: EventSpec, latest: date) -> MatchingEvents:
        there = [type_ for type_ in spec.types if type_ in self._events]
        if not there:
            return NO_EVENTS
        days: list[date] = []
        incomplete: list[Incomplete] = []
        for type_ in there:
            for place, event in self._events[type_]:
                if event.span.first > latest:
                    continue
                missing = attributes_missing(event, spec, self.vocabulary) if spec.where else ()
                if missing is None:
                    continue
                if not event.dated:
                    alone = not missing and not spec.when.parts and event.span != ALL_TIME
                    incomplete.append(Incomplete(place, event.span, (f"{type_}.date", *missing), alone))
                    continue
                truth = self.truth(spec.when, event.day)
                if truth == UNKNOWN:
                    missing += self._fields_without_value(spec.when, event.day)
                if truth == TRUE and not missing:
                    days.append(event.day)
                elif truth != FALSE:
                    incomplete.append(Incomplete(place, event.span, missing, date_alone=False))
        days.sort()
        incomplete.sort(key=lambda one: one.place)
        return MatchingEvents(tuple(days), tuple(incomplete))

    def _fields_without_value(self, when: AllOf, day: date) -> tuple[str, ...]:
        """The fields of a `when` without a known value as at a day, by their own names alone."""
        asked = self.scopes.ready(when).asked
        return tuple(name for name in asked if self.fields.timeline(name).at(day).value is None)
