"""Columns of rows to Arrow tables, whose columns are the fields of a row."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from omicheck.evaluate.columnar.arrays import NONE, Numbers
from omicheck.evaluate.columnar.columns import REASONS, VERDICT_CODES
from omicheck.evaluate.columnar.found import PartitionRows
from omicheck.model.row import VERDICTS
from omicheck.output.parquet import SCHEMA

_INT32 = pa.int32()


def table_of(found: PartitionRows) -> pa.Table:
    """The rows as a table with `SCHEMA`, in their order."""
    columns = found.columns
    # Several rules may answer one question; a dictionary has each text once.
    questions = list(dict.fromkeys(rule.question for rule in found.rules))
    question_of = np.array([questions.index(rule.question) for rule in found.rules], dtype=np.int32)
    return pa.Table.from_arrays(
        [
            _texts(found.case, found.case_ids),
            _texts(found.rule, [rule.id for rule in found.rules]),
            _texts(question_of[found.rule], questions),
            _numbers(found.number),
            _texts(VERDICT_CODES[columns.reason], VERDICTS),
            _texts(columns.reason, REASONS),
            *(_numbers(days, NONE, pa.date32()) for days in (found.day, columns.due, columns.outcome)),
            _numbers(columns.days_late, NONE),
            _texts(columns.limit, found.limits, -1),
            _numbers(columns.count, -1),
            _lists(columns.unknown, found.unknown),
        ],
        schema=SCHEMA,
    )


def _numbers(numbers: Numbers, null: int | None = None, kind: pa.DataType = _INT32) -> pa.Array:
    """The numbers as they lie in memory."""
    validity = None if null is None else pa.py_buffer(np.packbits(numbers != null, bitorder="little"))
    column = np.ascontiguousarray(numbers, dtype=np.int32)
    return pa.Array.from_buffers(kind, len(column), [validity, pa.py_buffer(column)])


def _texts(codes: Numbers, texts: Sequence[str], null: int | None = None) -> pa.Array:
    """Texts by their codes."""
    return pa.DictionaryArray.from_arrays(_numbers(codes, null), pa.array(list(texts), pa.string()))


def _lists(codes: Numbers, lists: tuple[tuple[str, ...], ...]) -> pa.Array:
    """Lists by their codes; nearly all are empty, so only the others are gone through."""
    lengths = np.array([len(one) for one in lists], dtype=np.int32)
    offsets = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(lengths[codes], dtype=np.int32)))
    # The names of all lists one after the other, of which each row that has some takes a run.
    starts = np.cumsum(lengths) - lengths
    filled = codes[np.flatnonzero(codes)]
    runs = np.repeat(starts[filled] - (np.cumsum(lengths[filled]) - lengths[filled]), lengths[filled])
    names = pa.array([name for one in lists for name in one], pa.string())
    values = names.take(pa.array(runs + np.arange(len(runs))))
    return pa.Array.from_buffers(
        SCHEMA.field("unknown_fields").type, len(codes), [None, pa.py_buffer(offsets)], children=[values]
    )
