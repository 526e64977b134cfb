"""Cases like a given one, with a field, a day, an attribute or an event another: where a verdict may turn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, permutations
from typing import Any, Final

from omicheck.authoring.parts_of_rules import exchanged, fields_asked, scopes_of, specs_of
from omicheck.dates import FIRST_DAY, LAST_DAY, Period, add, read_date, subtract
from omicheck.evaluate.durable.codings import coding_of
from omicheck.model.limit import Limit
from omicheck.model.row import Row
from omicheck.model.rule import Becomes, EventSpec, EventTrigger, FromDay, Rule, Wanted
from omicheck.model.scope import Between, OneOf, asserted, conditions_in
from omicheck.model.vocabulary import Value, ValueType, Vocabulary

# A case as an example writes it: `case`, `events` and `as_of`.
Data = Mapping[str, Any]
Rows = Sequence[Row]
# An event without its date: its type, and its attributes.
Kind = tuple[str, Mapping[str, Any]]

# So many days are tried where two are chosen.
_FEW: Final = 8
# A text that no rule names.
_ANOTHER: Final = "another one"
_NEAR: Final = (0, 1, -1, 2, -2)


def values_of_fields(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> Mapping[str, tuple[Any, ...]]:
    """The fields that a rule asks for, and those that events set, each with the values that it can have."""
    names = dict.fromkeys((*fields_asked(rule, limits), *vocabulary.set_by))
    return {name: _values_of(name, (rule,), vocabulary) for name in names}


def _values_of(name: str, rules: Iterable[Rule], vocabulary: Vocabulary) -> tuple[Any, ...]:
    """The values that a field can have; of a text those that rules name, and one that none does."""
    wanted = vocabulary.fields[name]
    if wanted.kind == "list":
        return ([], *([value] for value in wanted.values))
    if wanted.kind not in ("text", "number"):
        return coding_of(name, wanted).values
    named: list[Value] = []
    for part in (part for rule in rules for _, scope in scopes_of(rule) for part in conditions_in(scope)):
        condition = asserted(part.condition)
        if part.field == name and isinstance(condition, OneOf | Between):
            named += _turning_values(condition, wanted)
    if wanted.kind == "number":
        return tuple(dict.fromkeys(named))
    return (*dict.fromkeys(named), _ANOTHER) if named else ()


def with_other_fields(data: Data, fields: Mapping[str, tuple[Any, ...]]) -> Iterator[Data]:
    """The case with each field another, or without a value."""
    case = data["case"]
    for name, values in fields.items():
        for value in (*values, None):
            if case.get(name) != value:
                others = {key: other for key, other in case.items() if key != name}
                yield {**data, "case": others if value is None else {**others, name: value}}


# --- days ------------------------------------------------------------------------------------------------


def turning_days(rules: Iterable[Rule], rows: Iterable[Rows], data: Data, limits: Iterable[Limit]) -> list[str]:
    """The days at which a verdict can turn: around each date of the rows, of the case, and of what options reckon.

    Args:
        rules: the rules.
        rows: the rows that they give for the case.
        data: the case.
        limits: theirs, whose values end on certain days.
    """
    of_rows = {
        day
        for side in rows
        for row in side
        for day in (row.due_date, row.trigger_date, row.outcome_date)
        if day is not None
    }
    of_events = _dates_among(next(iter(event.values())) for event in _events(data))
    of_case = _dates_among(data["case"].values())
    reckoned = {day for rule in rules for day in _reckoned(rule, of_events, of_case)}
    ends = {value.until for limit in limits for value in limit.values if value.until is not None}
    found: dict[str, None] = {}
    for days in (of_rows, reckoned | ends, of_events | of_case):
        around = (day + timedelta(days=step) for step in _NEAR for day in sorted(days, reverse=True))
        found |= dict.fromkeys(day.isoformat() for day in around if FIRST_DAY <= day <= LAST_DAY)
    return [*found, *([str(data["as_of"])] if str(data["as_of"]) not in found else [])]


def _dates_among(values: Iterable[object]) -> frozenset[date]:
    return frozenset(day for value in values if (day := read_date(value)) is not None)


def _reckoned(rule: Rule, of_events: Iterable[date], of_case: Iterable[date]) -> Iterator[date]:
    """The days to which the options of a rule reach from the dates of events and of the case."""
    check, trigger = rule.check, rule.check.trigger
    back: list[Period] = [check.early] if check.early is not None else []
    if isinstance(trigger, EventTrigger) and trigger.within is not None:
        back.append(trigger.within)
    from_day: FromDay | None = trigger.on_or_after if isinstance(trigger, EventTrigger | Becomes) else None
    days = (*of_events, *of_case)
    for period in back:
        yield from (subtract(day, period) for day in days)
    if from_day is not None and from_day.less is not None:
        yield from (subtract(day, from_day.less) for day in of_case)
    if check.within is not None:
        yield from (add(day, check.within) for day in days)


def with_other_days(data: Data, days: Iterable[str]) -> Iterator[Data]:
    """The case with each event on each day, and with another audit date or end."""
    events = _events(data)
    for day in days:
        for number, event in enumerate(events):
            name = next(iter(event))
            if event[name] != day:
                yield _with_events(data, exchanged(events, number, {**event, name: day}))
        if day != data["as_of"]:
            yield {**data, "as_of": day}
            yield {**data, "case": {**data["case"], "end_date": day}}


def with_other_starts(data: Data, days: Iterable[str], vocabulary: Vocabulary) -> Iterator[Data]:
    """The case as one whose dates are chosen otherwise, such as a licence, the date that is chosen on each day."""
    days = list(days)
    for date_ in vocabulary.case_dates.values():
        for value, field in date_.fields.items():
            for day in days:
                if date_.by is not None and (data["case"].get(date_.by), data["case"].get(field)) != (value, day):
                    yield {**data, "case": {**data["case"], date_.by: value, field: day}}


def with_partial_dates(data: Data) -> Iterator[Data]:
    """The case with the date of each event missing in part, or altogether."""
    events = _events(data)
    for number, event in enumerate(events):
        name = next(iter(event))
        day = read_date(event[name])
        for partial in (f"{day:%Y-%m}", f"{day:%Y}", None) if day is not None else ():
            yield _with_events(data, exchanged(events, number, {**event, name: partial}))


# --- events ----------------------------------------------------------------------------------------------


def kinds_of_events(rules: Iterable[Rule], vocabulary: Vocabulary) -> tuple[Kind, ...]:
    """Events that rules ask for, with attributes about where they turn, and events that set the fields they ask for."""
    kinds: list[Kind] = []
    rules = tuple(rules)
    for rule in rules:
        for _, spec in specs_of(rule.check):
            kinds += _of_spec(spec, vocabulary)
        for field in (*fields_asked(rule, {}), *vocabulary.set_by):
            for name, setting in vocabulary.set_by.get(field, {}).items():
                if setting.attribute is None:
                    kinds.append((name, {}))
                else:
                    values = _values_of(field, rules, vocabulary)
                    kinds += ((name, {setting.attribute: value}) for value in values)
    return tuple(kind for number, kind in enumerate(kinds) if kind not in kinds[:number])


def _of_spec(spec: EventSpec, vocabulary: Vocabulary) -> Iterator[Kind]:
    for name in spec.types:
        attributes = vocabulary.events[name].attributes
        values = {key: _turning_values(wanted, attributes[key]) for key, wanted in spec.where}
        fitting = {key: ones[0] for key, ones in values.items()}
        yield name, fitting
        for key, ones in values.items():
            for value in ones[1:]:
                yield name, {**fitting, key: value}


def _turning_values(wanted: Wanted, type_: ValueType) -> tuple[Any, ...]:
    """Values of an attribute: one that is wanted, then those about the bounds, or all where there are few."""
    if isinstance(wanted, OneOf):
        others = coding_of("", type_).values if type_.kind in ("flag", "choice", "level") else ()
        if type_.kind == "number":
            near = (one + step for one in wanted.values if isinstance(one, Decimal) for step in (1, -1))
            others = tuple(one for one in near if type_.at_least <= one <= type_.at_most)
        return (*wanted.values, *(value for value in others if value not in wanted.values))
    low, high = wanted.at_least, wanted.at_most
    bounds = [bound + step for bound in (low, high) if bound is not None for step in (0, 1, -1)]
    if type_.kind == "level":
        return tuple(type_.values[int(one)] for one in dict.fromkeys(bounds) if 0 <= one < len(type_.values))
    return tuple(one for one in dict.fromkeys(bounds) if type_.at_least <= one <= type_.at_most)


def with_other_attributes(data: Data, kinds: Iterable[Kind]) -> Iterator[Data]:
    """The case with each event as one of its type with other attributes, and without each of its own."""
    events, kinds = _events(data), list(kinds)
    for number, event in enumerate(events):
        name, *keys = event
        others = [{name: event[name], **attributes} for type_, attributes in kinds if type_ == name]
        others += [{key: value for key, value in event.items() if key != gone} for gone in keys]
        for other in others:
            if other != event:
                yield _with_events(data, exchanged(events, number, other))


def with_there_and_back(data: Data, rules: Iterable[Rule], days: Sequence[str], vocab: Vocabulary) -> Iterator[Data]:
    """The case with two more events, one that sets a field that rules ask for, and a later one that sets it again."""
    events = _events(data)
    fields = dict.fromkeys(name for rule in rules for name in fields_asked(rule, {}))
    near = sorted(days[:_FEW])
    for field in fields:
        fixed = [name for name, setting in vocab.set_by.get(field, {}).items() if setting.attribute is None]
        for one, other in permutations(fixed, 2):
            for first, second in combinations(near, 2):
                yield _with_events(data, (*events, {one: first}, {other: second}))


def with_another_event(data: Data, kinds: Iterable[Kind], days: Iterable[str]) -> Iterator[Data]:
    """The case without each of its events, then with one more, on each day."""
    events, kinds = _events(data), list(kinds)
    for number in range(len(events)):
        yield _with_events(data, exchanged(events, number))
    for day in days:
        for name, attributes in kinds:
            yield _with_events(data, (*events, {name: day, **attributes}))


def _events(data: Data) -> tuple[Mapping[str, Any], ...]:
    """The events of a case, the first key of each being its type, with its date."""
    return tuple(data.get("events") or ())


def _with_events(data: Data, events: tuple[Mapping[str, Any], ...]) -> Data:
    return {**data, "events": list(events)}
