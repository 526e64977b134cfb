"""The parts of large tables worked on by the executors of a Spark cluster, with the same functions as on one machine.

What an executor needs is sent to it once: the rules, the vocabulary and where the parts begin. A table in the order of
`case_id` is then read where it lies: every executor reads the row groups of its part. Any other table is dealt out
first, as Arrow in Spark's own shuffle: each row group is cut by part, and what belongs to a part comes together on the
machine that works on it.

Spark's readers of Parquet are not used. They number no rows, which messages about rejected records do, and they give
some types another form, so that a record might be read in another way than on one machine.

A process of Python that ends over a part is Spark's own business for as many tries as it is set to make (one where the
master is `local`, else four). After these the part is tried once more, and then with ever fewer of its cases.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pyarrow as pa
from attrs import evolve, field, frozen

from omicheck import __version__
from omicheck.evaluate.columnar.narrowing import worked_on
from omicheck.evaluate.columnar.part_work import PartResult, PartWork
from omicheck.files import sha256_of
from omicheck.records.bulk.parquet import ParquetSource, RowGroup
from omicheck.records.bulk.parts import Ordered, Part, Parts, dealt, no_rows, ordered_groups
from omicheck.records.bulk.sources import Source

if TYPE_CHECKING:
    from pyspark import RDD, Broadcast, SparkContext

_Used = TypeVar("_Used")
_TRIES: Final = 2
# What Spark says of it: of a process, of one that was ended by the system, of all that an executor had.
_ENDED: Final = ("Python worker exited unexpectedly", "Python worker failed to connect back", "ExecutorLostFailure")
# The place of a part; a table, the number of the first of some rows of it, and these rows as Arrow.
_Dealt = tuple[int, tuple[str, int, bytes]]


@frozen(eq=False)
class _Sent:
    """What every executor is sent.

    Attributes:
        version: of the program that sends it.
        work: what is to be done with every part.
        starts: the first `case_id` of every part but the first.
        ordered: the row groups of the tables that are in order.
        dealt: the tables that are dealt out.
        names: the references among which the nearest to a wrong one is looked for.
    """

    version: str
    work: PartWork
    starts: tuple[str, ...]
    ordered: Mapping[str, tuple[RowGroup, ...]]
    dealt: tuple[str, ...]
    names: Sequence[str] | None


@frozen(eq=False)
class OnSpark:
    """Work on parts, done by the executors of a Spark cluster.

    Attributes:
        context: the connection to it.
        work: what is to be done with every part.
        parts: the parts.
    """

    context: "SparkContext"
    work: PartWork
    parts: Parts
    _sent: "Broadcast[_Sent]" = field(init=False)
    _by_part: "RDD[Any]" = field(init=False)

    @_sent.default
    def _send(self) -> "Broadcast[_Sent]":
        sources = {table: _absolute(source) for table, source in self.parts.sources.items()}
        groups = {table: ordered_groups(source) for table, source in sources.items()}
        ordered = {table: found for table, found in groups.items() if found is not None}
        unordered = tuple(table for table in sources if table not in ordered)
        work = evolve(self.work, sources=sources)
        return self.context.broadcast(_Sent(__version__, work, self.parts.starts, ordered, unordered, self.parts.names))

    @_by_part.default
    def _deal(self) -> "RDD[Any]":
        """Something for each part: what was dealt out to it, or nothing where all tables are in order."""
        sent = self._sent.value
        groups = [(table, group) for table in sent.dealt for group in _groups(sent.work.sources[table])]
        if not groups:
            return self.context.parallelize(range(len(self.parts)), len(self.parts))
        rows = self.context.parallelize(groups, len(groups)).mapPartitions(partial(_deal_out, self._sent))
        return rows.partitionBy(len(self.parts), _itself)

    def tasks(
        self, use: Callable[[int, PartResult], _Used], done: Collection[int]
    ) -> Generator[tuple[int, Callable[[], _Used]], None, None]:
        """The places of the parts that are not done, each with what has its rows found and used by an executor."""
        for place in range(len(self.parts)):
            if place not in done:
                yield place, partial(self._used, use, place)

    def digests(self, files: Sequence[Path]) -> Iterable[str]:
        """The hashes of the bytes of files."""
        names = [file.absolute() for file in files]
        found: Iterable[str] = self.context.parallelize(names, len(names)).map(sha256_of).collect()
        return found

    def _used(self, use: Callable[[int, PartResult], _Used], place: int) -> _Used:
        """What is made of a part by an executor or, where its Python ends over it again and again, by this process."""
        for _ in range(_TRIES):
            try:
                return self._one(partial(_work_on, self._sent, use, None), place)
            except Exception as error:  # noqa: BLE001, of a library that is not there where Spark is not
                failed = _ended(error)
        names = self._one(partial(_names_on, self._sent), place)
        way = evolve(self.work.way(partial(self._some, place)), errors=PythonEndedError)
        return use(place, worked_on(partial(_fail, failed), lambda: names, way))

    def _some(self, place: int, names: Sequence[str]) -> PartResult:
        """The rows of some cases of a part."""
        try:
            return self._one(partial(_work_on, self._sent, _itself_of, names), place)
        except Exception as error:  # noqa: BLE001, as above
            raise _ended(error) from None

    def _one(self, work: Callable[[int, Iterable[Any]], Iterable[_Used]], place: int) -> _Used:
        # A job for each part, so that parts are told of in order and as they are done, and memory here is bounded.
        (result,) = self.context.runJob(self._by_part.mapPartitionsWithIndex(work), list, [place])
        return result


class PythonEndedError(Exception):
    """A process of Python on an executor ended."""


def _ended(error: Exception) -> PythonEndedError:
    """What is told where an executor's Python ended; any other error is raised as it is."""
    if any(told in str(error) for told in _ENDED):
        return PythonEndedError("a process of Python on an executor ended")
    raise error


