"""Events of a record, and the values of fields on a day, in words.

A sentence may end up in the log of a CI server. It tells dates, and values that a rule asks about; what somebody wrote
in words of their own it never tells.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from omicheck.dates import ALL_TIME
from omicheck.evaluate.durable.events import Incomplete, attributes_missing
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.scopes import FALSE
from omicheck.model.case import Event
from omicheck.model.rule import EventSpec
from omicheck.model.scope import AllOf, FieldCondition
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.text import counted, long_date, span_in_words
from omicheck.wording import part_in_words, value_in_words

# More days than this are counted, and only the last are named.
_NAMED: Final = 12


def together(names: Sequence[str]) -> str:
    """Names in a sentence: `a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def days_in_words(days: Iterable[date]) -> str:
    """Days in a sentence, each once; of very many the last."""
    different = sorted(set(days))
    left = len(different) - _NAMED
    told = [long_date(day) for day in different[-_NAMED:]]
    return together(told) if left <= 0 else f"{together(told)} (and {counted(left, 'day')} before)"


def first_up(text: str) -> str:
    """A text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def event_in_words(event: Event, vocabulary: Vocabulary) -> str:
    """An event with its attributes."""
    attributes = ", ".join(f"{vocabulary.named(name)}: {value_in_words(one)}" for name, one in event.attributes.items())
    return f"{vocabulary.named(event.type)} ({attributes})" if attributes else vocabulary.named(event.type)


def placed_in_words(event: Event, vocabulary: Vocabulary) -> str:
    """An event with when it was, but without its attributes: `home visit of April 2009`."""
    told = vocabulary.named(event.type)
    if event.span == ALL_TIME:
        return f"{told} without a date"
    return f"{told} {'on' if event.dated else 'of'} {span_in_words(event.span)}"


def incomplete_in_words(incomplete: Incomplete, history: History) -> str:
    """An event that is not fully recorded, with what is missing."""
    vocabulary = history.vocabulary
    missing, unknown = [], []
    for name in incomplete.missing:
        _, dot, attribute = name.partition(".")
        if dot:
            missing.append("the full date" if attribute == "date" else vocabulary.named(attribute))
        else:
            unknown.append(vocabulary.named(name))
    event = history.case.events[incomplete.place]
    lacks = [f"of which {_together_are(missing)} missing"] if missing else []
    lacks += [f"as at which {_together_are(unknown)} not known"] if unknown else []
    return f"{placed_in_words(event, vocabulary)}, {' and '.join(lacks)}"


def _together_are(names: Sequence[str]) -> str:
    return f"{together(names)} {'is' if len(names) == 1 else 'are'}"


def _told(value: Value, kind: ValueType) -> str:
    return "a text" if kind.kind == "text" else value_in_words(value)


def as_at(name: str, day: date, history: History) -> str:
    """What a field was on a day, and since when: `in custody was yes (returned to custody on Monday 6 April 2009)`."""
    vocabulary = history.vocabulary
    value = history.value(name, day)
    told = "not known" if value is None else _told(value, vocabulary.fields[name])
    event = _latest_setting(name, day, history)
    since = "" if event is None else f" ({vocabulary.named(event.type)} on {long_date(event.day)})"
    return f"{vocabulary.named(name)} was {told}{since}"


def _latest_setting(name: str, day: date, history: History) -> Event | None:
    """The latest full-dated event that set a field on or before a day; the later in the record on equal dates."""
    until = min(day, history.as_of)
    setting = history.events_of(*history.vocabulary.set_by.get(name, ()))
    found = [one for one in setting if one.dated and one.day <= until]
    return max(reversed(found), key=lambda event: event.day, default=None)


def what_failed(scope: AllOf, day: date, history: History) -> str:
    """The conditions of a scope that did not hold as at a day, as what was the case instead."""
    told = []
    for part in scope.parts:
        if history.truth(AllOf((part,)), day) != FALSE:
            continue
        if isinstance(part, FieldCondition):
            told.append(as_at(part.field, day, history))
        else:
            told.append(f"it was not so that {part_in_words(part, history.vocabulary)}")
    return together(told)


def why_no_match(event: Event, spec: EventSpec, history: History) -> str | None:
    """Why a full-dated event of the right type is not meant by a spec; None where it is, or may be."""
    vocabulary = history.vocabulary
    if attributes_missing(event, spec, vocabulary) is None:
        kinds = vocabulary.events[event.type].attributes
        named = (name for name, _ in spec.where if name in event.attributes)
        return together(
            [f"its {vocabulary.named(name)} is {_told(event.attributes[name], kinds[name])}" for name in named]
        )
    if spec.when.parts and history.truth(spec.when, event.day) == FALSE:
        return f"{what_failed(spec.when, event.day, history)} on that day"
    return None
