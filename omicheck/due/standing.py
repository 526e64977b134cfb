"""Whether a row is of something still to be done."""

from datetime import date
from typing import Final, Literal

from omicheck.due.duty import DueStanding
from omicheck.due.possible_days import days_of_trigger, possible_latest_days, was_done
from omicheck.evaluate.durable.scopes import FALSE, UNKNOWN
from omicheck.evaluate.durable.spans import end_of
from omicheck.explain.scene import Scene
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule

# Of rows that something may still be done about. What is late was done, and what was never to happen has happened.
TOLD_VERDICTS: Final[tuple[Verdict, ...]] = ("not_due", "not_met", "cannot_tell")
# Why nothing is told of a row: there is nothing left to do, it falls due later, or no longer stands.
Closed = Literal["nothing_to_do", "later", "ended", "stands_still"]
_WITH_LATEST_DAY: Final = ("deadline", "interval", "lead_time", "count")
_STILL_OPEN: Final = ("absent", "either_way", "not_due")


def asks_for_something(rule: Rule) -> bool:
    """Whether a rule asks that something is done by a day: no outcome, and nothing that is not to be done."""
    return rule.asks == "duty" and rule.check.kind in _WITH_LATEST_DAY and not rule.check.at_most


def closed_or_standing(scene: Scene, until: date) -> DueStanding | Closed:
    """Whether something is still to be done about a row, or why it is not told of.

    Args:
        scene: a row of a rule that asks for something, with its record.
        until: the last day of the time that was asked for.
    """
    row = scene.row
    if row.verdict != "cannot_tell" and row.reason not in _STILL_OPEN:
        return "nothing_to_do"
    if row.reason != "absent" and row.verdict != "not_due" and was_done(scene):
        return "nothing_to_do"
    if _has_been_overtaken(scene):
        return "nothing_to_do"
    still = _still_stands(scene)
    if still is not None:
        return still
    days = possible_latest_days(scene) if row.due_date is None or row.limit is None else (row.due_date,)
    return _by_days(scene, until, days)


def _by_days(scene: Scene, until: date, days: tuple[date, ...]) -> DueStanding | Closed:
    """What the latest days that are possible make of a row whose duty stands."""
    row, as_of = scene.row, scene.as_of
    if days and days[0] > until:
        return "later"
    is_late = bool(days) and days[-1] < as_of and row.verdict != "not_due"
    if is_late and (_is_over_once_late(scene) or _began_anew(scene)):
        return "nothing_to_do"
    end = _end(scene)
    if days and end is not None and end <= days[0] and days[0] >= as_of:
        return "ended"
    is_known = row.due_date is not None and row.limit is not None
    if row.verdict == "cannot_tell" or not is_known or row.reason == "either_way":
        return "cannot_tell"
    if row.verdict == "not_due":
        return "due"
    return "cannot_tell" if is_unknown_whether_it_stands(scene) else "overdue"


def _is_over_once_late(scene: Scene) -> bool:
    """Whether nothing can be done, or nothing is asked, once the latest day has passed."""
    return scene.check.kind == "count" or scene.check.absent_not_asked


def _began_anew(scene: Scene) -> bool:
    """Whether the clock of an interval began anew on a later day, so that what is to be done now is told of that."""
    if scene.check.kind != "interval" or scene.history is None or scene.row.trigger_date is None:
        return False
    occurrences = scene.cache.occurrences(scene.check, scene.history)
    return any(one.day is not None and one.number > scene.row.occurrence for one in occurrences)


def _still_stands(scene: Scene) -> Closed | None:
    """Why the duty no longer stands on the audit date; None where it does, or may."""
    end = _end(scene)
    if end is not None and end <= scene.as_of:
        return "ended"
    if scene.history is not None and scene.history.truth(scene.check.while_, scene.as_of) == FALSE:
        return "stands_still"
    return None


def is_unknown_whether_it_stands(scene: Scene) -> bool:
    """Whether it is not known that the clock does not stand still on the audit date."""
    return scene.history is not None and scene.history.truth(scene.check.while_, scene.as_of) == UNKNOWN


def _end(scene: Scene) -> date | None:
    return None if scene.history is None else end_of(scene.check, scene.history)


def _has_been_overtaken(scene: Scene) -> bool:
    """Whether what it had to come before is over."""
    days = days_of_trigger(scene)
    return scene.check.kind == "lead_time" and days is not None and days.last < scene.as_of
