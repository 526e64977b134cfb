"""An observer that remembers what it is told, for a result that holds it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from attrs import define, field

from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.use_cases.observer import Observer


@define(eq=False)
class Remembering:
    """An observer that tells another, and remembers the texts for a result.

    Attributes:
        told: the other.
        remarks: the remarks so far.
        problems: the problems so far.
    """

    told: Observer
    remarks: list[str] = field(init=False, factory=list)
    problems: list[str] = field(init=False, factory=list)

    def remark(self, text: str) -> None:
        """Takes something that is worth knowing."""
        self.remarks.append(text)
        self.told.remark(text)

    def problem(self, text: str) -> None:
        """Takes something that went wrong."""
        self.problems.append(text)
        self.told.problem(text)

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        """Takes records or answers that were not taken."""
        self.told.rejected(rejected)

    def records_read(self, name: str, records: Records) -> None:
        """Takes what was read."""
        self.told.records_read(name, records)

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:
        """Follows work on so many things."""
        return self.told.progress(total, what)
