"""Arrow tables of records to columns, and which records are doubtful.

Every different cell of a column is read once, by the same functions that read a record; the column is then looked up.
A record with a cell that cannot be read, a missing value that it must have, or a row that is not as it should be, is
doubtful: what is wrong with it is for the ordinary reading of records to say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.cells import BAD, TEXT, Reader, dates_of
from omicheck.evaluate.columnar.partition import UNKNOWN, EventColumns, LazyColumns, Partition
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.bulk.cells import cases_of, column_of, filled, looked_up
from omicheck.records.bulk.parts import Part, texts
from omicheck.records.bulk.sources import CELLS, WRONG


@frozen(eq=False)
class Screened:
    """A part as columns.

    Attributes:
        partition: its cases; of use only if nothing is doubtful.
        doubtful_ids: the cases with something doubtful.
        doubtful_rows: the places of rows in `cases` without a case_id that can be used.
        stray_events: the places of rows in `events` that belong to no case.
        stray_answers: the places of such rows in `answers`.
    """

    partition: Partition
    doubtful_ids: frozenset[str]
    doubtful_rows: Numbers
    stray_events: Numbers
    stray_answers: Numbers

    @property
    def is_clean(self) -> bool:
        """Whether every record is as it should be."""
        strays = len(self.doubtful_rows) + len(self.stray_events) + len(self.stray_answers)
        return not self.doubtful_ids and not strays


def screen(part: Part, vocabulary: Vocabulary) -> Screened:
    """The columns of a part, its cases put in order."""
    ids = texts(part.cases.column("case_id"))
    usable = _flags(pc.greater(pc.utf8_length(pc.utf8_trim_whitespace(ids)), 0))
    if not pa.types.is_string(_value_type(part.cases.column("case_id"))):
        usable = np.zeros(len(ids), dtype=np.bool_)
    doubtful_rows = np.flatnonzero(~usable)
    order = np.flatnonzero(usable)
    ids = ids.take(pa.array(order))
    if not _is_sorted(ids):
        by_id = pc.array_sort_indices(ids).to_numpy()
        order, ids = order[by_id], ids.take(pa.array(by_id))
    bad = np.zeros(len(ids), dtype=np.bool_)
    bad[1:] = _flags(pc.equal(ids[1:], ids[:-1]))
    reader = Reader({})
    fields: dict[str, Numbers] = {}
    for name, wanted in vocabulary.fields.items():
        if name != "case_id":
            fields[name] = reader.column(column_of(part.cases, name), wanted)[order]
            bad |= fields[name] < (0 if wanted.required else UNKNOWN)
    bad |= _misshapen(part.cases)[order]
    events, bad_cases, stray_events = _events(part.events, ids, vocabulary, reader)
    bad[bad_cases] = True
    stray_answers = np.empty(0, dtype=np.int64)
    if part.answers is not None:
        bad_cases, stray_answers = _answers(part.answers, ids, reader)
        bad[bad_cases] = True
    case_ids = ids.to_pylist()
    doubtful = frozenset(case_ids[place] for place in np.flatnonzero(bad).tolist())
    # Every reference is different, so that they are made a column of only if a rule asks for one.
    columns = LazyColumns(
        tuple(vocabulary.fields), lambda name: fields[name] if name in fields else reader.column(ids, TEXT)
    )
    partition = Partition(vocabulary, case_ids, columns, events, reader.texts)
    return Screened(partition, doubtful, doubtful_rows, stray_events, stray_answers)


def _value_type(column: pa.ChunkedArray) -> pa.DataType:
    return column.type.value_type if pa.types.is_dictionary(column.type) else column.type


def _flags(array: pa.Array) -> Flags:
    flags: Flags = array.fill_null(False).to_numpy(zero_copy_only=False)
    return flags


def _misshapen(table: pa.Table) -> Flags:
    """Which rows have too many or too few cells, or one that no record can have, where there can be such."""
    flags: Flags = np.zeros(table.num_rows, dtype=np.bool_)
    for name in (CELLS, WRONG):
        if name in table.column_names:
            flags |= table.column(name).is_valid().to_numpy()
    return flags


def _is_sorted(ids: pa.Array) -> bool:
    return bool(len(ids) < 2 or pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py())  # noqa: PLR2004, one is in order


def _events(
    table: pa.Table, ids: pa.Array, vocabulary: Vocabulary, reader: Reader
) -> tuple[EventColumns, Numbers, Numbers]:
    """The events in the order of their cases, the cases of those that are doubtful, and those that have no case."""
    names = {name: place for place, name in enumerate(vocabulary.events)}
    case = cases_of(table, ids)
    kind = looked_up(table.column("type"), lambda cells: [names.get(cell, BAD) for cell in cells], BAD)
    first, last, bad = dates_of(column_of(table, "date"))
    bad |= (kind == BAD) | _misshapen(table)
    kind = np.maximum(kind, 0)
    bad |= np.array([name in vocabulary.always_dated for name in names])[kind] & (first != last)
    attributes = {
        name: _attribute(column_of(table, name), name, kind, vocabulary, reader)
        for name in sorted({name for one in vocabulary.events.values() for name in one.attributes})
    }
    for codes in attributes.values():
        bad |= codes == BAD
    strays = np.flatnonzero(case < 0)
    doubtful = np.unique(case[bad & (case >= 0)])
    order = _record_order(table, case)
    if order is not None:
        case, kind, first, last = case[order], kind[order], first[order], last[order]
        attributes = {name: codes[order] for name, codes in attributes.items()}
    return EventColumns(case, kind.astype(np.int16), first, last, attributes), doubtful, strays


def _record_order(table: pa.Table, case: Numbers) -> Numbers | None:
    """The order of cases and, within each, of the record; None where the rows are in it."""
    in_order = bool((case[1:] >= case[:-1]).all())
    if "seq" not in table.column_names:
        return None if in_order else np.argsort(case, kind="stable")
    seq = table.column("seq").combine_chunks()
    if not pa.types.is_integer(seq.type) or seq.null_count:
        # Text from a database: numbers as they are written.
        seq = pc.cast(seq, pa.int64(), safe=False).fill_null(0)
    numbers = seq.to_numpy(zero_copy_only=False)
    if in_order and bool(((numbers[1:] >= numbers[:-1]) | (case[1:] != case[:-1])).all()):
        return None
    return np.lexsort((numbers, case))


def _attribute(column: pa.ChunkedArray, name: str, kind: Numbers, vocabulary: Vocabulary, reader: Reader) -> Numbers:
    """The codes of an attribute, each by its type in the type of its event."""
    types = [event.attributes.get(name) for event in vocabulary.events.values()]
    different = list(dict.fromkeys(types))
    which = np.array([different.index(wanted) for wanted in types])
    # Few events have the attribute.
    found = [
        (rows, places, np.array([_readings(cells, wanted, reader) for wanted in different], dtype=np.int32))
        for cells, rows, places in filled(column)
    ]
    # Half the memory is half the time, where the codes are small enough.
    most = max((int(tables.max(initial=0)) for _, _, tables in found), default=0)
    codes: Numbers = np.full(len(kind), UNKNOWN, dtype=np.int16 if most < 1 << 15 else np.int32)
    for rows, places, tables in found:
        codes[rows] = tables[which[kind[rows]], places]
    for place, wanted in enumerate(types):
        if wanted is not None and wanted.required:
            codes[(kind == place) & (codes == UNKNOWN)] = BAD
    return codes


def _readings(cells: Sequence[Any], wanted: ValueType | None, reader: Reader) -> Sequence[int]:
    if wanted is None:
        # No event of such a type may have it.
        return [UNKNOWN if cell == "" else BAD for cell in cells]
    return reader.codes(cells, wanted)


def _answers(table: pa.Table, ids: pa.Array, reader: Reader) -> tuple[Numbers, Numbers]:
    """The cases with doubtful answers, and the rows that belong to no case."""
    case = cases_of(table, ids)
    wanted: Mapping[str, ValueType] = {"question": TEXT, "answer": ValueType("choice", ANSWERS)}
    bad = _misshapen(table)
    for name in ("question", "answer", "by", "reason"):
        codes = _texts(column_of(table, name), wanted.get(name, TEXT), reader)
        bad |= codes < (0 if name in wanted else UNKNOWN)
        if name == "question":
            pairs = case.astype(np.int64) * (len(reader.texts) + 1) + codes
            _, place, times = np.unique(pairs, return_inverse=True, return_counts=True)
            bad |= times[place] > 1
    return np.unique(case[bad & (case >= 0)]), np.flatnonzero(case < 0)


def _texts(column: pa.ChunkedArray, wanted: ValueType, reader: Reader) -> Numbers:
    """The codes of a column in which nothing but a text can be right, as an answer's words are taken as they stand."""

    def codes(cells: Sequence[Any]) -> Sequence[int]:
        return [reader.code(cell, wanted) if isinstance(cell, str) else BAD for cell in cells]

    return looked_up(column, codes, UNKNOWN)
