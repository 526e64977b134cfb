"""A caseload read and evaluated in parts: what is done where the records are in large tables."""

import argparse
import os
import sys
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, evolve, field

from omicheck.command_line.common import progress, remark
from omicheck.command_line.spark import require_spark, spark_context
from omicheck.errors import CommandWrongError, nearest_name
from omicheck.evaluate.columnar.part_work import PartResult, PartSummary, PartWork
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output.manifest import manifest
from omicheck.output.text import counted
from omicheck.records.bulk.opening import hashes, open_sources, places_of_cases
from omicheck.records.bulk.parts import CASES_IN_A_PART, Part, Parts, cut
from omicheck.records.raw import Rejected, in_order
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

# More would wait for each other, as much of the work is done by one thread of a Python process at a time.
WORKERS = min(os.cpu_count() or 1, 4)
_MOST_PARTS_HELD = 8


_Made = TypeVar("_Made")
# What is made of a part where its rows are found; and the parts that are still to be done, each with what does so.
Use = Callable[[int, PartResult], _Made]
Tasks = Callable[[Use[Any], Collection[int]], Generator[tuple[int, Callable[[], Any]], None, None]]


@define(eq=False)
class Caseload:
    """Records in parts, and what was found of them so far.

    Attributes:
        options: those of the command.
        rule_base: the rules folder.
        rules: the rules that are evaluated.
        as_of: the audit date.
        parts: the records.
        engine: what evaluates them, for the manifest.
        tasks: finds the rows of parts.
        workers: how many parts are worked on at a time.
        digests: gives the hashes of files, where that is not done here.
        more: what else the manifest says.
        rejected: records that were not taken.
        taken: how many records were taken.
    """

    options: argparse.Namespace
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    parts: Parts
    engine: str
    tasks: Tasks
    workers: int
    digests: Callable[[Sequence[Path]], Iterable[str]] | None = None
    more: Mapping[str, Any] = field(factory=dict)
    rejected: list[Rejected] = field(factory=list)
    taken: int = 0
    _sha256: Mapping[str, str] | None = field(init=False, default=None)

    def results(self) -> Iterator[PartResult]:
        """The parts with their rows; failures and problems are told as they are found."""
        for _, result in self._each(_whole, (), lambda result: result.summary):
            yield result

    def written(
        self, write: Callable[[int, PartResult], None], done: Collection[int]
    ) -> Iterator[tuple[int, PartSummary]]:
        """The parts that are not done, each with its place, once its rows are written where they were found.

        Args:
            write: writes the rows of the part at a place.
            done: the places of the parts that are done.
        """
        yield from self._each(partial(_written, write), done, lambda summary: summary)

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other."""
        for result in self.results():
            yield from rows_of(result.found)

    def _each(
        self, use: Use[_Made], done: Collection[int], summary_of: Callable[[_Made], PartSummary]
    ) -> Iterator[tuple[int, _Made]]:
        with (
            progress(self.options, self.parts.cases) as advance,
            # Closed whatever happens, as temporary files go with it.
            closing(self.tasks(use, done)) as tasks,
            ThreadPoolExecutor(self.workers) as pool,
        ):
            waiting: deque[tuple[int, Future[_Made]]] = deque()

            def take() -> tuple[int, _Made]:
                place, future = waiting.popleft()
                found = future.result()
                summary = summary_of(found)
                self.note(summary)
                advance(summary.taken + len(summary.rejected))
                return place, found

            try:
                for place, task in tasks:
                    waiting.append((place, pool.submit(task)))
                    # No more than the workers can hold, so that memory does not grow with the number of parts.
                    if len(waiting) > self.workers:
                        yield take()
                while waiting:
                    yield take()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def records(self) -> Records:
        """What was read, as far as it has been, without the hashes of the files."""
        return Records((), in_order(self.rejected), None, {}, self.taken)

    def records_with_hashes(self) -> Records:
        """The same with the hashes of the files, which are read once more for them, the first time."""
        if self._sha256 is None:
            self._sha256 = hashes(self.parts.sources, self.digests)
        return evolve(self.records(), sha256=self._sha256)

    def manifest(self, verdicts: Mapping[Verdict, int]) -> Mapping[str, Any]:
        """The run manifest, once the verdicts are counted."""
        records = self.records_with_hashes()
        return {**manifest(self.rule_base, self.rules, records, verdicts, self.as_of, self.engine), **self.more}

    def note(self, summary: PartSummary) -> None:
        """Tells what is wrong with records and rules, and counts."""
        self.rejected += summary.rejected
        self.taken += summary.taken
        for one in summary.rejected:
            for problem in one.problems:
                print(problem, file=sys.stderr)  # noqa: T201
        for failure in summary.failures:
            print(f"error: rule {failure.rule}: {failure.what}", file=sys.stderr)  # noqa: T201


def _whole(_: int, result: PartResult) -> PartResult:
    return result


def _written(write: Callable[[int, PartResult], None], place: int, result: PartResult) -> PartSummary:
    write(place, result)
    return result.summary


def _used(work: PartWork, use: Use[_Made], place: int, part: Part) -> _Made:
    return use(place, work.result(part))


def open_caseload(
    options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule], as_of: date, wanted: Sequence[str] = ()
) -> Caseload:
    """The records that the options name, evaluated here.

    Args:
        options: those of the command.
        rule_base: the rules folder.
        rules: the rules that are evaluated.
        as_of: the audit date.
        wanted: the cases that are asked for; all if there are none.

    Raises:
        CommandWrongError: a case that is asked for is not among them.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    parts, work = _opened(options.path, rule_base, rules, as_of, wanted)

    def tasks(use: Use[_Made], done: Collection[int]) -> Generator[tuple[int, Callable[[], _Made]], None, None]:
        with closing(parts.read(done)) as read:
            for place, part in read:
                yield place, partial(_used, work, use, place, part)

    remark(options, f"{_told(parts)} in {counted(len(parts), 'part')}")
    return Caseload(options, rule_base, rules, as_of, parts, "columnar", tasks, WORKERS)


