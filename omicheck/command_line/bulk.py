"""A caseload read and evaluated in parts: what is done where the records are in large tables."""

import argparse
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
from omicheck.evaluate.columnar.part_files import write_part
from omicheck.evaluate.columnar.part_work import PartResult, PartSummary, PartWork
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output.manifest import manifest
from omicheck.output.text import counted
from omicheck.records.bulk.opening import hashes, open_sources, places_of_cases
from omicheck.records.bulk.parts import CASES_IN_A_PART, Parts, cut
from omicheck.records.raw import Rejected, in_order
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

WORKERS = 2
_MOST_PARTS_HELD = 8


# The parts that are still to be done, each with its place: what has its rows found, or found and written to a folder.
Tasks = Callable[[Collection[int]], Generator[tuple[int, Callable[[], PartResult]], None, None]]
WritingTasks = Callable[[Collection[int], Path], Iterator[tuple[int, Callable[[], PartSummary]]]]
_Done = TypeVar("_Done")


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
        writing: finds and writes them, where what finds them can also write them.
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
    writing: WritingTasks | None = None
    digests: Callable[[Sequence[Path]], Iterable[str]] | None = None
    more: Mapping[str, Any] = field(factory=dict)
    rejected: list[Rejected] = field(factory=list)
    taken: int = 0

    def results(self, done: Collection[int] = ()) -> Iterator[tuple[int, PartResult]]:
        """The parts that are not done, each with its place; failures and problems are told as they are found."""
        # Closed whatever happens, as temporary files go with it.
        with closing(self.tasks(done)) as tasks:
            yield from self._each(tasks, lambda result: result.summary)

    def written(self, folder: Path, done: Collection[int]) -> Iterator[tuple[int, PartSummary]]:
        """The same with a file for each part in a folder, which is there when its part is told of."""
        if self.writing is not None:
            yield from self._each(self.writing(done, folder), lambda summary: summary)
            return
        for place, result in self.results(done):
            write_part(folder, place, result)
            yield place, result.summary

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other."""
        for _, result in self.results():
            yield from rows_of(result.found)

    def _each(
        self, tasks: Iterable[tuple[int, Callable[[], _Done]]], summary_of: Callable[[_Done], PartSummary]
    ) -> Iterator[tuple[int, _Done]]:
        with progress(self.options, self.parts.cases) as advance, ThreadPoolExecutor(self.workers) as pool:
            waiting: deque[tuple[int, Future[_Done]]] = deque()

            def take() -> tuple[int, _Done]:
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
        """The same with the hashes of the files, which are read once more for them."""
        return evolve(self.records(), sha256=hashes(self.parts.sources, self.digests))

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
    parts = _parts(options.path, rule_base, wanted)
    work = _work(rule_base, rules, as_of, parts, wanted)

    def tasks(done: Collection[int]) -> Generator[tuple[int, Callable[[], PartResult]], None, None]:
        with closing(parts.read(done)) as read:
            for place, part in read:
                yield place, partial(work.result, part)

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
    parts = _parts(options.path, rule_base, wanted)
    work = _work(rule_base, rules, as_of, parts, wanted)
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
            spark.writing,
            spark.digests,
            {"spark": context.version},
        )


def _parts(path: str, rule_base: RuleBase, wanted: Sequence[str]) -> Parts:
    parts = cut(open_sources(path, rule_base.vocabulary), CASES_IN_A_PART)
    if wanted:
        _look_for(wanted, parts)
    return parts


def _work(rule_base: RuleBase, rules: Sequence[Rule], as_of: date, parts: Parts, wanted: Sequence[str]) -> PartWork:
    return PartWork(parts.sources, rule_base.vocabulary, rules, rule_base.limits, as_of, frozenset(wanted))


def _told(parts: Parts) -> str:
    return f"{counted(parts.cases, 'case')}, evaluated with the columnar evaluator"


def _look_for(wanted: Sequence[str], parts: Parts) -> None:
    known = places_of_cases(parts.sources)
    for name in wanted:
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"no case {name}: it is not among the records{hint}")
