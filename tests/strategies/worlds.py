"""What everything of a scenario is drawn from: few days, few event types, few values."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from omicheck.model.vocabulary import ValueType, Vocabulary

Data = dict[str, Any]

# Around Easter, around the turn of a year, at the end of a February, and at both ends of the calendar.
ERAS = [
    date(2009, 4, 3),
    date(2009, 12, 21),
    date(2008, 2, 26),
    date(2011, 4, 20),
    date(1990, 1, 2),
    date(2050, 11, 20),
]
NUMBERS = [0, 0.1, 0.25, 1, 2.5, 3]
TEXTS = ["Kent", "West", "Å", "=1+1"]
DAYS = 40
MOST_EVENTS = 12


@attrs.frozen
class World:
    """What everything in a scenario is drawn from."""

    vocabulary: Vocabulary
    era: date
    types: tuple[str, ...]
    few: tuple[str, ...] = ()

    @property
    def changing(self) -> list[str]:
        """The fields that change: a few, so that what asks about one and what sets it meet, or all."""
        return sorted(self.few or self.vocabulary.set_by)

    @property
    def setting(self) -> list[str]:
        """The event types that set a field that changes."""
        return sorted({name for field in self.changing for name in self.vocabulary.set_by[field]})

    def every_day(self) -> tuple[str, ...]:
        return _days_from(self.era)

    def days(self) -> SearchStrategy[str]:
        return st.sampled_from(self.every_day())

    def case_dates(self) -> SearchStrategy[str]:
        return st.sampled_from(sorted(self.vocabulary.case_dates))


@cache
def _days_from(first: date) -> tuple[str, ...]:
    return tuple((first + timedelta(days=number)).isoformat() for number in range(DAYS))


def every_value(wanted: ValueType, world: World) -> Sequence[Any]:
    """Values of a type, as a file holds them: all, or a few where there are many."""
    match wanted.kind:
        case "flag":
            return [False, True]
        case "integer":
            return range(wanted.at_least, wanted.at_most + 1)
        case "number":
            return NUMBERS
        case "date":
            return world.every_day()
        case "choice" | "level":
            return wanted.values
        case "list":
            one, other, *_ = wanted.values
            return [[], [one], [other], [one, other]]
        case _:
            return TEXTS


def values(wanted: ValueType, world: World) -> SearchStrategy[Any]:
    """Values of a type, as a file holds them."""
    return st.sampled_from(every_value(wanted, world))


@st.composite
def worlds(draw: DrawFn, vocabulary: Vocabulary) -> World:
    """An era, six event types, those with attributes for preference, and a few fields that change."""
    names = sorted(vocabulary.events, key=lambda name: (not vocabulary.events[name].attributes, name))
    setting = {name for by in vocabulary.set_by.values() for name in by}
    types = draw(st.permutations([*names[:9], *sorted(setting.difference(names[:9]))]))
    few = draw(st.lists(st.sampled_from(sorted(vocabulary.set_by)), min_size=1, max_size=3, unique=True))
    return World(vocabulary, draw(st.sampled_from(ERAS)), tuple(types[:6]), tuple(few))
