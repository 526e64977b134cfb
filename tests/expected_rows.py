"""Rows that are expected of a rule in force, worked out from the tables of the semantics and the amounts of its limit.

The evaluator is given the record as JSON would hold it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest

from draws import draws
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.findings import Findings
from omicheck.model.rule import Rule
from omicheck.plain_data import FIELDS, row_data
from omicheck.records.structure import read_case
from rule_situations import BASE, Situation, event_of

RULES = BASE.with_status("in_force")


TIMED = tuple(rule for rule in RULES if rule.check.kind in ("deadline", "interval", "lead_time"))


# What is expected here is of one window and of a least; others are held by the semantics and between the evaluators.
COUNTS = tuple(rule for rule in RULES if rule.check.kind == "count" and not (rule.check.repeat or rule.check.at_most))


WITH_DUE = (*TIMED, *COUNTS)


NOTHING: dict[str, Any] = {**dict.fromkeys(FIELDS), "unknown_fields": [], "case_id": "A", "occurrence": 1}


MANY = draws(15)


def each_of(rules: Iterable[Rule]) -> pytest.MarkDecorator:
    """By id: a falsifying example that shows a whole rule cannot be read."""
    return pytest.mark.parametrize("name", [rule.id for rule in rules])


each_timed, each_count, each_with_due, each = (each_of(rules) for rules in (TIMED, COUNTS, WITH_DUE, RULES))


@cache
def evaluator() -> DurableEvaluator:
    return DurableEvaluator(BASE)


def rows_of(rule: Rule, record: Mapping[str, Any], as_of: date) -> list[dict[str, Any]]:
    findings = Findings("made", lambda _path: None)
    case = read_case(record, BASE.vocabulary, findings)
    assert case is not None, findings.problems
    return [row_data(row) for row in evaluator().rows_of_case(case, (rule,), as_of)]


def row(situation: Situation, verdict: str, reason: str, **more: object) -> dict[str, Any]:
    """The whole row that is expected of a situation; from step 6 on it has a due date and a limit."""
    rule = situation.rule
    told: dict[str, object] = {"trigger_date": situation.day, "due_date": situation.due, "limit": situation.amount}
    values = {
        key: value.isoformat() if isinstance(value, date) else str(value) if key == "limit" else value
        for key, value in {**told, **more}.items()
    }
    return {**NOTHING, "rule": rule.id, "question": rule.question, "verdict": verdict, "reason": reason, **values}


def done(situation: Situation, day: date | str | None) -> dict[str, Any]:
    assert situation.rule.check.outcome is not None
    return event_of(situation.rule.check.outcome, BASE.vocabulary, day)


def nothing_done(situation: Situation, days_late: int) -> dict[str, Any]:
    """The row where nothing was done by the due date."""
    check = situation.rule.check
    if check.kind == "count":
        return row(situation, "not_met", "too_few", count=0)
    if check.absent_not_asked:
        return row(situation, "not_applicable", "not_asked")
    return row(situation, "not_met", "absent", days_late=days_late)


UNDATED: dict[str, Any] = {"trigger_date": None, "due_date": None, "limit": None}
