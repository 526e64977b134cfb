"""What follows an inspection, and when: the arrangements of the second programme of inspections, from 2009 on.

Weeks are counted from day to day. A day on which nobody works is moved to the next business day, as a report is neither
sent nor published on a bank holiday; what follows publication is counted from the day that it was moved to.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from omicheck.dates import Period, add
from omicheck.report.values.written import Step
from omicheck.text import long_date

_DRAFT_WEEKS: Final = (4, 6)
_PUBLICATION_WEEKS: Final = 12
_PLAN_WEEKS: Final = 4
_NEXT_BUSINESS_DAY: Final = Period(1, "business_days")


def timetable(last_day: date) -> Iterator[Step]:
    """The steps that follow the fieldwork.

    Args:
        last_day: the last day of the fieldwork.
    """
    first, last = (_after(last_day, weeks) for weeks in _DRAFT_WEEKS)
    publication = _after(last_day, _PUBLICATION_WEEKS)
    yield Step("Provisional findings are given at the end of the fieldwork", long_date(last_day))
    yield Step(
        "The draft report is sent for comment, four to six weeks later", f"{long_date(first)} to {long_date(last)}"
    )
    yield Step("The report is published, about twelve weeks after the fieldwork", f"about {long_date(publication)}")
    plan = long_date(_after(publication, _PLAN_WEEKS))
    yield Step("An improvement plan answers the recommendations, four weeks after publication", f"about {plan}")


def _after(day: date, weeks: int) -> date:
    """The business day so many weeks later, or the next one."""
    return add(day + timedelta(weeks=weeks, days=-1), _NEXT_BUSINESS_DAY)
