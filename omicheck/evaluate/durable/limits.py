"""Which amount of a limit holds: which of its values is in force, then what that has for the field it depends on."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import define, field, frozen

from omicheck.evaluate.durable.codings import Coding, coding_of
from omicheck.evaluate.durable.decisions import by_code
from omicheck.evaluate.durable.engine import Decision
from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.vocabulary import Value, Vocabulary

_ONE_DAY = timedelta(days=1)


@frozen
class InForce:
    """What a limit comes to on a day.

    Attributes:
        amounts: one where it is known (None for a check without a limit), none where no limit is in force, all of the
            table where it is unknown.
        unknown: the field that it depends on, where that is unknown.
        complete: whether the amounts are those of every value that the field may have.
    """

    amounts: tuple[Amount | None, ...]
    unknown: str | None = None
    complete: bool = True


@define(eq=False)
class _Table:
    """A value of a limit that depends on a field, by the code of that field."""

    by: str
    coding: Coding
    decision: Decision[InForce]


@define(eq=False)
class LimitDecision:
    """A limit ready to be decided.

    Attributes:
        limit: the limit.
        vocabulary: the words.
    """

    limit: Limit
    vocabulary: Vocabulary
    _begins: tuple[date, ...] = field(init=False)
    _value_in_force: Decision[int] = field(init=False)
    # By the identity of a value of the limit.
    _tables: dict[int, _Table] = field(init=False, factory=dict)
    _alone: dict[int, InForce] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Cuts time into the periods in which one value, or none, is in force."""
        periods = list(_periods(self.limit.values))
        self._begins = tuple(day for day, _ in periods)
        tree = by_code("period", (_NONE, *(place for _, place in periods)))
        self._value_in_force = Decision(f"limit {self.limit.id}", ("period",), tree)

    def value_on(self, day: date) -> LimitValue | None:
        """The value that is in force on a day."""
        place = self._value_in_force.ask((bisect_right(self._begins, day),))
        return None if place == _NONE else self.limit.values[place]

    def in_force(self, value: LimitValue, known: Value | None) -> InForce:
        """What a value of the limit comes to.

        Args:
            value: the value in force.
            known: the value of the field that it depends on, None where that is unknown.
        """
        if value.by is None:
            alone = self._alone.get(id(value))
            if alone is None:
                alone = self._alone[id(value)] = InForce((value.table[None],))
            return alone
        table = self._tables.get(id(value))
        if table is None:
            table = self._tables[id(value)] = self._table(value, value.by)
        return table.decision.ask((table.coding.code(known),))

    def _table(self, value: LimitValue, by: str) -> _Table:
        keys = tuple(key for key in value.table if key is not None)
        coding = coding_of(by, self.vocabulary.fields[by], keys)
        complete = not coding.others and all(one in value.table for one in coding.values)
        answers = [InForce(tuple(dict.fromkeys(value.table.values())), by, complete)]
        answers += [InForce((value.table[one],) if one in value.table else ()) for one in coding.values]
        if coding.others:
            answers.append(InForce(()))
        return _Table(by, coding, Decision(f"limit {self.limit.id} by {by}", ("code",), by_code("code", answers)))


_NONE = -1


def _periods(values: tuple[LimitValue, ...]) -> Iterator[tuple[date, int]]:
    """The days from which another value is in force, each with its place, or `_NONE` where none is."""
    for place, value in enumerate(values):
        yield value.from_, place
        following = None if place + 1 == len(values) else values[place + 1].from_
        if value.until is not None and (following is None or value.until + _ONE_DAY < following):
            yield value.until + _ONE_DAY, _NONE
