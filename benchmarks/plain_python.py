"""The semantics in plain Python, paragraph by paragraph: a third witness, and what others are measured against.

This is what a good programmer would have without an evaluator that works on columns: one case, one rule and one
occurrence at a time, in the words of the text. It takes records, rules and the counting of days as `omicheck` reads
them; of what they mean it shares nothing. The benchmarks and the tests hold its rows against those of the two
evaluators, and nothing else uses it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from plain_cases import PlainCase, fits
from plain_checks import Decided, decide
from plain_occurrences import Occurrence, occurrences
from plain_spans import Asked

from omicheck.model.case import Case
from omicheck.model.limit import Limit
from omicheck.model.rule import Check, Rule
from omicheck.model.scope import Not, Recorded
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.read import read_records
from omicheck.rulebase.folder import RuleBase

Row = tuple[Any, ...]


def by_plain_python(folder: Path, rule_base: RuleBase, rules: Sequence[Rule], as_of: date) -> Iterator[Row]:
    """The rows of rules for the cases of a folder of tables, in order, as tuples of the fields of a row."""
    in_order = sorted(rules, key=lambda rule: rule.id)
    cases = read_records(str(folder), rule_base.vocabulary).cases
    for case in sorted(cases, key=lambda case: case.case_id):
        yield from plain_rows(case, in_order, rule_base.limits, rule_base.vocabulary, as_of)


def plain_rows(
    case: Case, rules: Sequence[Rule], limits: Mapping[str, Limit], vocabulary: Vocabulary, as_of: date
) -> Iterator[Row]:
    """The rows of rules, in the order given, for a case."""
    plain = PlainCase(case, vocabulary, as_of)
    for rule in rules:
        limit = None if rule.check.limit is None else limits[rule.check.limit]
        for number, (day, found) in enumerate(_decided(plain, rule, limit), 1):
            head = (case.case_id, rule.id, rule.question, number, found.verdict, found.reason, day)
            names = sorted(found.names) if found.verdict == "cannot_tell" else []
            yield (*head, found.due, found.outcome, found.days_late, found.limit, found.count, names)


def _decided(case: PlainCase, rule: Rule, limit: Limit | None) -> Iterator[tuple[date | None, Decided]]:
    if rule.check.kind == "recorded":
        yield None, _recorded(case, rule)
        return
    found = occurrences(case, rule.check)
    if not found:
        is_out = case.truth(rule.applies, case.as_of) is False
        yield None, Decided("not_applicable", "out_of_scope" if is_out else "no_trigger")
    for one in found:
        yield one.day, _steps(case, rule, limit, one)


def _steps(case: PlainCase, rule: Rule, limit: Limit | None, one: Occurrence) -> Decided:
    scopes = (rule.applies, rule.check.while_)
    truths = [case.truth(scope, one.day) for scope in scopes]
    if False in truths:
        return Decided("not_applicable", "out_of_scope")
    if one.day is not None and None in truths:
        becomes = one.standing == "uncertain_becomes"
        return Decided("cannot_tell", "unknown_scope", names=one.names if becomes else case.names(scopes, one.day))
    match one.standing:
        case "missing":
            return Decided("cannot_tell", "missing_date", names=one.names)
        case "stands" | "uncertain":
            return Decided("cannot_tell", "incomplete_event", names=one.names)
        case "uncertain_becomes":
            return Decided("cannot_tell", "unknown_scope", names=one.names)
        case "own":
            return _day_by_day(case, rule, limit, one)
    if one.day is None:
        raise ValueError(one)
    return decide(Asked(case, rule.check, one.day, one.window_end), limit)


def _day_by_day(case: PlainCase, rule: Rule, limit: Limit | None, one: Occurrence) -> Decided:
    """An incomplete event that is an occurrence of its own, worked out on each day of its span."""
    event, open_ = one.event, Decided("cannot_tell", "incomplete_event", names=one.names)
    if event is None or not event.date_alone:
        return open_
    first, last = event.span
    if first < one.first or (last > case.as_of and rule.check.kind != "lead_time"):
        return open_
    found = set()
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        on_day = _on_a_day(case, rule, limit, day, event.place)
        found.add((on_day.verdict, on_day.reason))
        if len({verdict for verdict, _ in found}) > 1 or on_day.verdict == "cannot_tell":
            return open_
    reasons = {reason for _, reason in found}
    return Decided(next(iter(found))[0], next(iter(reasons)) if len(reasons) == 1 else "either_way")


def _on_a_day(case: PlainCase, rule: Rule, limit: Limit | None, day: date, place: int) -> Decided:
    truths = [case.truth(scope, day) for scope in (rule.applies, rule.check.while_)]
    if False in truths:
        return Decided("not_applicable", "out_of_scope")
    if None in truths:
        return Decided("cannot_tell", "unknown_scope")
    return decide(Asked(case, rule.check, day, ignored=place), limit)


def _recorded(case: PlainCase, rule: Rule) -> Decided:
    check = rule.check
    holds = case.truth(rule.applies, case.as_of)
    if holds is False:
        return Decided("not_applicable", "out_of_scope")
    if holds is None:
        return Decided("cannot_tell", "unknown_scope", names=case.names([rule.applies], case.as_of))
    value, leaving = case.found(check.field or "", case.as_of)
    if leaving:
        return Decided("cannot_tell", "incomplete_event", names=frozenset(f"{event.type}.date" for event in leaving))
    if value is None:
        return Decided("not_met", "not_recorded")
    return Decided("met", "recorded") if _satisfies(case, check, value) else Decided("not_met", "wrong_value")


def _satisfies(case: PlainCase, check: Check, value: Any) -> bool:
    condition, is_wanted = check.condition, True
    while isinstance(condition, Not):
        condition, is_wanted = condition.condition, not is_wanted
    if condition is None:
        return True
    if isinstance(condition, Recorded):
        return condition.wanted is is_wanted
    return fits(value, condition, case.vocabulary.fields[check.field or ""]) is is_wanted
