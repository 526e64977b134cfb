"""A row as something that is still to be done, in words."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from omicheck.dates import business_days_until
from omicheck.due.duty import DueStanding, Duty
from omicheck.due.possible_days import counts_from, possible_latest_days
from omicheck.due.standing import is_unknown_whether_it_stands
from omicheck.explain.clock import clock
from omicheck.explain.events import first_up
from omicheck.explain.limits import is_due_foretold
from omicheck.explain.row import explain_row
from omicheck.explain.scene import Scene
from omicheck.groups import Group
from omicheck.text import amount_in_words, counted, long_date

_BUSINESS: Final = "business_days"


def duty_of(scene: Scene, standing: DueStanding, groups: dict[str, Group]) -> Duty:
    """What is still to be done about a row.

    Args:
        scene: the row with its record.
        standing: what it is.
        groups: whose the case is, by field.
    """
    row = scene.row
    # What cannot be told may have a day that would be the latest, but not for certain.
    latest = row.due_date if row.limit is not None else None
    days_left = (latest - scene.as_of).days if latest is not None and standing == "due" else None
    in_business_days = row.limit is not None and row.limit.endswith(_BUSINESS)
    return Duty(
        standing,
        row,
        scene.rule,
        groups,
        first_up(scene.outcome),
        " ".join(clock(scene)),
        None if scene.check.kind == "lead_time" or row.trigger_date is None else counts_from(scene),
        latest,
        days_left,
        None if latest is None or days_left is None or not in_business_days else _business_days_left(scene, latest),
        row.days_late if standing == "overdue" else None,
        _limit(scene),
        "; ".join(f"{amounts}: {one}" if amounts else one for amounts, one in scene.cache.cited(row, scene.limit)),
        _so_far(scene),
        tuple(_untold(scene) if standing == "cannot_tell" else _notes(scene, standing)),
        tuple(_settled_by(scene)) if standing == "cannot_tell" else (),
        latest is not None and is_due_foretold(scene),
    )


def _business_days_left(scene: Scene, latest: date) -> int:
    return business_days_until(scene.as_of, latest, scene.rule_base.calendar)


def _limit(scene: Scene) -> str:
    limit = scene.row.limit
    if limit is None:
        return ""
    if scene.check.window is None:
        return amount_in_words(limit)
    return f"at least {limit} in {amount_in_words(str(scene.check.window))}"


def _so_far(scene: Scene) -> str:
    row = scene.row
    return f"{row.count or 0} of {row.limit}" if scene.check.kind == "count" and row.limit is not None else ""


def _notes(scene: Scene, standing: DueStanding) -> Iterator[str]:
    check = scene.check
    if check.absent_not_asked:
        yield "Asked only where it is done: not at all is not late."
    if check.late_accepted:
        yield "What is done late counts all the same." if standing == "due" else "It counts even now."
    if check.kind == "lead_time" and scene.row.trigger_date is not None:
        yield f"It has to come before {long_date(scene.row.trigger_date)}."
    if is_due_foretold(scene):
        yield "The latest day rests on bank holidays that are foretold and not announced, and may change."


def _untold(scene: Scene) -> Iterator[str]:
    """What is known of what cannot be told, and why not more."""
    row = scene.row
    if row.verdict == "not_met" and row.reason == "absent":
        by = "" if row.days_late is None else f", by {counted(row.days_late, 'day')} at least"
        yield f"It is overdue in any case{by}."
    elif row.verdict == "not_due":
        yield "It is not yet overdue in any case."
    if row.due_date is None and (days := possible_latest_days(scene)):
        yield _between(days[0], days[-1])
    yield from explain_row(row, scene.rule, scene.rule_base, scene.as_of, scene.history, scene.cache).of_row


def _between(first: date, last: date) -> str:
    if first == last:
        return f"The latest day, if there is one, is {long_date(first)}."
    return f"The latest day, if there is one, is from {long_date(first)} to {long_date(last)}."


def _settled_by(scene: Scene) -> Iterator[str]:
    """What would settle it."""
    row, vocabulary, history = scene.row, scene.vocabulary, scene.history
    yield from explain_row(row, scene.rule, scene.rule_base, scene.as_of, history, scene.cache).settling
    if row.verdict == "cannot_tell" or history is None:
        return
    if is_unknown_whether_it_stands(scene):
        for name in history.without_value(scene.check.while_, (scene.as_of,)):
            event, dot, _ = name.partition(".")
            told = f"The full date of the {vocabulary.named(event)}" if dot else f"A value for {vocabulary.named(name)}"
            yield f"{told} as at {long_date(scene.as_of)}."
    value = None if scene.limit is None or row.trigger_date is None else scene.limit.latest(row.trigger_date)
    if row.limit is None and value is not None and value.by is not None:
        yield f"A value for {vocabulary.named(value.by)} in the record of the case."
    occurrence = scene.occurrence
    missing = () if occurrence is None or occurrence.incomplete is None else occurrence.incomplete.missing
    for name in missing:
        event, _, attribute = name.partition(".")
        what = "full date" if attribute == "date" else vocabulary.named(attribute or event)
        yield f"The {what} of the {vocabulary.named(event)} that the clock runs from."
    if row.reason == "either_way":
        yield f"The full date of the {scene.outcome} that is recorded without one."
