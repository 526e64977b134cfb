"""Rules and a partition to columns of rows."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from attrs import frozen

from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import Columns
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.limits import LimitTexts
from omicheck.evaluate.columnar.lookups import NONE, constant
from omicheck.evaluate.columnar.partition import Partition
from omicheck.evaluate.columnar.partition_rows import Failure, PartitionRows, Rows
from omicheck.evaluate.columnar.shared_occurrences import OccurrencesByRule, SharedOccurrences
from omicheck.evaluate.columnar.verdicts import decide
from omicheck.evaluate.reason_codes import CODE
from omicheck.model.limit import Limit
from omicheck.model.row import Reason
from omicheck.model.rule import Rule


@frozen(eq=False)
class _Work:
    """What the rules of a partition share while they are evaluated."""

    occurrences: OccurrencesByRule
    limits: Mapping[str, Limit]
    texts: LimitTexts


def evaluate_partition(
    partition: Partition, rules: Sequence[Rule], limits: Mapping[str, Limit], as_of: date
) -> PartitionRows:
    """The rows of all rules for the cases of a partition.

    Args:
        partition: the cases.
        rules: the rules, in any order.
        limits: the limits that they name, by id.
        as_of: the audit date.
    """
    caseload, texts = Caseload(partition, day_number(as_of)), LimitTexts()
    work = _Work(OccurrencesByRule(caseload), limits, texts)
    rules = tuple(sorted(rules, key=lambda rule: rule.id))
    failures: list[Failure] = []
    blocks = tuple(_rows_or_error(work, place, rule, failures) for place, rule in enumerate(rules))
    return PartitionRows(partition.case_ids, rules, blocks, texts.tuple(), caseload.unknown.tuples(), tuple(failures))


def _rows_or_error(work: _Work, place: int, rule: Rule, failures: list[Failure]) -> Rows:
    try:
        shared = work.occurrences.of(rule)
        if shared.problem is None:
            return _rows_of_rule(work, place, rule, shared)
        what, reason = shared.problem
    except Exception as error:  # noqa: BLE001, whatever fails here is told as an error row, and the others go on
        # A value of a record may stand in its text.
        what, reason = type(error).__name__, "evaluator_failed"
    failures.append(Failure(rule.id, what))
    return _error_rows(work.occurrences.caseload, place, reason)


def _error_rows(caseload: Caseload, place: int, reason: Reason) -> Rows:
    length = len(caseload.every_case)
    columns = Columns.empty(length)
    columns.reason[:] = CODE[reason]
    number, day = np.ones(length, dtype=np.int32), constant(length, NONE)
    return Rows(caseload.every_case, constant(length, place), number, day, columns)


def _rows_of_rule(work: _Work, place: int, rule: Rule, shared: SharedOccurrences) -> Rows:
    """The rows of one rule for every case."""
    occurrences = shared.occurrences
    limit = None if rule.check.limit is None else work.limits[rule.check.limit]
    rows = decide(shared.live, rule.check, limit, work.texts) if len(shared.places) else None
    if rows is None or len(shared.places) < len(occurrences.case):
        rows = shared.columns(rows)
    if shared.own is not None:
        shared.own.settle(decide(shared.own.live, rule.check, limit, work.texts), rows)
    return Rows(
        occurrences.case, constant(len(occurrences.case), place), occurrences.number, occurrences.part.day, rows
    )
