"""Some of the rows that are held as columns, which stay columns."""

from collections.abc import Callable, Collection, Iterator
from itertools import accumulate

import numpy as np
from attrs import evolve

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.lookups import places_where
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.evaluate.row_columns import RowColumns
from omicheck.model.row import Row


def of_rules(rows: RowColumns, rules: Collection[str]) -> RowColumns:
    """Those of some rules, by their ids."""
    return RowColumns(tuple(_of_rules(part, rules) for part in rows.parts))


def of_case(rows: RowColumns, case_id: str) -> RowColumns:
    """Those of a case, by its reference."""
    return RowColumns(tuple(_of_case(part, case_id) for part in rows.parts if case_id in part.case_ids))


def where(rows: RowColumns, is_wanted: Callable[[Row], bool]) -> RowColumns:
    """Those that a function wants."""
    in_order = (part.in_row_order() for part in rows.parts)
    return RowColumns(tuple(_at(part, _places(part, is_wanted)) for part in in_order))


def at_places(rows: RowColumns, places: range) -> RowColumns:
    """Those at some places, in the order of rows."""
    return RowColumns(tuple(_at_places(rows, places)))


def _at_places(rows: RowColumns, places: range) -> Iterator[PartitionRows]:
    wanted = np.sort(np.array(places, dtype=np.int64))
    lengths = [sum(len(block.case) for block in part.blocks) for part in rows.parts]
    for part, start, length in zip(rows.parts, accumulate(lengths, initial=0), lengths, strict=False):
        of_part = wanted[(wanted >= start) & (wanted < start + length)] - start
        if len(of_part):
            yield _at(part.in_row_order(), of_part)


def _of_rules(part: PartitionRows, rules: Collection[str]) -> PartitionRows:
    is_wanted = np.array([rule.id in rules for rule in part.rules], dtype=np.bool_)
    return evolve(part, blocks=tuple(block.at(places_where(is_wanted[block.rule])) for block in part.blocks))


def _of_case(part: PartitionRows, case_id: str) -> PartitionRows:
    place = part.case_ids.index(case_id)
    return evolve(part, blocks=tuple(block.at(places_where(block.case == place)) for block in part.blocks))


def _places(part: PartitionRows, is_wanted: Callable[[Row], bool]) -> Numbers:
    return np.array([place for place, row in enumerate(rows_of(part)) if is_wanted(row)], dtype=np.int64)


def _at(part: PartitionRows, places: Numbers) -> PartitionRows:
    """The rows at some places of a part that is in order, and so in one block."""
    (block,) = part.blocks
    return evolve(part, blocks=(block.at(places),))
