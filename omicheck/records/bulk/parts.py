"""Tables cut into parts by ranges of `case_id`, each part in the order of `case_id`."""

import tempfile
from bisect import bisect_right
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field, frozen

from omicheck.records.bulk.copies import CopiedSource, no_room
from omicheck.records.bulk.kept_blocks import Block, KeptRows
from omicheck.records.bulk.parquet import ParquetSource, RowGroup
from omicheck.records.bulk.sources import ROW, Source, numbered
from omicheck.records.table_rows import names_to_tell
from omicheck.records.unchanged import require_unchanged

# With fewer, what is done once for each part weighs more; with more, memory grows and nothing is gained.
CASES_IN_A_PART: Final = 24_000


@frozen(eq=False)
class Part:
    """Some cases and all that belongs to them.

    Attributes:
        cases: rows of `cases`.
        events: rows of `events`.
        answers: rows of `answers`, if there is such a table.
        names: the references among which the nearest to a wrong one is looked for; None for those of its own cases.
    """

    cases: pa.Table
    events: pa.Table
    answers: pa.Table | None
    names: Sequence[str] | None = None


@frozen(eq=False)
class Parts:
    """Tables and where to cut them.

    Attributes:
        sources: the tables, by name.
        cases: the number of rows in `cases`.
        cases_in_a_part: about how many cases a part has.
        starts: the first `case_id` of every part but the first, which also holds whatever lies before it.
        names: the references among which the nearest to a wrong one is looked for.
    """

    sources: Mapping[str, Source]
    cases: int
    cases_in_a_part: int
    starts: tuple[str, ...]
    names: Sequence[str] | None = None

    def __len__(self) -> int:
        return len(self.starts) + 1

    def read(self, done: Collection[int] = ()) -> Generator[tuple[int, Part], None, None]:
        """The parts with their places, but for those that are done already; temporary files are gone at the end."""
        with ExitStack() as stack:
            readers: dict[str, Ordered | _Dealt] = {}
            for name, source in self.sources.items():
                groups = source.in_order() if isinstance(source, KeptRows) else ordered_groups(source)
                if groups is None:
                    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="omicheck-"))
                    try:
                        readers[name] = _deal(source, self.starts, Path(folder))
                    except OSError as error:
                        raise no_room(source.name, error) from error
                else:
                    readers[name] = Ordered(groups)
            bounds = (None, *self.starts, None)
            for place in range(len(self)):
                if place in done:
                    continue
                found = {name: reader.part(place, bounds[place], bounds[place + 1]) for name, reader in readers.items()}
                yield place, Part(found["cases"], found["events"], found.get("answers"), self.names)
            require_unchanged(state for source in self.sources.values() for state in source.states)


def cut(sources: Mapping[str, Source], most: int) -> Parts:
    """Where to cut tables so that parts are alike and none has more than so many cases."""
    chunks = [texts(table.column("case_id")) for table in sources["cases"].batches(["case_id"])]
    ids = pa.chunked_array(chunks or [pa.array([], pa.string())]).drop_null().combine_chunks()
    names = names_to_tell(name for one in ids if (name := one.as_py()) != "")
    if len(ids) > 1 and not pc.all(pc.less_equal(ids[:-1], ids[1:])).as_py():
        ids = ids.take(pc.array_sort_indices(ids))
    cases_in_a_part = _share(len(ids), most)
    starts = [ids[place].as_py() for place in range(cases_in_a_part, len(ids), cases_in_a_part)]
    # Where many rows share a case_id, which is a fault, a start may come twice; their part is then a large one.
    return Parts(sources, sum(map(len, chunks)), cases_in_a_part, tuple(sorted(set(starts))), names)


def row_numbers(part: Part) -> Mapping[str, int]:
    """The number of the first row in `cases` of each case of a part, by its reference."""
    numbers: dict[str, int] = {}
    ids = texts(part.cases.column("case_id")).to_pylist()
    for case_id, number in zip(ids, part.cases.column(ROW).to_pylist(), strict=True):
        if case_id is not None:
            numbers.setdefault(case_id, number)
    return numbers


