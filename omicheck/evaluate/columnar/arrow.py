"""Columns of rows to Arrow tables, whose columns are the fields of a row."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from omicheck.evaluate.columnar.arrays import NONE, Numbers
from omicheck.evaluate.columnar.columns import REASONS, VERDICT_CODES
from omicheck.evaluate.columnar.evaluator import PartitionRows
from omicheck.model.row import VERDICTS
from omicheck.output.parquet import SCHEMA


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
            pa.array(found.number),
            _texts(VERDICT_CODES[columns.reason].astype(np.int32), VERDICTS),
            _texts(columns.reason, REASONS),
            *(_numbers(days, NONE).cast(pa.date32()) for days in (found.day, columns.due, columns.outcome)),
            _numbers(columns.days_late, NONE),
            _texts(columns.limit, found.limits),
            _numbers(columns.count, -1),
            _lists(columns.unknown, found.unknown),
        ],
        schema=SCHEMA,
    )


def _numbers(numbers: Numbers, null: int) -> pa.Array:
    return pa.array(numbers, pa.int32(), mask=numbers == null)


def _texts(codes: Numbers, texts: Sequence[str]) -> pa.Array:
    """Texts by their codes, -1 being null."""
    places = _numbers(codes, -1)
    return pa.DictionaryArray.from_arrays(places, pa.array(list(texts), pa.string()))


def _lists(codes: Numbers, lists: tuple[tuple[str, ...], ...]) -> pa.Array:
    """Lists by their codes; nearly all are empty, so only the others are gone through."""
    lengths = np.array([len(one) for one in lists], dtype=np.int32)[codes]
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    filled = codes[lengths > 0].tolist()
    values = pa.array([text for code in filled for text in lists[code]], pa.string())
    return pa.ListArray.from_arrays(pa.array(offsets), values)
