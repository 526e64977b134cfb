"""Rows as columns, as far as counting needs them: what scores and metrics are worked out from, whoever evaluated."""

from collections.abc import Iterable, Sequence

import numpy as np
from attrs import frozen

from omicheck.arrays import Numbers, stable_order, together
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.columnar.rows import partition_of_rows
from omicheck.evaluate.reason_codes import VERDICT_CODES
from omicheck.model.row import VERDICTS, Row
from omicheck.model.rule import Rule


@frozen(eq=False)
class VerdictColumns:
    """The rows of some cases, those of a case in the order of rule and occurrence.

    Attributes:
        rules: the rules that gave them.
        case: the place of the case of each row among the cases.
        rule: the place of its rule.
        verdict: the place of its verdict in `VERDICTS`.
        reason: the place of its reason in `columnar.columns.REASONS`.
        unknown: the place of its unknown fields in the next.
        unknown_fields: lists of names in alphabetical order, the empty one too.
    """

    rules: Sequence[Rule]
    case: Numbers
    rule: Numbers
    verdict: Numbers
    reason: Numbers
    unknown: Numbers
    unknown_fields: Sequence[tuple[str, ...]]

    def counts(self) -> Numbers:
        """How often each rule gave each verdict: rules by `VERDICTS`."""
        both = self.rule.astype(np.int64) * len(VERDICTS) + self.verdict
        return np.bincount(both, minlength=len(self.rules) * len(VERDICTS)).reshape(len(self.rules), len(VERDICTS))


def columns_of_partition(found: PartitionRows) -> VerdictColumns:
    """The columns of a partition, as its evaluator gave them."""
    case = together(block.case for block in found.blocks)
    order = stable_order(case)
    rule = together(block.rule for block in found.blocks)[order]
    reason = together(block.columns.reason for block in found.blocks)[order]
    unknown = together(block.columns.unknown for block in found.blocks)[order]
    return VerdictColumns(found.rules, case[order], rule, VERDICT_CODES[reason], reason, unknown, found.unknown)


def columns_of_rows(rows: Iterable[Row], rules: Iterable[Rule], case_ids: Iterable[str]) -> VerdictColumns:
    """The columns of rows, which are gone through once and not kept.

    Args:
        rows: in the order of case, rule and occurrence.
        rules: the rules that gave them; the rows of any other are left out.
        case_ids: the cases, in the order in which they are to be counted.
    """
    return columns_of_partition(partition_of_rows(rows, rules, case_ids))
