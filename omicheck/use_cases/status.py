"""The exit status that a result calls for, whoever it is given to."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal

from omicheck.errors import ExitStatus
from omicheck.model.row import Verdict

FailOn = Literal["not_met", "cannot_tell", "error", "never"]
# What counts as found, by the least of it.
FAILS: Final[Mapping[FailOn, tuple[Verdict, ...]]] = {
    "not_met": ("error", "not_met"),
    "cannot_tell": ("error", "not_met", "cannot_tell"),
    "error": ("error",),
    "never": (),
}


def exit_status(
    rejected: Collection[object], verdicts: Mapping[Verdict, int], fails: Iterable[Verdict] = ()
) -> ExitStatus:
    """The exit status: the highest of those that hold.

    Args:
        rejected: the records that were not taken.
        verdicts: how often each was given.
        fails: the verdicts that count as found.
    """
    given = {verdict for verdict, number in verdicts.items() if number}
    if "error" in given:
        return ExitStatus.EVALUATOR_FAILED
    if rejected:
        return ExitStatus.RECORDS_REJECTED
    return ExitStatus.FOUND if given & set(fails) else ExitStatus.NOTHING_FOUND
