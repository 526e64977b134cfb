"""Scope, check and values of rules and records in words that a quality-assurance officer can agree or disagree with."""

from collections.abc import Iterator
from datetime import date

from omicheck.errors import one_of
from omicheck.model.rule import Check, EventSpec, EventTrigger
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, FieldCondition, Has, Not, OneOf, Recorded
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.output.text import in_words, long_date, ordinal, printable


def scope_in_words(scope: AllOf, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The conditions of a scope, all of which must hold; none is every case."""
    return tuple(_part(part, vocabulary) for part in scope.parts)


def condition_in_words(part: FieldCondition, vocabulary: Vocabulary) -> str:
    """A condition on one field: `tier is 1, 2 or 3`."""
    return f"{in_words(part.field)} {_condition(part.condition, vocabulary.fields[part.field])}"


def _part(part: FieldCondition | AnyOf, vocabulary: Vocabulary) -> str:
    if isinstance(part, FieldCondition):
        return condition_in_words(part, vocabulary)
    alternatives = (" and ".join(scope_in_words(one, vocabulary)) or "always" for one in part.alternatives)
    return f"either {', or '.join(alternatives)}"


def _condition(condition: Condition, wanted: ValueType) -> str:
    match condition:
        case OneOf(values=values):
            return f"is {_values(values)}"
        case Has(values=values):
            return f"include {_values(values)}"
        case Recorded(wanted=is_wanted):
            return "is recorded" if is_wanted else "is not recorded"
        case Between(at_least=low, at_most=high):
            return _between(low, high, wanted)
        case Not(condition=inner):
            return f"is not such that it {_condition(inner, wanted)}" if isinstance(inner, Not) else _not(inner, wanted)


def _not(condition: Condition, wanted: ValueType) -> str:
    text = _condition(condition, wanted)
    if isinstance(condition, Has):
        return text.replace("include", "do not include", 1)
    if isinstance(condition, Recorded):
        return "is not recorded" if condition.wanted else "is recorded"
    return text.replace("is ", "is not ", 1)


def _between(low: int | None, high: int | None, wanted: ValueType) -> str:
    def name(place: int) -> str:
        return in_words(wanted.values[place]) if wanted.kind == "level" else str(place)

    if low is None:
        return f"is {name(high or 0)} or lower"
    if high is None:
        return f"is {name(low)} or higher"
    return f"is from {name(low)} to {name(high)}"


def _values(values: tuple[Value, ...]) -> str:
    return one_of([value_in_words(value) for value in values])


def value_in_words(value: Value | None) -> str:
    """A value of a field or an attribute: `yes`, `community order`, `2`, `Monday 6 April 2009`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return long_date(value)
        case tuple():
            return ", ".join(map(in_words, value)) or "none"
    return printable(in_words(str(value)))


def spec_in_words(spec: EventSpec) -> str:
    """Which events are meant: `absence with acceptable no`."""
    where = " and ".join(f"{in_words(name)} {_values(values)}" for name, values in spec.where)
    return one_of([in_words(name) for name in spec.types]) + (f" with {where}" if where else "")


def trigger_in_words(check: Check, vocabulary: Vocabulary) -> str:
    """What starts the clock; empty for a check that has none."""
    trigger = check.trigger
    if trigger is None:
        return ""
    if isinstance(trigger, str):
        return _case_date_in_words(trigger, vocabulary)
    return _event_in_words(trigger)


def _case_date_in_words(name: str, vocabulary: Vocabulary) -> str:
    case_date = vocabulary.case_dates[name]
    if case_date.by is None:
        return in_words(case_date.otherwise)
    chosen = (
        f"{in_words(field)} where {in_words(case_date.by)} is {in_words(value)}"
        for value, field in case_date.fields.items()
    )
    return f"{in_words(name)}: {', '.join(chosen)}, otherwise {in_words(case_date.otherwise)}"


def _event_in_words(trigger: EventTrigger) -> str:
    spec = spec_in_words(trigger.spec)
    if trigger.nth is not None:
        within = f" within {in_words(str(trigger.within))}" if trigger.within is not None else ""
        since = f", counted anew after each {in_words(trigger.since)}" if trigger.since is not None else ""
        return f"every {spec} that is the {ordinal(trigger.nth)}{within}{since}"
    return f"the first {spec}" if trigger.first else f"every {spec}"


def check_in_words(check: Check, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """What a check asks, as headings with a sentence each."""
    return tuple(_check(check, vocabulary))


def _check(check: Check, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if check.field is not None:
        condition = f", and {_condition(check.condition, vocabulary.fields[check.field])}" if check.condition else ""
        yield "Asked for", f"{in_words(check.field)} is recorded{condition}"
        return
    clock = {"lead_time": "The clock runs back from", "never": "Looked at from"}.get(check.kind, "The clock starts on")
    yield clock, trigger_in_words(check, vocabulary)
    if check.kind == "interval":
        yield "And again from", "each later date of what is asked for"
    if check.outcome is not None:
        heading = "Must not happen" if check.kind == "never" else "Asked for"
        yield heading, spec_in_words(check.outcome)
    if check.window is not None:
        repeat = ", and then every such time after it" if check.repeat else ""
        yield "Counted over", f"{in_words(str(check.window))} from that day, the day included{repeat}"
    if check.kind == "deadline":
        early = "what was done before that day does not count"
        if check.early is not None:
            early = f"what was done in the {in_words(str(check.early))} before that day counts too"
        yield "Done before", early
        yield "Done late", "counts all the same" if check.late_accepted else "does not count"
    if check.unless is not None:
        yield "Excused by", spec_in_words(check.unless)
