"""The columns that a check fills in."""

from typing import Final

import attrs
import numpy as np
from attrs import define

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.lookups import NONE, is_shared, shared


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
