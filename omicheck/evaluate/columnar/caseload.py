"""What is looked up in a partition as at an audit date: the events that a rule asks for, and fields that change."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import FAR, Flags, Numbers, cases_of, is_one_of, keys_of, sorted_keys
from omicheck.evaluate.columnar.incomplete import NO_GAPS, Incomplete, gaps_of
from omicheck.evaluate.columnar.partition import UNKNOWN, Partition
from omicheck.model.rule import AllOf, EventSpec, FieldCondition
from omicheck.model.vocabulary import Vocabulary

_Column = TypeVar("_Column", Numbers, Flags)


@frozen(eq=False)
class SpecEvents:
    """The events of a partition that an event spec is about.

    Attributes:
        keys: those that match, in order, with one key behind them all.
        incomplete: those that are incomplete for it.
    """

    keys: Numbers
    incomplete: Incomplete


@frozen(eq=False)
class _TypeEvents:
    """The events of one type that exist, in the order of the records.

    Attributes:
        places: their places among all events.
        case: the place of the case of each.
        first: the first day on which it may have happened.
        last: the last such day.
        dated: whether its date is full; None where all are.
        keys: the key of its case and first day.
    """

    places: Numbers
    case: Numbers
    first: Numbers
    last: Numbers
    dated: Flags | None
    keys: Numbers


@frozen(eq=False)
class Caseload:
    """A partition as at an audit date, with what was looked up already.

    Attributes:
        partition: the cases.
        as_of: the audit date, as a day's number.
        every_case: the place of every case.
        conditions: what was found for conditions on fields that never change, by condition.
        scopes: what was found for scopes in which no field changes.
        field_places: which field each case date stands for in every case, by case date.
        ends: the day on which each case ended; `FAR` where it has not.
    """

    partition: Partition
    as_of: int
    every_case: Numbers = field(init=False)
    conditions: dict[FieldCondition, Numbers] = field(init=False, factory=dict)
    scopes: dict[AllOf, Numbers] = field(init=False, factory=dict)
    field_places: dict[str, Numbers] = field(init=False, factory=dict)
    ends: Numbers = field(init=False)
    _places: Mapping[str, Numbers] = field(init=False)
    _types: dict[tuple[str, bool], _TypeEvents] = field(init=False, factory=dict)
    _specs: dict[tuple[EventSpec, bool], SpecEvents] = field(init=False, factory=dict)
    _changes: dict[str, tuple[Numbers, Numbers]] = field(init=False, factory=dict)

    @every_case.default
    def _number_cases(self) -> Numbers:
        return np.arange(len(self.partition.case_ids), dtype=np.int32)

    @_places.default
    def _group_by_type(self) -> Mapping[str, Numbers]:
        """The places of the events of each type, in the order of the records."""
        types = self.partition.events.type
        order = np.argsort(types, kind="stable")
        ends = np.cumsum(np.bincount(types, minlength=len(self.vocabulary.events)))
        return dict(zip(self.vocabulary.events, np.split(order, ends[:-1]), strict=True))

    def of_cases(self, column: _Column, cases: Numbers) -> _Column:
        """What a column that has a value for every case has for these."""
        return column if cases is self.every_case else column[cases]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the cases use."""
        return self.partition.vocabulary

    @ends.default
    def _end_dates(self) -> Numbers:
        ends = self.partition.fields["end_date"]
        return np.where(ends == UNKNOWN, FAR, ends)

    def values_at(self, name: str, cases: Numbers, days: Numbers) -> Numbers:
        """The code of a field of each case as at a day; events after the audit date do not exist."""
        own = self.of_cases(self.partition.fields[name], cases)
        if name not in self.vocabulary.set_by:
            return own
        keys, codes = self._changes_of(name)
        at = np.searchsorted(keys, keys_of(cases, np.minimum(days, self.as_of)), side="right") - 1
        found = np.maximum(at, 0)
        return np.where((at >= 0) & (cases_of(keys[found]) == cases), codes[found], own)

    def _changes_of(self, name: str) -> tuple[Numbers, Numbers]:
        if name not in self._changes:
            events = self.partition.events
            places = self._places[self.vocabulary.set_by[name]]
            keys = keys_of(events.case[places], events.first[places])
            # Stable, so that of two changes on one day the later in the record comes last.
            order = np.argsort(keys, kind="stable")
            codes = events.attributes["value"][places][order]
            self._changes[name] = (sorted_keys([keys[order]]), np.concatenate((codes, [UNKNOWN])))
        return self._changes[name]

    def events_of(self, spec: EventSpec, *, ahead: bool = False) -> SpecEvents:
        """The events of a spec, those after the audit date only if they are looked for ahead of it."""
        key = (spec, ahead)
        if key not in self._specs:
            self._specs[key] = self._find(spec, ahead=ahead)
        return self._specs[key]

    def _events_of_type(self, name: str, *, ahead: bool) -> _TypeEvents:
        if (name, ahead) not in self._types:
            events = self.partition.events
            places = self._places[name]
            first = events.first[places]
            if not ahead:
                exist = first <= self.as_of
                if not exist.all():
                    places, first = places[exist], first[exist]
            case, last = events.case[places], events.last[places]
            dated = first == last
            keys = keys_of(case, first)
            self._types[name, ahead] = _TypeEvents(places, case, first, last, None if dated.all() else dated, keys)
        return self._types[name, ahead]

    def _find(self, spec: EventSpec, *, ahead: bool) -> SpecEvents:
        keys, parts = [], []
        for name in spec.types:
            events = self._events_of_type(name, ahead=ahead)
            if events.dated is None and not spec.where:
                keys.append(events.keys)
                continue
            matches = np.ones(len(events.keys), dtype=np.bool_) if events.dated is None else events.dated
            possible, lacking = None, [~matches]
            for attribute, values in spec.where:
                codes = self.partition.events.attributes[attribute][events.places]
                wanted = self.vocabulary.events[name].attributes[attribute]
                fits = is_one_of(codes, [self.partition.code_of(value, wanted) for value in values])
                unknown = codes == UNKNOWN
                matches = matches & fits
                possible = (fits | unknown) if possible is None else possible & (fits | unknown)
                lacking.append(unknown)
            keys.append(events.keys[matches])
            incomplete = ~matches if possible is None else possible & ~matches
            chosen = np.flatnonzero(incomplete)
            if len(chosen):
                names = [f"{name}.{what}" for what in ("date", *(attribute for attribute, _ in spec.where))]
                gaps: list[Flags] = [flags[chosen] for flags in lacking]
                days = (events.first[chosen], events.last[chosen])
                parts.append(Incomplete(events.case[chosen], *days, gaps_of(names, gaps)))
        return SpecEvents(sorted_keys(keys), _put_together(parts))


def _put_together(parts: list[Incomplete]) -> Incomplete:
    if not parts:
        nothing = np.empty(0, dtype=np.int32)
        return Incomplete(nothing, nothing, nothing, NO_GAPS)
    case = np.concatenate([part.case for part in parts])
    order = np.argsort(case, kind="stable")
    return Incomplete(
        case[order],
        np.concatenate([part.first for part in parts])[order],
        np.concatenate([part.last for part in parts])[order],
        NO_GAPS.beside(*(part.gaps for part in parts)).take(order),
    )
