"""Scope, check and values of rules and records in words that a quality-assurance officer can agree or disagree with."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from omicheck.decimals import number_in_words
from omicheck.errors import one_of
from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger, FromDay, Wanted
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, FieldCondition, Has, Not, OneOf, Recorded
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.text import amount_in_words, in_words, long_date, ordinal, printable

# The heading of what rules say that ask for an outcome.
OUTCOMES: Final = "Outcomes: what came of the work, and no failure of anybody"

# --- scopes ----------------------------------------------------------------------------------------------


def scope_in_words(scope: AllOf, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The conditions of a scope, all of which must hold; none is every case."""
    return tuple(part_in_words(part, vocabulary) for part in scope.parts)


def whole_scope_in_words(scope: AllOf, vocabulary: Vocabulary, *, none: str = "") -> str:
    """A scope in one line: `tier is 4 and in breach is no`.

    Args:
        scope: the scope.
        vocabulary: names its fields.
        none: what is said of one without conditions.
    """
    return " and ".join(scope_in_words(scope, vocabulary)) or none


def condition_in_words(part: FieldCondition, vocabulary: Vocabulary) -> str:
    """A condition on one field: `tier is 1, 2 or 3`."""
    return f"{vocabulary.named(part.field)} {passing_in_words(part.condition, vocabulary.fields[part.field])}"


def part_in_words(part: FieldCondition | AnyOf, vocabulary: Vocabulary) -> str:
    """A part of a scope: a condition, or several of which one must hold."""
    if isinstance(part, FieldCondition):
        return condition_in_words(part, vocabulary)
    alternatives = (whole_scope_in_words(one, vocabulary, none="always") for one in part.alternatives)
    return f"either {', or '.join(alternatives)}"


def passing_in_words(condition: Condition, wanted: ValueType) -> str:
    """What a value must be to satisfy a condition: `is 1, 2 or 3`.

    Args:
        condition: the condition.
        wanted: the type of the field.
    """
    match condition:
        case OneOf(values=values):
            return f"is {_values(values)}"
        case Has(values=values):
            return f"include {_values(values)}"
        case Recorded(wanted=is_wanted):
            return "is recorded" if is_wanted else "is not recorded"
        case Between():
            return f"is {_between(condition, wanted)}"
        case Not(condition=inner):
            if isinstance(inner, Not):
                return f"is not such that it {passing_in_words(inner, wanted)}"
            return _not(inner, wanted)


def _not(condition: Condition, wanted: ValueType) -> str:
    text = passing_in_words(condition, wanted)
    if isinstance(condition, Has):
        return text.replace("include", "do not include", 1)
    if isinstance(condition, Recorded):
        return "is not recorded" if condition.wanted else "is recorded"
    return text.replace("is ", "is not ", 1)


def _between(bounds: Between, wanted: ValueType) -> str:
    def name(bound: int | Decimal) -> str:
        return in_words(wanted.values[int(bound)]) if wanted.kind == "level" else value_in_words(bound)

    low, high = bounds.at_least, bounds.at_most
    if low is None:
        return f"{name(high or 0)} or lower"
    if high is None:
        return f"{name(low)} or higher"
    return f"from {name(low)} to {name(high)}"


def _values(values: tuple[Value, ...]) -> str:
    return one_of([value_in_words(value) for value in values])


