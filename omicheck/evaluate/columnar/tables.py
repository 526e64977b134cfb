"""Arrow tables of records to columns, and which records are doubtful.

Every different cell of a column is read once, by the same functions that read a record; the column is then looked up.
A record with a cell that cannot be read, a missing value that it must have, or a row that is not as it should be, is
doubtful: what is wrong with it is for the ordinary reading of records to say.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from omicheck.dates import ALL_TIME, read_span
from omicheck.evaluate.columnar.arrays import Flags, Numbers
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.partition import UNKNOWN, EventColumns, LazyColumns, Partition, code_of
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.bulk.parts import Part, texts
from omicheck.records.structure import as_value
from omicheck.records.table_rows import from_cell

# The code of a cell that cannot be read.
_BAD: Final = -9
_TEXT: Final = ValueType("text")
_ALL_TIME: Final = (day_number(ALL_TIME.first), day_number(ALL_TIME.last))


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
    reader = _Reader({})
    fields: dict[str, Numbers] = {}
    for name, wanted in vocabulary.fields.items():
        if name != "case_id":
            fields[name] = reader.column(_column(part.cases, name), wanted)[order]
            bad |= fields[name] < (0 if wanted.required else UNKNOWN)
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
        tuple(vocabulary.fields), lambda name: fields[name] if name in fields else reader.column(ids, _TEXT)
    )
    partition = Partition(vocabulary, case_ids, columns, events, reader.texts)
    return Screened(partition, doubtful, doubtful_rows, stray_events, stray_answers)


@frozen(eq=False)
class _Reader:
    """Reads the cells of columns; the texts and lists of all columns are numbered together."""

    texts: dict[Value, int]

    def code(self, cell: object, wanted: ValueType) -> int:
        """The code of a cell; `_BAD` if it cannot be read."""
        if wanted.kind == "date":
            first, last, bad = _days_of(cell)
            return UNKNOWN if cell == "" else _BAD if bad or first != last else first
        value = as_value(from_cell(cell, wanted), wanted)
        if value is None:
            return UNKNOWN if cell == "" else _BAD
        if wanted.kind in ("text", "list"):
            self.texts.setdefault(value, len(self.texts))
        return code_of(value, wanted, self.texts)

    def column(self, column: pa.ChunkedArray | pa.Array, wanted: ValueType) -> Numbers:
        """The codes of a column."""
        return _looked_up(column, lambda cells: [self.code(cell, wanted) for cell in cells], UNKNOWN)


def _looked_up(
    column: pa.ChunkedArray | pa.Array, read: Callable[[Sequence[Any]], Sequence[int]], null: int
) -> Numbers:
    """What each cell is read as, each different cell being read once."""
    found = [np.empty(0, dtype=np.int32)]
    for cells, places in _encoded(column):
        table = np.array([*read(cells), null], dtype=np.int32)
        found.append(table[places])
    return np.concatenate(found)


def _encoded(column: pa.ChunkedArray | pa.Array) -> Iterator[tuple[Sequence[Any], Numbers]]:
    """The different cells of each chunk, and the place of every row's among them; -1 for null."""
    for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
        if pa.types.is_null(chunk.type):
            yield [], np.full(len(chunk), -1)
            continue
        if pa.types.is_nested(chunk.type):
            # Lists are few and short; what Arrow cannot give a dictionary of is read as JSON would hold it.
            rows = chunk.to_pylist()
            different = {repr(row): row for row in rows if row is not None}
            places = {key: place for place, key in enumerate(different)}
            yield list(different.values()), np.array([-1 if row is None else places[repr(row)] for row in rows])
            continue
        encoded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        yield encoded.dictionary.to_pylist(), encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)


def _column(table: pa.Table, name: str) -> pa.ChunkedArray:
    return table.column(name) if name in table.column_names else pa.chunked_array([pa.nulls(table.num_rows)])


def _value_type(column: pa.ChunkedArray) -> pa.DataType:
    return column.type.value_type if pa.types.is_dictionary(column.type) else column.type


def _flags(array: pa.Array) -> Flags:
    flags: Flags = array.fill_null(False).to_numpy(zero_copy_only=False)
    return flags


def _is_sorted(ids: pa.Array) -> bool:
    return bool(len(ids) < 2 or pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py())  # noqa: PLR2004, one is in order


def _cases_of(table: pa.Table, ids: pa.Array) -> Numbers:
    """The place of the case of each row; -1 where it is not among the cases."""

    def places(cells: Sequence[Any]) -> Sequence[int]:
        found = pc.index_in(pa.array([str(cell) for cell in cells], pa.string()), value_set=ids)
        numbers: Sequence[int] = found.fill_null(-1).to_pylist()
        return numbers

    return _looked_up(table.column("case_id"), places, -1)


