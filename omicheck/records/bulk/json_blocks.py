"""Blocks of JSON Lines read by columns, as far as nothing in them is odd.

Arrow's reader of JSON refuses what is no JSON, a key that stands twice, a key that no record has and a value of another
kind than its column's. What it does not tell is looked for here: where lines end, what is null rather than missing, and
whether values are among those permitted. A block of which anything is not sure is read line by line.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.json
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.records.bulk.json_values import NOTHING, Codes, Reader, dates_of
from omicheck.records.bulk.record_columns import Readers
from omicheck.records.bulk.sources import ROW
from omicheck.records.json_files import parse_quickly

_TEXT: Final = pa.string()
_ARROW: Final = {"flag": pa.bool_(), "integer": pa.int64(), "list": pa.list_(_TEXT)}
# Begins a text that was written for a number or a flag where a column has both; nothing else may have it.
_MARK: Final = "\ue000"
_MARKS: Final = (_MARK.encode(), rb"\ue000", rb"\uE000")
_KEY: Final = re.compile(rb'"([a-z_0-9]+)"[ \t\r]*:[ \t\r]*$')
_LONGEST_KEY: Final = 100


class _NotSureError(Exception):
    """The block has to be read line by line."""


@frozen(eq=False)
class BlockRecords:
    """The records of a block.

    Attributes:
        case_ids: their references.
        stated: the audit dates that they state; None for none.
        cases: the columns of `cases`.
        events: those of `events`.
        record: the place of the record of each event.
    """

    case_ids: Sequence[str]
    stated: Sequence[str | None]
    cases: Mapping[str, Codes]
    events: Mapping[str, Codes]
    record: Numbers

    def tables(self, lines: Sequence[int]) -> Mapping[str, pa.Table]:
        """The tables `cases` and `events`.

        Args:
            lines: the line on which each record begins.
        """
        line = np.asarray(lines, dtype=np.int64)
        ids = self.cases["case_id"]
        whose = Codes(ids.codes[self.record], ids.texts)
        cases = {name: codes.column() for name, codes in self.cases.items()}
        events = {name: codes.column() for name, codes in ({"case_id": whose} | dict(self.events)).items()}
        return {"cases": pa.table(cases | {ROW: line}), "events": pa.table(events | {ROW: line[self.record]})}


@frozen(eq=False)
class BlockReader:
    """Reads blocks.

    Attributes:
        readers: what reads the values of records.
        schema: the columns of a record.
        mixed: finds the numbers and flags under names that stand for texts elsewhere, and numbers with decimals, which
            Arrow would not keep as they are written; None where there are none.
        may_be_null: the keys whose value may be null.
    """

    readers: Readers
    schema: pa.Schema
    mixed: re.Pattern[bytes] | None
    may_be_null: frozenset[bytes]

    @staticmethod
    def of(readers: Readers) -> "BlockReader":
        """That for a vocabulary."""
        vocabulary = readers.vocabulary
        attributes = [item for event in vocabulary.events.values() for item in event.attributes.items()]
        kinds: dict[str, set[pa.DataType]] = {}
        for name, wanted in (*vocabulary.fields.items(), *attributes):
            kinds.setdefault(name, set()).add(_ARROW.get(wanted.kind, _TEXT))
        numbers = {name for name, wanted in (*vocabulary.fields.items(), *attributes) if wanted.kind == "number"}
        mixed = sorted(numbers | {name for name, found in kinds.items() if len(found) > 1})
        columns = {name: _TEXT if name in mixed else next(iter(found)) for name, found in kinds.items()}
        of_events = {name: columns[name] for name, _ in attributes}
        event = pa.struct([("type", _TEXT), ("date", _TEXT), *of_events.items()])
        fields = [(name, columns[name]) for name in vocabulary.fields]
        names = "|".join(map(re.escape, mixed)).encode()
        return BlockReader(
            readers,
            pa.schema([*fields, ("events", pa.list_(event)), ("as_of", _TEXT)]),
            re.compile(rb'("(?:%s)"[ \t\r]*:[ \t\r]*)(-?[0-9][-+.0-9eE]*|true|false)' % names) if mixed else None,
            # A key that no event of its type may have is wrong even if it is null.
            frozenset(name.encode() for name in {*vocabulary.fields, "date", "as_of"} - of_events.keys()),
        )

    def read(self, block: bytes, lines: Sequence[str]) -> BlockRecords | None:
        """The records of a block, none of which is wrong; None if that is not sure.

        Args:
            block: bytes in UTF-8.
            lines: its lines, without those that are blank.
        """
        if not lines:
            return None
        try:
            self._look_at_lines(block, lines)
            table = self._table(block)
            if table.num_rows != len(lines):
                return None
            return self._records(table)
        except (_NotSureError, pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return None

    def _look_at_lines(self, block: bytes, lines: Sequence[str]) -> None:
        # No list or mapping goes on from such a line to such a line, so that each has one record at least.
        if not all(line.startswith("{") and line.rstrip(" \t\r").endswith("}") for line in lines):
            raise _NotSureError
        if any(mark in block for mark in _MARKS):
            raise _NotSureError
        for null in re.finditer(b"null", block):
            key = _KEY.search(block, max(0, null.start() - _LONGEST_KEY), null.start())
            if key is None or key[1] not in self.may_be_null:
                raise _NotSureError

    def _table(self, block: bytes) -> pa.Table:
        if self.mixed is not None:
            block = self.mixed.sub(rb'\1"%s\2"' % _MARK.encode(), block)
        read = pyarrow.json.ReadOptions(use_threads=False, block_size=len(block) + 1)
        parse = pyarrow.json.ParseOptions(explicit_schema=self.schema, unexpected_field_behavior="error")
        return pyarrow.json.read_json(pa.BufferReader(block), read, parse).combine_chunks()

    def _records(self, table: pa.Table) -> BlockRecords:
        cases = {}
        for name, reader in self.readers.fields.items():
            cases[name] = codes = _codes(table.column(name), reader)
            _require((codes.codes >= reader.least).all())
        lists = table.column("events").combine_chunks()
        events = lists.flatten()
        _require(not lists.null_count and not events.null_count)
        lengths = lists.value_lengths().to_numpy()
        record = np.repeat(np.arange(len(lengths)), lengths)
        ids = table.column("case_id").to_pylist()
        return BlockRecords(ids, table.column("as_of").to_pylist(), cases, self._events(events), record)

    def _events(self, events: pa.StructArray) -> Mapping[str, Codes]:
        vocabulary = self.readers.vocabulary
        names = {name: place for place, name in enumerate(vocabulary.events)}
        types = _codes(events.field("type"), self.readers.types)
        _require((types.codes >= 0).all())
        kinds = np.array([names[name] for name in types.texts], dtype=np.int32)[types.codes]
        dates, full, is_date = dates_of(_codes(events.field("date"), self.readers.dates))
        always = np.array([name in vocabulary.always_dated for name in names])
        _require(is_date.all() and not (~full & always[kinds]).any())
        found = {"type": types, "date": dates}
        for name in sorted({name for one in vocabulary.events.values() for name in one.attributes}):
            found[name] = self._attribute(events.field(name), name, kinds)
        return found

    def _attribute(self, column: pa.Array, name: str, kinds: Numbers) -> Codes:
        of_types = [readers.get(name) for readers in self.readers.attributes.values()]
        codes, values = _different(column)
        rows = np.flatnonzero(codes >= 0)
        texts = [""] * len(values)
        # Of the pairs of type and value that there are, each is looked at once.
        for pair in np.unique(kinds[rows].astype(np.int64) * len(values) + codes[rows]).tolist():
            reader, place = of_types[pair // len(values)], pair % len(values)
            read = None if reader is None else reader.codes([values[place]])
            _require(read is not None and read.texts)
            texts[place] = read.texts[0] if read is not None else ""
        for place, reader in enumerate(of_types):
            if reader is not None and reader.wanted.required:
                _require(not ((kinds == place) & (codes < 0)).any())
        return Codes(codes, texts)


def _require(holds: object) -> None:
    if not holds:
        raise _NotSureError


def _different(column: pa.Array) -> tuple[Numbers, Sequence[Any]]:
    """The place of each value among the different ones, `NOTHING` for null; and these."""
    encoded = column.dictionary_encode()
    codes = encoded.indices.fill_null(NOTHING).to_numpy(zero_copy_only=False)
    return codes, [_unmarked(value) for value in encoded.dictionary.to_pylist()]


def _unmarked(value: Any) -> Any:  # noqa: ANN401, it is data of any shape
    if not isinstance(value, str) or not value.startswith(_MARK):
        return value
    try:
        return parse_quickly(value.removeprefix(_MARK))
    except ValueError as error:
        raise _NotSureError from error


def _codes(column: pa.Array | pa.ChunkedArray, reader: Reader) -> Codes:
    """The codes of a column, for the texts that a table would have in its cells."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_nested(array.type):
        return reader.codes(array.to_pylist())
    places, values = _different(array)
    read = reader.codes(values)
    return Codes(np.append(read.codes, np.int32(NOTHING))[places], read.texts)
