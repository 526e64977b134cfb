"""A caseload read and evaluated in parts: what `check` does where the records are in large tables."""

import argparse
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

import numpy as np
import pyarrow as pa
from attrs import define, evolve, field

from omicheck.command_line.common import progress, remark
from omicheck.errors import CommandWrongError, nearest_name
from omicheck.evaluate.columnar.columns import VERDICT_CODES
from omicheck.evaluate.columnar.evaluator import PartitionRows, evaluate_partition
from omicheck.evaluate.columnar.load import load
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.model.row import VERDICTS, Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output.text import counted
from omicheck.records.bulk.opening import hashes, open_sources
from omicheck.records.bulk.parts import CASES_IN_A_PART, Part, Parts, cut
from omicheck.records.bulk.rejects import only
from omicheck.records.raw import Rejected, in_order
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

WORKERS = 2
_NO_PLACES = np.empty(0, dtype=np.int64)


@define(eq=False)
class PartResult:
    """What a part came to.

    Attributes:
        found: the rows.
        rejected: the records that were not taken.
        case_ids: the references of its cases, in the order of their table.
        answers: the rows of `answers` of the records that were taken, if there is such a table.
    """

    found: PartitionRows
    rejected: tuple[Rejected, ...]
    case_ids: pa.ChunkedArray
    answers: pa.Table | None

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How often each verdict was given."""
        counts = np.bincount(VERDICT_CODES[self.found.columns.reason], minlength=len(VERDICTS))
        return dict(zip(VERDICTS, counts.tolist(), strict=True))


@define(eq=False)
class Caseload:
    """Records in parts, and what was found of them so far."""

    options: argparse.Namespace
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    parts: Parts
    rejected: list[Rejected] = field(factory=list)
    taken: int = 0

    def results(self, done: Collection[int] = ()) -> Iterator[tuple[int, PartResult]]:
        """The parts that are not done, each with its place; failures and problems are told as they are found."""
        with progress(self.options, self.parts.cases) as advance, ThreadPoolExecutor(WORKERS) as pool:
            waiting: deque[tuple[int, Future[PartResult]]] = deque()
            try:
                for place, part in self.parts.read(done):
                    waiting.append((place, pool.submit(self._evaluate, part)))
                    # No more than the workers can hold, so that memory does not grow with the number of parts.
                    if len(waiting) > WORKERS:
                        yield self._take(*waiting.popleft(), advance)
                while waiting:
                    yield self._take(*waiting.popleft(), advance)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other."""
        for _, result in self.results():
            yield from rows_of(result.found)

    def records(self) -> Records:
        """What was read, as far as it has been, without the hashes of the files."""
        return Records((), in_order(self.rejected), None, {}, self.taken)

    def records_with_hashes(self) -> Records:
        """The same with the hashes of the files, which are read once more for them."""
        return evolve(self.records(), sha256=hashes(self.parts.sources))

    def _evaluate(self, part: Part) -> PartResult:
        if self.options.case:
            part = only(part, set(self.options.case), (_NO_PLACES,) * 3, wanted=True)
        loaded = load(part, self.parts.sources, self.rule_base.vocabulary)
        found = evaluate_partition(loaded.partition, self.rules, self.rule_base.limits, self.as_of)
        return PartResult(found, loaded.rejected, loaded.case_ids, loaded.answers)

    def _take(self, place: int, future: "Future[PartResult]", advance: Callable[[int], None]) -> tuple[int, PartResult]:
        result = future.result()
        self.note(result.rejected, len(result.found.case_ids))
        for failure in result.found.failures:
            print(f"error: rule {failure.rule}: {failure.what}", file=sys.stderr)  # noqa: T201
        advance(len(result.found.case_ids) + len(result.rejected))
        return place, result

    def note(self, rejected: Sequence[Rejected], taken: int) -> None:
        """Tells what is wrong with records, and counts."""
        self.rejected += rejected
        self.taken += taken
        for one in rejected:
            for problem in one.problems:
                print(problem, file=sys.stderr)  # noqa: T201


def open_caseload(options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule], as_of: date) -> Caseload:
    """The records that the options name.

    Raises:
        CommandWrongError: a case that is asked for is not among them.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    parts = cut(open_sources(options.path, rule_base.vocabulary), CASES_IN_A_PART)
    if options.case:
        _look_for(options.case, parts)
    remark(
        options,
        f"{counted(parts.cases, 'case')}, evaluated with the columnar evaluator in {counted(len(parts), 'part')}",
    )
    return Caseload(options, rule_base, rules, as_of, parts)


def _look_for(wanted: Sequence[str], parts: Parts) -> None:
    batches = parts.sources["cases"].batches(["case_id"])
    known = {case_id for table in batches for case_id in table.column("case_id").to_pylist()}
    for name in wanted:
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"no case {name}: it is not among the records{hint}")
