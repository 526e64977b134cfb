"""What incomplete events and unknown fields leave open, and what would settle it."""

from collections.abc import Iterable, Iterator
from datetime import date

from omicheck.dates import Span, subtract
from omicheck.evaluate.durable.events import Incomplete
from omicheck.evaluate.durable.occurrences import OccurrenceStanding
from omicheck.evaluate.durable.spans import Window
from omicheck.explain.clock import first_day
from omicheck.explain.events import first_up, incomplete_in_words, placed_in_words, together
from omicheck.explain.not_held import is_not_held, remedies
from omicheck.explain.scene import Scene
from omicheck.model.case import Event
from omicheck.model.rule import Becomes, EventTrigger
from omicheck.text import long_date


def left_open(scene: Scene) -> Iterator[str]:
    """The events that are not fully recorded and matter, and what they leave open."""
    if scene.history is None:
        return
    window = scene.window
    if scene.check.kind == "recorded":
        for event in _lacking(scene, scene.row.unknown_fields):
            yield f"{first_up(placed_in_words(event, scene.vocabulary))} may have changed it."
        return
    if window is None:
        if scene.row.verdict == "cannot_tell":
            yield from _of_triggers(scene)
            yield from _of_when(scene)
        return
    outcomes, excuses = _of_outcome_and_unless(scene, window)
    yield from _each(scene, outcomes, "may be what is asked for")
    yield from _each(scene, excuses, "may excuse it")
    yield from _of_when(scene)


def _of_outcome_and_unless(scene: Scene, window: Window) -> tuple[tuple[Incomplete, ...], tuple[Incomplete, ...]]:
    """The incomplete outcomes and excuses that may fall where it matters."""
    counting = window.passing
    if scene.check.late_accepted or (scene.row.reason == "either_way" and scene.check.kind not in ("count", "never")):
        counting = Span(counting.first, date.max)
    outcomes = scene.found(scene.check.outcome).that_may_fall(counting, scene.as_of)
    return outcomes, scene.found(scene.check.unless).that_may_fall(window.exempting, scene.as_of)


def _each(scene: Scene, incomplete: Iterable[Incomplete], what: str) -> Iterator[str]:
    if scene.history is not None:
        for one in incomplete:
            yield f"{first_up(incomplete_in_words(one, scene.history))}, {what}."


def _of_triggers(scene: Scene) -> Iterator[str]:
    """The incomplete triggers that an occurrence stands for, or that make its number uncertain."""
    trigger, history, occurrence = scene.check.trigger, scene.history, scene.occurrence
    if history is None or occurrence is None:
        return
    if occurrence.incomplete is not None:
        event = history.case.events[occurrence.incomplete.place]
        what = "may start the clock, or not" if event.dated else "may start the clock on another day or not at all"
        yield from _each(scene, (occurrence.incomplete,), what)
    elif isinstance(trigger, EventTrigger):
        first = first_day(scene, trigger.on_or_after) or date.min
        found = scene.history.found(trigger.spec, ahead=scene.check.kind == "lead_time") if scene.history else None
        if found is None:
            return
        day = scene.row.trigger_date
        until = found.first_from(first) if trigger.first else day
        if day is not None and trigger.within is not None:
            first = max(first, subtract(day, trigger.within) + date.resolution)
        span = Span(first, until or date.max)
        ahead = scene.check.kind == "lead_time"
        yield from _each(scene, found.that_may_fall(span, date.max if ahead else scene.as_of), "may start the clock")
        for spec in trigger.since:
            if day is not None:
                ends = scene.found(spec).that_may_fall(Span(first, day - date.resolution), scene.as_of)
                yield from _each(scene, ends, "may have begun the count anew")
    elif isinstance(trigger, Becomes):
        for event in _lacking(scene, occurrence.unknown):
            yield f"{first_up(placed_in_words(event, scene.vocabulary))} may have made it so on another day."


def _of_when(scene: Scene) -> Iterator[str]:
    """The incomplete events that leave open what `when` asks about."""
    events = {id(event): event for name in scene.row.unknown_fields for event in _leaving_open(scene, name)}
    for event in events.values():
        yield f"{first_up(placed_in_words(event, scene.vocabulary))} leaves that open."


def _leaving_open(scene: Scene, name: str) -> tuple[Event, ...]:
    """The incomplete events that leave a field of `when` unknown; a row names the field alone, and not them."""
    history = scene.history
    is_of_when = scene.row.reason == "incomplete_event" and name not in scene.breaks.unknown
    if history is None or not is_of_when or name not in scene.vocabulary.set_by:
        return ()
    known = history.fields.timeline(name).known
    unsettling = {one for knowledge in known if not knowledge.settled for one in knowledge.unsettled_by}
    events = history.events_of(*scene.vocabulary.set_by[name])
    return tuple(
        one for one in events if not one.dated and f"{one.type}.date" in unsettling and one.span.first <= scene.as_of
    )