def value_in_words(value: Value | None) -> str:
    """A value of a field or an attribute: `yes`, `community order`, `2`, `Monday 6 April 2009`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return long_date(value)
        case Decimal():
            return number_in_words(value)
        case tuple():
            return ", ".join(map(in_words, value)) or "none"
    return printable(in_words(str(value)))


def missing_in_words(name: str, vocabulary: Vocabulary) -> str:
    """What a row gives as unknown: `home visit: full date`, `absence: acceptable`, `MAPPA category`.

    Args:
        name: a field, `type.date` or `type.attribute`.
        vocabulary: the words.
    """
    named, dot, attribute = name.partition(".")
    if not dot:
        return vocabulary.named(named)
    return f"{vocabulary.named(named)}: {'full date' if attribute == 'date' else vocabulary.named(attribute)}"


# --- events ----------------------------------------------------------------------------------------------


def spec_in_words(spec: EventSpec, vocabulary: Vocabulary) -> str:
    """Which events are meant: `absence with acceptable no at a time when in breach is no`."""
    types = one_of([vocabulary.named(name) for name in spec.types])
    where = " and ".join(
        f"{vocabulary.named(name)} {_wanted(wanted, vocabulary.events[spec.types[0]].attributes[name])}"
        for name, wanted in spec.where
    )
    when = whole_scope_in_words(spec.when, vocabulary)
    return types + (f" with {where}" if where else "") + (f" at a time when {when}" if when else "")


def _wanted(wanted: Wanted, kind: ValueType) -> str:
    return _values(wanted.values) if isinstance(wanted, OneOf) else _between(wanted, kind)


# --- triggers --------------------------------------------------------------------------------------------


def trigger_in_words(check: Check, vocabulary: Vocabulary) -> str:
    """What starts the clock; empty for a check that has none."""
    trigger = check.trigger
    match trigger:
        case None:
            return ""
        case str():
            return _case_date_in_words(trigger, vocabulary)
        case Becomes():
            scope = whole_scope_in_words(trigger.scope, vocabulary)
            first = from_day_in_words(trigger.on_or_after, vocabulary)
            return f"{first} if then {scope}, and each later day on which that comes to be so"
    return _event_in_words(trigger, vocabulary)


def _case_date_in_words(name: str, vocabulary: Vocabulary) -> str:
    case_date = vocabulary.case_dates[name]
    if case_date.by is None:
        return vocabulary.named(case_date.otherwise)
    chosen = (
        f"{vocabulary.named(field)} where {vocabulary.named(case_date.by)} is {in_words(value)}"
        for value, field in case_date.fields.items()
    )
    return f"{vocabulary.named(name)}: {', '.join(chosen)}, otherwise {vocabulary.named(case_date.otherwise)}"


def from_day_in_words(from_day: FromDay, vocabulary: Vocabulary) -> str:
    """The first day on which a trigger counts: `the start`, `the day 4 months before the start`."""
    day = f"the {vocabulary.named(from_day.case_date)}"
    return day if from_day.less is None else f"the day {amount_in_words(str(from_day.less))} before {day}"


def _event_in_words(trigger: EventTrigger, vocabulary: Vocabulary) -> str:
    spec = spec_in_words(trigger.spec, vocabulary)
    if trigger.on_or_after is not None:
        spec += f", on or after {from_day_in_words(trigger.on_or_after, vocabulary)},"
    if trigger.nth is not None:
        return f"every {spec} that is {run_in_words(trigger, vocabulary)}"
    return f"the first {spec}".removesuffix(",") if trigger.first else f"every {spec}".removesuffix(",")


def run_in_words(trigger: EventTrigger, vocabulary: Vocabulary) -> str:
    """Which of its run an event has to be: `the second within 12 months, counted anew after each breach instigated`."""
    number = f"the {ordinal(trigger.nth or 1)}" + (" or a later one" if trigger.or_more else "")
    within = f" within {amount_in_words(str(trigger.within))}" if trigger.within is not None else ""
    distinct = ", those of one day counted as one" if trigger.distinct_days else ""
    since = one_of([spec_in_words(spec, vocabulary) for spec in trigger.since])
    return f"{number}{within}{distinct}" + (f", counted anew after each {since}" if since else "")


# --- checks ----------------------------------------------------------------------------------------------

_CLOCKS: Final = {"lead_time": "The clock runs back from", "never": "Looked at from"}


def check_in_words(check: Check, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """What a check asks, as headings with a sentence each."""
    if check.field is not None:
        wanted = vocabulary.fields[check.field]
        condition = f", and {passing_in_words(check.condition, wanted)}" if check.condition else ""
        return (("Asked for", f"{vocabulary.named(check.field)} is recorded{condition}"),)
    return (*_clock(check, vocabulary), *_asked(check, vocabulary), *_beside(check, vocabulary))


def _clock(check: Check, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    heading = "Looked at from the day after" if check.after else _CLOCKS.get(check.kind, "The clock starts on")
    yield heading, trigger_in_words(check, vocabulary)
    if check.kind == "interval":
        restart = f", and of each {spec_in_words(check.restart, vocabulary)}" if check.restart is not None else ""
        yield "And again from", f"each later date of what is asked for{restart}"
    if check.kind == "never":
        yield "Looked at", _how_long(check)


def _how_long(check: Check) -> str:
    run = "as long as the case runs"
    if check.within is not None:
        return f"for {amount_in_words(str(check.within))}, and no longer than the case runs"
    return run if check.trigger != "end_date" else "up to the audit date"


def _asked(check: Check, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if check.outcome is not None:
        heading = "Must not happen" if check.kind == "never" else "Asked for"
        yield heading, spec_in_words(check.outcome, vocabulary)
    if check.window is not None:
        repeat = ", and then every such time after it" if check.repeat else ""
        yield "Counted over", f"{amount_in_words(str(check.window))} from that day, the day included{repeat}"
        yield "The limit is", "the most that there may be" if check.at_most else "the least that there must be"
    if check.kind == "deadline":
        early = "what was done before that day does not count"
        if check.early is not None:
            early = f"what was done in the {amount_in_words(str(check.early))} before that day counts too"
        yield "Done before", early
        yield "Done late", "counts all the same" if check.late_accepted else "does not count"
        if check.absent_not_asked:
            yield "Not done", "is not asked about: the question is only of what was done"


def _beside(check: Check, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if check.while_.parts:
        stands = whole_scope_in_words(check.while_, vocabulary)
        yield "Stands as long as", f"{stands}; what is done by the due date counts even after that"
    if check.unless is not None:
        yield "Excused by", spec_in_words(check.unless, vocabulary)
