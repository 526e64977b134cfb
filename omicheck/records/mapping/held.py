"""What an extract holds, as its mapping tells: which events, how many of them, and which fields."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from omicheck.findings import Findings
from omicheck.model.not_held import SHARES, NotHeld, Share
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.mapping.model import EventSource, RecordMapping, TableMapping
from omicheck.records.mapping.words import Words


def not_held_by(mapping: RecordMapping, vocabulary: Vocabulary, in_extract: Collection[str]) -> NotHeld:
    """What an extract does not hold.

    Args:
        mapping: what its headings and words mean.
        vocabulary: the words of records.
        in_extract: the event types of which there are events in it.
    """
    shares = _shares(mapping.tables, mapping.values)
    # A word in a column of types that is one as it stands needs none of `values`.
    held = {*shares, *in_extract} & set(vocabulary.events)
    none = frozenset(mapping.no_events_of) - held
    fields = {
        name
        for table in mapping.tables
        for name, source in table.fields.items()
        if any(not one.of_today for one in source.each())
    }
    return NotHeld(
        frozenset(vocabulary.events) - held - none,
        {type_: share for type_, share in shares.items() if share != "all"},
        none,
        frozenset(vocabulary.fields) - fields - {"case_id"},
    )


def _shares(tables: Sequence[TableMapping], words: Words) -> Mapping[str, Share]:
    """The event types that tables are mapped to, and how many of their events stand in them: the most of any entry."""
    found: dict[str, Share] = {}
    for event in (event for table in tables for event in table.events):
        for type_ in _types(event, words):
            found[type_] = min(event.holds, found.get(type_, event.holds), key=SHARES.index)
    return found


def _types(event: EventSource, words: Words) -> Iterator[str]:
    """The event types that an entry of a mapping names."""
    meant = (event.type.constant,) if event.type.heading is None else (*event.type.values.values(), *words.values())
    return (str(value) for value in meant if value is not None)


def look_for_contradictions(
    tables: Sequence[TableMapping], words: Words, none: Sequence[str], findings: Findings
) -> None:
    """Tells of event types of which there were none as the mapping says, and which it maps."""
    mapped = {type_: event.place for table in tables for event in table.events for type_ in _types(event, words)}
    for number, type_ in enumerate(none):
        if type_ in mapped:
            at = f"{mapped[type_].path}, line {mapped[type_].line}"
            findings.add(("no_events_of", number), type_, f"an event type that is not mapped, as this one is at {at}")
