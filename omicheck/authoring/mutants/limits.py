"""Limits with another amount, or in force for another time."""

from collections.abc import Iterator

from attrs import evolve

from omicheck.authoring.mutants.mutant import Mutant, shifted, shifted_day
from omicheck.authoring.parts_of_rules import exchanged
from omicheck.model.limit import Limit, LimitValue
from omicheck.model.rule import Rule


def mutants_of_limit(limit: Limit, rules: tuple[Rule, ...]) -> Iterator[Mutant]:
    """The mutants of a limit, on the rules that use it."""
    for name, values in _changed(limit):
        changed = evolve(limit, id=f"{limit.id} {name}", values=values)
        yield Mutant(name, tuple((rule, _with_limit(rule, changed.id)) for rule in rules), changed, limit)


def _with_limit(rule: Rule, limit: str) -> Rule:
    return evolve(rule, check=evolve(rule.check, limit=limit))


def _changed(limit: Limit) -> Iterator[tuple[str, tuple[LimitValue, ...]]]:
    for number, value in enumerate(limit.values):
        name = f"limit {limit.id}" + (f" from {value.from_}" if len(limit.values) > 1 else "")
        following = limit.values[number + 1] if number + 1 < len(limit.values) else None
        for label, changed in _of_value(value):
            yield f"{name}{label}", exchanged(limit.values, number, changed)
        for label, changed in _of_end(value, following):
            yield f"{name} {label}", exchanged(limit.values, number, changed)


def _of_value(value: LimitValue) -> Iterator[tuple[str, LimitValue]]:
    """Each amount, one more and one less; of those that the record gives all at once."""
    if value.is_itself:
        for step in (1, -1):
            others = {key: shifted(amount, step) for key, amount in value.table.items()}
            moved = {key: value.table[key] if other is None else other for key, other in others.items()}
            yield f" {step:+d}", evolve(value, table=moved)
        return
    for key, amount in value.table.items():
        where = "" if key is None else f" {value.by} {key}"
        for step in (1, -1):
            other = shifted(amount, step)
            if other is not None:
                yield f"{where} {step:+d}", evolve(value, table={**value.table, key: other})


def _of_end(value: LimitValue, following: LimitValue | None) -> Iterator[tuple[str, LimitValue]]:
    """The last day taken away, or moved by a day; but not to where the next value is in force anyway."""
    if value.until is None:
        return
    last = shifted_day(following.from_, -1) if following is not None else None
    if last is None or value.until < last:
        yield "drop until", evolve(value, until=None)
    for step in (1, -1):
        until = shifted_day(value.until, step)
        if until is not None and until >= value.from_ and (last is None or until <= last):
            yield f"until {step:+d}", evolve(value, until=until)
