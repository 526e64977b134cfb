"""Which days are bank holidays: those of England and Wales, and what somebody adds to them or takes away.

The bank holidays of England and Wales stand in `bank_holidays.csv` beside this file, which is made from the `holidays`
package. One may be proclaimed days ahead, as that of 19 September 2022 was, and other countries have others: so a
calendar may add days and take days away, each by name and with its source.

>>> from datetime import date
>>> funeral = NamedDay(date(2009, 4, 14), "a day that was proclaimed", "the proclamation")
>>> sorted(bank_holidays(2009, Calendar(added=(funeral,))) - bank_holidays(2009))
[datetime.date(2009, 4, 14)]

**Days to come are foretold.** The official list has the years that have been announced; after its last day, bank
holidays are those that fall by the rules of today, and one may still be moved or proclaimed.
"""

import calendar as years
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from attrs import frozen

# The last day of the last year in the official list (gov.uk/bank-holidays) when this was written, in November 2026.
ANNOUNCED_UNTIL: Final = date(2028, 12, 31)

# A calendar may add no more in one year, so that there is a fewest of business days in it.
MOST_ADDED_IN_A_YEAR: Final = 60


@frozen
class NamedDay:
    """A day that is added to the bank holidays, or taken away from them.

    Attributes:
        day: the day.
        name: what it is called.
        source: who says so.
    """

    day: date
    name: str
    source: str


@frozen(cache_hash=True)
class Calendar:
    """Bank holidays that are not only those of England and Wales.

    Attributes:
        added: the days that are bank holidays too.
        taken_away: the days that are none.
        from_nothing: whether there are no others than those that are added.
        announced_until: the last day for which bank holidays have been announced; after it they are foretold.
    """

    added: tuple[NamedDay, ...] = ()
    taken_away: tuple[NamedDay, ...] = ()
    from_nothing: bool = False
    announced_until: date = ANNOUNCED_UNTIL


def bank_holidays(year: int, calendar: Calendar | None = None) -> frozenset[date]:
    """The bank holidays of a year, those on a weekend and their substitutes included.

    Source: `bank_holidays.csv`, which `scripts/make_bank_holidays.py` makes from the `holidays` package, subdivision
    England, whose list Wales shares. It goes from 1889 to 2100; of other years no holiday is known.

    Args:
        year: the year.
        calendar: what is added and taken away; None for England and Wales as they are.
    """
    if calendar is None:
        return _of_england_and_wales(year)
    known = frozenset() if calendar.from_nothing else _of_england_and_wales(year)
    taken_away = {one.day for one in calendar.taken_away}
    return frozenset(known | {one.day for one in calendar.added if one.day.year == year}) - taken_away


@lru_cache(maxsize=512)
def business_days(year: int, calendar: Calendar | None = None) -> tuple[date, ...]:
    """The business days of a year, in order: Mondays to Fridays that are no bank holiday."""
    closed = bank_holidays(year, calendar)
    return tuple(day for day in _days_of(year) if day.weekday() < years.SATURDAY and day not in closed)


def is_foretold(day: date, calendar: Calendar | None = None) -> bool:
    """Whether bank holidays of a day have not been announced yet.

    >>> is_foretold(date(2028, 12, 29)), is_foretold(date(2029, 1, 2))
    (False, True)
    """
    return day > (ANNOUNCED_UNTIL if calendar is None else calendar.announced_until)


def _of_england_and_wales(year: int) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, _every_bank_holiday().get(str(year), ())))


@lru_cache(maxsize=1)
def _every_bank_holiday() -> Mapping[str, tuple[str, ...]]:
    """The bank holidays as the file has them, by year; those of a year become dates when it is asked for."""
    _, *lines = (Path(__file__).parent / "bank_holidays.csv").read_text(encoding="utf-8").splitlines()
    days = (line.partition(",")[0] for line in lines)
    return {year: tuple(of_year) for year, of_year in groupby(days, key=itemgetter(slice(4)))}


def _days_of(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range(365 + years.isleap(year)))
