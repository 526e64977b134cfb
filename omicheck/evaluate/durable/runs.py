"""The matches of an event trigger that are the n-th of their run: `nth`, `from_nth`, `within`, `since`, `distinct`."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from omicheck.dates import Span, subtract
from omicheck.evaluate.durable.events import Incomplete, MatchingEvents, names_missing
from omicheck.evaluate.durable.history import History
from omicheck.model.rule import EventTrigger

_ONE_DAY = timedelta(days=1)


class Certainty(Enum):
    """Whether a match is an occurrence, by its number."""

    SURE = 1
    UNCERTAIN = 2
    NOT = 3


@frozen
class Numbered:
    """A match in its run.

    Attributes:
        day: its day.
        at_least: its number, at least.
        at_most: its number, at most.
        certainty: whether it is an occurrence.
        unknown: what would have to be known to be certain.
    """

    day: date
    at_least: int
    at_most: int
    certainty: Certainty
    unknown: tuple[str, ...] = ()


def triggers_of(trigger: EventTrigger, found: MatchingEvents, first: date, latest: date) -> MatchingEvents:
    """The matches and incomplete events that count as triggers: those on or after a day, one a day if it asks so."""
    if not trigger.distinct_days and first == date.min:
        return found
    days = found.days[bisect_left(found.days, first) :]
    if trigger.distinct_days:
        days = tuple(dict.fromkeys(days))
    return MatchingEvents(days, found.that_may_fall(Span(first, date.max), latest))


def numbered(trigger: EventTrigger, found: MatchingEvents, history: History) -> Iterator[Numbered]:
    """Each match with its number.

    Args:
        trigger: with `nth` or `from_nth`.
        found: its matches and incomplete triggers, as `triggers_of` gives them.
        history: the case.
    """
    since = _since(trigger, history)
    for place, day in enumerate(found.days):
        yield _number(trigger, found, place, since, history.as_of, day)


def _since(trigger: EventTrigger, history: History) -> MatchingEvents:
    """The matches of any of the specs of `since`, and the events that are incomplete for one."""
    founds = [history.found(spec) for spec in trigger.since]
    days = sorted(day for found in founds for day in found.days)
    return MatchingEvents(tuple(days), tuple(one for found in founds for one in found.incomplete))


def _number(
    trigger: EventTrigger, found: MatchingEvents, place: int, since: MatchingEvents, as_of: date, day: date
) -> Numbered:
    start = date.min if trigger.within is None else subtract(day, trigger.within) + _ONE_DAY
    window = Span(start, day)
    ended = _latest_before(since, day)
    after_match = start if ended is None else max(start, ended + _ONE_DAY)
    at_most = _matches_from(found, place, after_match) + len(found.that_may_fall(Span(after_match, day), as_of))
    before = Span(date.min, day - _ONE_DAY)
    unsettling = since.that_may_fall(before, as_of)
    possible = [min(one.span.last, before.last, as_of) for one in unsettling]
    ended = max((*possible, *((ended,) if ended is not None else ())), default=None)
    at_least = _matches_from(found, place, start if ended is None else max(start, ended + _ONE_DAY))
    certainty = _certainty(trigger, at_least, at_most)
    unknown: tuple[str, ...] = ()
    if certainty == Certainty.UNCERTAIN:
        open_: tuple[Incomplete, ...] = found.that_may_fall(window, as_of)
        unknown = names_missing((*open_, *since.that_may_fall(Span(start, before.last), as_of)))
    return Numbered(day, at_least, at_most, certainty, unknown)


def _latest_before(since: MatchingEvents, day: date) -> date | None:
    at = bisect_left(since.days, day)
    return since.days[at - 1] if at else None


def _matches_from(found: MatchingEvents, place: int, first: date) -> int:
    """How many matches there are from a day up to and including the one at a place."""
    return place + 1 - bisect_left(found.days, first, hi=place + 1)


def _certainty(trigger: EventTrigger, at_least: int, at_most: int) -> Certainty:
    wanted = trigger.nth or 1
    if trigger.or_more:
        sure, impossible = at_least >= wanted, at_most < wanted
    else:
        sure, impossible = at_least == at_most == wanted, not at_least <= wanted <= at_most
    return Certainty.SURE if sure else Certainty.NOT if impossible else Certainty.UNCERTAIN
