"""`applies`, three-valued: false is 0, unknown is 1, true is 2, so that AND is the least and OR is the greatest."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from omicheck.evaluate.columnar.arrays import NONE, Numbers, is_one_of
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.incomplete import UnknownFields, gaps_of
from omicheck.evaluate.columnar.partition import UNKNOWN as NO_VALUE
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, FieldCondition, Has, Not, OneOf, Recorded

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2


def truth_of(caseload: Caseload, scope: AllOf, cases: Numbers, days: Numbers) -> Numbers:
    """Whether each case is in the scope as at a day; `NONE` stands for the audit date."""
    changing = tuple(part for part in scope.parts if _changes(caseload, part))
    constant = AllOf(tuple(part for part in scope.parts if part not in changing)) if changing else scope
    if constant not in caseload.scopes:
        every = caseload.every_case
        caseload.scopes[constant] = _all_of(caseload, constant, every, every)
    truth = caseload.of_cases(caseload.scopes[constant], cases)
    if changing:
        days = np.where(days == NONE, np.int32(caseload.as_of), days)
    for part in changing:
        truth = np.minimum(truth, _part(caseload, part, cases, days))
    return truth


def unknown_fields(caseload: Caseload, scope: AllOf, cases: Numbers, days: Numbers, unknown: UnknownFields) -> Numbers:
    """The code of the set of fields of the scope that have no value as at a day; `NONE` stands for the audit date."""
    names = sorted(set(_asked_for_value(scope)))
    if not names:
        return np.zeros(len(cases), dtype=np.int32)
    days = np.where(days == NONE, np.int32(caseload.as_of), days)
    return unknown.codes_of(gaps_of(names, [caseload.values_at(name, cases, days) == NO_VALUE for name in names]))


def holds(caseload: Caseload, name: str, condition: Condition, codes: Numbers) -> Numbers:
    """Whether a condition holds of each value of a field, as truth values."""
    wanted = caseload.vocabulary.fields[name]
    match condition:
        case Recorded(wanted=present):
            return np.where((codes != NO_VALUE) == present, np.int8(TRUE), np.int8(FALSE))
        case Not(condition=inner):
            return (TRUE - holds(caseload, name, inner, codes)).astype(np.int8)
        case OneOf(values=values):
            found = is_one_of(codes, [caseload.partition.code_of(value, wanted) for value in values])
        case Has(values=values):
            lists = [place for one, place in caseload.partition.texts.items() if _shares(one, values)]
            found = np.isin(codes, lists)
        case Between(at_least=at_least, at_most=at_most):
            base = wanted.at_least if wanted.kind == "integer" else 0
            found = np.ones(len(codes), dtype=np.bool_)
            if at_least is not None:
                found &= codes >= at_least - base
            if at_most is not None:
                found &= codes <= at_most - base
    return np.where(codes == NO_VALUE, np.int8(UNKNOWN), np.where(found, np.int8(TRUE), np.int8(FALSE)))


def _shares(one: object, values: tuple[str, ...]) -> bool:
    return isinstance(one, tuple) and any(value in one for value in values)


def _all_of(caseload: Caseload, scope: AllOf, cases: Numbers, days: Numbers) -> Numbers:
    truth = np.full(len(cases), TRUE, dtype=np.int8)
    for part in scope.parts:
        truth = np.minimum(truth, _part(caseload, part, cases, days))
    return truth


def _part(caseload: Caseload, part: FieldCondition | AnyOf, cases: Numbers, days: Numbers) -> Numbers:
    if isinstance(part, AnyOf):
        truth = np.full(len(cases), FALSE, dtype=np.int8)
        for alternative in part.alternatives:
            truth = np.maximum(truth, _all_of(caseload, alternative, cases, days))
        return truth
    if _changes(caseload, part):
        return holds(caseload, part.field, part.condition, caseload.values_at(part.field, cases, days))
    if part not in caseload.conditions:
        codes = caseload.partition.fields[part.field]
        caseload.conditions[part] = holds(caseload, part.field, part.condition, codes)
    return caseload.of_cases(caseload.conditions[part], cases)


def _changes(caseload: Caseload, part: FieldCondition | AnyOf) -> bool:
    """Whether a part of a scope asks for a field that may change."""
    if isinstance(part, FieldCondition):
        return part.field in caseload.vocabulary.set_by
    return any(_changes(caseload, inner) for alternative in part.alternatives for inner in alternative.parts)


def _asked_for_value(scope: AllOf) -> Iterator[str]:
    for part in scope.parts:
        if isinstance(part, AnyOf):
            for alternative in part.alternatives:
                yield from _asked_for_value(alternative)
        elif not _only_recorded(part.condition):
            yield part.field


def _only_recorded(condition: Condition) -> bool:
    return isinstance(condition, Recorded) or (isinstance(condition, Not) and _only_recorded(condition.condition))
