"""What is missing in a record, filled in at random, and taken away at random.

A filled-in record is one that the first may turn out to be: each event that lacks its date, in part or whole, gets a
day of its span, each missing attribute and field a value. What is never missing stays: an end date, as a case without
one has not ended; a field that the vocabulary has a default for; and whatever decides which date a case date is.
"""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

from omicheck.model.row import Row, Verdict, put_together
from omicheck.model.rule import Becomes, EventSpec, EventTrigger, Rule
from omicheck.model.scope import Condition, Not, Recorded, conditions_in
from omicheck.model.vocabulary import ValueType, Vocabulary

Data = dict[str, Any]
TEXTS = ("Kent", "West", "Å", "elsewhere")


def filled(data: Data, vocabulary: Vocabulary, random: Random, days: Sequence[str], wholly: float = 0.8) -> Data:
    """A record with what it lacks.

    Args:
        data: the record.
        vocabulary: its words.
        random: where the values come from.
        days: days that matter, which are preferred.
        wholly: how likely all is filled in; otherwise each thing is, or not.
    """
    everything = random.random() < wholly
    found = dict(data)
    deciding = {one.by for one in vocabulary.case_dates.values()}
    for name, wanted in vocabulary.fields.items():
        stays = name in ("case_id", "end_date") or name in vocabulary.defaults or name in deciding
        if found.get(name) is None and not stays and (everything or random.random() < 0.5):
            found[name] = _value(wanted, random, days)
    found["events"] = [_filled_event(event, vocabulary, random, days, everything) for event in data["events"]]
    return found


def _filled_event(event: Data, vocabulary: Vocabulary, random: Random, days: Sequence[str], everything: bool) -> Data:
    found = dict(event)
    if everything or random.random() < 0.5:
        found["date"] = _day_of(event.get("date"), random, days)
    for name, wanted in vocabulary.events[event["type"]].attributes.items():
        if found.get(name) is None and (everything or random.random() < 0.5):
            found[name] = _value(wanted, random, days)
    return found


def _day_of(stated: str | None, random: Random, days: Sequence[str]) -> str:
    """A full day within what is stated of it."""
    if stated is None:
        return random.choice(days) if random.random() < 0.9 else f"{random.randint(1990, 2050)}-06-15"
    if len(stated) == len("2009-04-06"):
        return stated
    near = [day for day in days if day.startswith(stated)]
    if near and random.random() < 0.8:
        return random.choice(near)
    year = int(stated[:4])
    month = int(stated[5:7]) if len(stated) == len("2009-04") else random.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    return date(year, month, random.choice((1, last, random.randint(1, last)))).isoformat()


def _value(wanted: ValueType, random: Random, days: Sequence[str]) -> Any:  # noqa: ANN401, a value of any type
    match wanted.kind:
        case "flag":
            return random.random() < 0.5
        case "integer":
            return random.randint(wanted.at_least, wanted.at_most)
        case "number":
            return random.choice((0.1, 0.25, 1, 2.5, round(random.uniform(wanted.at_least, wanted.at_most), 2)))
        case "date":
            return _day_of(None, random, days)
        case "choice" | "level":
            return random.choice(wanted.values)
        case "list":
            return [one for one in wanted.values if random.random() < 0.4]
        case _:
            return random.choice(TEXTS)


def thinned(data: Data, vocabulary: Vocabulary, random: Random, of_dates: float, of_values: float) -> Data:
    """A record from which something was taken away.

    Args:
        data: the record.
        vocabulary: its words.
        random: decides what.
        of_dates: how likely a date of an event loses its day, month and year, or all of it.
        of_values: how likely a field or an attribute loses its value.
    """
    found = {
        name: None
        if name in vocabulary.fields and not vocabulary.fields[name].required and random.random() < of_values
        else value
        for name, value in data.items()
    }
    found["events"] = [_thinned_event(event, vocabulary, random, of_dates, of_values) for event in data["events"]]
    return found


def _thinned_event(event: Data, vocabulary: Vocabulary, random: Random, of_dates: float, of_values: float) -> Data:
    kinds = vocabulary.events[event["type"]].attributes
    found = {
        name: value
        for name, value in event.items()
        if name not in kinds or kinds[name].required or random.random() >= of_values
    }
    if event.get("date") and event["type"] not in vocabulary.always_dated and random.random() < of_dates:
        found["date"] = random.choice((event["date"][:7], event["date"][:7], event["date"][:4], None))
    return found


def verdicts(rows: Iterable[Row]) -> dict[tuple[str, str], Verdict]:
    """The verdict of each rule on each case."""
    found: dict[tuple[str, str], list[Verdict]] = {}
    for row in rows:
        found.setdefault((row.case_id, row.rule), []).append(row.verdict)
    return {key: put_together(given) for key, given in found.items()}


def asks_whether_recorded(rule: Rule) -> bool:
    """Whether a rule asks if something is recorded, and so is about the record as it stands."""
    return rule.check.kind == "recorded" or any(map(_is_about_record, _conditions(rule)))


def _is_about_record(condition: Condition) -> bool:
    return isinstance(condition, Recorded) or (isinstance(condition, Not) and _is_about_record(condition.condition))


def _conditions(rule: Rule) -> Iterator[Condition]:
    check = rule.check
    specs: list[EventSpec | None] = [check.outcome, check.unless, check.restart]
    scopes = [rule.applies, check.while_]
    match check.trigger:
        case EventTrigger():
            specs += [check.trigger.spec, *check.trigger.since]
        case Becomes():
            scopes.append(check.trigger.scope)
    for scope in (*scopes, *(spec.when for spec in specs if spec is not None)):
        yield from (one.condition for one in conditions_in(scope))
