"""A partition as at an audit date, with what was looked up in it already."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Flags, Numbers, stable_order
from omicheck.evaluate.columnar.gaps import UnknownFields
from omicheck.evaluate.columnar.incomplete import Incomplete
from omicheck.evaluate.columnar.lookups import FAR, keys_of, places_where
from omicheck.evaluate.columnar.partition import UNKNOWN, Partition
from omicheck.model.rule import EventSpec
from omicheck.model.scope import AllOf, FieldCondition
from omicheck.model.vocabulary import Vocabulary

_Column = TypeVar("_Column", bound=np.ndarray[Any, Any])


@frozen(eq=False)
class OfType:
    """The events of a type that exist, in the order of the records.

    Attributes:
        places: the place of each among the events of the partition.
        keys: the key of its case and first day.
        dated: whether its date is full.
    """

    places: Numbers
    keys: Numbers
    dated: Flags


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
class Timeline:
    """What events make of a field, from case to case.

    Attributes:
        own: the code in every case where no event sets it: the case's own, or the default.
        keys: when it is set, in order and on equal dates in that of the record, with one key behind them all.
        codes: what each sets it to.
        incomplete: the events without a full date that set it.
        would: what each of these sets it to.
        is_set: whether any of all these is in the case.
    """

    own: Numbers
    keys: Numbers
    codes: Numbers
    incomplete: Incomplete
    would: Numbers
    is_set: Flags


@frozen(eq=False)
class Breaks:
    """When something that holds for a time ceases to hold.

    Attributes:
        ended: the days from which it is false, with one key behind them all.
        doubtful: those from which it is false or unknown, with one key behind them all.
        unknown: those from which it is unknown, with one key behind them all.
    """

    ended: Numbers
    doubtful: Numbers
    unknown: Numbers


@frozen(eq=False)
class _ByType:
    """The events of a partition up to the audit date, those of each type together and in the order of the records."""

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
        ends: the day on which each case ended; `FAR` where it has not by the audit date.
        unknown: the sets of unknown fields that rows have.
        conditions: what was found for conditions on fields that never change, by condition.
        scopes: what was found for scopes in which no field changes.
        field_places: which field each case date stands for in every case, by case date.
        timelines: what was found of fields, by name.
        specs: what was found for event specs, and whether events after the audit date are among it.
        breaks: what was found for what holds for a time.
    """

    partition: Partition
    as_of: int
    every_case: Numbers = field(init=False)
    ends: Numbers = field(init=False)
    unknown: UnknownFields = field(init=False, factory=UnknownFields)
    conditions: dict[FieldCondition, Numbers] = field(init=False, factory=dict)
    scopes: dict[AllOf, Numbers] = field(init=False, factory=dict)
    field_places: dict[str, Numbers] = field(init=False, factory=dict)
    timelines: dict[str, Timeline] = field(init=False, factory=dict)
    specs: dict[tuple[EventSpec, bool], SpecEvents] = field(init=False, factory=dict)
    breaks: dict[AllOf, Breaks] = field(init=False, factory=dict)
    _by_type: _ByType = field(init=False)

    @every_case.default
    def _number_cases(self) -> Numbers:
        return np.arange(len(self.partition.case_ids), dtype=np.int32)

    @ends.default
    def _end_dates(self) -> Numbers:
        ends = self.partition.fields["end_date"]
        return np.where((ends == UNKNOWN) | (ends > self.as_of), np.int32(FAR), ends)

    @_by_type.default
    def _group_by_type(self) -> _ByType:
        """The events up to the audit date."""
        events = self.partition.events
        exist = events.first <= self.as_of
        if exist.all():
            places = stable_order(events.type)
        else:
            places = places_where(exist)
            places = places[stable_order(events.type[places])]
        first = events.first[places]
        ends = np.cumsum(np.bincount(events.type[places], minlength=len(self.vocabulary.events))).tolist()
        runs = dict(zip(self.vocabulary.events, map(slice, [0, *ends], ends), strict=False))
        dated: Flags = first == events.last[places]
        return _ByType(places, keys_of(events.case[places], first), dated, runs)

    def of_cases(self, column: _Column, cases: Numbers) -> _Column:
        """What a column that has a value for every case has for these."""
        return column if cases is self.every_case else cast("_Column", column[cases])

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the cases use."""
        return self.partition.vocabulary

    def events_of_type(self, name: str, *, ahead: bool = False) -> OfType:
        """The events of a type, those after the audit date only if they are looked for ahead of it."""
        if not ahead:
            run = self._by_type.runs[name]
            return OfType(self._by_type.places[run], self._by_type.keys[run], self._by_type.dated[run])
        events = self.partition.events
        places = places_where(events.type == list(self.vocabulary.events).index(name))
        first = events.first[places]
        return OfType(places, keys_of(events.case[places], first), first == events.last[places])