def _share(cases: int, most: int) -> int:
    """How many cases a part has, so that workers who share the parts come to the end together, if they are 2 or 4."""
    parts = max(-(-cases // most), 2 if cases > most // 3 else 1)
    if parts > 2:  # noqa: PLR2004, two parts are even already
        parts = -(-parts // 4) * 4
    return max(-(-cases // parts), 1)


def texts(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """A column as one array of texts; what is no text becomes its writing, to be found wrong later."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array if pa.types.is_string(array.type) else array.cast(pa.string())


@define(eq=False)
class Ordered:
    """Rows in the order of `case_id`, which lie in groups: these are read as they are needed."""

    groups: Sequence[RowGroup | Block]
    _last: tuple[int, pa.Table] | None = field(init=False, default=None)
    _opened: tuple[Path, Any] | None = field(init=False, default=None)

    def part(self, _place: int, first: str | None, after: str | None) -> pa.Table:
        """The rows from a `case_id` up to another."""
        tables = []
        for place, group in enumerate(self.groups):
            least, most = group.ids or ("", "")
            if (after is None or least < after) and (first is None or most >= first):
                tables.append(_between(self._group(place), first, after))
        if not tables:
            return _between(self._group(0), "", "")
        return pa.concat_tables(tables)

    def _group(self, place: int) -> pa.Table:
        # The end of one part and the beginning of the next are mostly in one group.
        if self._last is None or self._last[0] != place:
            group = self.groups[place]
            if self._opened is None or self._opened[0] != group.file:
                self._opened = (group.file, group.source.open(group.file))
            self._last = (place, group.read(self._opened[1]))
        return self._last[1]


def ordered_groups(source: Source) -> tuple[RowGroup, ...] | None:
    """The row groups of a table, if it is Parquet that its own statistics show to be in order."""
    if isinstance(source, CopiedSource):
        source = source.copy
    if not isinstance(source, ParquetSource):
        return None
    groups = source.row_groups()
    most = ""
    for group in groups:
        if group.ids is None or group.ids[0] < most:
            return None
        most = group.ids[1]
    return groups or None


def _between(table: pa.Table, first: str | None, after: str | None) -> pa.Table:
    chunks = []
    for ids in table.column("case_id").chunks:
        # A text that stands for many rows is compared once.
        values = ids.dictionary if pa.types.is_dictionary(ids.type) else ids
        inside = pa.array(np.ones(len(values), dtype=np.bool_))
        if first is not None:
            inside = pc.and_(inside, pc.greater_equal(values, first))
        if after is not None:
            inside = pc.and_(inside, pc.less(values, after))
        chunks.append(inside.take(ids.indices) if pa.types.is_dictionary(ids.type) else inside)
    mask = pa.chunked_array(chunks, pa.bool_())
    inside = mask.to_numpy()
    length = int(np.count_nonzero(inside))
    if length == table.num_rows:
        return table
    # In a table that is in order the rows of a part lie together, and are taken without being copied.
    start = int(np.argmax(inside)) if length else 0
    return table.slice(start, length) if inside[start : start + length].all() else table.filter(mask)


@frozen(eq=False)
class _Dealt:
    """A table dealt out to a file for each part."""

    files: Sequence[Path]

    def part(self, place: int, _first: str | None, _after: str | None) -> pa.Table:
        """The rows of a part."""
        with self.files[place].open("rb") as file, pa.ipc.open_stream(file) as reader:
            return reader.read_all()


def _deal(source: Source, starts: Sequence[str], folder: Path) -> _Dealt:
    files = [folder / f"{source.name.rpartition('/')[2].replace(' ', '-')}-{place}" for place in range(len(starts) + 1)]
    with ExitStack() as stack:
        writers: list[pa.RecordBatchStreamWriter] = []
        for table in source.batches():
            for place, rows in dealt(table, starts):
                if not writers:
                    writers = [stack.enter_context(pa.ipc.new_stream(file, rows.schema)) for file in files]
                writers[place].write_table(rows)
        if not writers:
            empty = no_rows(source)
            for file in files:
                stack.enter_context(pa.ipc.new_stream(file, empty.schema))
    return _Dealt(files)


def dealt(table: pa.Table, starts: Sequence[str]) -> Iterator[tuple[int, pa.Table]]:
    """The rows of a table dealt out to parts: the place of each part that has some, and its rows.

    Args:
        table: the rows, in any order.
        starts: the first `case_id` of every part but the first.
    """
    plain = _plain(table)
    ids = texts(plain.column("case_id")).dictionary_encode()
    places = np.array([bisect_right(starts, one) for one in ids.dictionary.to_pylist()] + [0])
    # A row without a case_id belongs to no case; the first part tells of it.
    part_of = places[ids.indices.fill_null(len(places) - 1).to_numpy(zero_copy_only=False)]
    for place in np.unique(part_of).tolist():
        yield place, plain.filter(pa.array(part_of == place))


def no_rows(source: Source) -> pa.Table:
    """A table without rows, with the columns that rows of a source have once they are dealt out."""
    return _plain(numbered(source.name, source.schema().empty_table(), 1))


def _plain(table: pa.Table) -> pa.Table:
    """The table without dictionaries, which may differ from batch to batch."""
    columns = [texts(column) if pa.types.is_dictionary(column.type) else column for column in table.columns]
    return pa.table(columns, names=table.column_names)
