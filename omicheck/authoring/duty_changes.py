"""Two editions of the standards, duty by duty: which are new, gone, shorter, longer, or counted otherwise.

A duty of the later edition stands beside that of the earlier one in whose place it says it is (`replaces`). Whether it
is shorter or longer is found by counting from every day of two years, by every amount that may hold: so 15 days beside
10 business days are what the calendar makes of them.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal, get_args

from attrs import evolve, frozen

from omicheck.dates import FIRST_DAY, Period, add
from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.rule import Becomes, Check, EventTrigger, Rule
from omicheck.model.vocabulary import Value
from omicheck.rulebase.folder import RuleBase

Becoming = Literal["new", "gone", "shorter", "longer", "more", "fewer", "same", "depends", "counted_otherwise"]
BECOMINGS: Final[tuple[Becoming, ...]] = get_args(Becoming)

BECOMING_IN_WORDS: Final[Mapping[Becoming, str]] = {
    "new": "new",
    "gone": "gone",
    "shorter": "shorter",
    "longer": "longer",
    "more": "more of it",
    "fewer": "fewer of it",
    "same": "the same",
    "depends": "shorter or longer",
    "counted_otherwise": "counted otherwise",
}
AS_IF: Final = (
    "Each edition is asked as if its last numbers had been in force on every day, so that what it would say of these "
    "cases can be seen; omicheck check --edition auto goes by what was in force."
)

# Two years of days: whatever the weekday, the length of the month and the holidays.
_DAYS: Final = tuple(date(2009, 1, 1) + timedelta(days=number) for number in range(730))


@frozen
class DutyChange:
    """A duty of two editions.

    Attributes:
        old: the rule of the earlier edition; None where the duty is new.
        new: the rule of the later edition; None where it is gone.
        becoming: what becomes of it.
    """

    old: Rule | None
    new: Rule | None
    becoming: Becoming

    @property
    def title(self) -> str:
        """What it is called."""
        rule = self.new or self.old
        return "" if rule is None else rule.title or rule.id


def as_if_in_force(rule_base: RuleBase) -> RuleBase:
    """An edition as if its last numbers had been in force on every day, so that it can be held beside another."""
    limits = {name: evolve(limit, values=(_always(limit.values[-1]),)) for name, limit in rule_base.limits.items()}
    return evolve(rule_base, limits=limits)


def _always(value: LimitValue) -> LimitValue:
    return evolve(value, from_=FIRST_DAY, until=None)


def duty_changes(old: RuleBase, new: RuleBase) -> tuple[DutyChange, ...]:
    """What becomes of each duty: those of the later edition in the order of their ids, then those that are gone.

    Args:
        old: the earlier edition.
        new: the later edition.
    """
    before = {rule.id: rule for rule in old.with_status("in_force") if rule.asks == "duty"}
    after = [rule for rule in new.with_status("in_force") if rule.asks == "duty"]
    places = {rule.id: _place(rule, before) for rule in after}
    taken = {name for names in places.values() for name in names}
    found = []
    for rule in after:
        was = [before[name] for name in places[rule.id]]
        found += [DutyChange(one, rule, _becoming(one, rule, old, new)) for one in was]
        found += [] if was else [DutyChange(None, rule, "new")]
    found += [DutyChange(rule, None, "gone") for name, rule in before.items() if name not in taken]
    return tuple(found)


def _place(rule: Rule, before: Mapping[str, Rule]) -> list[str]:
    """The duties in whose place a rule is; one that keeps its id is in its own."""
    return [name for name in (rule.id, *rule.replaces) if name in before]


def _becoming(old: Rule, new: Rule, before: RuleBase, after: RuleBase) -> Becoming:
    if _measure(old.check) != _measure(new.check) or old.check.limit is None or new.check.limit is None:
        return "counted_otherwise"
    signs = set(_signs(before.limits[old.check.limit], after.limits[new.check.limit]))
    if len(signs) > 1:
        return "depends"
    sign = signs.pop() if signs else 0
    if sign == 0:
        return "same"
    if old.check.kind == "count":
        return "more" if sign > 0 else "fewer"
    return "longer" if sign > 0 else "shorter"


def _measure(check: Check) -> tuple[object, ...]:
    """What has to be the same in two checks for their limits to be held beside each other."""
    trigger: object = check.trigger
    if isinstance(check.trigger, EventTrigger):
        trigger = (check.trigger.spec.types, check.trigger.nth)
    elif isinstance(check.trigger, Becomes):
        trigger = check.trigger.scope
    return check.kind, trigger, check.window, check.at_most, check.repeat


def _signs(old: Limit, new: Limit) -> Iterator[int]:
    """How the amounts that may hold compare: -1, 0 and 1 for less, as much and more; value by value where they can."""
    first, second = old.values[-1], new.values[-1]
    if first.by == second.by:
        for key in dict.fromkeys((*first.table, *second.table)):
            yield from _of_key(key, first, second)
        return
    for one in first.table.values():
        yield from (sign for other in second.table.values() for sign in _compared(one, other))


def _of_key(key: Value | None, first: LimitValue, second: LimitValue) -> Iterator[int]:
    one, other = first.table.get(key), second.table.get(key)
    if one is not None and other is not None:
        yield from _compared(one, other)


def _compared(one: Amount, other: Amount) -> set[int]:
    if not (isinstance(one, Period) and isinstance(other, Period)):
        numbers = (one.number if isinstance(one, Period) else one, other.number if isinstance(other, Period) else other)
        return {_sign(numbers[1] - numbers[0])}
    ends = ((add(day, one), add(day, other)) for day in _DAYS)
    return {_sign((later - earlier).days) for earlier, later in ends}


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
