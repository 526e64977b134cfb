"""Scopes, and what attributes of events must be, with a condition gone, negated or moved."""

from collections.abc import Iterator

from attrs import evolve

from omicheck.authoring.parts_of_rules import exchanged
from omicheck.model.rule import Wanted
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, FieldCondition, Has, Not, OneOf
from omicheck.model.vocabulary import ValueType, Vocabulary


def mutants_of_scope(scope: AllOf, where: str, vocabulary: Vocabulary) -> Iterator[tuple[str, AllOf]]:
    """A scope without each of its conditions in turn, with each in turn negated, and with each changed.

    Args:
        scope: the scope.
        where: what the names begin with.
        vocabulary: the words that it uses.
    """
    for number, part in enumerate(scope.parts):
        if isinstance(part, FieldCondition):
            yield f"drop {where}{part.field}", AllOf(exchanged(scope.parts, number))
            inner = part.condition
            negated = inner.condition if isinstance(inner, Not) else Not(inner)
            others = [(f"negate {where}{part.field}", negated)]
            for name, condition in mutants_of_condition(inner, vocabulary.fields[part.field]):
                others.append((f"{where}{part.field} {name}", condition))
            for name, condition in others:
                yield name, AllOf(exchanged(scope.parts, number, evolve(part, condition=condition)))
            continue
        for name, changed in _of_alternatives(part, where, vocabulary):
            yield name, AllOf(exchanged(scope.parts, number, *(() if changed is None else (changed,))))


def mutants_of_condition(condition: Condition, wanted: ValueType) -> Iterator[tuple[str, Condition]]:
    """A condition without each of several values in turn, and with its bounds moved by one."""
    match condition:
        case Not(condition=inner):
            for name, changed in mutants_of_condition(inner, wanted):
                yield name, Not(changed)
        case Has(values=items) if len(items) > 1:
            for item in items:
                yield f"without {item}", Has(tuple(one for one in items if one != item))
        case OneOf() | Between():
            yield from mutants_of_wanted(condition, wanted)
        case _:
            return


def mutants_of_wanted(wanted: Wanted, type_: ValueType) -> Iterator[tuple[str, Wanted]]:
    """Values without each of several in turn; bounds moved by one, and each of two taken away."""
    if isinstance(wanted, OneOf):
        for value in wanted.values if len(wanted.values) > 1 else ():
            yield f"without {value}", OneOf(tuple(one for one in wanted.values if one != value))
        return
    least, most = (0, len(type_.values) - 1) if type_.kind == "level" else (type_.at_least, type_.at_most)
    for step in (1, -1):
        # A bound at the end of what there is leaves out nothing, and one beyond it is the same bound.
        if wanted.at_least is not None and wanted.at_least + step >= least:
            yield f"at_least {step:+d}", evolve(wanted, at_least=wanted.at_least + step)
        if wanted.at_most is not None and wanted.at_most + step <= most:
            yield f"at_most {step:+d}", evolve(wanted, at_most=wanted.at_most + step)
    if wanted.at_least is not None and wanted.at_most is not None:
        yield "drop at_least", evolve(wanted, at_least=None)
        yield "drop at_most", evolve(wanted, at_most=None)


def _of_alternatives(part: AnyOf, where: str, vocabulary: Vocabulary) -> Iterator[tuple[str, AnyOf | None]]:
    for number, alternative in enumerate(part.alternatives):
        others = exchanged(part.alternatives, number)
        yield f"drop {where}any {number + 1}", AnyOf(others) if others else None
        for name, changed in mutants_of_scope(alternative, f"{where}any {number + 1} ", vocabulary):
            if not changed.parts and len(alternative.parts) == 1:
                continue  # an alternative without conditions always holds, which dropping the whole `any` shows
            yield name, AnyOf(exchanged(part.alternatives, number, changed))
    if len(part.alternatives) > 1:
        yield f"drop {where}any", None