def _fail(error: Exception) -> PartResult:
    raise error


def _itself_of(_: int, result: PartResult) -> PartResult:
    return result


def _absolute(source: Source) -> Source:
    """A table under names that hold on every machine that shares its folder."""
    if not isinstance(source, ParquetSource):
        raise TypeError(f"{source.name} is no Parquet")
    within = None if source.within is None else source.within.absolute()
    return evolve(source, files=tuple(file.absolute() for file in source.files), within=within)


def _groups(source: Source) -> tuple[RowGroup, ...]:
    return source.row_groups() if isinstance(source, ParquetSource) else ()


def _itself(place: int) -> int:
    return place


def _received(sent: "Broadcast[_Sent]") -> _Sent:
    """What was sent, on an executor."""
    if sent.value.version != __version__:
        raise RuntimeError(f"omicheck {__version__} on an executor, and {sent.value.version} where it was started")
    return sent.value


def _deal_out(sent: "Broadcast[_Sent]", groups: Iterator[tuple[str, RowGroup]]) -> Iterator[_Dealt]:
    """Cuts row groups by part."""
    starts = _received(sent).starts
    for table, group in groups:
        for place, rows in dealt(group.read(group.source.open(group.file)), starts):
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, rows.schema) as writer:
                writer.write_table(rows)
            yield place, (table, group.start, sink.getvalue().to_pybytes())


def _names_on(sent: "Broadcast[_Sent]", place: int, rows: Iterable[Any]) -> Iterator[tuple[str, ...]]:
    """The references of the cases of a part."""
    received = _received(sent)
    yield received.work.names(_part(received, place, rows))


def _work_on(
    sent: "Broadcast[_Sent]",
    use: Callable[[int, PartResult], _Used],
    names: Sequence[str] | None,
    place: int,
    rows: Iterable[Any],
) -> Iterator[_Used]:
    """Works on a part, or on some of its cases."""
    received = _received(sent)
    part = _part(received, place, rows)
    # Rows may come back from here; answers, which are of no use there, do not.
    yield use(place, evolve(received.work.result(part, names), answers=None))


def _part(received: _Sent, place: int, rows: Iterable[Any]) -> Part:
    """The rows of a part."""
    bounds = (None, *received.starts, None)
    tables = {
        table: Ordered(groups).part(place, bounds[place], bounds[place + 1])
        for table, groups in received.ordered.items()
    }
    if received.dealt:
        found: dict[str, list[tuple[int, bytes]]] = defaultdict(list)
        for _, (table, start, content) in rows:
            found[table].append((start, content))
        for table in received.dealt:
            # In the order of the table, whatever the order in which they came.
            pieces = [pa.ipc.open_stream(content).read_all() for _, content in sorted(found[table])]
            tables[table] = pa.concat_tables(pieces) if pieces else no_rows(received.work.sources[table])
    return Part(tables["cases"], tables["events"], tables.get("answers"), received.names)
