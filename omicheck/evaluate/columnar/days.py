"""Counting days, for whole columns: a day is the number of days since 1 January 1970.

The convention is that of `omicheck.dates`, whose calendar this uses; the counting is done anew. A period is a table
from each day that a record may hold to the day that lies the period after it. A `becomes` may begin so long before a
case date that its day lies before them all: such days are worked out without the table.
"""

from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np

from omicheck.arrays import Numbers
from omicheck.bank_holidays import MOST_ADDED_IN_A_YEAR, Calendar, business_days
from omicheck.dates import FIRST_DAY, LAST_DAY, Period

_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST: Final = FIRST_DAY.toordinal() - _EPOCH
_LAST: Final = LAST_DAY.toordinal() - _EPOCH
# A year has at least 250 business days: 365 days less 105 on weekends and 10 bank holidays, at the worst.
_FEWEST_BUSINESS_DAYS: Final = 250


def day_number(day: date) -> int:
    """The number of a day."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day that a number stands for."""
    return date.fromordinal(number + _EPOCH)


def add(days: Numbers, period: Period, times: int = 1) -> Numbers:
    """The day that lies so many periods after each day, counted in one go.

    Args:
        days: days of 1990 to 2050, or earlier ones that a rule leads to.
        period: the period.
        times: how many of it, end to end.
    """
    return _shift(days, period.number * times, period)


def subtract(days: Numbers, period: Period) -> Numbers:
    """The day that lies a period before each day, all of 1990 to 2050."""
    return _shift(days, -period.number, period)


def _shift(days: Numbers, number: int, period: Period) -> Numbers:
    match period.unit:
        case "days":
            return days + number
        case "weeks":
            return days + 7 * number
        case _:
            # A negative place would be one counted from the table's end.
            if len(days) and days.min() < _FIRST:
                return _counted(days, number, period.calendar, in_months=period.unit == "months")
            return _table(number, period.calendar, in_months=period.unit == "months")[days - _FIRST]


@lru_cache(maxsize=256)
def _table(number: int, calendar: Calendar | None, *, in_months: bool) -> Numbers:
    return _counted(np.arange(_FIRST, _LAST + 1, dtype=np.int32), number, calendar, in_months=in_months)


def _counted(days: Numbers, number: int, calendar: Calendar | None, *, in_months: bool) -> Numbers:
    return _by_months(days, number) if in_months else _by_business_days(days, number, calendar)


def _by_months(days: Numbers, number: int) -> Numbers:
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    wanted = months + np.timedelta64(number, "M")
    starts = wanted.astype("datetime64[D]")
    length = (wanted + np.timedelta64(1, "M")).astype("datetime64[D]") - starts
    day_of_month = np.minimum(dates - months.astype("datetime64[D]"), length - np.timedelta64(1, "D"))
    shifted: Numbers = (starts + day_of_month).astype(np.int64).astype(np.int32)
    return shifted


def _by_business_days(days: Numbers, number: int, calendar: Calendar | None) -> Numbers:
    if number == 0:
        return days
    fewest = _FEWEST_BUSINESS_DAYS if calendar is None else _FEWEST_BUSINESS_DAYS - MOST_ADDED_IN_A_YEAR
    years = abs(number) // fewest + 1
    first, last = min(FIRST_DAY.year, day_of(int(days.min())).year), LAST_DAY.year
    first, last = (first - years, last) if number < 0 else (first, last + years)
    business = _business(first, last, calendar)
    if number > 0:
        # The n-th after a day: those up to the day itself are passed over.
        return business[np.searchsorted(business, days, side="right") + number - 1]
    return business[np.searchsorted(business, days, side="left") + number]


@lru_cache(maxsize=8)
def _business(first_year: int, last_year: int, calendar: Calendar | None) -> Numbers:
    years = range(first_year, last_year + 1)
    numbers = [day_number(day) for year in years for day in business_days(year, calendar)]
    return np.array(numbers, dtype=np.int32)
