"""Rows that are kept while they are scored, so that nothing is evaluated twice, and what is made of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from attrs import evolve

from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.verdict_columns import columns_of_partition
from omicheck.groups import group_of
from omicheck.model.case import Case
from omicheck.model.row import FLAGGED_VERDICTS, Row
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase
from omicheck.score.failures_by_group import FailuresBy, FailureTally
from omicheck.use_cases.evaluation import EvaluatedPart, Evaluation, EvaluationRequest
from omicheck.use_cases.in_memory import CasesInMemory
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.strategies import evaluated


@contextmanager
def kept(found: list[PartitionRows], request: EvaluationRequest, observer: Observer) -> Iterator[Evaluation]:
    """Records as they are evaluated, whose rows are kept as they are found, so that nothing is evaluated twice."""
    with evaluated(request, observer) as evaluation:
        yield _Keeping(evaluation, found)


class _Keeping:
    """An evaluation whose rows are kept."""

    def __init__(self, evaluation: Evaluation, found: list[PartitionRows]) -> None:
        self._evaluation = evaluation
        self._found = found

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401, whatever the evaluation has
        return getattr(self._evaluation, name)

    def parts(self) -> Iterator[EvaluatedPart]:
        for part in self._evaluation.parts():
            columns = part.columns()
            self._found.append(columns)
            # Records that have been read already are all in memory.
            yield evolve(part, columns=partial(_itself, columns)) if isinstance(part, CasesInMemory) else part


def _itself(columns: PartitionRows) -> PartitionRows:
    return columns


def flagged(found: list[PartitionRows], rule_base: RuleBase) -> Iterator[Row]:
    """The rows of duties that are flagged, in order."""
    duties = {rule.id for rule in rule_base.rules if rule.asks == "duty"}
    rows = RowColumns(tuple(found)).of_verdicts(*FLAGGED_VERDICTS)
    return (row for row in rows if row.rule in duties)


def failures_by(
    fields: Sequence[str], cases: Sequence[Case], found: Sequence[PartitionRows], rules: Sequence[Rule]
) -> Sequence[FailuresBy]:
    """The failures by the groups of each field.

    Args:
        fields: text fields.
        cases: all cases.
        found: their rows.
        rules: the rules that were evaluated.
    """
    tally, case_of = FailureTally(fields, rules), {case.case_id: case for case in cases}
    for part in found:
        those = [case_of[case_id] for case_id in part.case_ids]
        groups = {field: [group_of(case, field) for case in those] for field in fields}
        tally.add(columns_of_partition(part), len(those), groups)
    return tally.found()
