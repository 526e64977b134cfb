"""Duties that one act does, put together: several rules may ask for a plan, and for it in time."""

from collections.abc import Iterable

from attrs import frozen

from omicheck.due.duty import Duty


@frozen(eq=False)
class Act:
    """Something to be done in a case, whatever number of rules asks for it.

    Attributes:
        duties: what each rule asks, in their order; they have case, standing, days and what is to be done in common.
    """

    duties: tuple[Duty, ...]

    @property
    def duty(self) -> Duty:
        """The first of them, which speaks for all in what they have in common."""
        return self.duties[0]

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it is for, each once."""
        return tuple(dict.fromkeys(duty.row.question for duty in self.duties))


def acts_of(duties: Iterable[Duty]) -> list[Act]:
    """What is to be done, in the order of the duties."""
    found: dict[object, list[Duty]] = {}
    for duty in duties:
        row = duty.row
        what = (duty.standing, row.case_id, duty.act, row.trigger_date, duty.latest_day, duty.so_far, duty.settled_by)
        found.setdefault(what, []).append(duty)
    return [Act(tuple(some)) for some in found.values()]
