"""A caseload read and evaluated in parts, and what was found of it so far."""

import argparse
import sys
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, evolve, field

from omicheck.command_line.common import progress
from omicheck.evaluate.columnar.part_work import PartResult, PartSummary
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.manifest import manifest
from omicheck.model.case import Case
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.bulk.opening import hashes
from omicheck.records.bulk.parts import Parts
from omicheck.records.places import Place
from omicheck.records.raw import Rejected, in_order
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

Made = TypeVar("Made")
# What is made of a part where its rows are found; and the parts that are still to be done, each with what does so.
Use = Callable[[int, PartResult], Made]
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
    _rows_of_cases: Mapping[str, int] = field(init=False, factory=dict)
    _cases: Mapping[str, Case] = field(init=False, factory=dict)

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
            self._rows_of_cases, self._cases = result.rows_of_cases, result.cases
            yield from rows_of(result.found)

    def place_of(self, case_id: str) -> Place:
        """Where the record of a case stands, of which a row is just given; that of any other is not known."""
        return Place(self.parts.sources["cases"].name, self._rows_of_cases.get(case_id))

    def case_of(self, case_id: str) -> Case | None:
        """The record of a case, of which a row is just given, if such are asked for; that of any other is not there."""
        return self._cases.get(case_id)

    def _each(
        self, use: Use[Made], done: Collection[int], summary_of: Callable[[Made], PartSummary]
    ) -> Iterator[tuple[int, Made]]:
        with (
            progress(self.options, self.parts.cases) as advance,
            # Closed whatever happens, as temporary files go with it.
            closing(self.tasks(use, done)) as tasks,
            ThreadPoolExecutor(self.workers) as pool,
        ):
            waiting: deque[tuple[int, Future[Made]]] = deque()

            def take() -> tuple[int, Made]:
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
