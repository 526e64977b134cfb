"""What the columns of an event log are usually called, by which a log is known when a mapping is proposed."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from omicheck.records.event_logs import CASE_NAME, NAME, TIMESTAMP, TRANSITION
from omicheck.records.mapping.profile import Profile
from omicheck.records.sheets.grid import heading_key

_CASES: Final = (CASE_NAME, "case id", "case_id", "caseid", "case")
_ACTIVITIES: Final = (NAME, "activity", "activity name", "event", "event name", "task")
# When an event was over comes before when it began.
_TIMES: Final = (TIMESTAMP, "complete timestamp", "completion time", "end timestamp", "timestamp", "start timestamp")
_TRANSITIONS: Final = (TRANSITION, "lifecycle", "transition", "lifecycle transition")
# What the logs that this program writes have in place of a time, where the date is not full.
_PARTIAL: Final = "date"
_COMPLETE: Final = "complete"
# Before the attribute of a case in a log that is one table, as two programs write it.
_OF_CASE: Final = ("case:", "(case) ")


@frozen(eq=False)
class LogColumns:
    """The columns that make a table an event log.

    Attributes:
        case: the reference of the case.
        activity: what happened.
        time: when.
        transition: how far it had come; None where every event was complete, or nothing is said of it.
        partial: what is known of the dates of events without a time; None if there is no such column.
    """

    case: Profile
    activity: Profile
    time: Profile
    transition: Profile | None
    partial: Profile | None


def log_columns(columns: Sequence[Profile]) -> LogColumns | None:
    """The columns that make a table an event log; None where one is not there."""
    case, activity, time, transition = (_first(columns, names) for names in (_CASES, _ACTIVITIES, _TIMES, _TRANSITIONS))
    if case is None or activity is None or time is None:
        return None
    if transition is not None and not incomplete(transition):
        transition = None
    return LogColumns(case, activity, time, transition, _first(columns, (_PARTIAL,)))


def name_of_trace(columns: Sequence[Profile]) -> Profile | None:
    """The column with the references of the traces of a log."""
    return _first(columns, (CASE_NAME, NAME))


def incomplete(transition: Profile) -> list[str]:
    """The words of a transition that say that something was not complete."""
    return sorted(word for word in transition.words if heading_key(word) != _COMPLETE)


def is_of_case(heading: str) -> bool:
    """Whether a heading says that it is that of an attribute of a case."""
    return without_case(heading) != heading


def without_case(heading: str) -> str:
    """The heading of an attribute of a case without what tells it from one of an event: `case:amount`."""
    for beginning in _OF_CASE:
        if heading.casefold().startswith(beginning):
            return heading[len(beginning) :]
    return heading


def _first(columns: Sequence[Profile], names: Sequence[str]) -> Profile | None:
    by_key = {heading_key(column.heading): column for column in reversed(columns)}
    return next((by_key[name] for name in names if name in by_key), None)
