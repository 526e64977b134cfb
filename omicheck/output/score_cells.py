"""What tables of scores share: cells and remarks."""

from fractions import Fraction
from typing import Final

from omicheck.score.intervals import Interval
from omicheck.score.result import Bounds

NO_LIMIT: Final = "(no limit in force then)"
MAY_OVER_REPORT: Final = (
    "* rests in part on verdicts of rules that may report a failure that is none, or whose limit is assumed: may be "
    "too low"
)


def used_where_they_disagree(side: str) -> str:
    """Which of the two is used where inspectors and rules disagree."""
    return "verdict" if side == "rules_only" else "answer"


def percent(share: Fraction | float) -> str:
    """A share to a tenth of a per cent."""
    return f"{float(share * 100):.1f}%"


def span(ends: Interval | Bounds | None) -> str:
    """An interval in tenths of a per cent."""
    return "" if ends is None else f"{float(ends[0] * 100):.1f} to {float(ends[1] * 100):.1f}"
