"""Which amount of a limit applies to each occurrence."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import Numbers, constant, places_where
from omicheck.evaluate.columnar.begun import Started
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.model.limit import Amount, Limit, LimitValue

# No limit is in force, or none for the value of the field.
NOT_IN_FORCE: Final = -1


@frozen(eq=False)
class Chosen:
    """The amount of a limit for each of some occurrences.

    Attributes:
        amounts: all amounts that were chosen.
        choice: the place of its amount; `NOT_IN_FORCE`; or, from `-2` down, the dated value of which it is not
            known which amount applies: `-2` for the first.
        values: the dated values of the limit.
    """

    amounts: tuple[Amount, ...]
    choice: Numbers
    values: tuple[LimitValue, ...]

    def open_values(self) -> Iterator[tuple[LimitValue, Numbers]]:
        """The dated values whose field is not known somewhere, and where that is."""
        for place, value in enumerate(self.values):
            rows = places_where(self.choice == -2 - place)
            if len(rows):
                yield value, rows


@frozen(eq=False)
class LimitTexts:
    """Every text of a limit that a row names, and its code."""

    codes: dict[str, int] = field(factory=dict)

    def code(self, amount: Amount) -> int:
        """The code of an amount."""
        return self.codes.setdefault(str(amount), len(self.codes))

    def tuple(self) -> tuple[str, ...]:
        """The texts in the order of their codes."""
        return tuple(self.codes)


def choose(live: Started, limit: Limit) -> Chosen:
    """The amount for each occurrence."""
    choice = constant(len(live.case), NOT_IN_FORCE)
    amounts: dict[Amount, int] = {}
    ends = [day_number(value.from_) for value in limit.values[1:]]
    for place, value in enumerate(limit.values):
        in_force = live.day >= day_number(value.from_)
        if place < len(ends):
            in_force &= live.day < ends[place]
        if value.by is None:
            if in_force.any():
                np.putmask(choice, in_force, amounts.setdefault(value.table[None], len(amounts)))
            continue
        rows = places_where(in_force)
        if not len(rows):
            continue
        codes = live.values(value.by)[rows]
        choice[rows[codes == UNKNOWN]] = -2 - place
        wanted = live.caseload.vocabulary.fields[value.by]
        for key, amount in value.table.items():
            if key is not None:
                code = live.caseload.partition.code_of(key, wanted)
                choice[rows[codes == code]] = amounts.setdefault(amount, len(amounts))
    return Chosen(tuple(amounts), choice, limit.values)
