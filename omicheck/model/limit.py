"""A limit: dated amounts, each with the source that it was taken from."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, get_args

from attrs import frozen

from omicheck.dates import Period
from omicheck.model.vocabulary import Value

Standing = Literal["confirmed", "from_report", "statute", "analogue", "assumed"]
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)

# A period, or the bare number of a count.
Amount = Period | int
# More than any record holds, and few enough for whatever counts.
MOST_COUNTED: Final = 1_000_000


@frozen
class Source:
    """Where something is said, and how far it can be trusted."""

    document: str
    place: str
    status: Standing
    note: str = ""


@frozen
class LimitValue:
    """What a limit is from a day on.

    Attributes:
        from_: the first day on which it is in force.
        by: the field that it depends on, or None.
        table: the amounts by the value of that field; a single one under None without `by`.
        sources: the source of each amount, under the same keys.
        until: the last day on which it is in force, or None where it is so until the next.
        is_itself: whether each amount is the number that the field is: a limit that the record gives.
    """

    from_: date
    by: str | None
    table: Mapping[Value | None, Amount]
    sources: Mapping[Value | None, Source]
    until: date | None = None
    is_itself: bool = False


@frozen
class Limit:
    """A dated table of amounts, its values in the order of their dates."""

    id: str
    values: tuple[LimitValue, ...]
    what: str = ""
    file: str = ""

    def latest(self, day: date) -> LimitValue | None:
        """The value that came into force last, as at a day, be it over or not; None before the first."""
        return next((value for value in reversed(self.values) if value.from_ <= day), None)
