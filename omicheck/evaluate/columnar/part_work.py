"""A part of large tables to its rows, wherever it is done: in a thread of this process or on another machine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import evolve, field, frozen

from omicheck.evaluate.columnar.evaluator import evaluate_partition
from omicheck.evaluate.columnar.load import load
from omicheck.evaluate.columnar.narrowing import Way, error_rows, noted, rows_put_together, worked_on
from omicheck.evaluate.columnar.partition_rows import Failure, PartitionRows, verdicts_of_all, verdicts_of_duties
from omicheck.evaluate.reason_codes import VERDICT_CODES
from omicheck.groups import Group
from omicheck.model.case import Case
from omicheck.model.limit import Limit
from omicheck.model.row import FLAGGED_VERDICTS, VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.good_cases import good_cases
from omicheck.records.bulk.parts import Part, row_numbers, texts
from omicheck.records.bulk.rejects import only, read_part
from omicheck.records.bulk.sources import Source
from omicheck.records.raw_records import Rejected

_NO_PLACES = np.empty(0, dtype=np.int64)


def names_of(part: Part) -> tuple[str, ...]:
    """The references of the cases of a part, each once, in their order."""
    return tuple(sorted(set(texts(part.cases.column("case_id")).to_pylist()) - {None}))


def some_of(part: Part, names: Sequence[str]) -> Part:
    """The rows of some cases of a part; what is of none of its cases comes with the first of them."""
    everybody = names_of(part)
    if names[0] != everybody[0]:
        return only(part, frozenset(names), (_NO_PLACES,) * 3, wanted=True)
    return only(part, frozenset(everybody).difference(names), (_NO_PLACES,) * 3, wanted=False)


@frozen(eq=False)
class PartSummary:
    """What a part came to, but for its rows.

    Attributes:
        taken: how many records were taken.
        rejected: the others.
        verdicts: how often each verdict was given.
        of_duties: the same without the rules that ask for an outcome.
        failures: rules that could not be evaluated.
    """

    taken: int
    rejected: tuple[Rejected, ...]
    verdicts: Mapping[Verdict, int]
    of_duties: Mapping[Verdict, int]
    failures: tuple[Failure, ...]


@frozen(eq=False)
class PartResult:
    """What a part came to.

    Attributes:
        summary: all but what follows.
        found: the rows.
        answers: the rows of `answers` of the records that were taken, if there is such a table.
        rows_of_cases: the number of the row in `cases` of each record, by its reference, if that was asked for.
        cases: the records that somebody is told of, by their references, if they were asked for.
        groups: the group of each case, by each text field by which cases are grouped.
    """

    summary: PartSummary
    found: PartitionRows
    answers: pa.Table | None
    rows_of_cases: Mapping[str, int] = field(factory=dict)
    cases: Mapping[str, Case] = field(factory=dict)
    groups: Mapping[str, Sequence[Group]] = field(factory=dict)

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The records that were not taken."""
        return self.summary.rejected

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How often each verdict was given."""
        return self.summary.verdicts


@frozen(eq=False)
class PartWork:
    """What is to be done with every part; plain data, which can be sent to another machine.

    Attributes:
        sources: the tables, for their names.
        vocabulary: the words that records may use.
        rules: the rules.
        limits: the limits that they name, by id.
        as_of: the audit date.
        cases: the cases that are asked for; all if there are none.
        with_places: whether it is asked for where each record stands.
        with_cases: whether the records of cases with a row of `told` are asked for.
        by: the text fields by which cases are grouped.
        told: the verdicts that somebody is told of.
    """

    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    rules: Sequence[Rule]
    limits: Mapping[str, Limit]
    as_of: date
    cases: frozenset[str] = frozenset()
    with_places: bool = False
    with_cases: bool = False
    by: Sequence[str] = ()
    told: Sequence[Verdict] = FLAGGED_VERDICTS

    def result(self, part: Part, names: Sequence[str] | None = None) -> PartResult:
        """The rows of a part, and what was rejected of it; only cases on which the evaluator fails have error rows.

        Args:
            part: its rows.
            names: the cases that are wanted, of those that `names` gives; all if None.
        """
        part = self._asked_for(part)
        if names is not None:
            part = some_of(part, names)
        attempt = partial(self._result, part)
        return worked_on(attempt, partial(names_of, part), self.way(lambda names: self._result(some_of(part, names))))

    def names(self, part: Part) -> tuple[str, ...]:
        """The references of the cases of a part that are asked for."""
        return names_of(self._asked_for(part))

    def _asked_for(self, part: Part) -> Part:
        return only(part, self.cases, (_NO_PLACES,) * 3, wanted=True) if self.cases else part

    def way(self, attempt: Callable[[Sequence[str]], PartResult]) -> Way[PartResult]:
        """How some cases of a part are worked on, by their references."""
        return Way(attempt, lambda found: found.summary.failures, self._given_up, self._noted, self._put_together)

    def _given_up(self, names: Sequence[str], error: Exception) -> PartResult:
        """Error rows in place of cases that could not be worked on at all."""
        nobody: Mapping[str, Sequence[Group]] = {name: (None,) * len(names) for name in self.by}
        return self._of_rows(error_rows(names, self.rules, error), (), None, {}, {}, nobody)

    def _noted(self, result: PartResult, names: Sequence[str]) -> PartResult:
        found = noted(result.found, names)
        return evolve(result, found=found, summary=evolve(result.summary, failures=found.failures))

    def _put_together(self, results: Sequence[PartResult]) -> PartResult:
        answers = [one.answers for one in results if one.answers is not None]
        return self._of_rows(
            rows_put_together([one.found for one in results], self.rules),
            tuple(rejected for one in results for rejected in one.rejected),
            pa.concat_tables(answers) if answers else None,
            {name: row for one in results for name, row in one.rows_of_cases.items()},
            {name: case for one in results for name, case in one.cases.items()},
            {name: tuple(group for one in results for group in one.groups[name]) for name in self.by},
        )

    def _of_rows(self, found: PartitionRows, rejected: tuple[Rejected, ...], *more: Any) -> PartResult:  # noqa: ANN401, what a result has besides
        verdicts, of_duties = verdicts_of_all(found), verdicts_of_duties(found)
        summary = PartSummary(len(found.case_ids), rejected, verdicts, of_duties, found.failures)
        return PartResult(summary, found, *more)

    def _result(self, part: Part) -> PartResult:
        loaded = load(part, self.sources, self.vocabulary)
        found = evaluate_partition(loaded.partition, self.rules, self.limits, self.as_of)
        rows_of_cases = row_numbers(part) if self.with_places else {}
        groups = {name: loaded.partition.texts_of(name) for name in self.by}
        return self._of_rows(found, loaded.rejected, loaded.answers, rows_of_cases, self._told(part, found), groups)

    def _told(self, part: Part, found: PartitionRows) -> Mapping[str, Case]:
        """The records of the cases that somebody is told of."""
        if not self.with_cases:
            return {}
        told = np.isin(VERDICT_CODES, [VERDICTS.index(verdict) for verdict in self.told])
        places = {place for one in found.blocks for place in np.unique(one.case[told[one.columns.reason]]).tolist()}
        rows = only(part, {found.case_ids[place] for place in places}, (_NO_PLACES,) * 3, wanted=True)
        cases = good_cases(rows, self.vocabulary)
        if cases is None:
            cases, _ = read_part(rows, self.sources, self.vocabulary)
        return {case.case_id: case for case in cases}
