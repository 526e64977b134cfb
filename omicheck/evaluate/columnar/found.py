"""What is found for a partition: columns of rows, by rule and all together."""

from collections.abc import Sequence

from attrs import frozen

from omicheck.evaluate.columnar.arrays import Numbers, case_order
from omicheck.evaluate.columnar.columns import COLUMN_NAMES, Columns
from omicheck.model.rule import Rule


@frozen
class Failure:
    """A rule that could not be evaluated for a partition.

    Attributes:
        rule: the rule.
        what: what went wrong.
    """

    rule: str
    what: str


@frozen(eq=False)
class RuleRows:
    """The rows of one rule for a partition, in the order of case and occurrence.

    Attributes:
        case: the place of the case of each.
        number: the occurrence.
        day: the trigger date; `NONE` for null.
        columns: the other columns.
    """

    case: Numbers
    number: Numbers
    day: Numbers
    columns: Columns


@frozen(eq=False)
class PartitionRows:
    """The rows of a partition, in the order of rule, case and occurrence, as they are found.

    Attributes:
        case_ids: the references of the cases.
        rules: the rules, in the order of their ids.
        case: the place of the case of each row.
        rule: the place of the rule.
        number: the occurrence.
        day: the trigger date; `NONE` for null.
        columns: the other columns.
        limits: the text of each code of a limit.
        unknown: the set for each code of unknown fields.
        failures: rules that could not be evaluated.
    """

    case_ids: Sequence[str]
    rules: tuple[Rule, ...]
    case: Numbers
    rule: Numbers
    number: Numbers
    day: Numbers
    columns: Columns
    limits: tuple[str, ...]
    unknown: tuple[tuple[str, ...], ...]
    failures: tuple[Failure, ...] = ()

    def in_row_order(self) -> "PartitionRows":
        """The same in the order of case, rule and occurrence, which is that of rows."""
        order = case_order(self.case)
        columns = Columns(*(getattr(self.columns, name)[order] for name in COLUMN_NAMES))
        found = (self.case[order], self.rule[order], self.number[order], self.day[order])
        return PartitionRows(self.case_ids, self.rules, *found, columns, self.limits, self.unknown, self.failures)
