"""The events that a rule means: those that match an event spec, and those that are incomplete for it."""

import numpy as np

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.caseload import Caseload, OfType, SpecEvents
from omicheck.evaluate.columnar.fields import read, without_date
from omicheck.evaluate.columnar.gaps import gaps_of
from omicheck.evaluate.columnar.incomplete import IncompletePart, put_together
from omicheck.evaluate.columnar.lookups import EARLIEST, is_one_of, places_where, sorted_keys
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.evaluate.columnar.scopes import FALSE, TRUE, asked_for_value, truth_of, within
from omicheck.evaluate.columnar.scopes import UNKNOWN as UNKNOWN_TRUTH
from omicheck.model.rule import EventSpec, Wanted
from omicheck.model.scope import AllOf, Between
from omicheck.model.vocabulary import ValueType

_NOTHING = EventSpec(())


def events_of(caseload: Caseload, spec: EventSpec | None, *, ahead: bool = False) -> SpecEvents:
    """The events of a spec, those after the audit date only if they are looked for ahead of it."""
    spec = _NOTHING if spec is None else spec
    key = (spec, ahead)
    if key not in caseload.specs:
        found = [_of_type(caseload, spec, name, caseload.events_of_type(name, ahead=ahead)) for name in spec.types]
        parts = [part for _, part in found if part is not None]
        incomplete, _ = put_together(parts, len(caseload.every_case))
        keys = sorted_keys([keys.astype(np.int64, copy=False) for keys, _ in found])
        caseload.specs[key] = SpecEvents(keys, incomplete)
    return caseload.specs[key]


def _of_type(caseload: Caseload, spec: EventSpec, name: str, events: OfType) -> tuple[Numbers, IncompletePart | None]:
    """The keys of the events of a type that match, and those that are incomplete if there are any."""
    if not spec.where and not spec.when.parts:
        return _of_any(caseload, name, events)
    matches, possible = events.dated, np.ones(len(events.places), dtype=np.bool_)
    known = possible
    names, lacking = [f"{name}.date"], [~events.dated]
    for attribute, wanted in spec.where:
        codes = caseload.partition.events.attributes[attribute][events.places]
        missing = codes == UNKNOWN
        fits = _fits(caseload, codes, wanted, caseload.vocabulary.events[name].attributes[attribute]) & ~missing
        matches = matches & fits
        known = known & fits
        possible = possible & (fits | missing)
        names.append(f"{name}.{attribute}")
        lacking.append(missing)
    if spec.when.parts:
        truth, fields, unknown = _when(caseload, spec.when, events, possible)
        matches = matches & (truth == TRUE)
        possible = possible & (truth != FALSE)
        known = np.zeros(len(known), dtype=np.bool_)
        names += fields
        lacking += unknown
    keys = events.keys if matches.all() else events.keys[matches]
    chosen = places_where(possible & ~matches)
    if not len(chosen):
        return keys, None
    places = events.places[chosen]
    columns = caseload.partition.events
    first, last = columns.first[places], columns.last[places]
    # A span of all time is no month and no year.
    certain = known[chosen] & (first >= EARLIEST) & ~events.dated[chosen]
    gaps = gaps_of(names, [flags[chosen] for flags in lacking], len(chosen))
    return keys, IncompletePart(columns.case[places], first, last, certain, places, gaps)


def _of_any(caseload: Caseload, name: str, events: OfType) -> tuple[Numbers, IncompletePart | None]:
    """The same, where nothing is asked of an event but its type."""
    if events.dated.all():
        return events.keys, None
    places = events.places[~events.dated]
    return events.keys[events.dated], without_date(caseload, name, places)


def _fits(caseload: Caseload, codes: Numbers, wanted: Wanted, kind: ValueType) -> Flags:
    if isinstance(wanted, Between):
        return within(codes, wanted, kind, caseload.partition)
    return is_one_of(codes, [caseload.partition.code_of(value, kind) for value in wanted.values])


def _when(caseload: Caseload, when: AllOf, events: OfType, possible: Flags) -> tuple[Numbers, list[str], list[Flags]]:
    """The truth of `when` as at the date of each event, and which of its fields are not known where it is unknown."""
    truth = np.full(len(events.places), UNKNOWN_TRUTH, dtype=np.int8)
    asked = places_where(events.dated & possible)
    columns = caseload.partition.events
    cases, days = columns.case[events.places[asked]], columns.first[events.places[asked]]
    truth[asked] = truth_of(caseload, when, cases, days)
    names = asked_for_value(when)
    unknown = [np.zeros(len(truth), dtype=np.bool_) for _ in names]
    doubtful = places_where(truth[asked] == UNKNOWN_TRUTH)
    for name, flags in zip(names, unknown, strict=True):
        flags[asked[doubtful]] = read(caseload, name, cases[doubtful], days[doubtful]).known == UNKNOWN
    return truth, names, unknown
