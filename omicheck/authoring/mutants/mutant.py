"""What a mutant is, and the shifting of numbers and days that many are made by."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from omicheck.dates import FIRST_DAY, LAST_DAY, Period
from omicheck.model.limit import Amount, Limit
from omicheck.model.rule import Rule
from omicheck.model.vocabulary import Vocabulary


@frozen
class Mutant:
    """A change that makes rules wrong.

    Attributes:
        name: what was changed; the name by which a rule file records that no case can show it.
        changed: the changed rules, each beside the rule that it was made from.
        limit: the changed limit that they use, with an id of its own, if it is the limit that was changed.
        limit_before: that limit as it was.
        vocabulary: the changed vocabulary, if it is that; the rules, which ask for what was changed, are as they were.
    """

    name: str
    changed: tuple[tuple[Rule, Rule], ...]
    limit: Limit | None = None
    limit_before: Limit | None = None
    vocabulary: Vocabulary | None = None

    @property
    def of(self) -> str:
        """The rule, the limit or the field of the vocabulary that was changed."""
        if self.vocabulary is not None:
            return self.name.split(" ")[1]
        return self.changed[0][0].id if self.limit is None else self.limit.id.partition(" ")[0]


def shifted(amount: Amount, step: int) -> Amount | None:
    """An amount, so much more; None where there is none."""
    number = amount.number if isinstance(amount, Period) else amount
    if number + step < 0:
        return None
    return evolve(amount, number=number + step) if isinstance(amount, Period) else number + step


def shifted_periods(period: Period | None) -> Iterator[tuple[str, Period]]:
    """A length of time, one more and one less, each with its name."""
    for step in (1, -1) if period is not None else ():
        other = shifted(period, step) if period is not None else None
        if isinstance(other, Period):
            yield f"{step:+d}", other


def shifted_day(day: date, step: int) -> date | None:
    """A day, so many later; None where no record or rule can have it."""
    other = date.fromordinal(day.toordinal() + step)
    return other if FIRST_DAY <= other <= LAST_DAY else None
