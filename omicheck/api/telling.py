"""What is told besides a result: as warnings, which notebooks and logs show."""

import sys
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from omicheck.records.problem_kinds import kinds_of
from omicheck.records.raw_records import Rejected, problems_of
from omicheck.text import counted
from omicheck.use_cases.held import not_held_in_words

_PACKAGE = str(Path(__file__).resolve().parent)


class OmicheckWarning(UserWarning):
    """Something not to be missed: rejected records, evaluators that failed, rules that an extract cannot answer."""


def warn_of(rejected: Sequence[Rejected], taken: int, problems: Iterable[str]) -> None:
    """Warns of records that were rejected, and of what else went wrong.

    Args:
        rejected: the records that were not taken.
        taken: how many were taken.
        problems: what else was told.
    """
    if rejected:
        told = f"{counted(len(rejected), 'record')} rejected, {taken:,} taken; "
        told += ".rejected has them, each with its problems"
        all_problems = tuple(problems_of(rejected))
        is_short = len(kinds_of(all_problems)) == len(all_problems)
        _warn(told if is_short else f"{told}; .problem_kinds has a line for each kind of problem")
    for text in problems:
        _warn(text)


def warn_of_not_held(manifest: Mapping[str, Any]) -> None:
    """Warns of rules that cannot be told as an extract does not hold what they ask about.

    Args:
        manifest: the run manifest, in which they are named.
    """
    mapping = manifest.get("mapping")
    if mapping is not None and mapping["rules_not_told"]:
        rules = len(manifest["rules"]["evaluated"])
        _warn(not_held_in_words(mapping["rules_not_told"], rules, mapping["events_held_in_part"]))


def _warn(text: str) -> None:
    """Warns where the package was called."""
    depth = 1
    while sys._getframe(depth).f_code.co_filename.startswith(_PACKAGE):  # noqa: SLF001, as the library of warnings does
        depth += 1
    warnings.warn(text, OmicheckWarning, stacklevel=depth + 1)
