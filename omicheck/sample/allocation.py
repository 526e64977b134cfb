"""How many cases each stratum gives: exact shares of a number, and shares in whole cases that are right at every level.

The strata are the cells of a table of two fields. Rounding each cell by itself, whatever the rule, lets the totals of
rows and columns drift: with many small offices all cells of one case type may be rounded up. Controlled rounding rounds
every cell, every row, every column and the whole to one of the two whole numbers next to them. In a table of two fields
that can always be done (B. D. Causey, L. H. Cox and L. R. Ernst, Applications of transportation theory to statistical
problems, Journal of the American Statistical Association 80, 1985), and by chance so that each is right on average
(L. H. Cox, A constructive procedure for unbiased controlled rounding, the same 82, 1987), which is what is done here.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor
from random import Random
from typing import TypeVar

from omicheck.sample.frame import Stratum

_Key = TypeVar("_Key", bound=Hashable)
# A row or a column of the table, by the place of its field; None is what rounds the totals up to whole numbers.
_Node = tuple[int, str | None]
_Cell = tuple[_Node, _Node]


def exact_shares(sizes: Mapping[_Key, int], total: Fraction, most: Mapping[_Key, int]) -> Mapping[_Key, Fraction]:
    """A number divided in proportion to sizes; what a part cannot take is divided among the others in the same way.

    Args:
        sizes: what is to be kept in proportion.
        total: the number; no more than all can take is divided.
        most: how much each part can take.

    >>> dict(exact_shares({"a": 5, "b": 3, "c": 2}, Fraction(8), {"a": 2, "b": 9, "c": 9}))
    {'a': Fraction(2, 1), 'b': Fraction(18, 5), 'c': Fraction(12, 5)}
    """
    shares = dict.fromkeys(sizes, Fraction(0))
    waiting = {name for name, size in sizes.items() if size and most[name]}
    left = min(total, Fraction(sum(most[name] for name in waiting)))
    while waiting:
        of_one = left / sum(sizes[name] for name in waiting)
        full = {name for name in waiting if sizes[name] * of_one >= most[name]}
        for name in full or waiting:
            shares[name] = Fraction(most[name]) if full else sizes[name] * of_one
            left -= shares[name]
        waiting -= full or waiting
    return shares


def in_whole_cases(shares: Mapping[Stratum, Fraction], random: Random) -> Mapping[Stratum, int]:
    """Rounds shares of strata of two fields so that each, and the sum for each value of each, is off by less than 1.

    On average over seeds every stratum gets its very share.

    Args:
        shares: the share of each stratum.
        random: decides; the order of the strata does not matter.
    """
    whole = {name: floor(share) for name, share in shares.items()}
    names: Mapping[_Cell, Stratum] = {((0, name[0]), (1, name[1])): name for name in shares}
    open_cells = _with_whole_totals(
        {cell: rest for cell, name in names.items() if (rest := shares[name] - whole[name])}
    )
    in_order = sorted(open_cells, key=_in_order)
    random.shuffle(in_order)
    open_cells = {cell: open_cells[cell] for cell in in_order}
    neighbours: dict[_Node, list[_Node]] = {}
    for row, column in open_cells:
        neighbours.setdefault(row, []).append(column)
        neighbours.setdefault(column, []).append(row)
    while open_cells:
        for cell in _shift(open_cells, _circle(next(iter(open_cells))[0], neighbours), random):
            if open_cells.pop(cell) == 1 and cell in names:
                whole[names[cell]] += 1
            neighbours[cell[0]].remove(cell[1])
            neighbours[cell[1]].remove(cell[0])
    return whole


def _in_order(cell: _Cell) -> list[str]:
    return [f"{'' if name is None else 'v'}{name}" for _, name in cell]


def _with_whole_totals(cells: Mapping[_Cell, Fraction]) -> dict[_Cell, Fraction]:
    """Parts of one with what is missing to whole totals of rows and columns as a row and a column more."""
    rows = _missing((row, part) for (row, _), part in cells.items())
    columns = _missing((column, part) for (_, column), part in cells.items())
    last_row: _Node = (0, None)
    last_column: _Node = (1, None)
    whole = {
        **cells,
        **{(row, last_column): part for row, part in rows.items()},
        **{(last_row, column): part for column, part in columns.items()},
        (last_row, last_column): -sum(rows.values(), Fraction(0)) % 1,
    }
    return {cell: part for cell, part in whole.items() if part}


def _missing(parts: Iterable[tuple[_Node, Fraction]]) -> Mapping[_Node, Fraction]:
    sums: dict[_Node, Fraction] = {}
    for node, part in parts:
        sums[node] = sums.get(node, Fraction(0)) + part
    return {node: -total % 1 for node, total in sums.items()}


def _circle(start: _Node, neighbours: Mapping[_Node, Sequence[_Node]]) -> Sequence[_Cell]:
    """Cells that lead from row to column to row and back to where they began.

    There is one: with whole totals no row and no column has a single part of one, so that what is entered can be left.
    """
    path = [start]
    places = {start: 0}
    while True:
        before = path[-2] if len(path) > 1 else None
        following = next(node for node in neighbours[path[-1]] if node != before)
        if following in places:
            nodes = [*path[places[following] :], following]
            return [(one, other) if one[0] == 0 else (other, one) for one, other in pairwise(nodes)]
        places[following] = len(path)
        path.append(following)


def _shift(cells: dict[_Cell, Fraction], circle: Sequence[_Cell], random: Random) -> Sequence[_Cell]:
    """Moves from every other cell of a circle to the next, until some are 0 or 1, and gives these.

    Totals stay. Which of the two ways is decided by chance, the more often the shorter it is: on average nothing moves.
    """
    there, back = circle[::2], circle[1::2]
    up = min(*(1 - cells[cell] for cell in there), *(cells[cell] for cell in back))
    down = min(*(cells[cell] for cell in there), *(1 - cells[cell] for cell in back))
    step = up if Fraction(random.random()) * (up + down) < down else -down
    for cell in there:
        cells[cell] += step
    for cell in back:
        cells[cell] -= step
    return [cell for cell in circle if cells[cell] in (0, 1)]
