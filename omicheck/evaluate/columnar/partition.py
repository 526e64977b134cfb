"""Cases as columns: every field and every attribute is a column of small whole numbers.

| kind | code |
| --- | --- |
| flag | 0 or 1 |
| integer | the number less the least that is permitted |
| choice, level | the place among the permitted values |
| date | the number of the day |
| text, list, number | a code given to each text, list or number with decimals of the partition |

A value that is not known is -1 in all of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.days import day_number
from omicheck.model.case import Case
from omicheck.model.vocabulary import Value, ValueType, Vocabulary

UNKNOWN: Final = -1
# The code of a value that no case of the partition has, or that is of another type: it is like no other.
NOWHERE: Final = -2
# The kinds of which there is no end of values, so that those there are get a code each as they come.
NUMBERED: Final = ("text", "list", "number")


class LazyColumns(Mapping[str, Numbers]):
    """Columns that are made when they are asked for: rules ask for few of many."""

    def __init__(self, names: Sequence[str], make: Callable[[str], Numbers]) -> None:
        self._names = tuple(names)
        self._make = make
        self._made: dict[str, Numbers] = {}

    def __getitem__(self, name: str) -> Numbers:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@frozen(eq=False)
class EventColumns:
    """Events, those of a case together and in the order of its record.

    Attributes:
        case: the place of its case among the cases.
        type: the place of its type in the vocabulary.
        first: the first day on which it may have happened.
        last: the last such day; the same where its date is full.
        attributes: the code of each attribute, by the attribute's type in the event's own type.
    """

    case: Numbers
    type: Numbers
    first: Numbers
    last: Numbers
    attributes: Mapping[str, Numbers]


@frozen(eq=False)
class Partition:
    """Some cases, in the order of their references (as text, by code point).

    Attributes:
        vocabulary: the words that they use.
        case_ids: their references.
        fields: the code of each field.
        events: their events.
        texts: the code of each text, list or number with decimals in `fields` and in the attributes, so far as they
            were made.
    """

    vocabulary: Vocabulary
    case_ids: Sequence[str]
    fields: Mapping[str, Numbers]
    events: EventColumns
    texts: dict[Value, int] = field(factory=dict)

    def code_of(self, value: Value, wanted: ValueType) -> int:
        """The code of a value of a type; `NOWHERE` if it is not of that type, or no case has it."""
        return code_of(value, wanted, self.texts)

    def texts_of(self, name: str) -> Sequence[str | None]:
        """The text of each case in a field that holds texts; None where it has none."""
        codes, places = np.unique(self.fields[name], return_inverse=True)
        text_of = {code: str(value) for value, code in self.texts.items()}
        different = np.array([text_of.get(code) for code in codes.tolist()], dtype=object)
        texts: list[str | None] = different[places].tolist()
        return texts


def code_of(value: Value, wanted: ValueType, texts: Mapping[Value, int]) -> int:
    """The code of a value of a type; `NOWHERE` if it is not of that type, or is not among the texts."""
    match wanted.kind:
        case "flag":
            return int(value) if isinstance(value, bool) else NOWHERE
        case "integer":
            return value - wanted.at_least if isinstance(value, int) and not isinstance(value, bool) else NOWHERE
        case "date":
            return day_number(value) if isinstance(value, date) else NOWHERE
        case "choice" | "level":
            return wanted.values.index(value) if isinstance(value, str) and value in wanted.values else NOWHERE
        case "number" if not isinstance(value, Decimal):
            # To Python a whole number is the same as the number with decimals that is as great.
            return NOWHERE
        case _:
            return texts.get(value, NOWHERE)


def partition_of(cases: Sequence[Case], vocabulary: Vocabulary) -> Partition:
    """The columns of cases, which may come in any order."""
    cases = sorted(cases, key=lambda case: case.case_id)
    texts: dict[Value, int] = {}
    events = [(place, event) for place, case in enumerate(cases) for event in case.events]
    types = {name: place for place, name in enumerate(vocabulary.events)}

    def encode(value: Value | None, wanted: ValueType) -> int:
        if value is None:
            return UNKNOWN
        if wanted.kind in NUMBERED:
            texts.setdefault(value, len(texts))
        return code_of(value, wanted, texts)

    def field_column(name: str) -> Numbers:
        wanted = vocabulary.fields[name]
        return np.array([encode(case.fields.get(name), wanted) for case in cases], dtype=np.int32)

    def attribute_column(name: str) -> Numbers:
        codes = [
            UNKNOWN if value is None else encode(value, vocabulary.events[event.type].attributes[name])
            for _, event in events
            for value in (event.attributes.get(name),)
        ]
        return np.array(codes, dtype=np.int32)

    attributes = {name for event_type in vocabulary.events.values() for name in event_type.attributes}
    columns = EventColumns(
        np.array([place for place, _ in events], dtype=np.int32),
        np.array([types[event.type] for _, event in events], dtype=np.int16),
        np.array([day_number(event.span.first) for _, event in events], dtype=np.int32),
        np.array([day_number(event.span.last) for _, event in events], dtype=np.int32),
        LazyColumns(sorted(attributes), attribute_column),
    )
    ids = tuple(case.case_id for case in cases)
    return Partition(vocabulary, ids, LazyColumns(tuple(vocabulary.fields), field_column), columns, texts)