@contextmanager
def open_on_spark(
    options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule], as_of: date, wanted: Sequence[str] = ()
) -> Iterator[Caseload]:
    """The records that the options name, evaluated by Spark for as long as they are needed.

    Args:
        options: those of the command.
        rule_base: the rules folder.
        rules: the rules that are evaluated.
        as_of: the audit date.
        wanted: the cases that are asked for; all if there are none.

    Raises:
        EngineMissingError: Spark or what it needs is not there.
        EngineFailedError: Spark could not do its work.
        CommandWrongError: a case that is asked for is not among the records.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    require_spark(options)
    parts, work = _opened(options.path, rule_base, rules, as_of, wanted)
    from omicheck.evaluate.columnar.on_spark import OnSpark  # noqa: PLC0415, of use only there

    with spark_context(options) as context:
        remark(options, f"{_told(parts)} on Spark ({context.master}) in {counted(len(parts), 'part')}")
        spark = OnSpark(context, work, parts)
        cores = context.defaultParallelism
        # Rows that come back are held here, and turned to text one part after the other.
        workers = min(cores, _MOST_PARTS_HELD) if options.format != "parquet" else 2 * cores
        yield Caseload(
            options,
            rule_base,
            rules,
            as_of,
            parts,
            "spark",
            spark.tasks,
            workers,
            spark.digests,
            {"spark": context.version},
        )


def _opened(
    path: str, rule_base: RuleBase, rules: Sequence[Rule], as_of: date, wanted: Sequence[str]
) -> tuple[Parts, PartWork]:
    """The records cut into parts, and what is to be done with each."""
    parts = cut(open_sources(path, rule_base.vocabulary), CASES_IN_A_PART)
    if wanted:
        _look_for(wanted, parts)
    return parts, PartWork(parts.sources, rule_base.vocabulary, rules, rule_base.limits, as_of, frozenset(wanted))


def _told(parts: Parts) -> str:
    return f"{counted(parts.cases, 'case')}, evaluated with the columnar evaluator"


def _look_for(wanted: Sequence[str], parts: Parts) -> None:
    known = places_of_cases(parts.sources)
    for name in wanted:
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"no case {name}: it is not among the records{hint}")
