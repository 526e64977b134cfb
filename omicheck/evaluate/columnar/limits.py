"""Which amount of a limit applies to each occurrence."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.lookups import constant, places_where
from omicheck.evaluate.columnar.occurrences_in_scope import OccurrencesInScope
from omicheck.evaluate.columnar.partition import UNKNOWN
from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.vocabulary import Vocabulary

# No limit is in force, or none for the value of the field.
NOT_IN_FORCE: Final = -1


@frozen(eq=False)
class ChosenAmounts:
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
            if value.by is not None:
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


def choose(live: OccurrencesInScope, limit: Limit) -> ChosenAmounts:
    """The amount for each occurrence."""
    choice = constant(len(live.case), NOT_IN_FORCE)
    amounts: dict[Amount, int] = {}
    starts = [day_number(value.from_) for value in limit.values]
    for place, value in enumerate(limit.values):
        in_force = live.day >= starts[place]
        if place + 1 < len(starts):
            in_force &= live.day < starts[place + 1]
        if value.until is not None:
            in_force &= live.day <= day_number(value.until)
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
    return ChosenAmounts(tuple(amounts), choice, limit.values)


def has_every_value(value: LimitValue, vocabulary: Vocabulary) -> bool:
    """Whether a dated value has an amount for every value that its field may have."""
    if value.by is None:
        return True
    wanted = vocabulary.fields[value.by]
    match wanted.kind:
        case "flag":
            permitted = 2
        case "integer":
            permitted = wanted.at_most - wanted.at_least + 1
        case "choice" | "level":
            permitted = len(set(wanted.values))
        case _:
            # There is no end of texts and dates.
            return False
    return len(value.table) == permitted
