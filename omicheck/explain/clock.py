"""From when the clock runs, and from when it stood still."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.dates import subtract
from omicheck.evaluate.durable.occurrences import OccurrenceStanding
from omicheck.evaluate.durable.runs import Certainty, numbered, triggers_of
from omicheck.explain.events import as_at, days_in_words, first_up, placed_in_words, together, what_failed
from omicheck.explain.scene import Scene
from omicheck.model.row import Reason
from omicheck.model.rule import Becomes, EventTrigger, FromDay
from omicheck.model.scope import fields_in
from omicheck.text import amount_in_words, long_date, ordinal
from omicheck.wording import from_day_in_words, run_in_words

# The reasons for which it matters that the duty may have ended before the audit date.
_BREAK_MATTERS: Final[tuple[Reason, ...]] = (
    *("interrupted", "none", "happened", "not_too_many", "either_way", "incomplete_event", "unknown_limit"),
)
# What may be no occurrence at all.
_UNCERTAIN: Final = (OccurrenceStanding.UNCERTAIN_NUMBER, OccurrenceStanding.UNCERTAIN_BECOMING)


def clock(scene: Scene) -> Iterator[str]:
    """From when the clock runs; nothing where there is no clock."""
    day, trigger = scene.row.trigger_date, scene.check.trigger
    if day is None or trigger is None:
        yield from _undated(scene)
        return
    told = long_date(day)
    if isinstance(trigger, str):
        yield _case_date(scene, trigger, told)
    elif isinstance(trigger, EventTrigger):
        yield f"{_begins(scene)} {_event(scene, trigger)} on {told}."
        yield from _run(scene, trigger, day)
    else:
        yield from _becomes(scene, trigger, day)
    yield from _break(scene)


def _begins(scene: Scene) -> str:
    uncertain = scene.occurrence is not None and scene.occurrence.standing in _UNCERTAIN
    if scene.check.kind == "never":
        seen = "It would be looked for" if uncertain else "It is looked for"
        return f"{seen} {'after' if scene.check.after else 'from'}"
    if scene.check.kind == "lead_time":
        return "It would have to come before" if uncertain else "It has to come before"
    return f"The clock {'would run' if uncertain else 'runs'} from"


def _undated(scene: Scene) -> Iterator[str]:
    """The incomplete event that is the occurrence, where it is one of its own."""
    occurrence, history = scene.occurrence, scene.history
    if history is None or occurrence is None or occurrence.incomplete is None:
        return
    event = placed_in_words(history.case.events[occurrence.incomplete.place], scene.vocabulary)
    if scene.row.verdict == "cannot_tell":
        yield f"The clock would run from the {event}."
    elif scene.row.reason != "out_of_scope":
        yield f"The clock runs from the {event}, and on whichever day that was the verdict is the same."


def _case_date(scene: Scene, name: str, told: str) -> str:
    vocabulary, check, row = scene.vocabulary, scene.check, scene.row
    own = name if scene.history is None else scene.history.case_date(name)[0]
    if row.occurrence == 1:
        return f"{_begins(scene)} the {vocabulary.named(own)}, {told}."
    if check.kind == "interval":
        return f"The clock started again on {told}, the day of {_link(scene)}."
    window = amount_in_words(str(check.window))
    return f"The {ordinal(row.occurrence)} window of {window} from the {vocabulary.named(own)} begins on {told}."


def _link(scene: Scene) -> str:
    """What started the clock of an interval again."""
    day, check = scene.row.trigger_date, scene.check
    specs = [spec for spec in (check.outcome, check.restart) if spec is not None]
    on_that_day = [scene.spec(spec) for spec in specs if day in scene.found(spec).days]
    if on_that_day:
        return together([f"the {one}" for one in on_that_day])
    return " or ".join(f"the {scene.spec(spec)}" for spec in specs)


def _event(scene: Scene, trigger: EventTrigger) -> str:
    words = scene.spec(trigger.spec)
    from_day = ""
    if trigger.on_or_after is not None:
        from_day = f" on or after {_from_day(scene, trigger.on_or_after)}"
    if trigger.first:
        return f"the first {words}{from_day},"
    if trigger.nth is None:
        return f"the {words}"
    number = _number(scene, trigger)
    if number is None or number.least != number.most:
        return f"the {words} that is {run_in_words(trigger, scene.vocabulary)}{from_day and ','}{from_day},"
    comma = "," if trigger.spec.when.parts else ""
    within = f"{comma} within {amount_in_words(str(trigger.within))}" if trigger.within is not None else ""
    return f"the {ordinal(number.least)} {words}{within}{from_day and ','}{from_day},"


def _from_day(scene: Scene, from_day: FromDay) -> str:
    words = from_day_in_words(from_day, scene.vocabulary)
    first = first_day(scene, from_day)
    return words if first is None else f"{words}, {long_date(first)}"


def first_day(scene: Scene, from_day: FromDay | None) -> date | None:
    """The first day on which a trigger counts, where the record says."""
    if from_day is None or scene.history is None:
        return None
    day = scene.history.case_date(from_day.case_date)[1]
    return day if day is None or from_day.less is None else subtract(day, from_day.less)


@frozen
class _Number:
    """A match in its run: its number, at least and at most, and the days of those that count for certain."""

    least: int
    most: int
    days: tuple[date, ...]


def _number(scene: Scene, trigger: EventTrigger) -> _Number | None:
    """The number of the trigger in its run; None where the record is not at hand."""
    if scene.history is None or trigger.nth is None:
        return None
    first = first_day(scene, trigger.on_or_after) or date.min
    found = triggers_of(trigger, scene.found(trigger.spec), first, scene.as_of)
    every = enumerate(numbered(trigger, found, scene.history))
    those = [(place, one) for place, one in every if one.certainty != Certainty.NOT]
    if scene.row.occurrence > len(those):
        return None
    place, one = those[scene.row.occurrence - 1]
    return _Number(one.at_least, one.at_most, found.days[place + 1 - one.at_least : place + 1])


def _run(scene: Scene, trigger: EventTrigger, day: date) -> Iterator[str]:
    """The events of the run that the trigger is the last of, and what it was counted anew after."""
    number = _number(scene, trigger)
    if number is None:
        return
    ended = max((end for spec in trigger.since for end in scene.found(spec).days if end < day), default=None)
    anew = ""
    if ended is not None:
        anew = f", counted anew after {together(_ending(scene, trigger, ended))} on {long_date(ended)}"
    if len(number.days) > 1 or anew:
        one_a_day = ", several of one day as one" if trigger.distinct_days else ""
        yield f"Counted are those of {days_in_words(number.days)}{one_a_day}{anew}."
    if number.most > number.least:
        yield f"Its number is {number.least} at least and {number.most} at most."


def _ending(scene: Scene, trigger: EventTrigger, day: date) -> list[str]:
    return [f"the {scene.spec(spec)}" for spec in trigger.since if day in scene.found(spec).days]


def _becomes(scene: Scene, trigger: Becomes, day: date) -> Iterator[str]:
    scope = scene.scope(trigger.scope)
    first = first_day(scene, trigger.on_or_after)
    uncertain = scene.occurrence is not None and scene.occurrence.standing == OccurrenceStanding.UNCERTAIN_BECOMING
    came = "may have come to hold" if uncertain else "held" if day == first else "came to hold"
    at_first = f", {from_day_in_words(trigger.on_or_after, scene.vocabulary)}," if day == first else ","
    yield f"{_begins(scene)} {long_date(day)}{at_first} when it {came} that {scope}."
    if scene.history is not None:
        told = [as_at(name, day, scene.history) for name in sorted(fields_in(trigger.scope))]
        yield f"{first_up(together(told))}."


def _break(scene: Scene) -> Iterator[str]:
    """From when the clock stood still, where that matters."""
    breaks, history = scene.breaks, scene.history
    if history is None or scene.row.reason not in _BREAK_MATTERS:
        return
    while_, due = scene.check.while_, scene.row.due_date or scene.as_of
    if breaks.possible is not None and breaks.possible != breaks.certain and breaks.possible <= due:
        told = together([as_at(name, breaks.possible, history) for name in sorted(fields_in(while_))])
        yield (
            f"Whether the clock stood still from {long_date(breaks.possible)} is not known: it runs as long as "
            f"{scene.scope(while_)}, and then {told}."
        )
    if breaks.certain is not None and breaks.certain <= due:
        yield (
            f"The clock stood still from {long_date(breaks.certain)}, because then "
            f"{what_failed(while_, breaks.certain, history)}."
        )
