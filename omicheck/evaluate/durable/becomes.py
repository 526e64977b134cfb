"""The days on which something begins to hold of a case."""

from datetime import date, timedelta

from attrs import frozen

from omicheck.dates import Span
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN
from omicheck.model.scope import AllOf

_ONE_DAY = timedelta(days=1)


@frozen
class Becoming:
    """What is known of when a scope begins to hold.

    Attributes:
        days: each day that is an occurrence, or may be one: with None where it is certain, otherwise with the names of
            the fields without a known value.
        incomplete: `type.date` of each incomplete event that may set one of the fields on a day that is looked at.
    """

    days: tuple[tuple[date, tuple[str, ...] | None], ...]
    incomplete: tuple[str, ...]


def days_of_becoming(scope: AllOf, first: date, history: History) -> Becoming:
    """When a scope begins to hold, from a first day on, which is not after the audit date."""
    setting = {type_ for name in history.scopes.ready(scope).names for type_ in history.vocabulary.set_by.get(name, ())}
    events = [event for type_ in setting for event in history.events_of(type_)]
    later = {event.day for event in events if event.dated and first < event.day <= history.as_of}
    days: list[tuple[date, tuple[str, ...] | None]] = []
    for day in (first, *sorted(later)):
        truth = history.truth(scope, day)
        # The first day is looked at as if the scope had not held before.
        before = FALSE if day == first else history.truth(scope, day - _ONE_DAY)
        if truth == TRUE and before == FALSE:
            days.append((day, None))
        elif truth != FALSE and before != TRUE:
            looked_at = ((day, truth), (day - _ONE_DAY, before))
            names = history.without_value(scope, [one for one, found in looked_at if found == UNKNOWN])
            days.append((day, names))
    from_first = Span(first, history.as_of)
    incomplete = {f"{event.type}.date" for event in events if not event.dated and event.span.touches(from_first)}
    return Becoming(tuple(days), tuple(sorted(incomplete)))