def _lacking(scene: Scene, names: Iterable[str]) -> Iterator[Event]:
    """The events that lack what `type.date` or `type.attribute` names."""
    wanted = set(names)
    matter = _places_that_matter(scene)
    for place, event in enumerate(scene.history.case.events) if scene.history is not None else ():
        if matter and place not in matter and not _sets_unknown(event, scene):
            continue
        attributes = scene.vocabulary.events[event.type].attributes
        lacking = {f"{event.type}.{name}" for name in attributes if name not in event.attributes}
        if not event.dated:
            lacking.add(f"{event.type}.date")
        if lacking & wanted and event.span.first <= (scene.as_of if scene.check.kind != "lead_time" else date.max):
            yield event


def _places_that_matter(scene: Scene) -> frozenset[int]:
    """The places of the incomplete events that a row turns on; none where it turns on all that lack something."""
    if scene.occurrence is not None and scene.occurrence.incomplete is not None:
        return frozenset((scene.occurrence.incomplete.place,))
    if scene.window is None:
        return frozenset()
    return frozenset(one.place for some in _of_outcome_and_unless(scene, scene.window) for one in some)


def _sets_unknown(event: Event, scene: Scene) -> bool:
    """Whether an event sets a field that the row names as not known."""
    return any(event.type in scene.vocabulary.set_by.get(name, ()) for name in scene.row.unknown_fields)


def fields_missing(scene: Scene) -> str:
    """The fields that have no known value, each with the day as at which that matters."""
    named = [name for name in scene.row.unknown_fields if "." not in name and not is_not_held(scene, name)]
    return together([f"{scene.vocabulary.named(name)}{_as_at(scene, name)}" for name in named])


def unknown_scope(scene: Scene) -> Iterator[str]:
    """On what it depends whether the rule applies."""
    becomes = scene.occurrence is not None and scene.occurrence.standing == OccurrenceStanding.UNCERTAIN_BECOMING
    what = "it came to be so then" if becomes else "the rule applies"
    if missing := fields_missing(scene):
        yield f"Whether {what} depends on {missing}, which the record does not say."
    for event in _lacking(scene, scene.row.unknown_fields):
        if not event.dated:
            yield f"{first_up(placed_in_words(event, scene.vocabulary))} leaves that open."


def _as_at(scene: Scene, name: str) -> str:
    """As at which day the value of a dated field is not known: ` as at Monday 6 April 2009`."""
    row, history, day = scene.row, scene.history, scene.row.trigger_date
    if name not in scene.vocabulary.set_by:
        return ""
    if row.reason == "incomplete_event":
        # Of `while` from a break on that is not certain; of a `when` as at the date of its event, which is named.
        from_day = scene.breaks.possible if name in scene.breaks.unknown else None
        return "" if from_day is None else f" as at {long_date(from_day)} and the days after it"
    if day is None:
        return f" as at {long_date(scene.as_of)}" if scene.check.kind == "recorded" else ""
    if history is not None and history.value(name, day) is not None:
        # What may have come to hold may have held on the day before.
        day -= date.resolution
    return f" as at {long_date(day)}"


def settling(scene: Scene) -> Iterator[str]:
    """What would settle a row that cannot be told."""
    row = scene.row
    if row.verdict != "cannot_tell":
        return
    if row.reason == "no_limit_in_force" and scene.limit is not None:
        yield f"A value of the limit {scene.limit.id} for that day and case."
    yield from remedies(scene)
    for name in row.unknown_fields:
        event, dot, attribute = name.partition(".")
        if is_not_held(scene, name):
            continue
        if not dot:
            yield _of_field(scene, name)
        elif attribute == "date":
            yield f"The full date of {_those(scene, name, event)}."
        else:
            yield f"The value of {scene.vocabulary.named(attribute)} for {_those(scene, name, event)}."


def _of_field(scene: Scene, name: str) -> str:
    """What would settle a field: its value; where an incomplete event leaves it open, the date of that."""
    dates = together([f"the {placed_in_words(one, scene.vocabulary)}" for one in _leaving_open(scene, name)])
    value = f"value for {scene.vocabulary.named(name)} in the record of the case{_as_at(scene, name)}"
    if not dates or scene.history is None:
        return f"A {value}."
    has_value = scene.history.fields.without_setting_events(name) is not None
    return f"The full date of {dates}{'' if has_value else f', and a {value}'}."


def _those(scene: Scene, name: str, event: str) -> str:
    """The events that lack something, or which they are where the record is not at hand."""
    found = [placed_in_words(one, scene.vocabulary) for one in _lacking(scene, (name,))]
    if not found:
        lacking = "a full one" if name.endswith(".date") else "it"
        return f"each {scene.vocabulary.named(event)} that is recorded without {lacking}"
    return together([f"the {one}" for one in found])
