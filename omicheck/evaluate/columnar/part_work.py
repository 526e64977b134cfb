"""A part of large tables to its rows, wherever it is done: in a thread of this process or on another machine."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
from attrs import field, frozen

from omicheck.evaluate.columnar.columns import REASONS, VERDICT_CODES
from omicheck.evaluate.columnar.evaluator import evaluate_partition
from omicheck.evaluate.columnar.found import Failure, PartitionRows
from omicheck.evaluate.columnar.load import load
from omicheck.model.limit import Limit
from omicheck.model.row import VERDICTS, Verdict
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.parts import Part, row_numbers
from omicheck.records.bulk.rejects import only
from omicheck.records.bulk.sources import Source
from omicheck.records.raw import Rejected

_NO_PLACES = np.empty(0, dtype=np.int64)


@frozen(eq=False)
class PartSummary:
    """What a part came to, but for its rows.

    Attributes:
        taken: how many records were taken.
        rejected: the others.
        verdicts: how often each verdict was given.
        failures: rules that could not be evaluated.
    """

    taken: int
    rejected: tuple[Rejected, ...]
    verdicts: Mapping[Verdict, int]
    failures: tuple[Failure, ...]


@frozen(eq=False)
class PartResult:
    """What a part came to.

    Attributes:
        summary: all but what follows.
        found: the rows.
        answers: the rows of `answers` of the records that were taken, if there is such a table.
        rows_of_cases: the number of the row in `cases` of each record, by its reference, if that was asked for.
    """

    summary: PartSummary
    found: PartitionRows
    answers: pa.Table | None
    rows_of_cases: Mapping[str, int] = field(factory=dict)

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
    """

    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    rules: Sequence[Rule]
    limits: Mapping[str, Limit]
    as_of: date
    cases: frozenset[str] = frozenset()
    with_places: bool = False

    def result(self, part: Part) -> PartResult:
        """The rows of a part, and what was rejected of it."""
        if self.cases:
            part = only(part, self.cases, (_NO_PLACES,) * 3, wanted=True)
        loaded = load(part, self.sources, self.vocabulary)
        found = evaluate_partition(loaded.partition, self.rules, self.limits, self.as_of)
        reasons = np.zeros(len(REASONS), dtype=np.int64)
        for block in found.blocks:
            reasons += np.bincount(block.columns.reason, minlength=len(REASONS))
        verdicts = {verdict: int(reasons[place == VERDICT_CODES].sum()) for place, verdict in enumerate(VERDICTS)}
        summary = PartSummary(len(found.case_ids), loaded.rejected, verdicts, found.failures)
        return PartResult(summary, found, loaded.answers, row_numbers(part) if self.with_places else {})
