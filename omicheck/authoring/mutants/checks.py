"""Checks with a part exchanged, shifted or gone."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from omicheck.authoring.mutants.events import mutants_of_spec
from omicheck.authoring.mutants.mutant import shifted_periods
from omicheck.authoring.mutants.scopes import mutants_of_condition, mutants_of_scope
from omicheck.authoring.mutants.triggers import mutants_of_trigger
from omicheck.dates import Period
from omicheck.model.limit import Limit
from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger, Rule
from omicheck.model.scope import NO_CONDITION
from omicheck.model.vocabulary import Vocabulary
from omicheck.provenance import limit_of
from omicheck.rulebase.folder import RuleBase


def mutants_of_check(rule: Rule, rule_base: RuleBase) -> Iterator[tuple[str, Check]]:
    """The mutants of the check of a rule."""
    check, vocabulary = rule.check, rule_base.vocabulary
    yield from _other_way_round(check)
    yield from _numbers(check)
    yield from _pieces(check, vocabulary)
    if isinstance(check.trigger, EventTrigger | Becomes):
        for label, trigger in mutants_of_trigger(check.trigger, rule, vocabulary):
            yield f"trigger {label}", evolve(check, trigger=trigger)
    if check.kind == "deadline":
        yield from _early_and_late(check, limit_of(rule, rule_base.limits))


def _other_way_round(check: Check) -> Iterator[tuple[str, Check]]:
    """Trigger and outcome exchanged, and each option that has an opposite turned into it."""
    if isinstance(check.trigger, EventTrigger) and check.outcome is not None:
        exchanged = evolve(check, trigger=EventTrigger(check.outcome), outcome=check.trigger.spec)
        yield "swap trigger and outcome", exchanged
    elif check.kind in {"deadline", "interval"}:
        # Nothing interrupts what is done before the clock would start.
        before = evolve(check, kind="lead_time", early=None, late_accepted=False, while_=NO_CONDITION, restart=None)
        before = evolve(before, absent_not_asked=False)
        yield "swap trigger and outcome", before
    elif check.kind == "lead_time":
        yield "swap trigger and outcome", evolve(check, kind="deadline")
    if check.kind == "count":
        named, other = ("at_most", "at_least") if check.at_most else ("at_least", "at_most")
        yield f"{other} in place of {named}", evolve(check, at_most=not check.at_most)
    if check.kind == "never":
        named, other = ("after", "from") if check.after else ("from", "after")
        yield f"{other} in place of {named}", evolve(check, after=not check.after)


def _numbers(check: Check) -> Iterator[tuple[str, Check]]:
    for name, period in (("early", check.early), ("window", check.window), ("within", check.within)):
        for label, other in shifted_periods(period):
            # A window of no days that is repeated never ends, which reading refuses.
            if other.number or not check.repeat:
                yield f"{name} {label}", _with(check, name, other)
    if check.within is not None:
        yield "drop within", evolve(check, within=None)


def _with(check: Check, name: str, part: Period | EventSpec) -> Check:
    changed: dict[str, Any] = {name: part}
    return evolve(check, **changed)


def _pieces(check: Check, vocabulary: Vocabulary) -> Iterator[tuple[str, Check]]:
    """What it excuses, restarts and asks for, taken away piece by piece."""
    if check.unless is not None:
        yield "drop unless", evolve(check, unless=None)
    if check.restart is not None:
        yield "drop restart", evolve(check, restart=None)
    if check.repeat:
        yield "drop repeat", evolve(check, repeat=False)
    for name, spec in (("outcome", check.outcome), ("unless", check.unless), ("restart", check.restart)):
        for label, other in mutants_of_spec(spec, vocabulary):
            yield f"{name} {label}", _with(check, name, other)
    for label, scope in mutants_of_scope(check.while_, "while ", vocabulary):
        yield label, evolve(check, while_=scope)
    if check.field is not None and check.condition is not None:
        yield "drop is", evolve(check, condition=None)
        for label, condition in mutants_of_condition(check.condition, vocabulary.fields[check.field]):
            yield f"is {label}", evolve(check, condition=condition)


def _early_and_late(check: Check, limit: Limit | None) -> Iterator[tuple[str, Check]]:
    """`early` and `late` exchanged, and each of the two taken away or added."""
    late = evolve(check, late_accepted=not check.late_accepted)
    yield ("refuse late" if check.late_accepted else "accept late"), late
    if check.absent_not_asked:
        yield "drop absent", evolve(check, absent_not_asked=False)
    if check.early is not None:
        yield "drop early", evolve(check, early=None)
    if (check.early is None) is check.late_accepted:
        yield "swap early and late", evolve(late, early=_longest(limit) if check.early is None else None)


def _longest(limit: Limit | None) -> Period:
    """The longest amount of a limit, by its number: as long early as the limit allows late."""
    amounts = [amount for value in limit.values for amount in value.table.values()] if limit is not None else []
    periods = [amount for amount in amounts if isinstance(amount, Period)]
    return max(periods, key=lambda period: period.number, default=Period(1, "days"))
