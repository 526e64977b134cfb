"""How often a rule applies to a case, and from when."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import IntEnum

from attrs import evolve, frozen

from omicheck.dates import Period, Span, add, subtract, times
from omicheck.evaluate.durable.becomes import days_of_becoming
from omicheck.evaluate.durable.events import Incomplete, MatchingEvents, names_missing
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.runs import Certainty, numbered, triggers_of
from omicheck.model.rule import Becomes, Check, EventTrigger, FromDay

_ONE_DAY = timedelta(days=1)
_END = "end_date"


class OccurrenceStanding(IntEnum):
    """What an occurrence stands for; the number is its code in a fact. Those from `DATED` on have a date."""

    DATE_MISSING = 0
    INCOMPLETE = 1
    NO_OCCURRENCE = 2
    DATED = 3
    UNCERTAIN_NUMBER = 4
    UNCERTAIN_BECOMING = 5


@frozen
class Occurrence:
    """One occurrence of a rule in a case.

    Attributes:
        number: from 1.
        standing: what it stands for.
        day: the trigger's date, if it has one.
        until: the last day of the window, of a count.
        unknown: what would have to be known to be certain of it.
        incomplete: the incomplete event that it is, where it is an occurrence of its own.
        every_day: whether that event would be an occurrence on every day of its span.
    """

    number: int
    standing: OccurrenceStanding
    day: date | None = None
    until: date | None = None
    unknown: tuple[str, ...] = ()
    incomplete: Incomplete | None = None
    every_day: bool = False

    def on(self, day: date, check: Check) -> "Occurrence":
        """The same as if its event were dated on a day."""
        return evolve(self, standing=OccurrenceStanding.DATED, day=day, until=last_of_window(day, check))


def occurrences(check: Check, history: History) -> tuple[Occurrence, ...]:
    """The occurrences of a check in a case; where there is none, the one that says so."""
    return tuple(_occurrences(check, history)) or (Occurrence(1, OccurrenceStanding.NO_OCCURRENCE),)


def is_from_end(check: Check, history: History) -> bool:
    """Whether the check counts from the end of the case, by whatever name the vocabulary has for it."""
    return isinstance(check.trigger, str) and history.case_date(check.trigger)[0] == _END


def last_of_window(day: date, check: Check) -> date | None:
    """The last day of the window of a count that begins on a day; None for another kind."""
    return None if check.window is None else add(day, check.window) - _ONE_DAY


def _occurrences(check: Check, history: History) -> Iterator[Occurrence]:
    trigger = check.trigger
    if trigger is None:
        yield Occurrence(1, OccurrenceStanding.DATED)
        return
    from_day = FromDay(trigger) if isinstance(trigger, str) else trigger.on_or_after
    first = date.min
    if from_day is not None:
        name, day = history.case_date(from_day.case_date)
        if day is None:
            # A case without an end date has not ended, which is known.
            if name != _END:
                yield Occurrence(1, OccurrenceStanding.DATE_MISSING, unknown=(name,))
            return
        first = day if from_day.less is None else subtract(day, from_day.less)
    if isinstance(trigger, str):
        yield from _of_case_date(check, first, history)
    elif isinstance(trigger, EventTrigger):
        yield from _of_events(check, trigger, first, history)
    else:
        yield from _of_becoming(check, trigger, first, history)


# --- case dates ------------------------------------------------------------------------------------------


def _of_case_date(check: Check, day: date, history: History) -> Iterator[Occurrence]:
    if day > history.as_of and check.kind != "lead_time":
        return
    if check.repeat and check.window is not None:
        yield from _repeated(day, check.window, history)
    elif check.kind == "interval":
        yield from _of_interval(check, day, history)
    else:
        yield Occurrence(1, OccurrenceStanding.DATED, day, last_of_window(day, check))


def _repeated(start: date, window: Period, history: History) -> Iterator[Occurrence]:
    end = history.own_date(_END)
    number = 0
    first = start
    while first <= history.as_of and (end is None or first < end):
        following = add(start, times(window, number + 1))
        number += 1
        yield Occurrence(number, OccurrenceStanding.DATED, first, following - _ONE_DAY)
        first = following


def _of_interval(check: Check, start: date, history: History) -> Iterator[Occurrence]:
    """The case date, then each later day of an outcome or restart, then the incomplete events for either."""
    founds = (history.found(check.outcome), history.found(check.restart))
    later = {day for found in founds for day in found.days if day > start}
    number = 0
    for number, day in enumerate((start, *sorted(later)), 1):
        yield Occurrence(number, OccurrenceStanding.DATED, day)
    after = Span(start + _ONE_DAY, date.max)
    links = [one for found in founds for one in found.that_may_fall(after, history.as_of)]
    yield from _of_their_own(links, number, after, history.as_of)


# --- events ----------------------------------------------------------------------------------------------


def _of_events(check: Check, trigger: EventTrigger, first: date, history: History) -> Iterator[Occurrence]:
    ahead = check.kind == "lead_time"
    latest = date.max if ahead else history.as_of
    found = triggers_of(trigger, history.found(trigger.spec, ahead=ahead), first, latest)
    if trigger.nth is not None:
        yield from _of_run(check, trigger, found, history)
    elif trigger.first:
        yield from _of_first(check, found, first, latest)
    else:
        for number, day in enumerate(found.days, 1):
            yield Occurrence(number, OccurrenceStanding.DATED, day, last_of_window(day, check))
        yield from _of_their_own(found.incomplete, len(found.days), Span(first, date.max), latest)


def _of_first(check: Check, found: MatchingEvents, first: date, latest: date) -> Iterator[Occurrence]:
    if not found.days and len(found.incomplete) == 1:
        yield from _of_their_own(found.incomplete, 0, Span(first, date.max), latest)
        return
    until = found.days[0] if found.days else date.max
    before = found.that_may_fall(Span(date.min, until), latest)
    if before:
        yield _standing_for(before, 1)
    elif found.days:
        yield Occurrence(1, OccurrenceStanding.DATED, until, last_of_window(until, check))


def _of_run(check: Check, trigger: EventTrigger, found: MatchingEvents, history: History) -> Iterator[Occurrence]:
    number = 0
    for one in numbered(trigger, found, history):
        if one.certainty == Certainty.NOT:
            continue
        number += 1
        standing = OccurrenceStanding.DATED if one.certainty == Certainty.SURE else OccurrenceStanding.UNCERTAIN_NUMBER
        yield Occurrence(number, standing, one.day, last_of_window(one.day, check), unknown=one.unknown)
    together = len(found.days) + len(found.incomplete)
    if found.incomplete and trigger.nth is not None and together >= trigger.nth:
        yield _standing_for(found.incomplete, number + 1)


def _of_their_own(incomplete: Iterable[Incomplete], number: int, span: Span, latest: date) -> Iterator[Occurrence]:
    """Each incomplete event as an occurrence, numbered after those with a date."""
    in_order = sorted(incomplete, key=lambda one: (one.span.first, one.span.last, one.place))
    for place, one in enumerate(in_order, number + 1):
        every_day = one.must_fall(span, latest)
        unknown = names_missing((one,))
        yield Occurrence(place, OccurrenceStanding.INCOMPLETE, unknown=unknown, incomplete=one, every_day=every_day)


def _standing_for(incomplete: Iterable[Incomplete], number: int) -> Occurrence:
    return Occurrence(number, OccurrenceStanding.INCOMPLETE, unknown=names_missing(incomplete))


# --- becomes ---------------------------------------------------------------------------------------------


def _of_becoming(check: Check, trigger: Becomes, first: date, history: History) -> Iterator[Occurrence]:
    if first > history.as_of:
        return
    found = days_of_becoming(trigger.scope, first, history)
    number = 0
    for number, (day, unknown) in enumerate(found.days, 1):
        standing = OccurrenceStanding.UNCERTAIN_BECOMING if unknown is not None else OccurrenceStanding.DATED
        yield Occurrence(number, standing, day, last_of_window(day, check), unknown=unknown or ())
    if found.incomplete:
        yield Occurrence(number + 1, OccurrenceStanding.INCOMPLETE, unknown=found.incomplete)
