"""The reasons as codes, and the columns that a check fills in."""

from typing import Final, get_args

import attrs
import numpy as np
from attrs import define

from omicheck.evaluate.columnar.arrays import NONE, Flags, Numbers, is_shared, shared
from omicheck.model.row import VERDICTS, Reason, Verdict

# The reason of any verdict: it has a code for each, and all others have one.
EITHER_WAY: Final[Reason] = "either_way"
_OF_ONE_VERDICT: Final[tuple[Reason, ...]] = tuple(reason for reason in get_args(Reason) if reason != EITHER_WAY)
REASONS: Final[tuple[Reason, ...]] = (*_OF_ONE_VERDICT, *(EITHER_WAY,) * len(VERDICTS))
# The reasons, each once; the codes of `either_way` all stand for the last.
REASON_TEXTS: Final = (*_OF_ONE_VERDICT, EITHER_WAY)
CODE: Final[dict[Reason, int]] = {reason: code for code, reason in enumerate(REASON_TEXTS)}
VERDICT_OF: Final[dict[Reason, Verdict]] = {
    "in_time": "met",
    "late_accepted": "met",
    "enough": "met",
    "not_too_many": "met",
    "recorded": "met",
    "none": "met",
    "late": "not_met",
    "absent": "not_met",
    "too_few": "not_met",
    "too_many": "not_met",
    "not_recorded": "not_met",
    "wrong_value": "not_met",
    "happened": "not_met",
    "not_due": "not_due",
    "out_of_scope": "not_applicable",
    "no_trigger": "not_applicable",
    "exempt": "not_applicable",
    "ended_before_due": "not_applicable",
    "interrupted": "not_applicable",
    "not_asked": "not_applicable",
    "unknown_scope": "cannot_tell",
    "missing_date": "cannot_tell",
    "incomplete_event": "cannot_tell",
    "no_limit_in_force": "cannot_tell",
    "unknown_limit": "cannot_tell",
    "evaluator_failed": "error",
    "no_verdict": "error",
    "two_verdicts": "error",
    "evaluators_disagree": "error",
}
# The place of the verdict of each reason.
VERDICT_CODES: Final = np.array(
    [*(VERDICTS.index(VERDICT_OF[reason]) for reason in _OF_ONE_VERDICT), *range(len(VERDICTS))], dtype=np.int8
)
# The code of `either_way` with each verdict.
EITHER_WAY_CODES: Final = np.arange(len(_OF_ONE_VERDICT), len(REASONS), dtype=np.int8)


@define(eq=False)
class Columns:
    """The columns of some rows that a check fills in; days and numbers of days are `NONE` for null.

    Attributes:
        reason: the code of the reason.
        due: the due date.
        outcome: the outcome date.
        days_late: the days late.
        limit: the code of the limit's text; -1 for null.
        count: the count; -1 for null.
        unknown: the code of the unknown fields.
    """

    reason: Numbers
    due: Numbers
    outcome: Numbers
    days_late: Numbers
    limit: Numbers
    count: Numbers
    unknown: Numbers

    @staticmethod
    def empty(length: int) -> "Columns":
        """Columns with nothing in them yet; all but the reason are shared, and replaced or copied to be written to."""
        reason = np.full(length, -1, dtype=np.int8)
        return Columns(reason, **{name: shared(length, value) for name, value in NOTHING.items()})

    def write(self, places: Numbers, found: "Columns") -> None:
        """Writes rows at their places among these."""
        self.reason[places] = found.reason
        for name in NOTHING:
            column, values = getattr(self, name), getattr(found, name)
            if is_shared(column):
                if is_shared(values):
                    continue
                column = column.copy()
                setattr(self, name, column)
            column[places] = values

    def take(self, places: Numbers) -> "Columns":
        """Some of the rows, in their order."""
        return Columns(*(getattr(self, name)[places] for name in COLUMN_NAMES))

    def clear(self, places: Numbers | Flags, *names: str) -> None:
        """Takes out what stands in some columns at some places."""
        for name in names:
            if not is_shared(getattr(self, name)):
                getattr(self, name)[places] = NOTHING[name]


# What stands in a column where there is nothing.
NOTHING: Final = {"due": NONE, "outcome": NONE, "days_late": NONE, "limit": -1, "count": -1, "unknown": 0}
COLUMN_NAMES: Final = tuple(attribute.name for attribute in attrs.fields(Columns))
