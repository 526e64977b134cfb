"""How days are counted: the convention that auditors challenge, in one place.

Every date is a calendar day. There is no time of day.

A **business day** is a Monday to Friday that is not a bank holiday in England and Wales, unless a calendar says
otherwise (`omicheck.bank_holidays`).

**The day of the trigger is never counted.** Five business days from Monday 6 April 2009 run over Good
Friday (the 10th), the weekend and Easter Monday (the 13th):

>>> from datetime import date
>>> add(date(2009, 4, 6), Period(5, "business_days"))
datetime.date(2009, 4, 15)

So what is done on Wednesday 15 April is in time, and what is done on the 16th is a day late. A limit of
business days that ends on a Friday is missed on the Saturday. Nothing is moved from a weekend to a
Monday: the end of a limit in plain days may fall on any day of the week.

A limit of no days ends on the day of the trigger itself, whatever day that is:

>>> add(date(2009, 4, 11), Period(0, "business_days"))
datetime.date(2009, 4, 11)

Counted from a day that is not a business day, the next business day is the first:

>>> add(date(2009, 4, 11), Period(1, "business_days"))
datetime.date(2009, 4, 14)

**Days and weeks** are plain days. **Months** keep the day of the month, and stop at the end of a month
that is too short:

>>> add(date(2009, 8, 31), Period(6, "months"))
datetime.date(2010, 2, 28)
>>> add(date(2007, 12, 31), Period(2, "months"))
datetime.date(2008, 2, 29)
>>> subtract(date(2009, 3, 31), Period(1, "months"))
datetime.date(2009, 2, 28)

Counting back is the same, the other way: the n-th business day before.

>>> subtract(date(2009, 4, 15), Period(5, "business_days"))
datetime.date(2009, 4, 6)
"""

import calendar
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from attrs import field, frozen
from attrs.validators import ge

from omicheck.bank_holidays import Calendar, business_days, is_foretold

Unit = Literal["days", "weeks", "months", "business_days"]
UNITS: Final[tuple[Unit, ...]] = ("days", "weeks", "months", "business_days")

FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2050, 12, 31)

_LONGEST_DATE: Final = len("2009-04-15")
# The last day of the month that every month has.
_IN_EVERY_MONTH: Final = 28
# A hundred years: long enough for any limit, short enough that no due date leaves the calendar.
LONGEST: Final[dict[Unit, int]] = {"days": 36525, "weeks": 5218, "months": 1200, "business_days": 25000}


@frozen
class Period:
    """A length of time.

    Attributes:
        number: how many, 0 or more.
        unit: of what, in the plural, as it is written in rule files.
        calendar: the bank holidays by which business days are counted; None for England and Wales. Rules that are
            compared are compared by what is written in them, and this is not.
    """

    number: int = field(validator=ge(0))
    unit: Unit
    calendar: Calendar | None = field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"


@frozen
class Span:
    """A run of days, both ends included; empty when the first is after the last."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def touches(self, other: "Span") -> bool:
        """Whether the two share a day. A span with no day in it is touched by nothing."""
        return max(self.first, other.first) <= min(self.last, other.last)


ALL_TIME: Final = Span(date.min, date.max)


def add(day: date, period: Period) -> date:
    """The day that lies the period after `day`, which itself is never counted."""
    return _shift(day, period.number, period)


def subtract(day: date, period: Period) -> date:
    """The day that lies the period before `day`, which itself is never counted."""
    return _shift(day, -period.number, period)


def business_days_until(day: date, later: date, calendar: Calendar | None = None) -> int:
    """How many business days there are after a day, up to and including a later one; none if it is not later.

    >>> business_days_until(date(2009, 4, 6), date(2009, 4, 15))
    5
    """
    in_years = (business_days(year, calendar) for year in range(day.year, later.year + 1))
    return sum(bisect_right(days, later) - bisect_right(days, day) for days in in_years)


def rests_on_foretold(period: Period, *days: date) -> bool:
    """Whether a day that was counted by a period rests on bank holidays that have not been announced.

    Args:
        period: the period.
        days: the day that was counted from, and the one that was counted to.

    >>> rests_on_foretold(Period(5, "business_days"), date(2028, 12, 28), date(2029, 1, 5))
    True
    >>> rests_on_foretold(Period(5, "days"), date(2028, 12, 28), date(2029, 1, 2))
    False
    """
    return period.unit == "business_days" and period.number > 0 and is_foretold(max(days), period.calendar)


def times(period: Period, count: int) -> Period:
    """`count` periods end to end, counted in one go, so that months do not drift at a month's end."""
    return Period(period.number * count, period.unit, period.calendar)


def _shift(day: date, number: int, period: Period) -> date:
    if period.unit == "days":
        return day + timedelta(days=number)
    if period.unit == "weeks":
        return day + timedelta(weeks=number)
    if period.unit == "months":
        return _shift_months(day, number)
    return _shift_business_days(day, number, period.calendar)


def _shift_months(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, day.day)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=65536)
def _shift_business_days(day: date, number: int, calendar_: Calendar | None) -> date:
    if number == 0:
        return day
    step = 1 if number > 0 else -1
    left = abs(number)
    year = day.year
    days = business_days(year, calendar_)
    remaining = days[bisect_right(days, day) :] if step > 0 else days[: bisect_left(days, day)]
    while len(remaining) < left:
        left -= len(remaining)
        year += step
        remaining = business_days(year, calendar_)
    return remaining[left - 1] if step > 0 else remaining[-left]


def read_date(data: object) -> date | None:
    """The date that `YYYY-MM-DD` stands for, or None if it is no such text, or lies outside 1990 to 2050."""
    span = read_span(data) if isinstance(data, str) else None
    return span.first if span is not None and span.first == span.last else None


def read_span(text: str) -> Span | None:
    """The days that a full or partial date may mean: a day, a month (`YYYY-MM`) or a year (`YYYY`).

    Returns:
        The span, or None if the text is no such date, or lies outside 1990 to 2050.
    """
    return _read_span(text) if len(text) <= _LONGEST_DATE else None


@lru_cache(maxsize=65536)  # a caseload has each of some thousand days very often
def _read_span(text: str) -> Span | None:
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]):
        return None
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = (*map(int, parts), 0, 0)[:3]
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    try:
        first = date(year, month if len(parts) > 1 else 1, day if len(parts) > 2 else 1)  # noqa: PLR2004
    except ValueError:
        return None
    if len(parts) == 3:  # noqa: PLR2004
        return Span(first, first)
    last_month = month if len(parts) > 1 else 12
    return Span(first, date(year, last_month, calendar.monthrange(year, last_month)[1]))


def read_period(data: object) -> Period | None:
    """The period that `"5 business_days"` stands for, or None if it is no such text, or longer than a century."""
    if not isinstance(data, str):
        return None
    number, _, unit = data.strip().partition(" ")
    unit = unit.strip()
    if not (number.isascii() and number.isdigit() and len(number) <= 6):  # noqa: PLR2004, more is no period
        return None
    for known in UNITS:
        if unit == known and int(number) <= LONGEST[known]:
            return Period(int(number), known)
    return None
