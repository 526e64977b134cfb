"""Options that change nothing, or leave nothing to ask; and events that no record can hold."""

from collections.abc import Iterator

from omicheck.authoring.lint.faults import Fault, fault
from omicheck.authoring.parts_of_rules import specs_of, trigger_path
from omicheck.dates import Period
from omicheck.findings import Path
from omicheck.model.limit import Limit
from omicheck.model.rule import Becomes, Check, EventTrigger
from omicheck.model.scope import Between
from omicheck.rulebase.folder import RuleBase


def find(rule_base: RuleBase) -> Iterator[Fault]:
    """The faults of options."""
    for rule in rule_base.rules:
        for path, found, expected in _without_effect(rule.check):
            yield fault("option-without-effect", rule, path, found, expected)
        for path, spec in specs_of(rule.check):
            for attribute, wanted in spec.where:
                if isinstance(wanted, Between) and _is_empty(wanted):
                    expected = "at_least no higher than at_most"
                    at = (*path, "where", attribute)
                    yield fault("event-never-fits", rule, at, "bounds that no value lies between", expected)
    for limit in rule_base.limits.values():
        yield from _overlaps(limit)


def _is_empty(bounds: Between) -> bool:
    return bounds.at_least is not None and bounds.at_most is not None and bounds.at_least > bounds.at_most


def _without_effect(check: Check) -> Iterator[tuple[Path, str, str]]:
    kind = ("check", check.kind)
    if _is_nothing(check.early):
        yield (*kind, "early"), f"{check.early}, which lets nothing earlier count", "a longer time, or no early"
    if _is_nothing(check.window):
        yield (*kind, "window"), f"{check.window}, in which nothing can be counted", "a longer time"
    if check.after and _is_nothing(check.within):
        found = f"{check.within}, beside after, in which nothing can happen"
        yield (*kind, "within"), found, "a longer time, or from in place of after"
    trigger = check.trigger
    at = trigger_path(check)
    if isinstance(trigger, EventTrigger | Becomes) and trigger.on_or_after is not None:
        less = trigger.on_or_after.less
        if _is_nothing(less):
            expected = f"on_or_after: {trigger.on_or_after.case_date}"
            yield (*at, "on_or_after", "less"), f"{less}, which changes nothing", expected
    if isinstance(trigger, EventTrigger):
        if _is_nothing(trigger.within):
            yield (*at, "within"), f"{trigger.within}, in which there is no day", "a longer time"
        if trigger.nth == 1 and trigger.or_more and not trigger.distinct_days:
            found = "from_nth: 1 without distinct, which every event is"
            yield (*at, "from_nth"), found, "a higher number, distinct beside it, or no from_nth"


def _is_nothing(period: Period | None) -> bool:
    return period is not None and period.number == 0


def _overlaps(limit: Limit) -> Iterator[Fault]:
    """Values that are said to be in force when the next one is already."""
    for number, (value, following) in enumerate(zip(limit.values, limit.values[1:], strict=False)):
        if value.until is not None and value.until >= following.from_:
            found = f"{value.until}, when the value from {following.from_} is in force already"
            expected = f"a day before {following.from_}, or no until"
            yield fault("until-overlaps", limit, ("values", number, "until"), found, expected)
