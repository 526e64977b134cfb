"""What became of mutants, as data and as text."""

from collections.abc import Iterator
from typing import Any

from omicheck.authoring.flow_yaml import flow
from omicheck.authoring.mutation_testing import MutationResult, TriedMutant
from omicheck.text import counted


def mutation_data(result: MutationResult) -> dict[str, Any]:
    """What became of mutants, as JSON would hold it."""
    return {
        **_counts(result),
        "failing_examples": [{"rule": rule, "example": name} for rule, name in result.failing_examples],
        "wrong_records": [{"rule": rule, "mutant": name, "why": why} for rule, name, why in result.wrong_records],
        "mutants": [_tried_mutant(one) for one in result.tried],
    }


def _counts(result: MutationResult) -> dict[str, int]:
    return {fate: sum(one.fate == fate for one in result.tried) for fate in ("caught", "survived", "equivalent")}


def _tried_mutant(one: TriedMutant) -> dict[str, Any]:
    return {
        "of": one.mutant.of,
        "mutant": one.mutant.name,
        "rules": [rule.id for rule, _ in one.mutant.changed],
        "fate": one.fate,
        "caught_by": one.caught_by and {"rule": one.caught_by[0], "example": one.caught_by[1]},
        "reason": one.reason or None,
        "suggestion": one.suggestion and {"rule": one.suggestion[0], "example": one.suggestion[1]},
    }


def mutation_text(result: MutationResult, *, with_caught: bool) -> Iterator[str]:
    """What became of mutants, in lines with their ends; of those that were caught only if that is wanted."""
    for line in _lines(result, with_caught=with_caught):
        yield f"{line}\n"


def _lines(result: MutationResult, *, with_caught: bool) -> Iterator[str]:
    for one in result.tried:
        yield from _of_mutant(one, with_caught=with_caught)
    for rule, name in result.failing_examples:
        yield f"fails without a change, so it can catch none: {rule}: {name}"
    for rule, name, why in result.wrong_records:
        yield f"wrongly recorded as equivalent: {rule}: {name}: {why}"
    caught, survived, recorded = _counts(result).values()
    fates = f"{caught} caught, {survived} survived, {recorded} recorded as not to be shown"
    yield f"{counted(len(result.tried), 'mutant')}: {fates}"


def _of_mutant(one: TriedMutant, *, with_caught: bool) -> Iterator[str]:
    name = f"{one.mutant.name}, of {one.mutant.of}"
    if one.fate == "survived":
        yield f"survived: {name}"
        if one.suggestion is None:
            yield "  No example that catches it was found among the cases near those of the rule. Either write one,"
            yield "  or record under equivalent_mutants why no case can show it."
        else:
            rule, example = one.suggestion
            yield f"  This example of {rule} would catch it, if its expectation is right:"
            yield f"  - {flow(example)}"
    elif one.fate == "equivalent":
        yield f"recorded: {name}: {one.reason}"
    elif with_caught and one.caught_by is not None:
        yield f"caught: {name}, by {': '.join(one.caught_by)}"
