"""Questions and their shares in sentences, as an inspection's report has them."""

from fractions import Fraction
from typing import Final

from attrs import frozen

from omicheck.report.published import Told
from omicheck.report.thresholds import LEAST_TOLD
from omicheck.report.values.scores import Finding
from omicheck.score.means import whole_percent
from omicheck.text import counted

_WHOLE: Final = 100
_FEW: Final = "fewer than five"


@frozen
class Style:
    """How findings are told.

    Attributes:
        strength_from: the least per cent that is a strength.
        small_base: shares of fewer cases are told as counts.
    """

    strength_from: int = 70
    small_base: int = 20

    @property
    def cut(self) -> Fraction:
        """The least share that is a strength."""
        return Fraction(self.strength_from, _WHOLE)


def is_strength(told: Told, style: Style) -> bool | None:
    """Whether what is told of a question is a strength; None where what is told does not say."""
    if told.percent is not None:
        return told.percent >= style.strength_from
    ends = told.range
    if ends is None:
        return None
    low, high = ends
    if low >= style.cut:
        return True
    return False if high < style.cut else None


def finding(told: Told, style: Style) -> Finding:
    """A question and its share in a sentence."""
    mark = " *" if told.may_be_too_low else ""
    return Finding(told.question, f"{told.text}: {share_in_words(told, style)}.{mark}")


def share_in_words(told: Told, style: Style) -> str:
    """`in 82% of 127 cases`, `in 4 of 7 cases`, `in only 3 of 7 cases`, `in all but fewer than five of 60 cases`."""
    of = "the cases that it concerns"
    if told.relevant is not None:
        of = counted(told.relevant, "case")
    elif told.about is not None:
        of = f"about {told.about} cases"
    if told.few is not None:
        return f"in all but {_FEW} of {of}" if told.few == "not_sufficient" else f"in {_FEW} of {of}"
    if told.percent is not None:
        return f"in {'' if told.percent >= style.strength_from else 'only '}about {told.percent}% of {of}"
    share, sufficient, relevant = told.share, told.sufficient, told.relevant
    if share is None or sufficient is None or relevant is None:
        return told.without or "its figures are withheld"
    if sufficient == relevant:
        return f"in all {of}" if relevant > 1 else "in the one case"
    if sufficient == 0:
        return f"in none of {of}" if relevant > 1 else "not in the one case"
    only = "" if share >= style.cut else "only "
    percent = whole_percent(share)
    if relevant < style.small_base or percent in (0, _WHOLE):
        return f"in {only}{sufficient} of {of}"
    return f"in {only}{percent}% of {of}"


def unplaced(told: Told) -> Finding:
    """A question that is neither a strength nor an area for improvement, with why."""
    if told.without:
        why = told.without
    elif told.relevant is None and told.few is None:
        why = f"relevant to {_FEW} cases, or withheld to protect another figure"
    elif told.few is not None:
        why = f"{share_in_words(told, Style())}, which may be either"
    else:
        why = "withheld, so that a count under five cannot be worked out"
    return Finding(told.question, f"{told.text}: {why}.")


def count_in_words(count: int | None) -> str:
    """A count, or that it is withheld."""
    return f"under {LEAST_TOLD} or withheld" if count is None else f"{count:,}"
