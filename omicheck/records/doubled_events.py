"""Extracts that were joined to themselves: every event stands twice, so that what is counted is counted twice.

Two events that are alike in everything may well be two: somebody was seen twice on a day. It is told where they are so
many that this cannot be why, and nothing is left out, as nobody can know which.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Final

from omicheck.model.case import Case, Event
from omicheck.text import counted

# What was joined to itself shows it in any few cases.
LOOKED_AT: Final = 30
_FEWEST: Final = 10
# Such a part of all events, and more, is no chance.
_PART: Final = 1 / 3


def doubled_events(cases: Iterable[Case]) -> str | None:
    """What is to be said of records whose events stand twice; None of others.

    Args:
        cases: the records, of which the first few are looked at.
    """
    looked_at = tuple(islice(cases, LOOKED_AT))
    events = doubled = 0
    for case in looked_at:
        numbers = Counter(map(_content, case.events))
        events += len(case.events)
        doubled += sum(number for number in numbers.values() if number > 1)
    if events < _FEWEST or doubled < events * _PART:
        return None
    of_cases = counted(len(looked_at), "case that was", "cases that were")
    return (
        f"{doubled} of the {events} events of {of_cases} looked at stand there twice or more: "
        "was the extract joined to itself, or to one of an overlapping time? They count as often as they stand there"
    )


def _content(event: Event) -> tuple[object, ...]:
    return event.type, event.span, tuple(sorted(event.attributes.items()))
