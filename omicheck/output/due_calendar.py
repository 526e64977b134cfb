"""What falls due as a calendar (iCalendar, RFC 5545): a whole day for each act, and no word on it that is not needed.

Calendars go to phones, and their first line to locked screens. So the summary has the reference of the case and the
numbers of the questions, and says nothing of what is to be done; that stands in the description, which says nothing of
what happened in the case. Every event is marked as private.

Everything in a calendar follows from the records: what is written does not depend on when it is written.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from omicheck.due import Act, DueStanding, Duty, acts_of
from omicheck.groups import Group, group_name
from omicheck.text import counted, long_date, printable
from omicheck.use_cases.due import DueResult

_ONE_DAY: Final = timedelta(days=1)
# A reminder on the evening before a day off is of no use, one in the morning of a day is.
_MORNING: Final = timedelta(hours=9)


def calendar_of(found: DueResult, duties: Iterable[Duty], group: Group = None, alarm: int | None = None) -> bytes:
    """A calendar of duties.

    What is overdue is listed by one event on the audit date, as nobody looks at days that are over and a day full of
    events is of no use; and so is what cannot be told, which has no day.

    Args:
        found: what was found.
        duties: those of its duties that are told of.
        group: whose they are, for the name of the calendar; None for everybody's.
        alarm: how many days before its day an act is reminded of, at nine in the morning; None for not at all.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//omicheck//due//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Due{'' if group is None else f', {group_name(group)}'}")
    acts = acts_of(duties)
    for act in acts:
        if act.duty.standing == "due":
            calendar.add_component(_event(act, found.as_of, alarm))
    for standing in ("overdue", "cannot_tell"):
        some = [act for act in acts if act.duty.standing == standing]
        if some:
            calendar.add_component(_list(standing, some, found.as_of, group))
    if not acts:
        # A calendar has to have something in it, and this is better than a file that somebody takes for a broken one.
        told = f"Nothing is due by {long_date(found.until)}"
        calendar.add_component(_whole_day(f"nothing\n{group or ''}", found.as_of, found.as_of, told, told, "Due"))
    return bytes(calendar.to_ical())


def _event(act: Act, as_of: date, alarm: int | None) -> Event:
    row, day = act.duty.row, act.duty.latest_day or as_of
    summary = f"Due: {_case_and_questions(act)}"
    event = _whole_day(f"{row.case_id}\n{row.rule}\n{row.occurrence}", day, as_of, summary, _description(act), "Due")
    if alarm is not None:
        event.add_component(_reminder(summary, alarm))
    return event


def _case_and_questions(act: Act) -> str:
    return f"{printable(act.duty.row.case_id)} ({', '.join(act.questions)})"


def _description(act: Act) -> str:
    """What is to be done and by when, a thing on each line."""
    duty = act.duty
    so_far = f" ({duty.so_far} so far)" if duty.so_far else ""
    lines = [f"{printable(duty.act)}{so_far}"]
    if duty.latest_day is not None:
        lines.append(f"Latest day: {long_date(duty.latest_day)}")
    lines.append(f"Limit: {duty.limit}")
    lines += [f"{one.rule.title or one.rule.id} [{one.row.question}, {one.rule.id}]" for one in act.duties]
    return "\n".join(lines)


def _list(standing: DueStanding, acts: Sequence[Act], as_of: date, group: Group) -> Event:
    """All that is overdue, or that cannot be told, on one day."""
    number = counted(len(acts), "thing")
    if standing == "overdue":
        summary, first = f"Overdue: {number}", "These can still be done. The day is the latest that would have passed."
        lines = [f"{_case_and_questions(act)}: {act.duty.latest_day}" for act in acts]
    else:
        summary, first = f"Cannot be told: {number}", "These may be due. omicheck due says which facts are missing."
        lines = [_case_and_questions(act) for act in acts]
    key = f"{standing}\n{group or ''}"
    return _whole_day(key, as_of, as_of, summary, "\n".join((first, *lines)), summary.partition(":")[0])


def _whole_day(key: str, day: date, as_of: date, summary: str, description: str, category: str) -> Event:
    event = Event()
    # The same in every run, so that a calendar that is read again moves an event and does not double it.
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@omicheck")
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + _ONE_DAY)
    event.add("summary", summary)
    event.add("description", description)
    event.add("categories", [category])
    event.add("class", "PRIVATE")
    # Somebody who has something due is not busy for the whole of the day.
    event.add("transp", "TRANSPARENT")
    return event


def _reminder(summary: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _MORNING - days * _ONE_DAY)
    return alarm
