"""What a check asks of a case, in plain Python: its occurrences, and the verdict on each that is in scope.

`plain_python.py` says what it is for.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from plain_cases import Incomplete, PlainCase

from omicheck.dates import ALL_TIME, Period, add, subtract, times
from omicheck.model.limit import Amount, Limit
from omicheck.model.rule import Check, EventTrigger
from omicheck.model.vocabulary import Vocabulary

# The day of an occurrence; if it has none, why not and what is missing; if it is a window, its last day.
Occurrence = tuple[date | None, str, list[str], date | None]
# Verdict, reason, outcome date, days late, count, and what is unknown.
Decided = tuple[str, str, date | None, int | None, int | None, list[str]]
_ONE_DAY: Final = timedelta(days=1)
_later: Final = lru_cache(maxsize=None)(add)
_earlier: Final = lru_cache(maxsize=None)(subtract)


def occurrences(case: PlainCase, check: Check, vocabulary: Vocabulary, as_of: date) -> Iterator[Occurrence]:
    """The occurrences of a check in a case, in order."""
    if check.kind == "recorded":
        yield (None, "", [], None)
        return
    if isinstance(check.trigger, EventTrigger):
        yield from _of_events(case, check, check.trigger, as_of)
        return
    name = vocabulary.case_dates[check.trigger or ""].field_for(case.fields)
    day: date | None = case.fields[name]
    if day is None:
        if name != "end_date":
            yield (None, "missing_date", [name], None)
    elif day > as_of and check.kind != "lead_time":
        return
    elif check.repeat and check.window is not None:
        end, number = case.fields["end_date"], 0
        while (first := _later(day, times(check.window, number))) <= as_of and (end is None or first < end):
            number += 1
            yield (first, "", [], _later(day, times(check.window, number)) - _ONE_DAY)
    else:
        yield (day, "", [], None)
        if check.kind == "interval" and check.outcome is not None:
            for match in case.look(check.outcome, as_of)[0]:
                if match > day:
                    day = match
                    yield (day, "", [], None)


def _of_events(case: PlainCase, check: Check, trigger: EventTrigger, as_of: date) -> Iterator[Occurrence]:
    days, incomplete = case.look(trigger.spec, as_of, ahead=check.kind == "lead_time")
    kept = days
    is_added = bool(incomplete)
    if trigger.first:
        kept = days[:1]
        is_added = is_added and not days
    elif trigger.nth is not None:
        kept = [day for place, day in enumerate(days) if _place_in_run(case, trigger, days[: place + 1]) == trigger.nth]
        is_added = is_added and len(days) + len(incomplete) >= trigger.nth
    for day in kept:
        yield (day, "", [], None)
    if is_added:
        yield (None, "incomplete_event", names_of(incomplete), None)


def _place_in_run(case: PlainCase, trigger: EventTrigger, days: Sequence[date]) -> int:
    """Which of its run the last of these days is."""
    last, after = days[-1], date.min
    if trigger.within is not None:
        after = _earlier(last, trigger.within)
    if trigger.since is not None:
        full = (event["first"] for _, event in case.events.get(trigger.since, ()) if event["first"] == event["last"])
        after = max([after, *(day for day in full if day < last)])
    return sum(day > after for day in days)


def never(case: PlainCase, check: Check, day: date, as_of: date) -> Decided:
    """The verdict on what should never happen."""
    end = case.fields["end_date"]
    until = as_of if end is None else min(end, as_of)
    days, incomplete = case.look(check.outcome, as_of) if check.outcome else ([], [])
    unsettled: list[str] = []
    if check.unless is not None:
        excuses, maybe = case.look(check.unless, as_of)
        if any(day <= one <= until for one in excuses):
            return ("not_applicable", "exempt", None, None, None, [])
        unsettled = names_of(_touching(maybe, day, until))
    happened = next((one for one in days if day <= one <= until), None)
    if happened is not None:
        if unsettled:
            return ("cannot_tell", "incomplete_event", happened, None, None, unsettled)
        return ("not_met", "happened", happened, None, None, [])
    if names := names_of(_touching(incomplete, day, until)):
        return ("cannot_tell", "incomplete_event", None, None, None, names)
    return ("met", "none", None, None, None, [])


def against_limit(
    case: PlainCase, check: Check, limit: Limit, day: date, window_end: date | None, as_of: date
) -> tuple[Any, ...]:
    """The row of an occurrence that is held to a limit, from its verdict on."""
    value = next((one for one in reversed(limit.values) if one.from_ <= day), None)
    known = None if value is None or value.by is None else case.value(value.by, day)
    if value is None or (known is not None and known not in value.table):
        return ("cannot_tell", "no_limit_in_force", day, None, None, None, None, None, [])
    is_unknown = value.by is not None and known is None
    amounts = list(value.table.values()) if is_unknown else [value.table[known]]
    dues = [_due(check, amount, day, window_end) for amount in amounts]
    # The one with the latest due date, or of a count the largest number.
    top = max(range(len(amounts)), key=amounts.__getitem__ if check.kind == "count" else dues.__getitem__)
    due, written = dues[top], None if is_unknown else str(amounts[top])
    unsettled: list[str] = []
    if check.unless is not None:
        first, last = (due, day) if check.kind == "lead_time" else (day, due)
        excuses, maybe = case.look(check.unless, as_of)
        if any(first <= one <= last for one in excuses):
            return ("not_applicable", "exempt", day, due, None, None, written, None, [])
        unsettled = names_of(_touching(maybe, first, last))
    decide = _count if check.kind == "count" else _in_time
    verdict, reason, outcome, late, count, names = decide(case, check, amounts[top], day, due, as_of, unsettled)
    if is_unknown:
        others = zip(amounts, dues, strict=True)
        if any(decide(case, check, one, day, until, as_of, unsettled)[0] != verdict for one, until in others):
            verdict, reason, late, names = "cannot_tell", "unknown_limit", None, [value.by or ""]
    return (verdict, reason, day, due, outcome, late, written, count, names)


def _due(check: Check, amount: Amount, day: date, window_end: date | None) -> date:
    if window_end is not None:
        return window_end
    if isinstance(amount, Period):
        return _earlier(day, amount) if check.kind == "lead_time" else _later(day, amount)
    return day if check.window is None else _later(day, check.window) - _ONE_DAY


def _has_ended(case: PlainCase, check: Check, due: date, as_of: date) -> bool:
    end = case.fields["end_date"]
    return end is not None and end <= due and end <= as_of and check.trigger != "end_date"


def _count(
    case: PlainCase, check: Check, wanted: Amount, day: date, due: date, as_of: date, unsettled: list[str]
) -> Decided:
    days, incomplete = case.look(check.outcome, as_of) if check.outcome else ([], [])
    found = sum(day <= one <= due for one in days)
    least = wanted if isinstance(wanted, int) else 0
    if found >= least:
        return ("met", "enough", None, None, found, [])
    if _has_ended(case, check, due, as_of):
        return ("not_applicable", "ended_before_due", None, None, found, [])
    if as_of <= due:
        return ("not_due", "not_due", None, None, found, [])
    touching = _touching(incomplete, day, due)
    names = names_of(touching) if touching and found + len(touching) >= least else []
    if names or unsettled:
        return ("cannot_tell", "incomplete_event", None, None, found, sorted({*names, *unsettled}))
    return ("not_met", "too_few", None, None, found, [])


def _in_time(
    case: PlainCase, check: Check, _amount: Amount, day: date, due: date, as_of: date, unsettled: list[str]
) -> Decided:
    """The verdict on a deadline, an interval or a lead time."""
    first = day
    if check.kind == "interval":
        first = day + _ONE_DAY
    elif check.kind == "lead_time":
        first = ALL_TIME.first
    elif check.early is not None:
        first = _earlier(day, check.early)
    days, incomplete = case.look(check.outcome, as_of) if check.outcome else ([], [])
    outcome = next((one for one in days if one >= first), None)
    if outcome is not None and outcome <= due:
        return ("met", "in_time", outcome, None, None, [])
    if _has_ended(case, check, due, as_of):
        return ("not_applicable", "ended_before_due", outcome, None, None, [])
    if outcome is not None and check.late_accepted:
        return ("met", "late_accepted", outcome, None, None, [])
    if outcome is None and as_of <= due:
        return ("not_due", "not_due", None, None, None, [])
    names = names_of(_touching(incomplete, first, due))
    if names or unsettled:
        return ("cannot_tell", "incomplete_event", outcome, None, None, sorted({*names, *unsettled}))
    if outcome is None:
        return ("not_met", "absent", None, (as_of - due).days, None, [])
    return ("not_met", "late", outcome, (outcome - due).days, None, [])


def _touching(incomplete: Sequence[Incomplete], first: date, last: date) -> list[Incomplete]:
    return [one for one in incomplete if max(one[0], first) <= min(one[1], last)]


def names_of(incomplete: Sequence[Incomplete]) -> list[str]:
    """What is missing in incomplete events, in alphabetical order."""
    return sorted({name for _, _, missing in incomplete for name in missing})
