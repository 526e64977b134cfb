"""The evaluator's own duties: one verdict per occurrence, failures told, memory flat."""

import resource
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from omicheck.evaluate.durable.engine import Decision, answers_error
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.case import Case
from omicheck.model.row import put_together
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import ROOT, run, write_json, write_rules

RULE = {
    "id": "contacted",
    "question": "2.1.1",
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "soon"}},
}
LIMIT = {"soon": [{"from": "2000-01-01", "limit": "1 weeks"}]}
RECORD = {"case_id": "A", "sentence_type": "custody", "sentence_date": "2009-04-06", "events": []}


def test_a_failing_engine_gives_an_error_row_and_status_4(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_decision: object, _codes: object) -> None:
        raise answers_error(["met", "not_met"])

    monkeypatch.setattr(Decision, "_ask_engine", fail)
    cases = write_json(tmp_path / "c.json", {"as_of": "2009-06-01", "cases": [RECORD]})
    done = run("check", cases, "--rules", write_rules(tmp_path / "r", [RULE], LIMIT), "--format", "jsonl")
    nothing = dict.fromkeys(("trigger_date", "due_date", "outcome_date", "days_late", "limit", "count"))
    assert done.rows == [
        {"case_id": "A", "rule": "contacted", "question": "2.1.1", "occurrence": 1}
        | {"verdict": "error", "reason": "two_verdicts", **nothing, "unknown_fields": []}
    ]
    assert (done.status, done.errors) == (
        4,
        "error: case A, rule contacted: 2 answers where one was expected: ['met', 'not_met']\n",
    )


@pytest.mark.parametrize(
    ("verdicts", "together"),
    [
        (("met", "not_met", "error"), "error"),
        (("met", "not_met", "cannot_tell"), "not_met"),
        (("met", "cannot_tell", "not_due"), "cannot_tell"),
        (("not_due", "met", "not_applicable"), "met"),
        (("not_applicable", "not_due"), "not_due"),
        (("not_applicable",), "not_applicable"),
    ],
)
def test_verdicts_put_together(verdicts: tuple, together: str) -> None:  # type: ignore[type-arg]
    assert put_together(verdicts) == together


def test_memory_stays_flat_over_many_cases() -> None:
    rule_base = read_rule_base(packaged_rules())
    cases = read_records(str(ROOT / "fixtures" / "sample" / "cases.json"), rule_base.vocabulary).cases
    evaluator = DurableEvaluator(rule_base)
    rules = rule_base.with_status("in_force")

    def evaluate(times: int) -> Iterator[int]:
        for number in range(times):
            for case in cases:
                named = Case(f"{case.case_id}-{number}", case.fields, case.events)
                yield sum(1 for _ in evaluator.rows_of_case(named, rules, date(2010, 1, 18)))

    first = sum(evaluate(2))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(evaluate(10)) == first * 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_000  # kibibytes, over 600 cases
