"""Makes `omicheck/bank_holidays.csv`, the bank holidays of England and Wales that days are counted by.

They come from the `holidays` package, and after the last year that it knows from the law of today. They are kept as a
file so that a verdict does not change with the version of a library that happens to be installed, so that an auditor
can read them, and because loading the package takes as long as checking a case. `--check` fails if the file is not
what the package that is installed gives.
"""

import csv
import io
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from dateutil.easter import easter
from holidays import country_holidays

from fresh import ROOT, make_or_check

# A record's dates lie in 1990 to 2050, and the longest limit is a hundred years, so that due dates go no further.
FIRST, LAST = 1889, 2151
# The package foretells no holiday after that year; what the law of today says of later ones is worked out here.
LAST_OF_PACKAGE = 2100
_SATURDAY = 5
_DAY = timedelta(days=1)


def files() -> Iterator[tuple[Path, str]]:
    """The file."""
    # Wales shares England's list.
    years = range(FIRST, LAST_OF_PACKAGE + 1)
    found = country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    # A holiday on the first of January may be listed by the year before.
    days = {day: name for day, name in found.items() if day.year in years}
    for year in range(LAST_OF_PACKAGE + 1, LAST + 1):
        days |= by_law(year)
    table = io.StringIO()
    lines = csv.writer(table, lineterminator="\n")
    lines.writerow(("date", "name"))
    lines.writerows((day.isoformat(), name) for day, name in sorted(days.items()))
    yield ROOT / "omicheck" / "bank_holidays.csv", table.getvalue()


def by_law(year: int) -> dict[date, str]:
    """The bank holidays of a year by the Act of 1971 and what is proclaimed every year."""
    sunday = easter(year)
    days = {
        sunday - 2 * _DAY: "Good Friday",
        sunday + _DAY: "Easter Monday",
        _monday_from(date(year, 5, 1)): "May Day",
        _monday_from(date(year, 5, 25)): "Spring Bank Holiday",
        _monday_from(date(year, 8, 25)): "Late Summer Bank Holiday",
        date(year, 1, 1): "New Year's Day",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }
    # One at a weekend has the next weekday that is none yet in its place.
    for day, name in list(days.items()):
        if day.weekday() >= _SATURDAY:
            other = day + _DAY
            while other.weekday() >= _SATURDAY or other in days:
                other += _DAY
            days[other] = f"{name} (observed)"
    return days


def _monday_from(day: date) -> date:
    """The first Monday on or after a day."""
    return day + -day.weekday() % 7 * _DAY


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, files, "is not what holidays gives; run scripts/make_bank_holidays.py"))
