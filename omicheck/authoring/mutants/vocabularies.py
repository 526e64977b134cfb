"""A vocabulary in which an event sets a field no more, or to something else, or a default is gone or another."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from omicheck.model.vocabulary import Setting, Value, ValueType, Vocabulary
from omicheck.text import plain_text


def mutants_of_vocabulary(vocabulary: Vocabulary) -> Iterator[tuple[str, str, Vocabulary]]:
    """The field that was changed, the name of the change, and the vocabulary with it."""
    for field, settings in vocabulary.set_by.items():
        for label, changed in _of_settings(settings, vocabulary.fields[field]):
            yield field, f"vocabulary {field} {label}", evolve(vocabulary, set_by={**vocabulary.set_by, field: changed})
    for field, default in vocabulary.defaults.items():
        others = {name: value for name, value in vocabulary.defaults.items() if name != field}
        yield field, f"vocabulary {field} drop default", evolve(vocabulary, defaults=others)
        other = _another(default, vocabulary.fields[field])
        if other is not None:
            name = f"vocabulary {field} default {plain_text(other)}"
            yield field, name, evolve(vocabulary, defaults={**vocabulary.defaults, field: other})


def _of_settings(settings: Mapping[str, Setting], wanted: ValueType) -> Iterator[tuple[str, Mapping[str, Setting]]]:
    for event, setting in settings.items():
        yield f"drop {event}", {name: one for name, one in settings.items() if name != event}
        other = None if setting.value is None else _another(setting.value, wanted)
        if other is not None:
            yield f"{event} {plain_text(other)}", {**settings, event: Setting(value=other)}


def _another(value: Value, wanted: ValueType) -> Value | None:
    """Another value of a type, the next one in its order; None where the values cannot be listed."""
    if wanted.kind == "flag":
        return value is False
    listed: tuple[Value, ...] = ()
    if wanted.kind in ("choice", "level"):
        listed = wanted.values
    elif wanted.kind == "integer":
        listed = tuple(range(wanted.at_least, wanted.at_most + 1))
    if value not in listed or len(listed) == 1:
        return None
    return listed[(listed.index(value) + 1) % len(listed)]
