"""The calendar against an independent one, and counting against counting on one's fingers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omicheck.bank_holidays import bank_holidays, business_days
from omicheck.dates import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST,
    Period,
    Unit,
    add,
    read_span,
    subtract,
)

# Written down by hand from the government's own list of bank holidays in England and Wales.
PROCLAIMED = {
    1995: {date(1995, 5, 8)},  # VE Day, 50 years, in place of 1 May
    1999: {date(1999, 12, 31)},  # millennium
    2002: {date(2002, 6, 3), date(2002, 6, 4)},  # Golden Jubilee, with the spring holiday moved
    2011: {date(2011, 4, 29)},  # royal wedding
    2012: {date(2012, 6, 4), date(2012, 6, 5)},  # Diamond Jubilee, with the spring holiday moved
    2020: {date(2020, 5, 8)},  # VE Day, 75 years, in place of 4 May
    2022: {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)},  # Platinum Jubilee, state funeral
    2023: {date(2023, 5, 8)},  # coronation
}
# The ordinary holidays that those years lost.
MOVED = {
    date(1995, 5, 1),
    date(2002, 5, 27),
    date(2012, 5, 28),
    date(2020, 5, 4),
    date(2022, 5, 30),
}


def easter_sunday(year: int) -> date:
    """The anonymous Gregorian computus."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def days_off(year: int) -> set[date]:
    """The weekdays that are bank holidays, by the Banking and Financial Dealings Act 1971 and proclamation."""

    def monday_from(day: date) -> date:
        return day + timedelta(days=-day.weekday() % 7)

    sunday = easter_sunday(year)
    days = {sunday - timedelta(days=2), sunday + timedelta(days=1)}
    days |= {monday_from(date(year, 5, 1)), monday_from(date(year, 5, 25)), monday_from(date(year, 8, 25))}
    new_year = date(year, 1, 1)
    days.add(new_year if new_year.weekday() < 5 else monday_from(new_year))
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    substitute = date(year, 12, 27)
    for day in (christmas, boxing):
        if day.weekday() < 5:
            days.add(day)
        else:
            while substitute in days or substitute.weekday() >= 5:
                substitute += timedelta(days=1)
            days.add(substitute)
    return (days - MOVED) | PROCLAIMED.get(year, set())


# As far as a limit of a hundred years leads.
@pytest.mark.parametrize("year", range(FIRST_DAY.year, LAST_DAY.year + 102))
def test_bank_holidays_agree_with_an_independent_calendar(year: int) -> None:
    assert {day for day in bank_holidays(year) if day.weekday() < 5} == days_off(year)


DAYS = st.dates(FIRST_DAY, LAST_DAY)


@given(DAYS, st.integers(0, 300))
def test_business_days_are_counted_one_by_one(day: date, number: int) -> None:
    period = Period(number, "business_days")
    later, earlier = day, day
    for _ in range(number):
        later += timedelta(days=1)
        while later not in business_days(later.year):
            later += timedelta(days=1)
        earlier -= timedelta(days=1)
        while earlier not in business_days(earlier.year):
            earlier -= timedelta(days=1)
    assert (add(day, period), subtract(day, period)) == (later, earlier)


@pytest.mark.parametrize("unit", LONGEST)
def test_no_limit_leads_beyond_the_calendar(unit: Unit) -> None:
    period = Period(LONGEST[unit], unit)
    earliest, latest = subtract(FIRST_DAY, period), add(LAST_DAY, period)
    assert min(bank_holidays(earliest.year)) <= date(earliest.year, 4, 30)
    assert max(bank_holidays(latest.year)) >= date(latest.year, 12, 25)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2101, 4, 14), date(2101, 4, 19)),  # Good Friday on the 15th
        (date(2101, 12, 23), date(2101, 12, 28)),  # Christmas Day on a Sunday
        (date(2150, 12, 31), date(2151, 1, 4)),  # New Year's Day on a Friday
    ],
)
def test_holidays_after_2100(day: date, due: date) -> None:
    assert add(day, Period(1, "business_days")) == due


@given(DAYS, st.integers(0, 1200))
def test_months_keep_the_day_or_stop_at_the_end_of_the_month(day: date, number: int) -> None:
    later = add(day, Period(number, "months"))
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == number
    assert later.day == day.day or (later + timedelta(days=1)).day == 1 > later.day - day.day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009-04-06", date(2009, 4, 6), date(2009, 4, 6)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
    ],
)
def test_full_and_partial_dates(text: str, first: date, last: date) -> None:
    span = read_span(text)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2009-02-31",
        "1989-12-31",
        "2051-01-01",
        "2009-4-6",
        "20090406",
        "06/04/2009",
        "2009-13",
        "",
        "٢٠٠٩-04-06",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_span(text) is None
