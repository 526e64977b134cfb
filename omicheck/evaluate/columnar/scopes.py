"""Scopes, three-valued: false is 0, unknown is 1, true is 2, so that AND is the least and OR is the greatest."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

import numpy as np

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.fields import Reading, changes, names_of, read, read_undated, timeline
from omicheck.evaluate.columnar.gaps import Gaps, no_gaps
from omicheck.evaluate.columnar.lookups import NONE, is_one_of, places_where
from omicheck.evaluate.columnar.partition import UNKNOWN as NO_VALUE
from omicheck.evaluate.columnar.partition import Partition
from omicheck.model.scope import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    FieldCondition,
    Has,
    Not,
    OneOf,
    Recorded,
    conditions_in,
)
from omicheck.model.vocabulary import ValueType

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2

# How a field that changes is read: its name to what is known of it.
_Read = Callable[[str], Reading]


def truth_of(caseload: Caseload, scope: AllOf, cases: Numbers, days: Numbers) -> Numbers:
    """Whether each case is in the scope as at a day; `NONE` stands for a day of which nothing is known."""
    changing = tuple(part for part in scope.parts if _changes(caseload, part))
    constant = AllOf(tuple(part for part in scope.parts if part not in changing)) if changing else scope
    if constant not in caseload.scopes:
        every = caseload.every_case
        caseload.scopes[constant] = _all_of(caseload, constant, every, lambda name: read(caseload, name, every, every))
    truth = caseload.of_cases(caseload.scopes[constant], cases)
    if not changing:
        return truth
    varying = AllOf(changing)
    undated = places_where(days == NONE)
    if not len(undated):
        return np.minimum(truth, _all_of(caseload, varying, cases, lambda name: read(caseload, name, cases, days)))
    some = cases[undated]
    dated = places_where(days != NONE)
    others, when = cases[dated], days[dated]
    found = np.empty(len(cases), dtype=np.int8)
    found[undated] = _all_of(caseload, varying, some, lambda name: read_undated(caseload, name, some))
    found[dated] = _all_of(caseload, varying, others, lambda name: read(caseload, name, others, when))
    return np.minimum(truth, found)


def unknown_names(caseload: Caseload, scope: AllOf, cases: Numbers, days: Numbers) -> Gaps:
    """The names of the fields of the scope that have no known value as at a day."""
    names = asked_for_value(scope)
    return no_gaps(len(cases)).along(*(names_of(caseload, name, cases, days) for name in names))


def asked_for_value(scope: AllOf) -> list[str]:
    """The fields of a scope, without those that are asked only whether they are recorded."""
    return sorted({condition.field for condition in conditions_in(scope) if not _only_recorded(condition.condition)})


def holds(caseload: Caseload, name: str, condition: Condition, reading: Reading) -> Numbers:
    """Whether a condition holds of a field, as truth values."""
    match condition:
        case Recorded(wanted=present):
            found = np.where((reading.codes != NO_VALUE) == present, np.int8(TRUE), np.int8(FALSE))
            return found if reading.unrecorded is None else np.where(reading.unrecorded, np.int8(UNKNOWN), found)
        case Not(condition=inner):
            return (TRUE - holds(caseload, name, inner, reading)).astype(np.int8)
    codes = reading.known
    fits = _fits(caseload, name, condition, codes)
    return np.where(codes == NO_VALUE, np.int8(UNKNOWN), np.where(fits, np.int8(TRUE), np.int8(FALSE)))


def _fits(caseload: Caseload, name: str, condition: Condition, codes: Numbers) -> Flags:
    wanted = caseload.vocabulary.fields[name]
    match condition:
        case OneOf(values=values):
            return is_one_of(codes, [caseload.partition.code_of(value, wanted) for value in values])
        case Has(values=values):
            lists = [place for one, place in caseload.partition.texts.items() if _shares(one, values)]
            return np.isin(codes, lists)
        case Between():
            return within(codes, condition, wanted, caseload.partition)
        case _:
            raise TypeError(f"{condition!r} is asked of no value")


def within(codes: Numbers, bounds: Between, wanted: ValueType, partition: Partition) -> Flags:
    """Whether each value, if there is one, lies between bounds.

    Args:
        codes: the code of each value.
        bounds: the bounds.
        wanted: the type of the values.
        partition: has the codes of numbers with decimals.
    """
    if wanted.kind == "number":
        between = [code for one, code in partition.texts.items() if isinstance(one, Decimal) and _is_in(one, bounds)]
        return np.isin(codes, between)
    base = wanted.at_least if wanted.kind == "integer" else 0
    found = np.ones(len(codes), dtype=np.bool_)
    if bounds.at_least is not None:
        found &= codes >= int(bounds.at_least) - base
    if bounds.at_most is not None:
        found &= codes <= int(bounds.at_most) - base
    return found


def _is_in(number: Decimal, bounds: Between) -> bool:
    above = bounds.at_least is None or number >= bounds.at_least
    return above and (bounds.at_most is None or number <= bounds.at_most)


def _shares(one: object, values: tuple[str, ...]) -> bool:
    return isinstance(one, tuple) and any(value in one for value in values)


def _all_of(caseload: Caseload, scope: AllOf, cases: Numbers, reading: _Read) -> Numbers:
    truth = np.full(len(cases), TRUE, dtype=np.int8)
    for part in scope.parts:
        truth = np.minimum(truth, _part(caseload, part, cases, reading))
    return truth


def _part(caseload: Caseload, part: FieldCondition | AnyOf, cases: Numbers, reading: _Read) -> Numbers:
    if isinstance(part, AnyOf):
        truth = np.full(len(cases), FALSE, dtype=np.int8)
        for alternative in part.alternatives:
            truth = np.maximum(truth, _all_of(caseload, alternative, cases, reading))
        return truth
    if changes(caseload, part.field):
        return holds(caseload, part.field, part.condition, reading(part.field))
    if part not in caseload.conditions:
        own = Reading(timeline(caseload, part.field).own)
        caseload.conditions[part] = holds(caseload, part.field, part.condition, own)
    return caseload.of_cases(caseload.conditions[part], cases)


def _changes(caseload: Caseload, part: FieldCondition | AnyOf) -> bool:
    """Whether a part of a scope asks for a field that may change."""
    if isinstance(part, FieldCondition):
        return changes(caseload, part.field)
    return any(_changes(caseload, inner) for alternative in part.alternatives for inner in alternative.parts)


def _only_recorded(condition: Condition) -> bool:
    return isinstance(condition, Recorded) or (isinstance(condition, Not) and _only_recorded(condition.condition))
