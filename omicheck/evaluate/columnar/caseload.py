"""What is looked up in a partition as at an audit date: the events that a rule asks for, and fields that change."""

from collections.abc import Mapping
from typing import TypeVar

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import (
    FAR,
    Flags,
    Numbers,
    cases_of,
    is_one_of,
    keys_of,
    places_where,
    sorted_keys,
    stable_order,
)
from omicheck.evaluate.columnar.incomplete import Incomplete, gaps_of, put_together
from omicheck.evaluate.columnar.partition import UNKNOWN, Partition
from omicheck.model.rule import EventSpec
from omicheck.model.scope import AllOf, FieldCondition
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
class _ByType:
    """The events of a partition up to the audit date, those of each type together and in the order of the records.

    Attributes:
        places: the place of each among the events.
        keys: the key of its case and first day.
        dated: whether its date is full.
        runs: where those of each type lie.
    """

    places: Numbers
    keys: Numbers
    dated: Flags
    runs: Mapping[str, slice]


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
    _by_type: _ByType = field(init=False)
    _specs: dict[tuple[EventSpec, bool], SpecEvents] = field(init=False, factory=dict)
    _changes: dict[str, tuple[Numbers, Numbers]] = field(init=False, factory=dict)

    @every_case.default
    def _number_cases(self) -> Numbers:
        return np.arange(len(self.partition.case_ids), dtype=np.int32)

    @_by_type.default
    def _group_by_type(self) -> _ByType:
        """The events up to the audit date."""
        events = self.partition.events
        places = places_where(events.first <= self.as_of)
        places = places[stable_order(events.type[places])]
        first = events.first[places]
        ends = np.cumsum(np.bincount(events.type[places], minlength=len(self.vocabulary.events))).tolist()
        runs = dict(zip(self.vocabulary.events, map(slice, [0, *ends], ends), strict=False))
        dated: Flags = first == events.last[places]
        return _ByType(places, keys_of(events.case[places], first), dated, runs)

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
            places, keys, _ = self._events_of_type(self.vocabulary.set_by[name], ahead=False)
            # Stable, so that of two changes on one day the later in the record comes last.
            order = np.argsort(keys, kind="stable")
            codes = self.partition.events.attributes["value"][places[order]]
            self._changes[name] = (sorted_keys([keys[order]]), np.concatenate((codes, [UNKNOWN])))
        return self._changes[name]

    def events_of(self, spec: EventSpec, *, ahead: bool = False) -> SpecEvents:
        """The events of a spec, those after the audit date only if they are looked for ahead of it."""
        key = (spec, ahead)
        if key not in self._specs:
            self._specs[key] = self._find(spec, ahead=ahead)
        return self._specs[key]

    def _events_of_type(self, name: str, *, ahead: bool) -> tuple[Numbers, Numbers, Flags]:
        """The places of the events of a type that exist, their keys, and whether their dates are full."""
        if not ahead:
            run = self._by_type.runs[name]
            return self._by_type.places[run], self._by_type.keys[run], self._by_type.dated[run]
        events = self.partition.events
        places = places_where(events.type == list(self.vocabulary.events).index(name))
        first = events.first[places]
        return places, keys_of(events.case[places], first), first == events.last[places]

    def _find(self, spec: EventSpec, *, ahead: bool) -> SpecEvents:
        events = self.partition.events
        keys, parts = [], []
        for name in spec.types:
            places, all_keys, dated = self._events_of_type(name, ahead=ahead)
            matches, possible, lacking = dated, None, [~dated]
            for attribute, values in spec.where:
                codes = events.attributes[attribute][places]
                wanted = self.vocabulary.events[name].attributes[attribute]
                fits = is_one_of(codes, [self.partition.code_of(value, wanted) for value in values])
                unknown = codes == UNKNOWN
                matches = matches & fits
                possible = (fits | unknown) if possible is None else possible & (fits | unknown)
                lacking.append(unknown)
            keys.append(all_keys if matches.all() else all_keys[matches])
            chosen = places_where(~matches if possible is None else possible & ~matches)
            if len(chosen):
                names = [f"{name}.{what}" for what in ("date", *(attribute for attribute, _ in spec.where))]
                gaps: list[Flags] = [flags[chosen] for flags in lacking]
                at = places[chosen]
                parts.append((events.case[at], events.first[at], events.last[at], gaps_of(names, gaps)))
        return SpecEvents(sorted_keys(keys), put_together(parts, len(self.every_case)))
