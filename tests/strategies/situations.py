"""A case in a rule's scope, its trigger on a nasty day."""

from datetime import date, timedelta
from functools import cache

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from omicheck.bank_holidays import bank_holidays
from omicheck.provenance import limit_of
from rule_situations import BASE, BY_ID, ONE_DAY, Situation, fields_with, keys_of, situation_of, types_of


@cache
def nasty_days(first: date, last: date = date(2014, 12, 31)) -> SearchStrategy[date]:
    """Days from a first one to a last, most of them near a weekend, a bank holiday, a month's end or a leap day."""
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    holidays = {
        day + step * ONE_DAY for year in range(2007, 2015) for day in bank_holidays(year) for step in (-1, 0, 1)
    }
    chosen = [
        [day for day in every if day in holidays],
        [day for day in every if day.weekday() > 3],
        [day for day in every if (day + ONE_DAY).day == 1 or day.day == 1],
        [day for day in every if (day.month, day.day) in ((2, 28), (2, 29), (3, 1), (12, 31), (10, 31), (8, 31))],
        every,
    ]
    return st.one_of(*(st.sampled_from(days) for days in chosen))


@st.composite
def situations(draw: DrawFn, name_of_rule: str) -> Situation:
    """A case in scope; a field that matters is set on the trigger's day, changes the day after, or neither."""
    base, rule = BASE, BY_ID[name_of_rule]
    situation = draw(plain_situations(name_of_rule))
    # A field that an event can change; where the limit depends on it or the scope asks for it, that day decides.
    by_attribute = {
        name: (event, setting.attribute)
        for name, by in sorted(base.vocabulary.set_by.items())
        for event, setting in by.items()
        if setting.attribute is not None
    }
    settable = [
        name for name, (event, _) in by_attribute.items() if name in situation.fields and event not in types_of(rule)
    ]
    if not settable:
        return situation
    name = draw(st.sampled_from(settable))
    value = situation.fields[name]
    wanted = base.vocabulary.fields[name]
    every = wanted.values or range(wanted.at_least, wanted.at_most + 1)
    other = draw(st.sampled_from([one for one in every if one != value]))
    ways = ["as it was"]
    # What a lead time waits for may lie ahead, when nothing that is set on that day has happened yet; an interval's
    # second occurrence begins later, with whatever holds then.
    ways += ["set on the day"] if rule.check.kind != "lead_time" else []
    ways += ["changed the day after"] if rule.check.kind != "interval" else []
    setting, attribute = by_attribute[name]
    match draw(st.sampled_from(ways)):
        case "set on the day":
            event = {"type": setting, "date": situation.day.isoformat(), attribute: value}
            return attrs.evolve(situation, fields={**situation.fields, name: other}, events=(*situation.events, event))
        case "changed the day after":
            event = {"type": setting, "date": (situation.day + ONE_DAY).isoformat(), attribute: other}
            return attrs.evolve(situation, events=(*situation.events, event))
    return situation


@st.composite
def plain_situations(draw: DrawFn, name_of_rule: str) -> Situation:
    """A case in scope, of which nothing changes."""
    rule = BY_ID[name_of_rule]
    limit = limit_of(rule, BASE.limits)
    first = date(2007, 9, 30) if limit is None else limit.values[-1].from_
    last = date(2014, 12, 31) if limit is None or limit.values[-1].until is None else limit.values[-1].until
    # What is asked again after some months is to be asked by the same limit.
    last -= timedelta(days=500)
    fields = draw(st.sampled_from(fields_with(rule, BASE.vocabulary, 1)))
    return situation_of(rule, BASE, draw(nasty_days(first, last)), fields, draw(st.sampled_from(keys_of(limit))))
