"""Fields of cases as at a day: what is found, and what events without a full date leave unknown."""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from omicheck.arrays import Flags, Numbers, together
from omicheck.evaluate.columnar.caseload import Caseload, OfType, Timeline
from omicheck.evaluate.columnar.gaps import Gaps, gaps_of
from omicheck.evaluate.columnar.incomplete import IncompletePart, Pairs, put_together
from omicheck.evaluate.columnar.lookups import (
    EARLIEST,
    cases_of,
    constant,
    days_of,
    is_in_order,
    keys_of,
    places_where,
    sorted_keys,
)
from omicheck.evaluate.columnar.partition import NUMBERED, UNKNOWN
from omicheck.model.vocabulary import Setting, Value


@frozen(eq=False)
class Reading:
    """What is known of a field.

    Attributes:
        codes: the value that is found.
        open: where it is not known although a value is found, or none; None for nowhere.
        unrecorded: where it is not even known whether it is recorded; None for nowhere.
    """

    codes: Numbers
    open: Flags | None = None
    unrecorded: Flags | None = None

    @property
    def known(self) -> Numbers:
        """The value where it is known; `UNKNOWN` elsewhere."""
        return self.codes if self.open is None else np.where(self.open, np.int32(UNKNOWN), self.codes)


def timeline(caseload: Caseload, name: str) -> Timeline:
    """What events make of a field."""
    if name not in caseload.timelines:
        caseload.timelines[name] = _find(caseload, name)
    return caseload.timelines[name]


def changes(caseload: Caseload, name: str) -> bool:
    """Whether any event sets a field in any case."""
    return name in caseload.vocabulary.set_by and bool(timeline(caseload, name).is_set.any())


def read(caseload: Caseload, name: str, cases: Numbers, days: Numbers) -> Reading:
    """A field of each case as at a day; events after the audit date do not exist."""
    line = timeline(caseload, name)
    own = caseload.of_cases(line.own, cases)
    if not changes(caseload, name):
        return Reading(own)
    days = np.minimum(days, caseload.as_of)
    at = np.searchsorted(line.keys, keys_of(cases, days), side="right") - 1
    set_on = line.keys[np.maximum(at, 0)]
    is_set = (at >= 0) & (cases_of(set_on) == cases)
    codes = np.where(is_set, line.codes[at], own)
    if not len(line.incomplete):
        return Reading(codes)
    pairs = line.incomplete.pairs(cases, caseload.as_of)
    if not len(pairs.rows):
        return Reading(codes)
    latest = np.where(is_set, days_of(set_on), np.int32(EARLIEST))
    return Reading(codes, pairs.any(_leaves_open(line, pairs, days, latest, codes)))


def read_undated(caseload: Caseload, name: str, cases: Numbers) -> Reading:
    """A field of each case as at a day of which nothing is known."""
    line = timeline(caseload, name)
    own, is_set = line.own[cases], line.is_set[cases]
    return Reading(own, is_set, is_set & (own == UNKNOWN))


def names_of(caseload: Caseload, name: str, cases: Numbers, days: Numbers) -> Gaps:
    """The names of a field without a known value: its own, and those of what leaves it unknown."""
    reading = read(caseload, name, cases, days)
    gaps = gaps_of([name], [reading.known == UNKNOWN], len(cases))
    if reading.open is None:
        return gaps
    return gaps.along(open_events(caseload, name, cases, days))


def open_events(caseload: Caseload, name: str, cases: Numbers, days: Numbers) -> Gaps:
    """The names of the events that leave a field unknown as at a day."""
    line = timeline(caseload, name)
    days = np.minimum(days, caseload.as_of)
    at = np.searchsorted(line.keys, keys_of(cases, days), side="right") - 1
    set_on = line.keys[np.maximum(at, 0)]
    is_set = (at >= 0) & (cases_of(set_on) == cases)
    codes = np.where(is_set, line.codes[at], line.own[cases])
    latest = np.where(is_set, days_of(set_on), np.int32(EARLIEST))
    pairs = line.incomplete.pairs(cases, caseload.as_of)
    return pairs.gaps(_leaves_open(line, pairs, days, latest, codes))


def _leaves_open(line: Timeline, pairs: Pairs, days: Numbers, latest: Numbers, codes: Numbers) -> Flags:
    """For each pair, whether the event leaves the value of the row unknown.

    Args:
        line: the field.
        pairs: the rows with their events.
        days: the day of each row.
        latest: the day on which the value that is found was set; `EARLIEST` where no event set it.
        codes: the value that is found.
    """
    rows, events = pairs.rows, pairs.events
    began: Flags = line.incomplete.first[events] <= days[rows]
    lasts = line.incomplete.last[events] >= latest[rows]
    differs: Flags = line.would[events] != codes[rows]
    return began & lasts & differs


def _find(caseload: Caseload, name: str) -> Timeline:
    partition = caseload.partition
    own = partition.fields[name]
    if name in caseload.vocabulary.defaults:
        default = _code(caseload, name, caseload.vocabulary.defaults[name])
        own = np.where(own == UNKNOWN, np.int32(default), own)
    parts: list[IncompletePart] = []
    would: list[Numbers] = []
    dated: list[tuple[Numbers, Numbers, Numbers]] = []
    is_set = np.zeros(len(caseload.every_case), dtype=np.bool_)
    for kind, setting in caseload.vocabulary.set_by.get(name, {}).items():
        events = caseload.events_of_type(kind)
        if not len(events.places):
            continue
        codes = _codes(caseload, name, setting, events)
        is_set[partition.events.case[events.places]] = True
        dated.append((events.keys[events.dated], codes[events.dated], events.places[events.dated]))
        missing = places_where(~events.dated)
        if len(missing):
            parts.append(without_date(caseload, kind, events.places[missing]))
            would.append(codes[missing])
    keys, codes = _in_order(dated)
    incomplete, order = put_together(parts, len(caseload.every_case))
    return Timeline(own, keys, codes, incomplete, together(would)[order], is_set)


def _in_order(dated: Sequence[tuple[Numbers, Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    keys, codes, places = (together(part[place] for part in dated) for place in range(3))
    if len(dated) > 1 or not is_in_order(keys):
        # Of two on one day the later in the record comes last, and stands.
        order = np.lexsort((places, keys))
        keys, codes = keys[order], codes[order]
    return sorted_keys([keys.astype(np.int64)]), np.append(codes, np.int32(UNKNOWN))


def _codes(caseload: Caseload, name: str, setting: Setting, events: OfType) -> Numbers:
    if setting.attribute is not None:
        return caseload.partition.events.attributes[setting.attribute][events.places]
    if setting.value is None:
        return constant(len(events.places), UNKNOWN)
    return constant(len(events.places), _code(caseload, name, setting.value))


def _code(caseload: Caseload, name: str, value: Value) -> int:
    """The code of a value that the vocabulary names, which need not stand in any record."""
    partition, wanted = caseload.partition, caseload.vocabulary.fields[name]
    if wanted.kind in NUMBERED:
        partition.texts.setdefault(value, len(partition.texts))
    return partition.code_of(value, wanted)


def without_date(caseload: Caseload, kind: str, places: Numbers) -> IncompletePart:
    """Events of a type that lack nothing but a full date."""
    events = caseload.partition.events
    first, last = events.first[places], events.last[places]
    gaps = gaps_of([f"{kind}.date"], [np.ones(len(places), dtype=np.bool_)], len(places))
    return IncompletePart(events.case[places], first, last, first >= EARLIEST, places, gaps)
