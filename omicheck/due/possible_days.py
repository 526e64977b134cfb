"""The latest days that are possible of a row that has none, and what was done since its clock may have begun."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from omicheck.dates import ALL_TIME, Period, Span
from omicheck.evaluate.durable.occurrences import Occurrence
from omicheck.evaluate.durable.spans import window_of
from omicheck.explain.scene import Scene
from omicheck.model.limit import Amount

_ONE_DAY: Final = timedelta(days=1)
# From when on what is done counts does not depend on how long there is for it.
_ANY_PERIOD: Final = Period(0, "days")


def days_of_trigger(scene: Scene) -> Span | None:
    """The days on which the clock of a row may have begun; None where it may have been any, or none."""
    occurrence = scene.occurrence
    if scene.row.trigger_date is not None:
        return Span(scene.row.trigger_date, scene.row.trigger_date)
    if occurrence is None or occurrence.incomplete is None or occurrence.incomplete.span == ALL_TIME:
        return None
    span = occurrence.incomplete.span
    return span if scene.check.kind == "lead_time" else Span(span.first, min(span.last, scene.as_of))


def possible_latest_days(scene: Scene) -> tuple[date, ...]:
    """Every latest day that is possible, in order; none where nothing is known of it."""
    occurrence, days = scene.occurrence, days_of_trigger(scene)
    if occurrence is None or days is None:
        return ()
    found: set[date] = set()
    day = days.first
    while day <= days.last:
        found.update(_latest_days(scene, occurrence.on(day, scene.check) if occurrence.day is None else occurrence))
        day += _ONE_DAY
    return tuple(sorted(found))


def _latest_days(scene: Scene, occurrence: Occurrence) -> Iterator[date]:
    if scene.history is None or occurrence.day is None:
        return
    for amount in _amounts(scene, occurrence.day):
        due = window_of(scene.check, occurrence, amount, scene.history).due
        if due is not None:
            yield due


def _amounts(scene: Scene, day: date) -> Iterator[Amount]:
    """The amounts that may be the limit on a day."""
    value = None if scene.limit is None else scene.limit.latest(day)
    if value is not None and (value.until is None or day <= value.until):
        yield from (amount for amount in value.table.values() if scene.row.limit in (None, str(amount)))


def counts_from(scene: Scene) -> date | None:
    """The first day on which what is done counts for certain, whenever the clock began; None where that is not known.

    What has to come before something counts on whatever day it is done: of that it is the earliest day there is.
    """
    occurrence, days = scene.occurrence, days_of_trigger(scene)
    if occurrence is None or days is None or scene.history is None:
        return None
    latest = occurrence.on(days.last, scene.check) if occurrence.day is None else occurrence
    amount: Amount = _ANY_PERIOD if scene.check.window is None else 0
    return window_of(scene.check, latest, amount, scene.history).passing.first


def was_done(scene: Scene) -> bool:
    """Whether what is asked for has been done for certain, on whichever day, so that only its day can be put right."""
    first = counts_from(scene)
    if first is None or scene.check.kind == "count":
        return False
    found = scene.found(scene.check.outcome)
    return found.first_from(first) is not None or bool(found.that_must_fall(Span(first, date.max), scene.as_of))
