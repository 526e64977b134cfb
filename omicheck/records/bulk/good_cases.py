"""The cases of a part of which every record is known to be right, each different cell and event read once.

What `rejects.read_part` makes of such a part is the same; it looks at every row by itself, to say what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen
from numpy.typing import NDArray

from omicheck.dates import ALL_TIME, Span, read_span
from omicheck.model.case import Answer, Case, Event
from omicheck.model.vocabulary import EventType, ValueType, Vocabulary
from omicheck.records.bulk.parts import Part, texts
from omicheck.records.structure import as_value
from omicheck.records.table_rows import from_cell

_Places = NDArray[np.int64]
_TEXT = ValueType("text")


class _NotReadError(Exception):
    """A cell is not what it should be, or of a type whose different values cannot be told apart."""


@frozen(eq=False)
class _Column:
    """The cells of a column.

    Attributes:
        different: the different cells, and None last.
        places: the place of each row's cell among them.
    """

    different: Sequence[object]
    places: _Places

    def each(self, value_of: Callable[[object], object]) -> Sequence[object]:
        """What the cell of each row stands for; None for an empty one."""
        values = np.empty(len(self.different), dtype=object)
        # A column that was cut out of another may know cells that none of its rows has.
        for place in np.flatnonzero(np.bincount(self.places, minlength=1)).tolist():
            cell = self.different[place]
            if cell is not None and cell != "":
                values[place] = value_of(cell)
                if values[place] is None:
                    raise _NotReadError
        found: list[object] = values[self.places].tolist()
        return found


def good_cases(part: Part, vocabulary: Vocabulary) -> tuple[Case, ...] | None:
    """The cases of a part in the order of its table, or None if they have to be read row by row.

    Args:
        part: the rows, of which none is wrong.
        vocabulary: the words that they use.
    """
    try:
        return tuple(_cases(part, vocabulary))
    except (_NotReadError, pa.ArrowException):
        return None


def _cases(part: Part, vocabulary: Vocabulary) -> Iterator[Case]:
    ids = texts(part.cases.column("case_id")).to_pylist()
    fields = [
        (name, _each(_column(part.cases.column(name)), wanted))
        for name, wanted in vocabulary.fields.items()
        if name in part.cases.column_names
    ]
    events, answers = _events_by_case(part.events, vocabulary), _answers_by_case(part.answers)
    seen: set[str] = set()
    for place, case_id in enumerate(ids):
        if case_id not in seen:
            seen.add(case_id)
            known = {name: value for name, each in fields if (value := each[place]) is not None}
            yield Case(case_id, known, tuple(events.get(case_id, ())), tuple(answers.get(case_id, ())))


def _each(column: _Column, wanted: ValueType) -> Sequence[Any]:
    """The value of each row."""
    return column.each(lambda cell: as_value(from_cell(cell, wanted), wanted))


def _events_by_case(table: pa.Table, vocabulary: Vocabulary) -> Mapping[str, Sequence[Event]]:
    """The events of each case, in their order."""
    if "seq" in table.column_names:
        # A stable order, so that rows with the same number stay as they are.
        numbers = table.column("seq").cast(pa.int64(), safe=False).fill_null(0).to_numpy()
        table = table.take(pa.array(np.argsort(numbers, kind="stable")))
    found = np.empty(len(table), dtype=object)
    types, dates = _column(table.column("type")), _column(table.column("date"))
    spans = np.empty(len(table), dtype=object)
    spans[:] = [ALL_TIME if one is None else one for one in dates.each(lambda cell: read_span(from_cell(cell, _TEXT)))]
    for code, name in enumerate(types.different):
        rows = np.flatnonzero(types.places == code)
        if len(rows):
            event = vocabulary.events[str(name)]
            found[rows] = _of_type(str(name), event, table, rows, spans[rows].tolist())
    by_case: dict[str, list[Event]] = {}
    for case_id, one in zip(texts(table.column("case_id")).to_pylist(), found.tolist(), strict=True):
        by_case.setdefault(case_id, []).append(one)
    return by_case


def _of_type(name: str, event: EventType, table: pa.Table, rows: _Places, spans: Sequence[object]) -> Sequence[Event]:
    """The events of a type at some rows; those that say the same are one object."""
    chosen = table.take(pa.array(rows))
    attributes = [one for one in event.attributes if one in table.column_names]
    values = [_each(_column(chosen.column(one)), event.attributes[one]) for one in attributes]
    made: dict[tuple[object, ...], Event] = {}
    events = []
    for key in zip(spans, *values, strict=True):
        one = made.get(key)
        if one is None:
            span, *of_attributes = key
            if not isinstance(span, Span):
                raise _NotReadError
            pairs = zip(attributes, of_attributes, strict=True)
            known = {attribute: value for attribute, value in pairs if value is not None}
            one = made[key] = Event(name, span, span.first == span.last, known)
        events.append(one)
    return events


def _answers_by_case(table: pa.Table | None) -> Mapping[str, Sequence[Answer]]:
    by_case: dict[str, list[Answer]] = {}
    for row in () if table is None else table.to_pylist():
        more = (row.get("by") or None, row.get("reason") or None)
        by_case.setdefault(str(row["case_id"]), []).append(Answer(row["question"], row["answer"], *more))
    return by_case


def _column(column: pa.ChunkedArray) -> _Column:
    array = column.combine_chunks()
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    places = array.indices.cast(pa.int64()).fill_null(len(array.dictionary)).to_numpy(zero_copy_only=False)
    return _Column([*array.dictionary.to_pylist(), None], places)
