"""Every rule in plain Python: one case, one rule and one occurrence at a time, to be measured against.

This is what a good programmer would have without an evaluator that works on columns: dictionaries, loops, dates that
are counted once and remembered, scopes made into functions. It takes the rules as they are read and the calendar from
`omicheck`; the rest it does itself, and it checks nothing of the records that it reads. The benchmark and a test hold
its rows against those of the evaluators, and nothing else uses it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from plain_cases import PlainCase, read_cases
from plain_checks import against_limit, never, occurrences

from omicheck.model.rule import Check, Rule
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, Has, Not, OneOf, Recorded
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.folder import RuleBase

Row = tuple[Any, ...]
# Whether a scope holds for a case on a day, or a condition for a value; None if that is unknown.
Scope = Callable[[PlainCase, date], bool | None]
Test = Callable[[Any], bool | None]


def by_plain_python(folder: Path, rule_base: RuleBase, rules: Sequence[Rule], as_of: date) -> Iterator[Row]:
    """The rows of rules for the cases of a folder of Parquet tables, in order, as tuples of the fields of a row."""
    vocabulary = rule_base.vocabulary
    prepared = [(rule, _scope(rule.applies, vocabulary)) for rule in sorted(rules, key=lambda rule: rule.id)]
    for case in read_cases(folder, vocabulary):
        for rule, holds in prepared:
            yield from _rows(case, rule, holds, rule_base, as_of)


def _rows(case: PlainCase, rule: Rule, holds: Scope, rule_base: RuleBase, as_of: date) -> Iterator[Row]:
    vocabulary = rule_base.vocabulary
    check = rule.check
    head = (case.fields["case_id"], rule.id, rule.question)
    nothing = (None, None, None, None, None)
    number = 0
    for number, (day, missing, unknown, window_end) in enumerate(occurrences(case, check, vocabulary, as_of), 1):
        then = as_of if day is None else day
        is_in_scope = holds(case, then)
        if is_in_scope is False:
            yield (*head, number, "not_applicable", "out_of_scope", day, *nothing, [])
        elif is_in_scope is None:
            names = sorted({name for name in _asked(rule.applies) if case.value(name, then) is None})
            yield (*head, number, "cannot_tell", "unknown_scope", day, *nothing, names)
        elif check.kind == "recorded":
            yield (*head, number, *_recorded(case, check, vocabulary, as_of), *nothing, [])
        elif day is None:
            yield (*head, number, "cannot_tell", missing, None, *nothing, unknown)
        elif check.kind == "never":
            verdict, reason, outcome, late, count, names = never(case, check, day, as_of)
            yield (*head, number, verdict, reason, day, None, outcome, late, None, count, names)
        else:
            limit = rule_base.limits[check.limit or ""]
            yield (*head, number, *against_limit(case, check, limit, day, window_end, as_of))
    if not number:
        reason = "out_of_scope" if holds(case, as_of) is False else "no_trigger"
        yield (*head, 1, "not_applicable", reason, None, *nothing, [])


def _recorded(case: PlainCase, check: Check, vocabulary: Vocabulary, as_of: date) -> tuple[str, str, None]:
    name = check.field or ""
    value = case.value(name, as_of)
    if value is None:
        return ("not_met", "not_recorded", None)
    if check.condition is not None and not _test(check.condition, vocabulary.fields[name].values)(value):
        return ("not_met", "wrong_value", None)
    return ("met", "recorded", None)


def _scope(scope: AllOf, vocabulary: Vocabulary) -> Scope:
    parts: list[Scope] = []
    for part in scope.parts:
        if isinstance(part, AnyOf):
            parts.append(_any([_scope(one, vocabulary) for one in part.alternatives]))
        else:
            parts.append(_of_field(part.field, _test(part.condition, vocabulary.fields[part.field].values)))

    def holds(case: PlainCase, day: date) -> bool | None:
        found: bool | None = True
        for part in parts:
            one = part(case, day)
            if one is False:
                return False
            if one is None:
                found = None
        return found

    return holds


def _any(alternatives: Sequence[Scope]) -> Scope:
    def holds(case: PlainCase, day: date) -> bool | None:
        found = [one(case, day) for one in alternatives]
        return True if True in found else None if None in found else False

    return holds


def _of_field(name: str, test: Test) -> Scope:
    def holds(case: PlainCase, day: date) -> bool | None:
        return test(case.value(name, day))

    return holds


def _test(condition: Condition, levels: Sequence[str]) -> Test:
    match condition:
        case Recorded(wanted):
            return lambda value: (value is not None) is wanted
        case OneOf(values):
            return lambda value: None if value is None else value in values
        case Has(values):
            return lambda value: None if value is None else any(one in value for one in values)
        case Between(at_least, at_most):

            def between(value: Any) -> bool | None:
                if value is None:
                    return None
                place = levels.index(value) if isinstance(value, str) else value
                return (at_least is None or place >= at_least) and (at_most is None or place <= at_most)

            return between
        case Not(of):
            test = _test(of, levels)

            def contrary(value: Any) -> bool | None:
                found = test(value)
                return None if found is None else not found

            return contrary


def _asked(scope: AllOf) -> Iterator[str]:
    """The fields that a scope asks for more than whether they are recorded."""
    for part in scope.parts:
        if isinstance(part, AnyOf):
            for one in part.alternatives:
                yield from _asked(one)
            continue
        condition = part.condition
        while isinstance(condition, Not):
            condition = condition.condition
        if not isinstance(condition, Recorded):
            yield part.field