def _events(
    table: pa.Table, ids: pa.Array, vocabulary: Vocabulary, reader: _Reader
) -> tuple[EventColumns, Numbers, Numbers]:
    """The events in the order of their cases, the cases of those that are doubtful, and those that have no case."""
    names = {name: place for place, name in enumerate(vocabulary.events)}
    case = _cases_of(table, ids)
    kind = _looked_up(table.column("type"), lambda cells: [names.get(cell, _BAD) for cell in cells], _BAD)
    first, last, bad = _dates(_column(table, "date"))
    bad |= kind == _BAD
    kind = np.maximum(kind, 0)
    bad |= np.array([name in vocabulary.setting_events for name in names])[kind] & (first != last)
    attributes = {
        name: _attribute(_column(table, name), name, kind, vocabulary, reader)
        for name in sorted({name for one in vocabulary.events.values() for name in one.attributes})
    }
    for codes in attributes.values():
        bad |= codes == _BAD
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


def _dates(column: pa.ChunkedArray) -> tuple[Numbers, Numbers, Flags]:
    """The first and the last day of each date, and whether it is none."""
    days: list[list[Numbers]] = [[], [], []]
    for cells, places in _encoded(column):
        table = [*map(_days_of, cells), (*_ALL_TIME, 0)]
        for into, numbers in zip(days, np.array(table, dtype=np.int32).T, strict=True):
            into.append(numbers[places])
    first, last, bad = (np.concatenate([np.empty(0, dtype=np.int32), *parts]) for parts in days)
    return first, last, bad != 0


def _days_of(cell: object) -> tuple[int, int, int]:
    """The first and the last day of what stands in a cell for a date, and 1 if it is none."""
    return _days_written(cell) if isinstance(cell, str | date) else (0, 0, 1)


# The same days stand in every part.
@lru_cache(maxsize=65_536)
def _days_written(cell: str | date) -> tuple[int, int, int]:
    if cell == "":
        return (*_ALL_TIME, 0)
    written = from_cell(cell, _TEXT)
    span = read_span(written) if isinstance(written, str) else None
    return (0, 0, 1) if span is None else (day_number(span.first), day_number(span.last), 0)


def _attribute(column: pa.ChunkedArray, name: str, kind: Numbers, vocabulary: Vocabulary, reader: _Reader) -> Numbers:
    """The codes of an attribute, each by its type in the type of its event."""
    types = [event.attributes.get(name) for event in vocabulary.events.values()]
    different = list(dict.fromkeys(types))
    which = np.array([different.index(wanted) for wanted in types])
    codes = np.full(len(kind), UNKNOWN, dtype=np.int32)
    start = 0
    for cells, places in _encoded(column):
        tables = np.array([_readings(cells, wanted, reader) for wanted in different], dtype=np.int32)
        # Few events have the attribute.
        filled = np.flatnonzero(places >= 0)
        codes[start + filled] = tables[which[kind[start + filled]], places[filled]]
        start += len(places)
    for place, wanted in enumerate(types):
        if wanted is not None and wanted.required:
            codes[(kind == place) & (codes == UNKNOWN)] = _BAD
    return codes


def _readings(cells: Sequence[Any], wanted: ValueType | None, reader: _Reader) -> list[int]:
    if wanted is None:
        # No event of such a type may have it.
        return [UNKNOWN if cell == "" else _BAD for cell in cells]
    return [reader.code(cell, wanted) for cell in cells]


def _answers(table: pa.Table, ids: pa.Array, reader: _Reader) -> tuple[Numbers, Numbers]:
    """The cases with doubtful answers, and the rows that belong to no case."""
    case = _cases_of(table, ids)
    wanted: Mapping[str, ValueType] = {"question": _TEXT, "answer": ValueType("choice", ANSWERS)}
    bad = np.zeros(len(case), dtype=np.bool_)
    for name in ("question", "answer", "by", "reason"):
        codes = reader.column(_column(table, name), wanted.get(name, _TEXT))
        bad |= codes < (0 if name in wanted else UNKNOWN)
        if name == "question":
            pairs = case.astype(np.int64) * (len(reader.texts) + 1) + codes
            _, place, times = np.unique(pairs, return_inverse=True, return_counts=True)
            bad |= times[place] > 1
    return np.unique(case[bad & (case >= 0)]), np.flatnonzero(case < 0)
