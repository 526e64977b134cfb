"""Fields that events set: `set_by` and `default` of the vocabulary."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from omicheck.errors import nearest_name
from omicheck.findings import Findings, Path, show
from omicheck.model.vocabulary import CaseDate, EventType, Setting, Value, ValueType
from omicheck.records.structure import as_value, describe, nearest_value

# What a file of the first edition, which names the event type alone, means.
_ATTRIBUTE_OF_OLD = "value"


def read_dated_fields(
    raw_fields: Iterable[tuple[str, Mapping[str, Any], Path]],
    fields: Mapping[str, ValueType],
    events: Mapping[str, EventType],
    case_dates: Mapping[str, CaseDate],
    findings: Findings,
) -> tuple[Mapping[str, Mapping[str, Setting]], Mapping[str, Value]]:
    """What sets each dated field, and what it is where nothing else is known.

    Args:
        raw_fields: name, data and path of each field.
        fields: their types.
        events: the event types.
        case_dates: the dates of a case that can start a check, which are the case's own.
        findings: takes the problems.
    """
    set_by: dict[str, Mapping[str, Setting]] = {}
    defaults: dict[str, Value] = {}
    starting = {name for one in case_dates.values() for name in (*one.fields.values(), one.otherwise)}
    for name, raw, path in raw_fields:
        if raw.get("set_by") is not None:
            set_by[name] = _read_set_by(raw["set_by"], fields[name], events, findings, (*path, "set_by"))
        if raw.get("default") is None:
            continue
        at = (*path, "default")
        default = as_value(raw["default"], fields[name])
        if name in starting:
            findings.add(at, f"a default of {name}", "none, as it is a date that starts a check")
        elif default is None:
            near = nearest_value(raw["default"], fields[name])
            findings.add(at, show(raw["default"]), describe(fields[name]), near)
        else:
            defaults[name] = default
    return set_by, defaults


def _read_set_by(
    data: object, wanted: ValueType, events: Mapping[str, EventType], findings: Findings, path: Path
) -> Mapping[str, Setting]:
    """What each event type makes of a field: the value of one of its attributes, or a fixed value."""
    entries = {data: _ATTRIBUTE_OF_OLD} if isinstance(data, str) else findings.mapping(data, path, _SET_BY_EXPECTED)
    if entries is not None and not entries:
        findings.add(path, "an empty mapping", "at least one event type, or no `set_by` at all")
    settings = {}
    for name, raw in (entries or {}).items():
        at = (*path, str(name)) if isinstance(data, dict) else path
        if name not in events:
            findings.unknown_name(at, "event type", name, events)
            continue
        setting = _read_setting(raw, wanted, events[name], findings, at)
        if setting is not None:
            settings[str(name)] = setting
    return settings


_SET_BY_EXPECTED = "a mapping of event types to an attribute or a value"


def _read_setting(data: object, wanted: ValueType, event: EventType, findings: Findings, at: Path) -> Setting | None:
    attribute = event.attributes.get(data) if isinstance(data, str) else None
    # Any word is a value of a text; that of an attribute means the attribute.
    value = None if attribute is not None and wanted.kind == "text" else as_value(data, wanted)
    if attribute is not None and value is not None:
        findings.add(at, f"{show(data)}, an attribute of the event and a value of the field", "one of the two")
    elif attribute is not None:
        if evolve(attribute, about="", required=False) == evolve(wanted, about="", required=False):
            return Setting(attribute=str(data))
        findings.add(at, f"the attribute {data}, of another type", f"an attribute that is {describe(wanted)}")
    elif value is not None:
        return Setting(value=value)
    else:
        expected = f"{describe(wanted)}, as the event has no attribute"
        if event.attributes:
            expected = f"an attribute of the event ({', '.join(event.attributes)}), or {describe(wanted)}"
        near = nearest_value(data, wanted) or nearest_name(data, event.attributes)
        findings.add(at, show(data), expected, near)
    return None


def with_needed_attributes(
    events: Mapping[str, EventType], set_by: Mapping[str, Mapping[str, Setting]]
) -> Mapping[str, EventType]:
    """The event types, the attributes that set a field marked as required: a change has to say what it is to."""
    needed = {(name, setting.attribute) for by in set_by.values() for name, setting in by.items() if setting.attribute}
    return {
        name: evolve(
            event,
            attributes={
                attribute: evolve(wanted, required=True) if (name, attribute) in needed else wanted
                for attribute, wanted in event.attributes.items()
            },
        )
        for name, event in events.items()
    }
