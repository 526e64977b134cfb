"""Records as JSON gives them, many at a time, to the columns of tables.

What a record is held to is what `omicheck.records.structure` says, by its own functions: every different value of a
column is read once. A record with anything that cannot be read is doubtful; what is wrong with it is for the ordinary
reading to say.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from omicheck.arrays import Flags, Numbers, stable_order
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.bulk.json_values import BAD, NOTHING, TEXT, Codes, Reader, dates_of
from omicheck.records.bulk.sources import ROW
from omicheck.records.table_rows import ANSWER_COLUMNS

_ANSWER: Final = {
    "question": ValueType("text", required=True),
    "answer": ValueType("choice", ANSWERS, required=True),
    "by": TEXT,
    "reason": TEXT,
}
# Beside fields: a record of JSON Lines carries `as_of` too, which is taken out before.
_LISTS: Final = ("events", "answers")


@frozen(eq=False)
class _Items:
    """The items of a list that every record may have, one record after the other.

    Attributes:
        items: those of all records.
        record: the place of the record of each.
    """

    items: Sequence[Mapping[str, Any]]
    record: Numbers


@frozen(eq=False)
class Readers:
    """What reads the values of records.

    Attributes:
        vocabulary: the words that records may use.
        fields: of fields, by name.
        types: of the types of events.
        dates: of their dates.
        attributes: of their attributes, by type and name.
        answers: of what answers have, by name.
    """

    vocabulary: Vocabulary
    fields: Mapping[str, Reader]
    types: Reader
    dates: Reader
    attributes: Mapping[str, Mapping[str, Reader]]
    answers: Mapping[str, Reader]

    @staticmethod
    def of(vocabulary: Vocabulary) -> "Readers":
        """Those for a vocabulary."""
        types = vocabulary.events.items()
        return Readers(
            vocabulary,
            _readers(vocabulary.fields),
            Reader(ValueType("choice", tuple(vocabulary.events), required=True)),
            Reader(TEXT),
            {name: _readers(one.attributes) for name, one in types},
            _readers(_ANSWER),
        )


def _readers(types: Mapping[str, ValueType]) -> Mapping[str, Reader]:
    return {name: Reader(wanted) for name, wanted in types.items()}


@define(eq=False)
class RecordColumns:
    """Some records as columns.

    Attributes:
        readers: what reads their values.
        records: the records.
        bad: which of them are doubtful.
        keys: how many keys all mappings of each have.
    """

    readers: Readers
    records: Sequence[Mapping[str, Any]]
    bad: Flags = field(init=False)
    keys: Numbers = field(init=False)
    _fields: dict[str, Codes] = field(init=False, factory=dict)
    _events: _Items = field(init=False)
    _event_columns: dict[str, Codes] = field(init=False, factory=dict)
    _answers: _Items = field(init=False)
    _answer_columns: dict[str, Codes] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.bad = np.zeros(len(self.records), dtype=np.bool_)
        self.keys = np.fromiter(map(len, self.records), np.int64, len(self.records))
        self._mark(range(len(self.records)), self.records, {*self.readers.fields, *_LISTS})
        for name, reader in self.readers.fields.items():
            codes = self._fields[name] = reader.codes([record.get(name) for record in self.records])
            self.bad |= codes.codes < reader.least
        self._events = self._items("events", must_be=True)
        self._read_events()
        self._answers = self._items("answers", must_be=False)
        self._read_answers()

    def tables(self, kept: Flags, lines: Sequence[int]) -> Mapping[str, pa.Table]:
        """The tables of some records, none of which is doubtful: `cases`, `events` and, if there are any, `answers`.

        Args:
            kept: which of the records.
            lines: the line on which each begins.
        """
        line = np.asarray(lines, dtype=np.int64)
        cases = {name: codes.column(kept) for name, codes in self._fields.items()}
        found = {"cases": pa.table(cases | {ROW: line[kept]})}
        for name, items, columns in (
            ("events", self._events, self._event_columns),
            ("answers", self._answers, self._answer_columns),
        ):
            rows = kept[items.record]
            record = items.record[rows]
            if name == "events" or len(record):
                ids = self._fields["case_id"]
                whose = {"case_id": Codes(ids.codes[record], ids.texts).column()}
                table = {one: codes.column(rows) for one, codes in columns.items()}
                found[name] = pa.table(whose | table | {ROW: line[record]})
        return found

    def _mark(self, places: Iterable[int], mappings: Sequence[Mapping[str, Any]], known: Collection[str]) -> None:
        """Marks the records at places whose mappings have a key that is not known."""
        names = frozenset(known)
        if names.issuperset(set().union(*mappings)):
            return
        for place, mapping in zip(places, mappings, strict=True):
            if not names.issuperset(mapping):
                self.bad[place] = True

    def _items(self, name: str, *, must_be: bool) -> _Items:
        """The items of a list of every record; records without one, or with one that is none, are marked."""
        lists: list[Sequence[Any]] = []
        for place, one in enumerate(self.records):
            found = one.get(name)
            if type(found) is list and set(map(type, found)) <= {dict}:
                lists.append(found)
            else:
                lists.append(())
                self.bad[place] |= must_be or found is not None
        lengths = np.fromiter(map(len, lists), np.int64, len(lists))
        items = list(chain.from_iterable(lists))
        record = np.repeat(np.arange(len(lists)), lengths)
        keys = np.fromiter(map(len, items), np.int64, len(items))
        self.keys += np.bincount(record, keys, len(lists)).astype(np.int64)
        return _Items(items, record)

    def _read_events(self) -> None:
        vocabulary, events = self.readers.vocabulary, self._events
        names = {name: place for place, name in enumerate(vocabulary.events)}
        types = self.readers.types.codes([event.get("type") for event in events.items])
        kinds = np.array([*map(names.__getitem__, types.texts), -1], dtype=np.int32)[np.maximum(types.codes, NOTHING)]
        dates, full, is_date = dates_of(self.readers.dates.codes([event.get("date") for event in events.items]))
        always = np.array([*(name in vocabulary.always_dated for name in names), False])
        bad = (types.codes < 0) | ~is_date | (~full & always[kinds])
        self._event_columns |= {"type": types, "date": dates, **self._attributes(kinds, bad)}
        self.bad[events.record[bad]] = True

    def _attributes(self, kinds: Numbers, bad: Flags) -> Mapping[str, Codes]:
        """The attributes of events; events in which one is wrong are marked.

        Args:
            kinds: the place of the type of each event in the vocabulary; -1 for none.
            bad: takes the marks.
        """
        of_types = self.readers.attributes
        length = len(kinds)
        names = sorted({name for readers in of_types.values() for name in readers})
        found = {name: Codes(np.full(length, NOTHING, dtype=np.int32), []) for name in names}
        order = stable_order(kinds + 1)
        events = np.empty(length, dtype=object)
        events[:] = self._events.items
        of_kinds = events[order]
        ends = np.cumsum(np.bincount(kinds + 1, minlength=len(of_types) + 1)).tolist()
        for readers, start, end in zip(of_types.values(), ends, ends[1:], strict=False):
            some, rows = of_kinds[start:end].tolist(), order[start:end]
            self._mark(self._events.record[rows].tolist(), some, {"type", "date", *readers})
            for name, reader in readers.items():
                codes = reader.codes([event.get(name) for event in some])
                bad[rows[codes.codes < reader.least]] = True
                found[name].put(rows, codes)
        return found

    def _read_answers(self) -> None:
        answers = self._answers
        self._mark(answers.record.tolist(), answers.items, ANSWER_COLUMNS[1:])
        for name, reader in self.readers.answers.items():
            codes = self._answer_columns[name] = reader.codes([answer.get(name) for answer in answers.items])
            self.bad[answers.record[codes.codes < reader.least]] = True
        questions = self._answer_columns["question"]
        pairs = answers.record * (len(questions.texts) - BAD) + (questions.codes - BAD)
        _, place, times = np.unique(pairs, return_inverse=True, return_counts=True)
        self.bad[answers.record[times[place] > 1]] = True
