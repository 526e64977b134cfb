"""What rows are taken for, as a mapping writes it: fields, events and answers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from omicheck.findings import Findings, Path
from omicheck.model.case import ANSWERS
from omicheck.model.not_held import SHARES
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.model import UNKNOWN_DATE, EventSource, Source
from omicheck.records.mapping.sources import Fits, fits_type, place_at, read_conditions, read_first_of, read_source
from omicheck.records.structure import as_value

EVENT_KEYS: Final = ("event", "date", "with", "when", "holds")
ANSWER_KEYS: Final = ("question", "answer", "by", "reason")
_TEXT: Final = ValueType("text")
_DATE: Final = ValueType("date")


def read_mapped_fields(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> Mapping[str, Source]:
    """Where each field of a case comes from."""
    known = {name: [wanted] for name, wanted in vocabulary.fields.items() if name != "case_id"}
    return _read_sources(data, known, "field", findings, path)


def _read_sources(
    data: object, known: Mapping[str, Sequence[ValueType]], what: str, findings: Findings, path: Path
) -> Mapping[str, Source]:
    sources: dict[str, Source] = {}
    if data is None:
        return sources
    for name, raw in (
        findings.mapping(data, path, f"a mapping of names to where each {what} comes from") or {}
    ).items():
        at = (*path, str(name))
        if name not in known:
            findings.unknown_name(at, what, name, known)
            continue
        source = read_first_of(raw, findings, at, _fits_one_of(known[name]))
        if source is not None:
            sources[str(name)] = source
    return sources


def read_mapped_events(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> tuple[EventSource, ...]:
    """Which rows are which event."""
    if data is None:
        return ()
    read = (
        _read_event(raw, vocabulary, findings, at)
        for at, raw in findings.items(data, path, "a list of events, each with its type and where its date comes from")
    )
    return tuple(event for event in read if event is not None)


def _read_event(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> EventSource | None:
    body = findings.mapping(data, path, "a mapping with event and date")
    if body is None:
        return None
    findings.keys(body, path, EVENT_KEYS, ("event",))
    raw = body.get("event")
    if raw is None:
        return None
    if isinstance(raw, str) and raw in vocabulary.events:
        type_: Source | None = Source(None, raw, place=place_at(findings, (*path, "event")))
        types = {raw}
    elif isinstance(raw, dict):
        type_ = read_source(raw, findings, (*path, "event"), _fits_event(vocabulary))
        # The words of a column may be event types as they stand.
        types = {type_.constant} if type_ is not None and type_.heading is None else set(vocabulary.events)
    else:
        findings.unknown_name((*path, "event"), "event type", raw, vocabulary.events)
        type_, types = None, set(vocabulary.events)
    attributes: dict[str, list[ValueType]] = {}
    for one in types & set(vocabulary.events):
        for name, wanted in vocabulary.events[one].attributes.items():
            attributes.setdefault(name, []).append(wanted)
    dates = body.get("date")
    when = read_conditions(body["when"], findings, (*path, "when")) if "when" in body else ()
    if dates is None and not when:
        findings.add(path, "neither a date nor when", "date, the column of its date; or when, without a date")
    holds = body.get("holds", SHARES[0])
    if holds not in SHARES:
        findings.unknown_name((*path, "holds"), "share of the events", holds, SHARES)
    return (
        None
        if type_ is None
        else EventSource(
            type_,
            tuple(_read_dates(dates, findings, (*path, "date"))),
            _read_sources(body.get("with"), attributes, "attribute of the event", findings, (*path, "with")),
            when,
            holds,
            place_at(findings, path),
        )
    )


def _read_dates(data: object, findings: Findings, path: Path) -> list[Source]:
    if data is None:
        return []
    each = findings.items(data, path, "columns") if isinstance(data, list) else [(path, data)]
    read = (read_source(raw, findings, at, _fits_event_date) for at, raw in each)
    return [source for source in read if source is not None]


def read_mapped_answer(data: object, findings: Findings, path: Path, *, is_asked: bool) -> Mapping[str, Source]:
    """Where the parts of an inspector's answer come from."""
    if data is None:
        if is_asked:
            findings.add(path[:-1], "no answer", f"answer, with where {', '.join(ANSWER_KEYS)} come from")
        return {}
    types = {key: (ValueType("choice", ANSWERS) if key == "answer" else _TEXT,) for key in ANSWER_KEYS}
    sources = _read_sources(data, types, "part of an answer", findings, path)
    if isinstance(data, dict):
        findings.keys({}, path, (), [key for key in ANSWER_KEYS[:2] if key not in data])
    return sources


def _fits_event(vocabulary: Vocabulary) -> Fits:
    wrong = fits_type(ValueType("choice", tuple(vocabulary.events)))

    def fits(value: Any) -> tuple[str, str | None] | None:  # noqa: ANN401, it is data of any shape
        found = wrong(value)
        return None if found is None else ("an event type, or null for rows that are no event", found[1])

    return fits


def _fits_event_date(value: Any) -> tuple[str, str | None] | None:  # noqa: ANN401, it is data of any shape
    if value in (None, UNKNOWN_DATE) or as_value(value, _DATE) is not None:
        return None
    expected = f"null where the word means that it did not happen, or {UNKNOWN_DATE} where it did but not when"
    return expected, None


def _fits_one_of(types: Sequence[ValueType]) -> Fits:
    """What asks whether values are of one of some types, as those of an attribute that several event types have."""
    asked = [fits_type(wanted) for wanted in types]

    def fits(value: Any) -> tuple[str, str | None] | None:  # noqa: ANN401, it is data of any shape
        wrong = [found for one in asked if (found := one(value)) is not None]
        return wrong[0] if len(wrong) == len(asked) else None

    return fits
