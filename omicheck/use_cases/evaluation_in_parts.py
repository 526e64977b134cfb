"""Tables read in parts as they are evaluated, with no more than some of the parts in memory."""

from collections import Counter, deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, evolve, field, frozen

from omicheck.evaluate.columnar.part_work import PartResult, PartSummary
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.evaluate.verdict_columns import VerdictColumns, columns_of_partition
from omicheck.groups import Group
from omicheck.manifest import manifest
from omicheck.model.case import Case
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.bulk.opening import hashes, places_of_cases
from omicheck.records.bulk.parts import Parts
from omicheck.records.case_list import Listed
from omicheck.records.raw_records import Rejected, in_order
from omicheck.records.read import Records
from omicheck.records.record_lines import Place
from omicheck.rulebase.folder import RuleBase
from omicheck.score.answer_tables import answers_of_table, unlisted_in_table
from omicheck.score.answers_and_verdicts import AnswerColumns
from omicheck.use_cases.evaluation import EvaluatedPart
from omicheck.use_cases.observer import Observer

_Made = TypeVar("_Made")
# What is made of a part where its rows are found; and the parts that are still to be done, each with what does so.
Use = Callable[[int, PartResult], _Made]
Tasks = Callable[[Use[Any], Collection[int]], Generator[tuple[int, Callable[[], Any]], None, None]]


@frozen(eq=False)
class PartOfTables:
    """A part of tables, and what rules say of it.

    Attributes:
        result: what the part came to.
        name: what the user called the records.
        table: the name of the table of cases.
    """

    result: PartResult
    name: str
    table: str

    @property
    def case_ids(self) -> Sequence[str]:
        """The references of the cases."""
        return self.result.found.case_ids

    def rows(self) -> Iterator[Row]:
        """The rows, in the order of case, rule and occurrence."""
        return rows_of(self.result.found)

    def columns(self) -> PartitionRows:
        """The same as columns."""
        return self.result.found

    def verdicts(self) -> VerdictColumns:
        """The same as columns, as far as counting needs them."""
        return columns_of_partition(self.result.found)

    def answers(self, questions: Sequence[str]) -> AnswerColumns:
        """The inspectors' answers that the records hold to the questions of a list."""
        return answers_of_table(self.result.answers, self.case_ids, questions)

    def unlisted(self, questions: Sequence[str]) -> Iterable[Rejected]:
        """The answers to other questions, each with its problem."""
        return unlisted_in_table(self.result.answers, self.name, questions)

    def place_of(self, case_id: str) -> Place:
        """Where the record of a case stands, if such was asked for."""
        return Place(self.table, self.result.rows_of_cases.get(case_id))

    def case_of(self, case_id: str) -> Case | None:
        """The record of a case that somebody is told of, if such are asked for."""
        return self.result.cases.get(case_id)

    def groups(self, field: str) -> Sequence[Group]:
        """The group of each case by a field that was asked for."""
        return self.result.groups[field]


