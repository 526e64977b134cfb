"""Tables of the JSON documents of an extract: a row for each item at a path, a column for each path that is named."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from attrs import frozen

from omicheck.findings import show, value_left_out
from omicheck.private_values import ValueLeftOut
from omicheck.records.mapping.json_documents import Documents
from omicheck.records.mapping.json_paths import EACH, ITEM, JsonPath, Kind, Step, items_at, read_path, values_at
from omicheck.records.mapping.model import LookUp, Source, TableMapping
from omicheck.records.sheets.grid import BrokenCell, Cell, SingleCell, Table
from omicheck.records.sheets.texts import text_of

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_IN_ORDER: Final = "a list in the order of its dates, as one is taken by its place"
_NO_ITEM: Final = BrokenCell("an item without a value", "a value for each item of the list")
_ONE_VALUE: Final = "a text, a number, true, false or null; a path to one of them"


@frozen(eq=False)
class _Item:
    """What a row is made of.

    Attributes:
        trail: what it stands in after no step of the path to it, after one, and so on; last the item itself.
        line: the line on which it begins.
    """

    trail: tuple[Any, ...]
    line: int


def table_of(one: TableMapping, documents: Documents) -> Table:
    """The table that a mapping makes of the documents of a file."""
    each = () if one.each is None else one.each.steps
    items = list(_items(documents, each))
    columns = {name: [cell_of(item) for item in items] for name, cell_of in _columns(one, each)}
    places = {name: place for place, name in enumerate(columns)}
    lacking = 0 if one.absent_is_none else sum(_lists_lacking(document, each) for document in documents.documents)
    return Table(documents.name, "", 0, columns, [item.line for item in items], places, lacking=lacking)


def _lists_lacking(data: Any, each: Sequence[Step]) -> int:  # noqa: ANN401, it is data of any shape
    """In how many places there is no list that the way to a row leads through, so that nobody knows what it held."""
    number = first = 0
    for place, step in enumerate(each):
        if isinstance(step, slice):
            holders = (trail[-1] for trail in items_at(data, each[:first]))
            number += sum(values_at(holder, each[first:place]) is None for holder in holders)
            first = place + 1
    return number


def columns_at(documents: Documents, each: Kind, paths: Sequence[str]) -> Table:
    """A table with a row for each item of some place, and a column for each of some paths."""
    steps = tuple(EACH if step == ITEM else step for step in each)
    items = list(_items(documents, steps))
    read = {path: found for path in paths if (found := read_path(path)) is not None}
    columns = {name: [_cell(values_at(item.trail[-1], path.steps)) for item in items] for name, path in read.items()}
    return Table(documents.name, "", 0, columns, [item.line for item in items], dict.fromkeys(columns, 0))


def _items(documents: Documents, each: Sequence[Step]) -> Iterator[_Item]:
    lines = documents.lines
    line = 1
    for document in documents.documents:
        for trail in items_at(document, each):
            # A value alone has the line of what it stands in.
            line = next((lines[id(holder)] for holder in reversed(trail) if id(holder) in lines), line)
            yield _Item(trail, line)


def _columns(one: TableMapping, each: Sequence[Step]) -> Iterator[tuple[str, Callable[[_Item], Cell]]]:
    """What gives the cells of each column that a mapping speaks of, by its heading."""
    read: dict[str, Callable[[_Item], Cell]] = {}
    for source in one.sources():
        path = path_of(source)
        if source.heading is not None and path is not None:
            read.setdefault(source.heading, _reader(path, each, source.look_up))
    for asked in one.conditions():
        path = read_path(asked.heading)
        if path is not None:
            read.setdefault(asked.heading, _reader(path, each, None))
    yield from read.items()


def path_of(source: Source) -> JsonPath | None:
    """The path at which a source stands in JSON."""
    return source.path or (None if source.heading is None else read_path(source.heading))


def _reader(path: JsonPath, each: Sequence[Step], look_up: LookUp | None) -> Callable[[_Item], Cell]:
    depth = _shared(path, each)
    steps = path.steps[depth:] if path.from_top else path.steps

    is_by_place = any(isinstance(step, int) or (isinstance(step, slice) and step != EACH) for step in steps)

    def plain(item: _Item) -> Cell:
        """The same for a path that is nothing but keys, as most are."""
        data = item.trail[depth]
        for key in steps:
            if type(data) is not dict:
                return ""
            data = data.get(key)
        return data.strip() if type(data) is str else _cell(data)

    def cell(item: _Item) -> Cell:
        unsorted = _out_of_order(item.trail[depth], steps) if is_by_place else None
        return _cell(values_at(item.trail[depth], steps)) if unsorted is None else unsorted

    def looked_up(item: _Item) -> Cell:
        return "" if look_up is None else _found(cell(item), item, each, look_up)

    if look_up is not None:
        return looked_up
    return plain if all(isinstance(step, str) for step in steps) else cell


def _out_of_order(data: Any, steps: Sequence[Step]) -> BrokenCell | None:  # noqa: ANN401, it is data of any shape
    """That a date is taken by its place from a list whose dates do not rise, so that none is the first; or None."""
    number = next(number for number, step in enumerate(steps) if not isinstance(step, str) and step != EACH)
    items = values_at(data, steps[:number])
    if not isinstance(items, list):
        return None
    found = [values_at(item, steps[number + 1 :]) for item in items]
    dates = [date for date in found if isinstance(date, str) and _DATE.match(date)]
    for first, second in pairwise(dates):
        if second < first:
            return BrokenCell(_after(second, first), _IN_ORDER)
    return None


def _after(second: str, first: str) -> str:
    return ValueLeftOut("a date after a later one", f"{show(second)} after {show(first)}")


def _shared(path: JsonPath, each: Sequence[Step]) -> int:
    """After how many steps of the way to a row a path leaves it."""
    if not path.from_top:
        return len(each)
    depth = 0
    while depth < min(len(path.steps), len(each)) and path.steps[depth] == each[depth]:
        depth += 1
    return depth


def _found(cell: Cell, item: _Item, each: Sequence[Step], look_up: LookUp) -> Cell:
    """What stands where a reference leads to; an empty cell for no reference."""
    if cell in ("", ()):
        return ""
    depth = _shared(look_up.within, each)
    for trail in items_at(item.trail[depth], look_up.within.steps[depth:]):
        # One service has a reference as a number, another as a text.
        if text_of(_cell(values_at(trail[-1], look_up.by.steps))) == text_of(cell):
            return _cell(values_at(trail[-1], look_up.take.steps))
    expected = f"the {look_up.by.text} of one of {look_up.within.text}"
    return BrokenCell(value_left_out(cell), expected)


def _cell(value: Any) -> Cell:  # noqa: ANN401, it is data of any shape
    if not isinstance(value, list | tuple):
        return _single(value)
    items = tuple(map(_single, value))
    # Without it the others would be taken for all there are.
    return _NO_ITEM if "" in items else items


def _single(value: Any) -> SingleCell:  # noqa: ANN401, it is data of any shape
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    return value if isinstance(value, bool | int | float) else BrokenCell(show(value), _ONE_VALUE)
