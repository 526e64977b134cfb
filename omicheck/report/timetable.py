"""What follows an inspection, and when: the arrangements of the second programme of inspections, from 2009 on."""

from collections.abc import Iterator
from datetime import date, timedelta

from omicheck.report.values.written import Step
from omicheck.text import long_date


def timetable(last_day: date) -> Iterator[Step]:
    """The steps that follow the fieldwork.

    Args:
        last_day: the last day of the fieldwork.
    """

    def after(weeks: int) -> str:
        return long_date(last_day + timedelta(weeks=weeks))

    yield Step("Provisional findings are given at the end of the fieldwork", long_date(last_day))
    yield Step("The draft report is sent for comment, four to six weeks later", f"{after(4)} to {after(6)}")
    yield Step("The report is published, about twelve weeks after the fieldwork", f"about {after(12)}")
    yield Step("An improvement plan answers the recommendations, four weeks after publication", f"about {after(16)}")