@define(eq=False)
class InParts:
    """Tables read in parts, and what was found of them so far.

    Attributes:
        name: what the user called the records.
        rule_base: what the rules speak of.
        rules: the rules that are evaluated.
        as_of: the audit date.
        engine: what evaluates them, for the manifest.
        observer: is told of progress, and of failures as they are found.
        tables: the records, and where they are cut.
        cases: the cases that are asked for; all if there are none.
        tasks: finds the rows of parts.
        workers: how many parts are worked on at a time, where their rows are wanted here.
        writers: the same where rows are written where they are found.
        digests: gives the hashes of files, where that is not done here.
        more: what else the manifest says.
        by: the text fields by which cases are grouped.
        listed: what became of the list of cases that was asked for; None where all were.
        read: what was read before the first part; None where that is known of a part once it is evaluated.
        of_duties: how often each verdict was given by rules that ask for a duty.
    """

    name: str
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    engine: str
    observer: Observer
    tables: Parts
    cases: Sequence[str]
    tasks: Tasks
    workers: int
    writers: int
    digests: Callable[[Sequence[Path]], Iterable[str]] | None = None
    more: Mapping[str, Any] = field(factory=dict)
    by: Sequence[str] = ()
    read: Records | None = None
    listed: Listed | None = None
    of_duties: Counter[Verdict] = field(init=False, factory=lambda: Counter(dict.fromkeys(VERDICTS, 0)))
    _verdicts: Counter[Verdict] = field(init=False, factory=lambda: Counter(dict.fromkeys(VERDICTS, 0)))
    _rejected: list[Rejected] = field(init=False, factory=list)
    _taken: int = field(init=False, default=0)
    _sha256: Mapping[str, str] | None = field(init=False, default=None)

    @property
    def expected(self) -> int:
        """How many cases are asked for, or else how many records there are."""
        return len(self.cases) or self.tables.cases

    @property
    def taken(self) -> int | None:
        """How many cases there are, if that is known before all parts have been gone through."""
        return None if self.read is None else self.read.taken

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given so far."""
        return dict(self._verdicts)

    def parts(self) -> Iterator[EvaluatedPart]:
        """The parts with their rows."""
        table = self.tables.sources["cases"].name
        for _, result in self._each(_whole, (), lambda result: result.summary, self.workers):
            yield PartOfTables(result, self.name, table)

    def written(
        self, write: Callable[[int, PartResult], None], done: Collection[int]
    ) -> Iterator[tuple[int, PartSummary]]:
        """The parts that are not done, each with its place, once its rows are written where they were found.

        Args:
            write: writes the rows of the part at a place.
            done: the places of the parts that are done.
        """
        yield from self._each(partial(_written, write), done, lambda summary: summary, self.writers)

    def records(self, *, with_hashes: bool = False) -> Records:
        """What was read, as far as it has been; for the hashes files are read once more, the first time."""
        if self.read is not None:
            return self.read
        records = Records((), in_order(self._rejected), None, {}, self._taken, listed=self.listed)
        if not with_hashes:
            return records
        if self._sha256 is None:
            self._sha256 = hashes(self.tables.sources, self.digests)
        return evolve(records, sha256=self._sha256)

    def in_order(self, rejected: Iterable[Rejected]) -> list[Rejected]:
        """Answers that cannot be used, of all parts, in the order of the records."""
        found = list(rejected)
        if len(found) > 1:
            places = places_of_cases(self.tables.sources)
            found.sort(key=lambda one: places.get(one.record["case_id"], len(places)))
        return found

    def manifest(self) -> Mapping[str, Any]:
        """The run manifest."""
        records = self.records(with_hashes=True)
        return {**manifest(self.rule_base, self.rules, records, self.verdicts, self.as_of), **self.more}

    def note(self, summary: PartSummary) -> None:
        """Tells which rules failed of a part, and counts."""
        self._rejected += summary.rejected
        self._taken += summary.taken
        self._verdicts.update(summary.verdicts)
        self.of_duties.update(summary.of_duties)
        for failure in summary.failures:
            self.observer.problem(str(failure))

    def _each(
        self, use: Use[_Made], done: Collection[int], summary_of: Callable[[_Made], PartSummary], workers: int
    ) -> Iterator[tuple[int, _Made]]:
        with (
            self.observer.progress(self.tables.cases, "cases") as advance,
            # Closed whatever happens, as temporary files go with it.
            closing(self.tasks(use, done)) as tasks,
            ThreadPoolExecutor(workers) as pool,
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
                    if len(waiting) > workers:
                        yield take()
                while waiting:
                    yield take()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _whole(_: int, result: PartResult) -> PartResult:
    return result


def _written(write: Callable[[int, PartResult], None], place: int, result: PartResult) -> PartSummary:
    write(place, result)
    return result.summary
