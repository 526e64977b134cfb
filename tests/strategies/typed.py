"""The same records as tables whose columns have other types: a day as a date or a moment, a number as a fraction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from omicheck.model.vocabulary import Vocabulary
from strategies.records import record
from strategies.worlds import Data, World, worlds

_LENGTH_OF_A_DAY: Final = 10
# What no record may have, by the kind of value; each is the same however it is held.
_WRONG: Final[Mapping[str, Sequence[Any]]] = {
    "integer": [9, -1, 2.5],
    "date": ["2009-02-30", "1989-12-31", "2009-04-06 09:30"],
    "choice": ["tea"],
    "level": ["very"],
}
Form = Callable[[Any], Any]


def _moment(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), time())


# How the values of a column may be held, by their kind, where all of them can be held so.
_FORMS: Final[Mapping[str, Sequence[Form]]] = {
    "integer": [int, float, Decimal, lambda number: f"{number}.0"],
    "date": [str, date.fromisoformat, _moment, lambda text: f"{text} 00:00:00"],
}


@st.composite
def held_records(draw: DrawFn, vocabulary: Vocabulary, most: int = 8) -> tuple[list[Data], dict[str, list[Data]]]:
    """Records, some of them wrong, and tables that hold the same.

    Args:
        draw: given by hypothesis.
        vocabulary: the words that they use.
        most: how many records at most.
    """
    random = draw(st.randoms(use_true_random=False))
    world: World = draw(worlds(vocabulary))
    records = [record(random, world, f"case {number}") for number in range(draw(st.integers(1, most)))]
    for one in records:
        if not one["events"]:
            one["events"].append({"type": "contact", "date": world.every_day()[0]})
        one["events"] = [{name: value for name, value in event.items() if value is not None} for event in one["events"]]
        _make_wrong(one, vocabulary, random)
    cases = [{name: value for name, value in one.items() if name != "events"} for one in records]
    events = [{"case_id": one["case_id"], **event} for one in records for event in one["events"]]
    kinds = {name: wanted.kind for name, wanted in vocabulary.fields.items()}
    _hold(cases, kinds, random)
    # An attribute may be of another kind in another event.
    _hold(events, {"date": "date"}, random)
    return records, {"cases": cases, "events": events}


def _make_wrong(one: Data, vocabulary: Vocabulary, random: Random) -> None:
    names = [name for name, wanted in vocabulary.fields.items() if wanted.kind in _WRONG and name in one]
    if names and not random.randrange(4):
        name = random.choice(names)
        one[name] = random.choice(_WRONG[vocabulary.fields[name].kind])
    if one["events"] and not random.randrange(6):
        random.choice(one["events"])["date"] = random.choice(_WRONG["date"])


def _hold(rows: list[Data], kinds: Mapping[str, str], random: Random) -> None:
    """Puts the values of some columns into another form that means the same."""
    for name, kind in kinds.items():
        values = [row[name] for row in rows if row.get(name) is not None]
        plain = all(
            type(value) is int if kind == "integer" else isinstance(value, str) and _is_day(value) for value in values
        )
        if kind in _FORMS and values and plain:
            form = random.choice(_FORMS[kind])
            for row in rows:
                if row.get(name) is not None:
                    row[name] = form(row[name])


def _is_day(text: str) -> bool:
    try:
        return len(text) == _LENGTH_OF_A_DAY and date.fromisoformat(text) is not None
    except ValueError:
        return False
