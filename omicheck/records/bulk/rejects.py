"""What is wrong with the records of a part, by the same rules as everywhere, and the part without them."""

from collections.abc import Collection, Mapping, Sequence
from itertools import repeat

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from omicheck.errors import Problem
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.private_values import ValueLeftOut
from omicheck.records.bulk.cells import column_of, values_of
from omicheck.records.bulk.parts import Part, texts
from omicheck.records.bulk.sources import CELLS, ROW, WRONG, Source, in_order_of_seq
from omicheck.records.raw_records import Rejected, records_of_tables
from omicheck.records.table_rows import TableRow, put_together
from omicheck.records.tables import wrong_shape

_Flags = NDArray[np.bool_]


def read_part(
    part: Part, sources: Mapping[str, Source], vocabulary: Vocabulary
) -> tuple[tuple[Case, ...], tuple[Rejected, ...]]:
    """The records of a part, one after the other: the good ones and what was rejected.

    Args:
        part: the rows.
        sources: the tables that they come from.
        vocabulary: the words that records may use.
    """
    tables = {"cases": part.cases, "events": part.events} | ({} if part.answers is None else {"answers": part.answers})
    rows = {table: _rows(found, sources[table].name) for table, found in tables.items()}
    records, strays = put_together(rows, vocabulary, part.names)
    return records_of_tables(records, strays, vocabulary)


def _rows(table: pa.Table, name: str) -> list[TableRow]:
    in_order = in_order_of_seq(table)
    columns = [column for column in table.column_names if column not in ("seq", ROW, CELLS, WRONG)]
    cells = [values_of(in_order.column(column)) for column in columns]
    of_rows = zip(*cells, strict=True) if cells else repeat((), table.num_rows)
    wrong = zip(*(column_of(in_order, column).to_pylist() for column in (ROW, CELLS, WRONG)), strict=True)
    return [
        TableRow(
            name,
            number,
            {column: cell for column, cell in zip(columns, row, strict=True) if cell is not None and cell != ""},
            _problem(name, number, shape, cell, len(columns)),
        )
        for row, (number, shape, cell) in zip(of_rows, wrong, strict=True)
    ]


def _problem(name: str, number: int, shape: int | None, cell: str | None, width: int) -> Problem | None:
    """What is wrong with a row as a whole, or with a cell of it that no record can have."""
    if shape is not None:
        return wrong_shape(name, number, shape, width)
    if cell is None:
        return None
    column, _, found = cell.partition(" ")
    return Problem(
        name,
        number,
        column,
        ValueLeftOut("a value of another kind", found),
        f"a text, a number, a flag or a date; CAST({column} AS TEXT) may make a text of it",
    )


def only(part: Part, ids: Collection[str], rows: Sequence[NDArray[np.integer]], *, wanted: bool) -> Part:
    """The rows of some cases and some further rows, or all others.

    Args:
        part: the rows.
        ids: the cases.
        rows: the places of further rows of `cases`, `events` and `answers`.
        wanted: whether these are wanted, or all others.
    """
    tables = (part.cases, part.events, part.answers)
    chosen = [
        None if table is None else table.filter(pa.array(_among(table, ids, places) == wanted))
        for table, places in zip(tables, rows, strict=True)
    ]
    return Part(chosen[0], chosen[1], chosen[2], part.names)


def _among(table: pa.Table, ids: Collection[str], places: NDArray[np.integer]) -> _Flags:
    cells = texts(table.column("case_id")).dictionary_encode()
    among = np.array([*(cell in ids for cell in cells.dictionary.to_pylist()), False])
    flags: _Flags = among[cells.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    flags[places] = True
    return flags
