"""The record of a case: its fields, and its dates and events in order."""

from datetime import date

from omicheck.dates import ALL_TIME
from omicheck.explain.events import event_in_words
from omicheck.model.case import Case, Event
from omicheck.model.vocabulary import Vocabulary
from omicheck.text import long_date, span_in_words
from omicheck.wording import value_in_words


def timeline(case: Case, vocabulary: Vocabulary, as_of: date) -> list[tuple[str, str]]:
    """The dates and events of a case in order: when, and what; those that cannot be placed come last.

    An event that sets a field says so: `returned to custody: in custody is yes from then on`.
    """
    entries: list[tuple[tuple[date, int], str, str]] = []
    for name, wanted in vocabulary.fields.items():
        value = case.fields.get(name)
        if wanted.kind == "date" and isinstance(value, date):
            entries.append(((value, -1), long_date(value), vocabulary.named(name)))
    for place, event in enumerate(case.events):
        told = _event(event, vocabulary, as_of)
        entries.append(((_placed(event), place), span_in_words(event.span), told))
    entries.append(((as_of, len(case.events)), long_date(as_of), "audit date"))
    return [(when, what) for _, when, what in sorted(entries)]


def _placed(event: Event) -> date:
    return date.max if event.span == ALL_TIME else event.span.first


def _event(event: Event, vocabulary: Vocabulary, as_of: date) -> str:
    text = event_in_words(event, vocabulary)
    sets = [
        f"{vocabulary.named(name)} is {value_in_words(setting.value)}"
        for name, by in vocabulary.set_by.items()
        if (setting := by.get(event.type)) is not None and setting.attribute is None
    ]
    if sets:
        text += f": {' and '.join(sets)} from then on"
    return f"{text}, after the audit date" if event.span.first > as_of else text


def known_fields(case: Case, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The fields of a case that have a value and are no dates, with their values in words."""
    return [
        (vocabulary.named(name), value_in_words(case.fields[name]))
        for name, wanted in vocabulary.fields.items()
        if name in case.fields and wanted.kind != "date"
    ]
