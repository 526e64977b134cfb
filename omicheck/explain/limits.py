"""The limit of a row with its source, the latest day that would have passed, and the bank holidays on the way."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from attrs import evolve

from omicheck.bank_holidays import ANNOUNCED_UNTIL, Calendar, NamedDay, bank_holidays
from omicheck.dates import read_period, rests_on_foretold
from omicheck.errors import one_of
from omicheck.explain.scene import Scene
from omicheck.model.limit import LimitValue
from omicheck.text import amount_in_words, long_date
from omicheck.wording import value_in_words

_SATURDAY: Final = 5


def limit_and_due(scene: Scene) -> Iterator[str]:
    """The limit, its source and the due date, where the row has one."""
    row = scene.row
    if row.due_date is None:
        return
    cited = scene.cache.cited(row, scene.limit)
    if cited:
        told = " ".join(f"Source{f' of {amounts}' if amounts else ''}: {source}." for amounts, source in cited)
        yield f"{_amount(scene)} {told}"
    yield from _due(scene, row.due_date)


def _amount(scene: Scene) -> str:
    limit = scene.row.limit
    if limit is None:
        return f"Which limit holds is not known{_amounts(scene)}; the most generous is taken to show the dates."
    if not limit.isdigit():
        return f"Limit: {amount_in_words(limit)}."
    return f"Limit: at {'most' if scene.check.at_most else 'least'} {limit}."


def _amounts(scene: Scene) -> str:
    """The amounts that may hold: `: 5 business days where tier is 1, 2 or 3, 2 business days where tier is 4`."""
    value = _in_force(scene)
    if value is None or value.by is None:
        return ""
    if value.is_itself:
        return f": it is what {scene.vocabulary.named(value.by)} says"
    by: dict[str, list[str]] = {}
    for key, amount in value.table.items():
        by.setdefault(amount_in_words(str(amount)), []).append(value_in_words(key))
    field = scene.vocabulary.named(value.by)
    return ": " + ", ".join(f"{amount} where {field} is {one_of(keys)}" for amount, keys in by.items())


def _in_force(scene: Scene) -> LimitValue | None:
    day = scene.row.trigger_date
    return None if scene.limit is None or day is None else scene.limit.latest(day)


def no_limit(scene: Scene) -> str:
    """That no limit was in force."""
    value, day = _in_force(scene), scene.row.trigger_date
    on = "" if day is None else f" on {long_date(day)}"
    if value is not None and value.until is not None and day is not None and value.until < day:
        return f"No limit was in force{on}; that before it was in force until {long_date(value.until)}."
    return f"No limit was in force{on} for such a case."


def is_due_foretold(scene: Scene) -> bool:
    """Whether the due date of a row rests on bank holidays that have not been announced yet."""
    row, window = scene.row, scene.check.window
    if row.due_date is None or row.trigger_date is None:
        return False
    period = window if window is not None else read_period(row.limit)
    if period is None:
        return False
    return rests_on_foretold(evolve(period, calendar=scene.rule_base.calendar), row.trigger_date, row.due_date)


def _due(scene: Scene, due: date) -> Iterator[str]:
    what = "The window ends on" if scene.check.kind == "count" else "The latest day that would have passed is"
    row, calendar = scene.row, scene.rule_base.calendar
    counted_over = ""
    if row.limit is not None and row.limit.endswith("business_days") and row.trigger_date is not None:
        counted_over = _holidays_between(row.trigger_date, due, calendar)
    yield f"{what} {long_date(due)}{counted_over}."
    if is_due_foretold(scene):
        until = ANNOUNCED_UNTIL if calendar is None else calendar.announced_until
        yield f"Bank holidays after {long_date(until)} are foretold and not announced, so that this day may change."


@lru_cache(maxsize=50_000)
def _holidays_between(one: date, other: date, calendar: Calendar | None) -> str:
    first, last = min(one, other), max(one, other)
    days = sorted(
        day
        for year in range(first.year, last.year + 1)
        for day in bank_holidays(year, calendar)
        if first < day < last and day.weekday() < _SATURDAY
    )
    added = {} if calendar is None else {one.day: one for one in calendar.added}
    told = [f"bank holidays not counted: {', '.join(_named(day, added.get(day)) for day in days)}"] if days else []
    away = [one for one in ([] if calendar is None else calendar.taken_away) if first < one.day <= last]
    if away:
        names = ", ".join(_named(one.day, one) for one in sorted(away, key=lambda one: one.day))
        told.append(f"counted, as no bank holiday here: {names}")
    return f" ({'; '.join(told)})" if told else ""


def _named(day: date, named: NamedDay | None) -> str:
    """A day, and of one that somebody added or took away what it is called and who says so."""
    return long_date(day) if named is None else f"{long_date(day)}, {named.name} ({named.source})"
