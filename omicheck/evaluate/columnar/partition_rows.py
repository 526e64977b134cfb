"""What is found for a partition: columns of rows, by rule and all together."""

from collections.abc import Sequence

from attrs import evolve, frozen

from omicheck.arrays import Numbers, stable_order, together
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
class Rows:
    """Rows of a partition.

    Attributes:
        case: the place of the case of each.
        rule: the place of the rule.
        number: the occurrence.
        day: the trigger date; `NONE` for null.
        columns: the other columns.
    """

    case: Numbers
    rule: Numbers
    number: Numbers
    day: Numbers
    columns: Columns


@frozen(eq=False)
class PartitionRows:
    """The rows of a partition.

    Attributes:
        case_ids: the references of the cases.
        rules: the rules, in the order of their ids.
        blocks: the rows. As they are found there is a block for each rule, in the order of case and occurrence.
        limits: the text of each code of a limit.
        unknown: the set for each code of unknown fields.
        failures: rules that could not be evaluated.
    """

    case_ids: Sequence[str]
    rules: tuple[Rule, ...]
    blocks: tuple[Rows, ...]
    limits: tuple[str, ...]
    unknown: tuple[tuple[str, ...], ...]
    failures: tuple[Failure, ...] = ()

    def in_row_order(self) -> "PartitionRows":
        """The same rows in one block, in the order of case, rule and occurrence, which is that of rows."""
        order = stable_order(together(block.case for block in self.blocks))
        case, rule, number, day = (
            together(getattr(block, name) for block in self.blocks)[order] for name in ("case", "rule", "number", "day")
        )
        columns = Columns(
            *(together(getattr(block.columns, name) for block in self.blocks)[order] for name in COLUMN_NAMES)
        )
        return evolve(self, blocks=(Rows(case, rule, number, day, columns),))
