"""From plain data, as a JSON or YAML file gives it, to a frozen case.

The types come from the vocabulary, which is data, so that a rules folder for another field of work needs no
change here. Nothing is converted on the way: a tier of `"2"` is not a tier. But 2.0 is the whole number 2, and a day
written as its first moment is that day.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from omicheck.dates import ALL_TIME, FIRST_DAY, LAST_DAY, Span, read_date, read_span
from omicheck.decimals import MOST_DIGITS, as_number
from omicheck.errors import nearest_name, one_of
from omicheck.findings import Findings, Path, value_left_out
from omicheck.model.case import Case, Event
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.private_values import left_out_of_hint
from omicheck.records.answers import read_answers
from omicheck.records.written_values import day_written, is_whole, remedy_for_day
from omicheck.text import is_writable

# What may stand around a reference and is no part of it. These come before all else in the order of texts, so that
# those behind a reference leave the order of references as it is; other blanks do not.
BLANKS: Final = " \t\r\n"
# How people write a flag, apart from true and false.
USUAL_FLAGS: Final = ("true", "false", "yes", "no", "y", "n", "t", "f")
_YEARS = f"{FIRST_DAY.year} to {LAST_DAY.year}"


def read_case(data: object, vocabulary: Vocabulary, findings: Findings, path: Path = ()) -> Case | None:
    """The case that a record stands for, or None where anything is wrong with it.

    Args:
        data: the record, as JSON gives it.
        vocabulary: the words that it may use.
        findings: takes the problems.
        path: where the record stands in its document.
    """
    before = len(findings.problems)
    findings.case_id = None
    record = findings.mapping(data, path, "a case record, which is a mapping")
    if record is None:
        return None
    case_id = reference_of(record)
    if case_id and is_writable(case_id):
        findings.case_id = case_id
    findings.keys(record, path, (*vocabulary.fields, "events", "answers"))
    fields = read_fields(record, vocabulary, findings, path)
    events = tuple(read_events(record.get("events"), vocabulary, findings, (*path, "events")))
    answers = read_answers(record.get("answers"), findings, (*path, "answers"))
    findings.case_id = None
    if len(findings.problems) > before or case_id is None:
        return None
    return Case(case_id, {**fields, "case_id": case_id} if "case_id" in fields else fields, events, answers)


def reference_of(data: object) -> str | None:
    """The reference of a record, without the blanks around it that columns of a fixed width have; None without a text.

    Args:
        data: the record.

    Examples:
        >>> reference_of({"case_id": "HRT-0042  "})
        'HRT-0042'
    """
    case_id = data.get("case_id") if isinstance(data, dict) else None
    return case_id.strip(BLANKS) if isinstance(case_id, str) else None


def read_fields(
    record: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path
) -> Mapping[str, Value]:
    """The fields of a record that have a value."""
    fields: dict[str, Value] = {}
    for name, wanted in vocabulary.fields.items():
        raw = record.get(name)
        if raw is not None:
            value = as_value(raw, wanted)
            if value is None:
                note_wrong_value(raw, wanted, findings, (*path, name))
            else:
                fields[name] = value
        elif wanted.required:
            findings.add(path, f"no {name}", f"{name}, which every case must have: {describe(wanted)}")
    return fields


def read_events(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> list[Event]:
    """The events of a record, in its order; those with a problem are left out and noted."""
    events = []
    for at, raw in findings.items(data, path, "a list of events, which may be empty but must be there"):
        event = _read_event(raw, vocabulary, findings, at)
        if event is not None:
            events.append(event)
    return events


def _read_event(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> Event | None:
    record = findings.mapping(data, path, "an event, which is a mapping with a type and a date")
    if record is None:
        return None
    name = record.get("type")
    event_type = vocabulary.events.get(name) if isinstance(name, str) else None
    if event_type is None or not isinstance(name, str):
        findings.unknown_word((*path, "type"), "event type", name, vocabulary.events, "values")
        _read_event_date(record.get("date"), findings, path, must_be_full=False)
        return None
    before = len(findings.problems)
    for key in record:
        if key not in ("type", "date") and key not in event_type.attributes:
            known = ("date", *event_type.attributes)
            findings.unknown_name((*path, key), f"attribute of {name}", key, known)
    must_be_full = name in vocabulary.always_dated
    span = _read_event_date(record.get("date"), findings, path, must_be_full=must_be_full)
    attributes: dict[str, Value] = {}
    for attribute, wanted in event_type.attributes.items():
        raw = record.get(attribute)
        if raw is not None:
            value = as_value(raw, wanted)
            if value is None:
                note_wrong_value(raw, wanted, findings, (*path, attribute))
            else:
                attributes[attribute] = value
        elif wanted.required:
            expected = f"{attribute}, which every {name} must have: {describe(wanted)}"
            findings.add(path, f"no {attribute}", expected)
    if span is None or len(findings.problems) > before:
        return None
    return Event(name, span, span.first == span.last, attributes)


def _read_event_date(data: object, findings: Findings, event: Path, *, must_be_full: bool) -> Span | None:
    if data is None and not must_be_full:
        return ALL_TIME
    if isinstance(data, str):
        data = day_written(data)
    span = read_span(data) if isinstance(data, str) else None
    if span is None or (must_be_full and span.first != span.last):
        partial = "" if must_be_full else ", YYYY-MM, YYYY or null"
        from omicheck.records.near_values import nearest_day  # noqa: PLC0415, of use only where something is wrong

        nearest = left_out_of_hint(nearest_day(data)) if isinstance(data, str) else None
        expected = f"a date YYYY-MM-DD{partial} in {_YEARS}{remedy_for_day(data)}"
        findings.add((*event, "date"), value_left_out(data), expected, nearest, mapping_key="dates")
        return None
    return span


def note_wrong_value(data: object, wanted: ValueType, findings: Findings, path: Path) -> None:
    """Notes what is wrong with data that stand for no value of the wanted type, as `as_value` says."""
    if wanted.kind == "date" and isinstance(data, str):
        data = day_written(data)
    if wanted.kind == "list" and isinstance(data, list):
        one = evolve(wanted, kind="choice")
        for number, item in enumerate(data):
            if as_value(item, one) is None:
                note_wrong_value(item, one, findings, (*path, number))
        return
    key = {"date": "dates", "text": None}.get(wanted.kind, "values")
    remedy = remedy_for_day(data) if wanted.kind == "date" else ""
    found = value_left_out(data, known_words(wanted))
    findings.add(path, found, describe(wanted) + remedy, nearest_value(data, wanted), mapping_key=key)


def known_words(wanted: ValueType) -> Collection[str]:
    """The words that a value may be compared with to see whether it tells of anybody; none of a personal field."""
    if wanted.personal:
        return ()
    return USUAL_FLAGS if wanted.kind == "flag" else wanted.values


def nearest_value(data: object, wanted: ValueType) -> str | None:
    """The permitted value that is most like what was found, if any is; not told where it would tell of somebody."""
    nearest = _nearest_value(data, wanted)
    is_told = wanted.kind != "date" and not wanted.personal
    return nearest if is_told else left_out_of_hint(nearest)


def _nearest_value(data: object, wanted: ValueType) -> str | None:
    if not isinstance(data, str):
        return None
    match wanted.kind:
        case "choice" | "level":
            return nearest_name(data, wanted.values)
        case "flag" | "date":
            from omicheck.records.near_values import nearest_day, nearest_flag  # noqa: PLC0415, of use only here

            return nearest_flag(data) if wanted.kind == "flag" else nearest_day(data)
    return None


def as_value(data: object, wanted: ValueType) -> Value | None:
    """The value that plain data stands for under a type, or None where it does not."""
    match wanted.kind:
        case "flag":
            return data if isinstance(data, bool) else None
        case "integer":
            number = int(data) if isinstance(data, float | Decimal) and is_whole(data) else data
            if isinstance(number, bool) or not isinstance(number, int):
                return None
            return number if wanted.at_least <= number <= wanted.at_most else None
        case "number":
            exact = as_number(data)
            return exact if exact is not None and wanted.at_least <= exact <= wanted.at_most else None
        case "date":
            return read_date(day_written(data)) if isinstance(data, str) else None
        case "text":
            return data if isinstance(data, str) and data.strip() and is_writable(data) else None
        case "choice" | "level":
            return data if isinstance(data, str) and data in wanted.values else None
        case "list":
            return _as_list(data, wanted)


def _as_list(data: object, wanted: ValueType) -> tuple[str, ...] | None:
    if not isinstance(data, list) or not all(isinstance(one, str) and one in wanted.values for one in data):
        return None
    return tuple(data)


def describe(wanted: ValueType) -> str:
    """A type in words, for messages."""
    match wanted.kind:
        case "flag":
            return "true or false"
        case "integer":
            return f"a whole number from {wanted.at_least} to {wanted.at_most}"
        case "number":
            return f"a number from {wanted.at_least} to {wanted.at_most}, of at most {MOST_DIGITS} digits"
        case "date":
            return f"a date YYYY-MM-DD in {_YEARS}"
        case "text":
            return "a text"
        case "choice" | "level":
            return one_of(wanted.values)
        case "list":
            return f"a list of: {', '.join(wanted.values)}"
