"""What is told besides a result: as warnings, which notebooks and logs show."""

import sys
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

from omicheck.records.problem_kinds import kinds_of
from omicheck.records.raw import Rejected, problems_of
from omicheck.text import counted

_PACKAGE = str(Path(__file__).resolve().parent)


class OmicheckWarning(UserWarning):
    """Something that a result does not stand or fall with, and that should not be missed: a rejected record."""


def warn_of(rejected: Sequence[Rejected], taken: int, problems: Iterable[str]) -> None:
    """Warns of records that were rejected, and of what else went wrong.

    Args:
        rejected: the records that were not taken.
        taken: how many were taken.
        problems: what else was told.
    """
    if rejected:
        told = f"{counted(len(rejected), 'record')} rejected, {taken} taken; .rejected has them, each with its problems"
        all_problems = tuple(problems_of(rejected))
        is_short = len(kinds_of(all_problems)) == len(all_problems)
        _warn(told if is_short else f"{told}; .problem_kinds has a line for each kind of problem")
    for text in problems:
        _warn(text)


def _warn(text: str) -> None:
    """Warns where the package was called."""
    depth = 1
    while sys._getframe(depth).f_code.co_filename.startswith(_PACKAGE):  # noqa: SLF001, as the library of warnings does
        depth += 1
    warnings.warn(text, OmicheckWarning, stacklevel=depth + 1)
