"""What a use case tells, on standard error: problems always, remarks and progress unless quiet."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from attrs import frozen

from omicheck.command_line.standard_streams import columns_of_terminal, tell
from omicheck.command_line.writing import write_rejects
from omicheck.records.raw_records import Rejected, problems_of
from omicheck.records.read import Records

# Fewer are done before anybody could see it.
_MANY: Final = 100
# More kinds of problems are not read, and files that are no records at all have thousands.
_MOST_KINDS: Final = 40


@frozen(eq=False)
class TerminalObserver:
    """An observer that tells people on standard error.

    Attributes:
        quiet: whether remarks and progress are left out.
        rejects: the file for records that are rejected; None for none.
        all_problems: whether every problem of records is told, and not each kind of them.
        show_values: whether problems are told with the values that were found; None where nobody can ask for them.
    """

    quiet: bool
    rejects: str | None = None
    all_problems: bool = False
    show_values: bool | None = None

    def remark(self, text: str) -> None:
        """Says something, unless quiet."""
        if not self.quiet:
            from omicheck.records.bulk.addresses import without_password  # noqa: PLC0415, of use only here

            tell(without_password(f"omicheck: {text}"))

    def problem(self, text: str) -> None:
        """Says what went wrong."""
        tell(text)

    def rejected(self, rejected: Sequence[Rejected]) -> None:
        """Says what is wrong with records or answers: a line for each kind of problem, or for each problem."""
        problems = list(problems_of(rejected))
        if self.show_values:
            problems = [problem.with_values() for problem in problems]
        if self.all_problems:
            for problem in problems:
                self.problem(str(problem))
        elif problems:
            from omicheck.records.problem_kinds import kind_lines  # noqa: PLC0415, of use only here

            for line in kind_lines(problems, _MOST_KINDS):
                self.problem(line)
        if self.show_values is False and any(problem.leaves_values_out for problem in problems):
            self.remark("what was found is told without its values; --show-values tells them")

    def records_read(self, name: str, records: Records) -> None:
        """Writes rejected records, if wanted, and says how many there are."""
        if self.rejects is not None:
            write_rejects(self.rejects, records.rejected)
        if records.rejected:
            told = f"{len(records.rejected):,} rejected, {records.taken:,} taken"
            self.remark(told + ("" if self.rejects else "; --rejects FILE writes the rejected ones"))
        elif not records.taken:
            self.remark(f"{name}: no case in it, so nothing was checked")

    def progress(self, total: int, what: str) -> AbstractContextManager[Callable[[int], None]]:
        """A progress bar on a terminal, which is moved on by so many things."""
        return _progress(total, what, is_shown=not self.quiet and total >= _MANY and sys.stderr.isatty())


def observer_of(options: argparse.Namespace) -> TerminalObserver:
    """The observer that the options ask for."""
    rejects, all_problems = getattr(options, "rejects", None), getattr(options, "all_problems", False)
    return TerminalObserver(options.quiet, rejects, all_problems, getattr(options, "show_values", None))


@contextmanager
def _progress(total: int, what: str, *, is_shown: bool) -> Iterator[Callable[[int], None]]:
    if not is_shown:
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415, heavy
    from rich.progress import Progress  # noqa: PLC0415, heavy

    with Progress(console=Console(stderr=True, width=columns_of_terminal()), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda number: progress.advance(task, number)
