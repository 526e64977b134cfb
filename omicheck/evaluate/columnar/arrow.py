"""Columns of rows to Arrow tables, whose columns are the fields of a row."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.lookups import NONE, is_shared, places_where
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.reason_codes import REASON_TEXTS, VERDICT_CODES
from omicheck.evaluate.row_schema import SCHEMA
from omicheck.model.row import VERDICTS

_INT32 = pa.int32()


def _dictionary(texts: Sequence[str]) -> pa.Array:
    return pa.array(list(texts), pa.string())


_VERDICTS: Final = _dictionary(VERDICTS)
_REASONS: Final = _dictionary(REASON_TEXTS)
_LAST_REASON: Final = np.int8(len(REASON_TEXTS) - 1)


def table_of(found: PartitionRows) -> pa.Table:
    """The rows as a table with `SCHEMA`, in their order."""
    # Several rules may answer one question; a dictionary has each text once.
    questions, question_of = found.questions()
    rules = [rule.id for rule in found.rules]
    case_ids, rules, questions, limits = map(_dictionary, (found.case_ids, rules, questions, found.limits))
    unknown = _Lists.of(found.unknown)
    return pa.Table.from_batches(
        [
            pa.RecordBatch.from_arrays(
                [
                    _texts(rows.case, case_ids),
                    _texts(rows.rule, rules),
                    _texts(question_of[rows.rule], questions),
                    _numbers(rows.number),
                    _texts(VERDICT_CODES[rows.columns.reason], _VERDICTS),
                    _texts(np.minimum(rows.columns.reason, _LAST_REASON), _REASONS),
                    *(_numbers(days, NONE, pa.date32()) for days in (rows.day, rows.columns.due, rows.columns.outcome)),
                    _numbers(rows.columns.days_late, NONE),
                    _texts(rows.columns.limit, limits, -1),
                    _numbers(rows.columns.count, -1),
                    unknown.column(rows.columns.unknown),
                ],
                schema=SCHEMA,
            )
            for rows in found.blocks
        ],
        schema=SCHEMA,
    )


def _numbers(numbers: Numbers, null: int | None = None, kind: pa.DataType = _INT32) -> pa.Array:
    """The numbers as they lie in memory."""
    if null is not None and is_shared(numbers) and bool((numbers == null).all()):
        return pa.nulls(len(numbers), kind)
    validity = None if null is None else pa.py_buffer(np.packbits(numbers != null, bitorder="little"))
    column = np.ascontiguousarray(numbers, dtype=np.int32)
    return pa.Array.from_buffers(kind, len(column), [validity, pa.py_buffer(column)])


def _texts(codes: Numbers, texts: pa.Array, null: int | None = None) -> pa.Array:
    """Texts by their codes."""
    return pa.DictionaryArray.from_arrays(_numbers(codes, null), texts)


@frozen(eq=False)
class _Lists:
    """Lists of texts that stand for codes.

    Attributes:
        lengths: how long each is.
        starts: where each begins among the texts.
        texts: those of all lists, one after the other.
    """

    lengths: Numbers
    starts: Numbers
    texts: pa.Array

    @staticmethod
    def of(lists: Sequence[Sequence[str]]) -> "_Lists":
        lengths = np.array([len(one) for one in lists], dtype=np.int32)
        return _Lists(lengths, np.cumsum(lengths) - lengths, _dictionary([name for one in lists for name in one]))

    def column(self, codes: Numbers) -> pa.Array:
        """The list of each code; nearly all are the empty one, whose code is 0, so only the others are gone through."""
        offsets = np.zeros(len(codes) + 1, dtype=np.int32)
        rows = places_where(codes != 0)
        texts = self.texts[:0]
        if len(rows):
            filled = codes[rows]
            lengths = self.lengths[filled]
            offsets[rows + 1] = lengths
            np.cumsum(offsets, out=offsets)
            runs = np.repeat(self.starts[filled] - (np.cumsum(lengths) - lengths), lengths)
            texts = self.texts.take(pa.array(runs + np.arange(len(runs))))
        kind = SCHEMA.field("unknown_fields").type
        return pa.Array.from_buffers(kind, len(codes), [None, pa.py_buffer(offsets)], children=[texts])
