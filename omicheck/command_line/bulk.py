"""A caseload read and evaluated in parts: what `check` does where the records are in large tables."""

import argparse
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, evolve, field

from omicheck.command_line.common import progress, remark
from omicheck.command_line.spark import require_spark, spark_context
from omicheck.errors import CommandWrongError, nearest_name
from omicheck.evaluate.columnar.part_work import PartResult, PartWork
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output.manifest import manifest
from omicheck.output.text import counted
from omicheck.records.bulk.opening import hashes, open_sources
from omicheck.records.bulk.parts import CASES_IN_A_PART, Parts, cut
from omicheck.records.read import Records, Rejected
from omicheck.rulebase.folder import RuleBase

WORKERS = 2


# Gives the places of the parts that are still to be done, each with what does it. With a folder, it may write the rows
# there itself.
Tasks = Callable[[Collection[int], Path | None], Iterator[tuple[int, Callable[[], PartResult]]]]


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
        tasks: the work of each part.
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

    def results(self, done: Collection[int] = (), folder: Path | None = None) -> Iterator[tuple[int, PartResult]]:
        """The parts that are not done, each with its place; failures and problems are told as they are found.

        Args:
            done: the places of parts that are done already.
            folder: where the rows are to be written; what comes back without rows has been.
        """
        with progress(self.options, self.parts.cases) as advance, ThreadPoolExecutor(self.workers) as pool:
            waiting: deque[tuple[int, Future[PartResult]]] = deque()
            try:
                for place, task in self.tasks(done, folder):
                    waiting.append((place, pool.submit(task)))
                    # No more than the workers can hold, so that memory does not grow with the number of parts.
                    if len(waiting) > self.workers:
                        yield self._take(*waiting.popleft(), advance)
                while waiting:
                    yield self._take(*waiting.popleft(), advance)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other."""
        for _, result in self.results():
            if result.found is not None:
                yield from rows_of(result.found)

    def records(self) -> Records:
        """What was read, as far as it has been, without the hashes of the files."""
        return Records((), tuple(self.rejected), None, {}, self.taken)

    def records_with_hashes(self) -> Records:
        """The same with the hashes of the files, which are read once more for them."""
        return evolve(self.records(), sha256=hashes(self.parts.sources, self.digests))

    def manifest(self, verdicts: Mapping[Verdict, int]) -> Mapping[str, Any]:
        """The run manifest, once the verdicts are counted."""
        records = self.records_with_hashes()
        return {**manifest(self.rule_base, self.rules, records, verdicts, self.as_of, self.engine), **self.more}

    def _take(self, place: int, future: "Future[PartResult]", advance: Callable[[int], None]) -> tuple[int, PartResult]:
        result = future.result()
        self.note(result)
        for failure in result.failures:
            print(f"error: rule {failure.rule}: {failure.what}", file=sys.stderr)  # noqa: T201
        advance(result.taken + len(result.rejected))
        return place, result

    def note(self, result: PartResult) -> None:
        """Tells what is wrong with records, and counts."""
        self.rejected += result.rejected
        self.taken += result.taken
        for one in result.rejected:
            for problem in one.problems:
                print(problem, file=sys.stderr)  # noqa: T201


@contextmanager
def open_caseload(
    options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule], as_of: date
) -> Iterator[Caseload]:
    """The records that the options name, and what evaluates them for as long as it is needed.

    Raises:
        CommandWrongError: a case that is asked for is not among them.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
        EngineMissingError: Spark is asked for, and it or what it needs is not there.
        EngineFailedError: Spark could not do its work.
    """
    on_spark = options.engine == "spark"
    if on_spark:
        require_spark(options)
    parts = cut(open_sources(options.path, rule_base.vocabulary), CASES_IN_A_PART)
    if options.case:
        _look_for(options.case, parts)
    work = PartWork(parts.sources, rule_base.vocabulary, rules, rule_base.limits, as_of, frozenset(options.case or ()))
    told = f"{counted(parts.cases, 'case')}, evaluated with the columnar evaluator"
    if not on_spark:
        remark(options, f"{told} in {counted(len(parts), 'part')}")
        yield Caseload(options, rule_base, rules, as_of, parts, "columnar", _here(work, parts), WORKERS)
        return
    from omicheck.evaluate.columnar.on_spark import OnSpark  # noqa: PLC0415, of use only there

    with spark_context(options) as context:
        remark(options, f"{told} on Spark ({context.master}) in {counted(len(parts), 'part')}")
        spark = OnSpark(context, work, parts)
        # Rows that come back are held here, and turned to text one part after the other.
        workers = 2 * context.defaultParallelism if options.format == "parquet" else WORKERS
        more = {"spark": context.version}
        yield Caseload(options, rule_base, rules, as_of, parts, "spark", spark.tasks, workers, spark.digests, more)


def _here(work: PartWork, parts: Parts) -> Tasks:
    def tasks(done: Collection[int], _folder: Path | None) -> Iterator[tuple[int, Callable[[], PartResult]]]:
        for place, part in parts.read(done):
            yield place, partial(work.result, part)

    return tasks


def _look_for(wanted: Sequence[str], parts: Parts) -> None:
    batches = parts.sources["cases"].batches(["case_id"])
    known = {case_id for table in batches for case_id in table.column("case_id").to_pylist()}
    for name in wanted:
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"no case {name}: it is not among the records{hint}")
