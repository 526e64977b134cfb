"""The events of one case, as they are put together.

Numbers are days from the start of the order, licence or sentence.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import define, field

from hertfordshire.caseload import AS_OF, Fields, Groups
from hertfordshire.plan import Plan

Event = dict[str, Any]


@define
class Timeline:
    """The events of one case, as they are put together."""

    number: int
    fields: Fields
    groups: Groups
    plan: Plan
    random: Random
    events: list[Event] = field(init=False, factory=list)

    @property
    def start(self) -> date:
        """The day from which days are counted."""
        return date.fromisoformat(self.fields["release_date" if self.in_("licence") else "sentence_date"])

    def in_(self, group: str) -> bool:
        """Whether the case is in a group."""
        return self.number in self.groups[group]

    def good(self, question: str) -> bool:
        """Whether the case is to be sufficient for a question."""
        return self.plan.good(self.number, question)

    def asked(self, question: str) -> bool:
        """Whether the case is to be relevant for a question."""
        return self.plan.relevant(self.number, question)

    def add(self, type_: str, day: int, **attributes: object) -> None:
        """Records an event some days from the start."""
        self.on(type_, self.start + timedelta(days=day), **attributes)

    def on(self, type_: str, day: date, **attributes: object) -> None:
        """Records an event, unless it lies after the audit date."""
        if day <= AS_OF:
            self.events.append({"type": type_, "date": day.isoformat(), **attributes})

    def some(self, first: int, last: int) -> int:
        """Some number of days."""
        return self.random.randint(first, last)

    def work(
        self, type_: str, question: str, in_time: tuple[int, int], late: tuple[int, int], **attributes: object
    ) -> None:
        """Records work in time for a case that is to be sufficient, and late or not at all for one that is not."""
        if not self.asked(question):
            return
        if self.good(question):
            self.add(type_, self.some(*in_time), **attributes)
        elif self.random.random() < 0.5:
            self.add(type_, self.some(*late), **attributes)

    def done_and_in_time(
        self, type_: str, done: str, on_time: str, in_time: tuple[int, int], late: tuple[int, int], **attributes: object
    ) -> None:
        """Records work that one question asks to be done and another to be in time."""
        if self.good(done):
            self.add(type_, self.some(*(in_time if self.good(on_time) else late)), **attributes)
