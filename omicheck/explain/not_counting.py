"""What there is of what is asked for, and of what excuses, that does not count, and why not."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from omicheck.dates import Span
from omicheck.evaluate.durable.events import Incomplete
from omicheck.evaluate.durable.spans import Window
from omicheck.explain.events import (
    days_in_words,
    first_up,
    incomplete_in_words,
    placed_in_words,
    why_no_match,
)
from omicheck.explain.scene import Scene
from omicheck.model.case import Event
from omicheck.model.row import Reason
from omicheck.model.rule import EventSpec
from omicheck.text import amount_in_words, long_date

# The reasons for which it matters what there is that does not count.
_REST_MATTERS: Final[tuple[Reason, ...]] = (
    *("absent", "not_asked", "late", "late_accepted", "too_few", "none", "not_due", "interrupted", "ended_before_due"),
    *("not_too_many", "either_way", "unknown_limit", "happened", "too_many", "incomplete_event"),
)


def what_does_not_count(scene: Scene) -> Iterator[str]:
    """What there is of what is asked for that does not count, and why."""
    window = scene.window
    if window is None or scene.history is None or scene.row.reason not in _REST_MATTERS:
        return
    if not scene.check.repeat:
        # What is outside of one window is told of with its own.
        yield from _outside(scene, window)
    yield from _others(scene, scene.check.outcome, Span(window.passing.first, max(window.passing.last, scene.as_of)))
    yield from _no_excuse(scene, window)


def _outside(scene: Scene, window: Window) -> Iterator[str]:
    """What came before the passing span, and what came after it where that is not what was found."""
    found, check = scene.found(scene.check.outcome), scene.check
    first, last = window.passing.first, window.passing.last
    if check.kind != "interval" or scene.row.occurrence == 1:
        incomplete = [one for one in found.incomplete if one.span.last < first]
        days = [day for day in found.days if day < first]
        yield from _not_counting(scene, days, incomplete, _why_not_before(scene, window))
    if check.kind in ("never", "count") or scene.row.reason in ("ended_before_due", "interrupted"):
        incomplete = [one for one in found.incomplete if one.span.first > max(last, first - date.resolution)]
        days = [day for day in found.days if day > last and day >= first]
        yield from _not_counting(scene, days, incomplete, _why_not_after(scene))


def _not_counting(scene: Scene, days: Sequence[date], incomplete: Sequence[Incomplete], why: str) -> Iterator[str]:
    if days:
        yield f"{first_up(scene.outcome)} on {days_in_words(days)} does not count: {why}."
    for one in incomplete:
        if scene.history is not None:
            yield f"{first_up(incomplete_in_words(one, scene.history))}, does not count: {why}."


def _no_excuse(scene: Scene, window: Window) -> Iterator[str]:
    """What could seem to excuse and does not."""
    unless, span = scene.check.unless, window.exempting
    days = [day for day in scene.found(unless).days if not span.first <= day <= span.last]
    if unless is not None and days:
        told = f"{first_up(scene.spec(unless))} on {days_in_words(days)}"
        when = f"from {long_date(span.first)} to {long_date(span.last)}" if span.first <= span.last else "on no day"
        yield f"{told} does not excuse it: only what came {when} does."
    yield from _others(scene, unless, Span(date.min, scene.as_of), "excuse it")


def _why_not_before(scene: Scene, window: Window) -> str:
    check, first = scene.check, window.passing.first
    if check.early is not None:
        return f"only what came on or after {long_date(first)}, {amount_in_words(str(check.early))} before, does"
    day = scene.row.trigger_date
    on_the_day = check.kind == "interval" or check.after
    return f"only what came {'after' if on_the_day else 'on or after'} {long_date(day or first)} does"


def _why_not_after(scene: Scene) -> str:
    window, check = scene.window, scene.check
    if window is None:
        return ""
    last = long_date(window.passing.last)
    if check.kind == "count":
        return f"the window ended on {last}"
    return (
        f"the last day that was looked at is {last}{_why_last(scene)}"
        if check.kind == "never"
        else f"that is after {last}"
    )


def _why_last(scene: Scene) -> str:
    """Why a never looks no further."""
    window, broken = scene.window, scene.breaks.certain
    if window is None or scene.history is None:
        return ""
    last = window.passing.last
    if last == scene.history.own_date("end_date"):
        return ", the end of the case"
    if broken is not None and last == broken - date.resolution:
        return ", the day before the clock stood still"
    within = scene.check.within
    return "" if within is None else f", {amount_in_words(str(within))} after it began"


def _others(scene: Scene, spec: EventSpec | None, span: Span, what: str = "count") -> Iterator[str]:
    """Events of the types of a spec that are of another kind, or after the audit date."""
    history = scene.history
    if spec is None or history is None:
        return
    for event in history.events_of(*spec.types):
        if not event.dated:
            continue
        if event.day > scene.as_of:
            yield f"{_placed(scene, event)} does not {what}: that is after {scene.audit}."
        elif span.first <= event.day <= span.last:
            why = why_no_match(event, spec, history)
            if why:
                yield f"{_placed(scene, event)} does not {what}: {why}."


def _placed(scene: Scene, event: Event) -> str:
    return f"{first_up(placed_in_words(event, scene.vocabulary))}"
