"""Rules made wrong on purpose: each change is small, has a name, and should be noticed by an example.

- every amount of every limit, one more and one less;
- every condition of a scope, dropped and negated;
- trigger and outcome exchanged; where the trigger is a date of the case, which cannot be an outcome, what has to
  be done after it has to be done before it, and the other way round;
- `early` and `late` exchanged, and each of the two taken away or added;
- the other numbers of a check and of a scope, one more and one less; and what it leaves a choice of, or excuses,
  taken away piece by piece.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from omicheck.dates import Period
from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.rule import Check, EventSpec, EventTrigger, Rule
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, FieldCondition, Has, Not, OneOf
from omicheck.model.vocabulary import Value
from omicheck.rulebase.folder import RuleBase


@frozen
class Mutant:
    """A change that makes rules wrong.

    Attributes:
        name: what was changed; the name by which a rule file records that no case can show it.
        changed: the changed rules, each beside the rule that it was made from.
        limit: the changed limit that they use, with an id of its own, if it is the limit that was changed.
    """

    name: str
    changed: tuple[tuple[Rule, Rule], ...]
    limit: Limit | None = None

    @property
    def of(self) -> str:
        """The rule, or the limit, that was changed."""
        return self.changed[0][0].id if self.limit is None else self.limit.id.partition(" ")[0]


def mutants_of(rule_base: RuleBase, rules: Iterable[Rule]) -> Iterator[Mutant]:
    """All mutants of rules and of the limits that they use."""
    chosen = tuple(rules)
    for limit in rule_base.limits.values():
        using = tuple(rule for rule in chosen if rule.check.limit == limit.id)
        if using:
            yield from _of_limit(limit, using)
    for rule in chosen:
        for name, changed in _of_rule(rule, rule_base.limits):
            yield Mutant(name, ((rule, changed),))


def with_limits_of(mutants: Iterable[Mutant], rule_base: RuleBase) -> RuleBase:
    """The rule base with the changed limits of mutants beside its own, so that one evaluator serves them all."""
    limits = {mutant.limit.id: mutant.limit for mutant in mutants if mutant.limit is not None}
    return evolve(rule_base, limits={**rule_base.limits, **limits})


def _of_limit(limit: Limit, rules: tuple[Rule, ...]) -> Iterator[Mutant]:
    for number, value in enumerate(limit.values):
        from_ = f" from {value.from_}" if len(limit.values) > 1 else ""
        for key, amount in value.table.items():
            where = "" if key is None else f" {value.by} {key}"
            for step in (1, -1):
                shifted = _shifted(amount, step)
                if shifted is None:
                    continue
                name = f"limit {limit.id}{from_}{where} {step:+d}"
                changed = _with_amount(limit, number, key, shifted, f"{limit.id} {name}")
                pairs = tuple((rule, evolve(rule, check=evolve(rule.check, limit=changed.id))) for rule in rules)
                yield Mutant(name, pairs, changed)


def _shifted(amount: Amount, step: int) -> Amount | None:
    number = amount.number if isinstance(amount, Period) else amount
    if number + step < 0:
        return None
    return evolve(amount, number=number + step) if isinstance(amount, Period) else number + step


def _with_amount(limit: Limit, number: int, key: Value | None, amount: Amount, name: str) -> Limit:
    values: list[LimitValue] = list(limit.values)
    values[number] = evolve(values[number], table={**values[number].table, key: amount})
    return evolve(limit, id=name, values=tuple(values))


def _of_rule(rule: Rule, limits: Mapping[str, Limit]) -> Iterator[tuple[str, Rule]]:
    for name, scope in _of_scope(rule.applies, ""):
        yield name, evolve(rule, applies=scope)
    for name, check in _of_check(rule.check, limits):
        yield name, evolve(rule, check=check)


def _of_scope(scope: AllOf, where: str) -> Iterator[tuple[str, AllOf]]:
    """A scope without each of its conditions in turn, and with each in turn negated."""
    for number, part in enumerate(scope.parts):
        before, after = scope.parts[:number], scope.parts[number + 1 :]
        if isinstance(part, FieldCondition):
            yield f"drop {where}{part.field}", AllOf((*before, *after))
            inner = part.condition
            negated = inner.condition if isinstance(inner, Not) else Not(inner)
            yield f"negate {where}{part.field}", AllOf((*before, evolve(part, condition=negated), *after))
            for name, condition in _of_condition(inner):
                yield f"{where}{part.field} {name}", AllOf((*before, evolve(part, condition=condition), *after))
            continue
        for name, changed in _of_alternatives(part, where):
            yield name, AllOf((*before, *(() if changed is None else (changed,)), *after))


def _of_condition(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """A condition without each of several values in turn, and with its bounds shifted by one."""
    match condition:
        case Not(condition=inner):
            for name, changed in _of_condition(inner):
                yield name, Not(changed)
        case OneOf(values=values) if len(values) > 1:
            for value in values:
                yield f"without {value}", OneOf(tuple(one for one in values if one != value))
        case Has(values=items) if len(items) > 1:
            for item in items:
                yield f"without {item}", Has(tuple(one for one in items if one != item))
        case Between(at_least=low, at_most=high):
            for step in (1, -1):
                if low is not None:
                    yield f"at_least {step:+d}", evolve(condition, at_least=low + step)
                if high is not None:
                    yield f"at_most {step:+d}", evolve(condition, at_most=high + step)
        case _:
            return


def _of_alternatives(part: AnyOf, where: str) -> Iterator[tuple[str, AnyOf | None]]:
    for number, alternative in enumerate(part.alternatives):
        others = part.alternatives[:number] + part.alternatives[number + 1 :]
        yield f"drop {where}any {number + 1}", AnyOf(others) if others else None
        for name, changed in _of_scope(alternative, f"{where}any {number + 1} "):
            if not changed.parts and len(alternative.parts) == 1:
                continue  # an alternative without conditions always holds, which dropping the whole `any` shows
            alternatives = (*part.alternatives[:number], changed, *part.alternatives[number + 1 :])
            yield name, AnyOf(alternatives)
    if len(part.alternatives) > 1:
        yield f"drop {where}any", None


_OTHER_WAY: Final = {"deadline": "lead_time", "lead_time": "deadline", "interval": "lead_time"}


def _of_check(check: Check, limits: Mapping[str, Limit]) -> Iterator[tuple[str, Check]]:
    if isinstance(check.trigger, EventTrigger) and check.outcome is not None:
        exchanged = evolve(check, trigger=EventTrigger(check.outcome), outcome=check.trigger.spec)
        yield "swap trigger and outcome", exchanged
    elif check.kind in {"deadline", "interval"}:
        yield "swap trigger and outcome", evolve(check, kind="lead_time", early=None, late_accepted=False)
    elif check.kind == "lead_time":
        yield "swap trigger and outcome", evolve(check, kind="deadline")
    yield from _of_pieces(check)
    if check.kind != "deadline":
        return
    yield (
        ("refuse late" if check.late_accepted else "accept late"),
        evolve(check, late_accepted=not check.late_accepted),
    )
    if check.early is not None:
        yield "drop early", evolve(check, early=None)
    if (check.early is None) is check.late_accepted:
        longest = _longest(limits.get(check.limit or ""))
        early = longest if check.early is None else None
        yield "swap early and late", evolve(check, early=early, late_accepted=not check.late_accepted)


def _of_pieces(check: Check) -> Iterator[tuple[str, Check]]:
    """The other numbers of a check, and the pieces of its event specs."""
    for label, period in _shifted_period(check.early):
        yield f"early {label}", evolve(check, early=period)
    for label, period in _shifted_period(check.window):
        yield f"window {label}", evolve(check, window=period)
    if check.unless is not None:
        yield "drop unless", evolve(check, unless=None)
    if check.repeat:
        yield "drop repeat", evolve(check, repeat=False)
    for label, spec in _of_spec(check.outcome):
        yield f"outcome {label}", evolve(check, outcome=spec)
    for label, spec in _of_spec(check.unless):
        yield f"unless {label}", evolve(check, unless=spec)
    if isinstance(check.trigger, EventTrigger):
        for label, trigger in _of_trigger(check.trigger):
            yield f"trigger {label}", evolve(check, trigger=trigger)


def _of_trigger(trigger: EventTrigger) -> Iterator[tuple[str, EventTrigger]]:
    for label, spec in _of_spec(trigger.spec):
        yield label, evolve(trigger, spec=spec)
    if trigger.first:
        yield "drop first", evolve(trigger, first=False)
    if trigger.nth is not None:
        for step in (1, -1) if trigger.nth > 1 else (1,):
            yield f"nth {step:+d}", evolve(trigger, nth=trigger.nth + step)
    for label, period in _shifted_period(trigger.within):
        yield f"within {label}", evolve(trigger, within=period)
    if trigger.since is not None:
        yield "drop since", evolve(trigger, since=None)


def _shifted_period(period: Period | None) -> Iterator[tuple[str, Period]]:
    for step in (1, -1) if period is not None else ():
        shifted = _shifted(period, step) if period is not None else None
        if isinstance(shifted, Period):
            yield f"{step:+d}", shifted


def _of_spec(spec: EventSpec | None) -> Iterator[tuple[str, EventSpec]]:
    """An event spec without each of several types, without each attribute, and without each of several values."""
    if spec is None:
        return
    for name in spec.types if len(spec.types) > 1 else ():
        yield f"without {name}", evolve(spec, types=tuple(one for one in spec.types if one != name))
    for number, (name, values) in enumerate(spec.where):
        before, after = spec.where[:number], spec.where[number + 1 :]
        yield f"drop where {name}", evolve(spec, where=(*before, *after))
        for value in values if len(values) > 1 else ():
            others = (name, tuple(one for one in values if one != value))
            yield f"where {name} without {value}", evolve(spec, where=(*before, others, *after))


def _longest(limit: Limit | None) -> Period:
    """The longest amount of a limit, by its number: as long early as the limit allows late."""
    amounts = [amount for value in limit.values for amount in value.table.values()] if limit is not None else []
    periods = [amount for amount in amounts if isinstance(amount, Period)]
    return max(periods, key=lambda period: period.number, default=Period(1, "days"))
