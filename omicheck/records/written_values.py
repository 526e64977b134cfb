"""Values as other programs write them: a whole number with nothing behind its point, a day as its first moment.

Both are what usual tools make of a column of whole numbers or of days as soon as one of them is missing. They mean
nothing else, so they are taken in whatever holds the records. A number with a fraction is no whole number, and a moment
of a day other than its first is no day.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

_WHOLE_NUMBER: Final = re.compile(r"([+-]?[0-9]{1,18})(?:\.0{1,18})?")
_FIRST_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:\.0{1,9})?)?")
_HAS_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:.*")
_LENGTH_OF_A_DAY: Final = len("YYYY-MM-DD")
# A number of seconds, or of parts of one, that lie more than a year from 1970, as data frames write moments.
_MANY: Final = 10**8
_MICROSECONDS: Final = 86_400 * 10**6
_EPOCH: Final = date(1970, 1, 1).toordinal()
# Into how many parts the units in which moments are counted cut a day.
PARTS_OF_A_DAY: Final = {"s": 86_400, "ms": 86_400 * 10**3, "us": _MICROSECONDS, "ns": 86_400 * 10**9}


def whole_number(text: str) -> int | None:
    """The whole number that a text stands for, or None if it is none.

    >>> whole_number("2"), whole_number("2.0"), whole_number("2.5"), whole_number("1e2")
    (2, 2, None, None)
    """
    match = _WHOLE_NUMBER.fullmatch(text)
    return None if match is None else int(match[1])


def is_whole(number: float | Decimal) -> bool:
    """Whether a number has nothing behind its point.

    >>> is_whole(2.0), is_whole(Decimal("2.00")), is_whole(2.5), is_whole(float("inf"))
    (True, True, False, False)
    """
    if isinstance(number, float):
        return number.is_integer()
    return number.is_finite() and number == number.to_integral_value()


def day_written(text: str) -> str:
    """The day of a text that says the first moment of a day, without a time zone; any other text as it stands.

    >>> day_written("2009-03-04 00:00:00"), day_written("2009-03-04T00:00:00.000"), day_written("2009-03")
    ('2009-03-04', '2009-03-04', '2009-03')
    >>> day_written("2009-03-04 09:30:00"), day_written("2009-03-04T00:00:00Z")
    ('2009-03-04 09:30:00', '2009-03-04T00:00:00Z')
    """
    # Nearly all are as they should be.
    match = _FIRST_MOMENT.fullmatch(text) if len(text) > _LENGTH_OF_A_DAY else None
    return text if match is None else match[1]


def remedy_for_day(data: object) -> str:
    """What makes a day of something that is none, to stand behind what was expected; empty where nobody knows.

    >>> remedy_for_day("2009-03-04 09:30:00"), remedy_for_day("4 March")
    ('; .dt.date of a data frame or CAST(... AS DATE) in SQL leaves its time of day out', '')
    """
    if isinstance(data, str) and _HAS_TIME.fullmatch(data):
        return "; .dt.date of a data frame or CAST(... AS DATE) in SQL leaves its time of day out"
    if type(data) is int and abs(data) >= _MANY:
        return "; to_json(date_format='iso') of a data frame writes days as texts"
    return ""


def moment(number: int, in_a_day: int = 1) -> date | datetime | str:
    """A moment as Python has it, a first one of a day as that day; as text where Python has none such.

    Args:
        number: the days, or parts of a day, since 1 January 1970.
        in_a_day: how many of them make a day.

    Examples:
        >>> moment(14307), moment(14307 * 86400 + 60, 86400), moment(7301928)
        (datetime.date(2009, 3, 4), datetime.datetime(2009, 3, 4, 0, 1), '21962-01-01')
    """
    days, rest = divmod(number, in_a_day)
    microseconds, part = divmod(rest * _MICROSECONDS, in_a_day)
    if part or not 1 <= days + _EPOCH <= date.max.toordinal():
        return far_moment(number, in_a_day)
    day = date.fromordinal(days + _EPOCH)
    return datetime.combine(day, time()) + timedelta(microseconds=microseconds) if rest else day


def far_moment(number: int, in_a_day: int = 1) -> str:
    """A moment in words of ISO 8601, also one outside Python's calendar, which ends with the year 9999.

    Args:
        number: the days, or parts of a day, since 1 January 1970.
        in_a_day: how many of them make a day.

    Examples:
        >>> far_moment(7301928), far_moment(7301928 * 86400 + 30, 86400), far_moment(2**31 - 1)
        ('21962-01-01', '21962-01-01T00:00:30', '5881580-07-11')
    """
    days, rest = divmod(number, in_a_day)
    # The calendar comes round after 400 years, which are 146,097 days; it is counted from 1 March of the year 0.
    rounds, day = divmod(days + 719_468, 146_097)
    year = (day - day // 1_460 + day // 36_524 - day // 146_096) // 365
    of_year = day - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    year = rounds * 400 + year + (month >= 10)  # noqa: PLR2004, January
    text = f"{year:0{4 + (year < 0)}}-{month + (3 if month < 10 else -9):02}"  # noqa: PLR2004, January
    text += f"-{of_year - (153 * month + 2) // 5 + 1:02}"
    if not rest:
        return text
    seconds, part = divmod(rest * 86_400, in_a_day)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    digits = f".{part // 86_400:0{len(str(in_a_day // 86_400)) - 1}}".rstrip("0") if part else ""
    return f"{text}T{clock}{digits}"
