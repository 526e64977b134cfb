"""Who is told of progress and of remarks while something is worked out."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from omicheck.records.raw import Rejected, problems_of
from omicheck.records.read import Records


class Observer(Protocol):
    """What a use case tells besides its result."""

    def remark(self, text: str) -> None:
        """Takes something that is worth knowing, such as which evaluator was chosen."""

    def problem(self, text: str) -> None:
        """Takes something that went wrong and that must not be missed: a rejected record, a failing evaluator."""

    def records_read(self, name: str, records: Records) -> None:
        """Takes what was read, once all of it has been; of each problem with it was told before.

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

    def records_read(self, name: str, records: Records) -> None:
        """Keeps it."""

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:  # noqa: ARG002
        """Shows nothing."""
        return _nothing()


def tell_problems(rejected: Iterable[Rejected], observer: Observer) -> None:
    """Tells everything that is wrong with records that were not taken."""
    for problem in problems_of(rejected):
        observer.problem(str(problem))


@contextmanager
def _nothing() -> Iterator[Callable[[int], None]]:
    yield lambda _: None
