"""An observer that writes down what it is told."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from attrs import define, field

from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records


@define(eq=False)
class Notes:
    """An observer that writes down what it is told, in order."""

    told: list[Any] = field(factory=list)

    def remark(self, text: str) -> None:
        self.told.append(("remark", text))

    def problem(self, text: str) -> None:
        self.told.append(("problem", text))

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        for one in rejected:
            self.told += [("rejected", str(problem)) for problem in one.problems]

    def records_read(self, name: str, records: Records) -> None:
        self.told.append(("read", name, records.taken, len(records.rejected)))

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:
        self.told.append(("progress", total, what))
        return nullcontext(lambda number: self.told.append(("done", number)))
