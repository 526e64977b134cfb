"""Who is told of progress and of remarks while something is worked out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records


class Observer(Protocol):
    """What a use case tells besides its result."""

    def remark(self, text: str) -> None:
        """Takes something that is worth knowing, such as which evaluator was chosen."""

    def problem(self, text: str) -> None:
        """Takes something that went wrong and that must not be missed, such as a failing evaluator."""

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        """Takes records, or answers, that were not taken, each with its problems: all that were read at a time."""

    def records_read(self, name: str, records: Records) -> None:
        """Takes what was read, once all of it has been; of those that were rejected was told before.

        Args:
            name: where the records come from, as the user named it.
            records: those that were taken, if they were kept, and those that were rejected.
        """

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:
        """Follows work on so many things; what is entered takes how many more are done."""


class Silent:
    """An observer that tells nobody."""

    def remark(self, text: str) -> None:
        """Keeps it."""

    def problem(self, text: str) -> None:
        """Keeps it."""

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        """Keeps them."""

    def records_read(self, name: str, records: Records) -> None:
        """Keeps it."""

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:  # noqa: ARG002
        """Shows nothing."""
        return _nothing()


@contextmanager
def _nothing() -> Iterator[Callable[[int], None]]:
    yield lambda _: None
