"""The events of one case, as they are put together."""

from datetime import date, timedelta
from random import Random
from typing import Any

AS_OF = date(2010, 1, 18)
# How likely work is to be in time, late, and not done; what is left is recorded without its full date.
IN_TIME, LATE, NOT_DONE = 0.58, 0.18, 0.2

Event = dict[str, Any]
Case = dict[str, Any]


class Timeline:
    """The events of one case, as they are put together."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.events: list[Event] = []

    def add(self, type_: str, day: date | None, **attributes: object) -> None:
        """Records an event, unless it lies after the audit date."""
        if day is not None and day <= AS_OF:
            self.events.append({"type": type_, "date": day.isoformat(), **attributes})

    def work(self, type_: str, start: date, limit: int, **attributes: object) -> date | None:
        """Records a piece of work that is due some days after a start: in time, late, badly, or not at all.

        Returns:
            The day on which it was done, if it was.
        """
        chance = self.random.random()
        if chance < IN_TIME:
            day = start + timedelta(days=self.random.randint(0, limit))
        elif chance < IN_TIME + LATE:
            day = start + timedelta(days=limit + self.random.randint(3, 40))
        elif chance < IN_TIME + LATE + NOT_DONE:
            return None
        else:
            day = start + timedelta(days=self.random.randint(0, limit))
            if day <= AS_OF:
                self.events.append({"type": type_, "date": day.isoformat()[:7], **attributes})
            return day
        self.add(type_, day, **attributes)
        return day

    def every(self, type_: str, start: date, days: int, end: date, **attributes: object) -> None:
        """Records work that comes round, with a round left out now and then."""
        day = start + timedelta(days=days - self.random.randint(0, 14))
        while day <= end:
            if self.random.random() < 0.85:
                self.add(type_, day, **attributes)
            day += timedelta(days=days - self.random.randint(0, 14))
