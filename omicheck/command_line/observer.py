"""What a use case tells, on standard error: problems always, remarks and progress unless quiet."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from attrs import frozen

from omicheck.command_line.writing import write_rejects
from omicheck.records.read import Records

# Fewer are done before anybody could see it.
_MANY: Final = 100


@frozen(eq=False)
class TerminalObserver:
    """An observer that tells people on standard error.

    Attributes:
        quiet: whether remarks and progress are left out.
        rejects: the file for records that are rejected; None for none.
    """

    quiet: bool
    rejects: str | None = None

    def remark(self, text: str) -> None:
        """Says something, unless quiet."""
        if not self.quiet:
            from omicheck.records.bulk.addresses import without_password  # noqa: PLC0415, of use only here

            print(without_password(f"omicheck: {text}"), file=sys.stderr)  # noqa: T201

    def problem(self, text: str) -> None:
        """Says what went wrong."""
        print(text, file=sys.stderr)  # noqa: T201

    def records_read(self, name: str, records: Records) -> None:
        """Writes rejected records, if wanted, and says how many there are."""
        if self.rejects is not None:
            write_rejects(self.rejects, records.rejected)
        if records.rejected:
            told = f"{len(records.rejected)} rejected, {records.taken} taken"
            self.remark(told + ("" if self.rejects else "; --rejects FILE writes the rejected ones"))
        elif not records.taken:
            self.remark(f"{name}: no case in it, so nothing was checked")

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:
        """A progress bar on a terminal, which is moved on by so many things."""
        return _progress(total, what, is_shown=not self.quiet and total >= _MANY and sys.stderr.isatty())


def observer_of(options: argparse.Namespace) -> TerminalObserver:
    """The observer that the options ask for."""
    return TerminalObserver(options.quiet, getattr(options, "rejects", None))


@contextmanager
def _progress(total: int, what: str, *, is_shown: bool) -> Iterator[Callable[[int], None]]:
    if not is_shown:
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415, heavy
    from rich.progress import Progress  # noqa: PLC0415, heavy

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda number: progress.advance(task, number)
