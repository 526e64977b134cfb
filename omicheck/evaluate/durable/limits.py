"""Which amount of a limit holds, as a decision tree over the period in force and the field it depends on."""

from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen

from omicheck.evaluate.durable.decisions import Box, Cut, Leaf, Tree, grow
from omicheck.evaluate.durable.scopes import Coding, coding_of
from omicheck.model.limit import Amount, Limit
from omicheck.model.vocabulary import Value, Vocabulary


@frozen
class InForce:
    """What a limit comes to on a day.

    Attributes:
        amounts: one where it is known, none where no limit is in force, all of the table where it is unknown.
        unknown: the field that it depends on, where that is unknown.
    """

    amounts: tuple[Amount, ...]
    unknown: str | None = None


@frozen(eq=False)
class LimitTree:
    """A limit ready to be decided."""

    starts: tuple[date, ...]
    codings: Mapping[str, Coding]
    tree: Tree[InForce]

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields of a fact."""
        return ("period", *self.codings)

    def codes(self, day: date, value_of: Callable[[str], Value | None]) -> tuple[int, ...]:
        """The fact for a day: how many of the dated values have begun, and the fields as at that day."""
        period = sum(start <= day for start in self.starts)
        return (period, *(coding.code(value_of(coding.field)) for coding in self.codings.values()))


def limit_tree(limit: Limit, vocabulary: Vocabulary) -> LimitTree:
    """The decision tree for a limit."""
    named: dict[str, dict[Value, None]] = {}
    for value in limit.values:
        if value.by is not None:
            keys = [key for key in value.table if key is not None]
            named.setdefault(value.by, {}).update(dict.fromkeys(keys))
    codings = {f"is_{name}": coding_of(name, vocabulary.fields[name], tuple(values)) for name, values in named.items()}

    def decide(box: Box) -> Leaf[InForce] | Cut:
        lowest, highest = box["period"]
        if lowest < highest:
            return Cut("period", lowest)
        if lowest == 0:
            return Leaf(InForce(()))
        value = limit.values[lowest - 1]
        if value.by is None:
            return Leaf(InForce((value.table[None],)))
        key = f"is_{value.by}"
        low, high = box[key]
        if low < high:
            return Cut(key, low)
        if low == 0:
            return Leaf(InForce(tuple(value.table.values()), value.by))
        amounts = [amount for one, amount in value.table.items() if one is not None and codings[key].code(one) == low]
        return Leaf(InForce(tuple(amounts)))

    box = {"period": (0, len(limit.values))} | {key: (0, coding.highest) for key, coding in codings.items()}
    return LimitTree(tuple(value.from_ for value in limit.values), codings, grow(decide, box))
