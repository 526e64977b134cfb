"""The bank holidays by which the business days of rules are counted: in every period of every rule and limit.

A period carries its calendar with it, so that whatever counts by it, in whichever evaluator, counts by the same days.
"""

from typing import TYPE_CHECKING

from attrs import evolve

from omicheck.bank_holidays import Calendar
from omicheck.dates import Period
from omicheck.model.limit import Amount, Limit
from omicheck.model.rule import Becomes, Check, EventTrigger, FromDay, Rule, Trigger

if TYPE_CHECKING:
    from omicheck.rulebase.folder import RuleBase


def counted_by(rule_base: "RuleBase", calendar: Calendar | None) -> "RuleBase":
    """A rule base whose business days are counted by a calendar; None leaves it as it is.

    Args:
        rule_base: the rules.
        calendar: the bank holidays.
    """
    if calendar is None:
        return rule_base
    return evolve(
        rule_base,
        rules=tuple(_rule(rule, calendar) for rule in rule_base.rules),
        limits={name: _limit(limit, calendar) for name, limit in rule_base.limits.items()},
        calendar=calendar,
    )


def _limit(limit: Limit, calendar: Calendar) -> Limit:
    def counted(amount: Amount) -> Amount:
        return evolve(amount, calendar=calendar) if isinstance(amount, Period) else amount

    values = (evolve(one, table={key: counted(amount) for key, amount in one.table.items()}) for one in limit.values)
    return evolve(limit, values=tuple(values))


def _rule(rule: Rule, calendar: Calendar) -> Rule:
    check = rule.check
    changed: Check = evolve(
        check,
        trigger=_trigger(check.trigger, calendar),
        early=_period(check.early, calendar),
        window=_period(check.window, calendar),
        within=_period(check.within, calendar),
    )
    return evolve(rule, check=changed)


def _trigger(trigger: Trigger | None, calendar: Calendar) -> Trigger | None:
    match trigger:
        case Becomes():
            return evolve(trigger, on_or_after=_from_day(trigger.on_or_after, calendar))
        case EventTrigger():
            from_day = None if trigger.on_or_after is None else _from_day(trigger.on_or_after, calendar)
            return evolve(trigger, on_or_after=from_day, within=_period(trigger.within, calendar))
    return trigger


def _from_day(from_day: FromDay, calendar: Calendar) -> FromDay:
    return evolve(from_day, less=_period(from_day.less, calendar))


def _period(period: Period | None, calendar: Calendar) -> Period | None:
    return None if period is None else evolve(period, calendar=calendar)
