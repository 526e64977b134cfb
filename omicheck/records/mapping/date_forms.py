"""How dates are written, as a mapping states it: `DD/MM/YYYY`.

>>> form = read_form("DD/MM/YYYY")
>>> form.read("3/4/2009")
'2009-04-03'
>>> form.read("31/02/2009") is None
True
>>> read_form("DD Mon YY").read("03 Apr 09")
'2009-04-03'
>>> read_form("Month YYYY").read("April 2009")
'2009-04'
>>> read_form("Day DDth Month YYYY").read("Friday 3rd April 2009")
'2009-04-03'
>>> read_form("Day DD Mon YYYY").read("Sat 3 Apr 2009") is None
True
>>> read_form("serial").read("39906")
'2009-04-03'
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from attrs import frozen

from omicheck.dates import FIRST_DAY, LAST_DAY
from omicheck.text import MONTHS, WEEKDAYS

_PARTS: Final = {
    "Day": rf"(?P<weekday>{'|'.join(WEEKDAYS)}|{'|'.join(day[:3] for day in WEEKDAYS)})",
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "Month": rf"(?P<name>{'|'.join(MONTHS)})",
    "Mon": rf"(?P<name>{'|'.join(f'{month[:3]}' for month in MONTHS)}|Sept)",
    "MM": r"(?P<month>\d{1,2})",
    "DDth": r"(?P<day>\d{1,2})(?:st|nd|rd|th)",
    "DD": r"(?P<day>\d{1,2})",
}
_PART: Final = re.compile("|".join(_PARTS))
_LETTER: Final = re.compile(r"[A-Za-z]")
_TIME: Final = re.compile(r"[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?|Z|[+-]\d{2}:?\d{2})?$")
_MIDNIGHT: Final = re.compile(r"[T ]+0{1,2}:00(?::00(?:\.0+)?)?$")
_NUMBERS: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_MOST_MONTHS: Final = 12
_SHORT_YEAR: Final = 2
# Of a day of the week, which tell it from the others.
_LETTERS: Final = 3

FORMS_EXPECTED: Final = (
    "DD or DDth, MM, Mon or Month, and YYYY or YY, and Day for the day of the week, with what stands between them, "
    "such as DD/MM/YYYY or DD Mon YYYY; or serial"
)
# A date as the number that a spreadsheet keeps of it: the days since 30 December 1899.
SERIAL: Final = "serial"
_SERIAL_BEGINS: Final = date(1899, 12, 30)
# The forms that are looked for in an extract.
_USUAL_FORMS: Final = (
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "DD-MM-YYYY",
    "DD.MM.YYYY",
    "DD Mon YYYY",
    "DD-Mon-YYYY",
    "DD Month YYYY",
    "DDth Month YYYY",
    "Day DD Month YYYY",
    "YYYY/MM/DD",
    "DD/MM/YY",
    "MM/DD/YY",
    "DD-Mon-YY",
    "DD Mon YY",
    "Mon YYYY",
    "Month YYYY",
    "MM/YYYY",
)


@frozen
class DateForm:
    """One way to write dates.

    Attributes:
        text: as the mapping states it.
        pattern: what a text of this form looks like.
    """

    text: str
    pattern: re.Pattern[str]

    def read(self, text: str) -> str | None:
        """The date as `YYYY-MM-DD`, or `YYYY-MM` of a form without a day; None for a text of another form.

        A day of the week that is not that of the date is a mistake in one of them, so that such a text is no date.
        """
        match = self.pattern.fullmatch(text)
        if match is None:
            return None
        if self.text == SERIAL:
            day = _SERIAL_BEGINS + timedelta(days=int(text))
            return day.isoformat() if FIRST_DAY <= day <= LAST_DAY else None
        found = match.groupdict()
        year = int(found["year"]) if found.get("year") else _full_year(int(found["short"]))
        month = int(found["month"]) if found.get("month") else _month_of(found["name"])
        if "day" not in found:
            return f"{year:04}-{month:02}" if 1 <= month <= _MOST_MONTHS else None
        try:
            day = date(year, month, int(found["day"]))
        except ValueError:
            return None
        weekday = found.get("weekday", "")[:_LETTERS].casefold()
        return day.isoformat() if WEEKDAYS[day.weekday()].casefold().startswith(weekday) else None


SERIAL_FORM: Final = DateForm(SERIAL, re.compile(r"[0-9]{5}"))


def read_form(text: str) -> DateForm | None:
    """The form that a text states, or None where it states none."""
    if text == SERIAL:
        return SERIAL_FORM
    parts = _PART.findall(text)
    between = _PART.sub("", text)
    years = [part for part in parts if part.startswith("Y")]
    months = [part for part in parts if part.startswith("M")]
    days, weekdays = [part for part in parts if part.startswith("DD")], parts.count("Day")
    if len(years) != 1 or len(months) != 1 or len(days) > 1 or weekdays > len(days) or _LETTER.search(between):
        return None
    place, pattern = 0, ""
    for match in _PART.finditer(text):
        pattern += re.escape(text[place : match.start()]) + _PARTS[match[0]]
        place = match.end()
    return DateForm(text, re.compile(pattern + re.escape(text[place:]), re.IGNORECASE))


@cache
def usual_forms() -> tuple[DateForm, ...]:
    """The forms that are looked for in an extract."""
    return tuple(form for text in _USUAL_FORMS if (form := read_form(text)) is not None)


def readings(text: str, forms: Iterable[DateForm]) -> list[str]:
    """The different days that a text may stand for under some forms."""
    return list(dict.fromkeys(day for form in forms if (day := form.read(text)) is not None))


def without_time(text: str, *, any_time: bool) -> str:
    """A date without the time of day behind it: without midnight, or without any time.

    Of a time with its distance from Greenwich it is the day that is written there, which is the day at that place.
    """
    return (_TIME if any_time else _MIDNIGHT).sub("", text)


def has_time(text: str) -> bool:
    """Whether a text ends with a time of day."""
    return _TIME.search(text) is not None


def why_not_read(text: str) -> str:
    """Why a text in no stated form is not taken for a date, where that can be told; otherwise an empty text."""
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return ""
    first, second = int(match[1]), int(match[2])
    why = []
    if first != second and 1 <= first <= _MOST_MONTHS and 1 <= second <= _MOST_MONTHS:
        ways = [f"{day} {MONTHS[month - 1]}" for day, month in ((first, second), (second, first))]
        why.append(f"it may be {ways[0]} or {ways[1]}")
    if len(match[3]) == _SHORT_YEAR:
        why.append("its year has two digits")
    return " and ".join(why)


def without_days(why: str) -> str:
    """Why a text is not taken for a date, without the days that it may stand for.

    >>> without_days("it may be 3 April or 4 March and its year has two digits")
    'day and month may be either way round and its year has two digits'
    """
    return re.sub("it may be .+ or [0-9]+ [A-Z][a-z]+", "day and month may be either way round", why)


def _full_year(short: int) -> int:
    """The year with these last two digits that a record may have; where there is none, one that it may not have."""
    return next(
        (year for year in range(FIRST_DAY.year, LAST_DAY.year + 1) if year % 100 == short), FIRST_DAY.year - 100 + short
    )


def _month_of(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month[:3].casefold() == name[:3].casefold())
