"""What records from elsewhere are known not to hold, so that its absence from them says nothing."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from attrs import field, frozen

from omicheck.model.rule import Rule

# How much there is of the events of a type: each of them, only the first from the start on, or some of them.
Share = Literal["all", "first", "some"]
SHARES: Final[tuple[Share, ...]] = get_args(Share)


@frozen
class NotHeld:
    """What records do not hold of what the vocabulary has a word for.

    Attributes:
        events: the event types that they have no place for.
        in_part: the event types of which they hold only the first from the start of the case on, or only some.
        none: the event types that they have no place for as there were none, on the word of who wrote the mapping.
        fields: the fields that they have no place for.
        flags: the event types of the flags that stand for them where rules are changed for such records.
    """

    events: frozenset[str]
    in_part: Mapping[str, Share] = field(factory=dict)
    none: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    flags: Mapping[str, str] = field(factory=dict)

    def holds(self, type_: str, *, first_will_do: bool = False) -> bool:
        """Whether all events of a type are held, or all that matter.

        Args:
            type_: the event type.
            first_will_do: whether only the first from the start on matters.
        """
        share = self.in_part.get(type_, "all")
        return type_ not in self.events and (share == "all" or (share == "first" and first_will_do))


def turns_on_not_held(unknown_fields: Iterable[str], rule: Rule) -> bool:
    """Whether a verdict could not be told as the records do not hold what the rule asks about.

    Args:
        unknown_fields: those of its row.
        rule: the rule.
    """
    return not set(unknown_fields).isdisjoint(rule.not_held)
