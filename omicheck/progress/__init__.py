"""The same cases at two times: which failures were put right, which are new, and which nobody can speak of.

1. `matching`   which row of one time is of the same occurrence as which row of the other
2. `standing`   what became of each failure, and where each comes from
3. `counts`     how many there are of each, by rule, question and group, with McNemar's test
"""

from omicheck.progress.counts import CaseVerdicts, Counted, Line, counts_of
from omicheck.progress.standing import (
    AT_BOTH,
    EARLIER,
    LATER,
    CaseAtTwoTimes,
    Failure,
    Standing,
    Times,
    failures_of,
)

__all__ = [
    "AT_BOTH",
    "EARLIER",
    "LATER",
    "CaseAtTwoTimes",
    "CaseVerdicts",
    "Counted",
    "Failure",
    "Line",
    "Standing",
    "Times",
    "counts_of",
    "failures_of",
]
