"""What was found of what is asked for, and what excuses."""

from collections.abc import Iterator
from datetime import date

from omicheck.dates import Span
from omicheck.explain.events import (
    days_in_words,
    placed_in_words,
    together,
)
from omicheck.explain.scene import Scene
from omicheck.model.row import Row
from omicheck.text import counted, in_words, long_date


def outcome_in_words(scene: Scene) -> str | None:
    """What was found, for the reasons that rest on the outcome; None for the others."""
    row = scene.row
    match row.reason:
        case "in_time" | "late_accepted" | "late" | "happened":
            return _done(scene)
        case "absent" | "not_asked" | "none":
            return _not_there(scene)
        case "enough" | "too_few" | "too_many" | "not_too_many":
            return f"{_count(scene)}: {in_words(row.reason)}."
    return None


def _done(scene: Scene) -> str:
    row = scene.row
    if row.outcome_date is not None:
        found = f"Found {scene.outcome} on {long_date(row.outcome_date)}"
    elif row.reason == "late":
        found = _late_without_a_day(scene)
    else:
        found = f"Found {_without_a_day(scene)}, on whichever day it was"
    match row.reason:
        case "in_time":
            return f"{found}: in time."
        case "late_accepted":
            return f"{found}: after the limit, which this rule accepts."
        case "late":
            return f"{found}: {_so_late(row)}late."
    return f"{found}{'' if scene.rule.asks == 'outcome' else ', which should not have happened'}."


def _so_late(row: Row) -> str:
    return "" if row.days_late is None else f"{counted(row.days_late, 'day')} "


def _not_there(scene: Scene) -> str:
    row, window = scene.row, scene.window
    if row.reason == "none" and window is not None and window.passing.last < window.passing.first:
        return f"No day was left to look at after {long_date(window.passing.last)}, so that nothing counts."
    told = f"No {scene.outcome}{' that counts' if window is None else ''} is recorded {_looked_at(scene)}"
    if row.reason == "not_asked":
        return f"{told}; it is asked only where it was done."
    return f"{told}." if row.days_late is None else f"{told}: {counted(row.days_late, 'day')} after the limit."


def _without_a_day(scene: Scene) -> str:
    """The outcomes that must have been in time although they have no full date."""
    window, history = scene.window, scene.history
    if window is None or history is None:
        return scene.outcome
    span = window.passing
    sure = scene.found(scene.check.outcome).that_must_fall(span, scene.as_of)
    return (
        together([placed_in_words(history.case.events[one.place], scene.vocabulary) for one in sure]) or scene.outcome
    )


def _late_without_a_day(scene: Scene) -> str:
    """What was late for certain although it may be one or another, or has no full date."""
    window, history = scene.window, scene.history
    if window is None or history is None:
        return f"Found {scene.outcome}, on whichever day it was"
    found = scene.found(scene.check.outcome)
    after = Span(window.passing.last + date.resolution, date.max)
    events = [history.case.events[one.place] for one in found.that_may_fall(after, scene.as_of)]
    told = [placed_in_words(event, scene.vocabulary) for event in events]
    match = found.first_from(after.first)
    if match is not None:
        told.append(f"{scene.outcome} on {long_date(match)}")
    return f"Found {together(told)}, whichever it was that was asked for"


def count_so_far(scene: Scene) -> Iterator[str]:
    """How many there are at least, of a count that is not settled."""
    if scene.row.count is not None:
        yield f"At least {_count(scene)}."


def _looked_at(scene: Scene) -> str:
    """From when to when nothing is recorded."""
    window, check = scene.window, scene.check
    if window is None:
        day = scene.row.trigger_date
        return f"by {scene.audit}" + ("" if day is not None else ", whichever day it counts from")
    first, last = window.passing.first, scene.as_of
    if check.kind == "never":
        last = window.passing.last
    until = scene.audit if last == scene.as_of else long_date(last)
    return f"by {until}" if first == date.min else f"from {long_date(first)} to {until}"


def _count(scene: Scene) -> str:
    number = counted(scene.row.count or 0, "event")
    told = f"{number} of {scene.outcome} found in the window"
    days = _in_window(scene)
    if scene.row.count and scene.row.count > len(days) and scene.history is not None:
        undated = _without_a_day(scene)
        return f"{told}, on {days_in_words(days)} and the {undated}" if days else f"{told}, the {undated}"
    return f"{told}, on {days_in_words(days)}" if days else told


def _in_window(scene: Scene) -> list[date]:
    window = scene.window
    if window is None or scene.check.kind != "count":
        return []
    return [day for day in scene.found(scene.check.outcome).days if window.passing.first <= day <= window.passing.last]


def excuse(scene: Scene) -> str:
    """What excuses, and when it was."""
    unless, window = scene.check.unless, scene.window
    if unless is None:
        return ""
    if window is None or scene.history is None:
        return f"A record of {scene.spec(unless)} excuses it."
    span = window.exempting
    found = scene.found(unless)
    days = [day for day in found.days if span.first <= day <= span.last]
    sure = [one.place for one in found.that_must_fall(span, scene.as_of)]
    events = [placed_in_words(scene.history.case.events[place], scene.vocabulary) for place in sure]
    told = [f"{scene.spec(unless)} on {days_in_words(days)}"] if days else events
    return f"Excused by {together(told)}."
