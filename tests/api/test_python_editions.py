"""Editions of the standards and bank holidays, from Python."""

from pathlib import Path

import omicheck
from editions_cases import CASES
from pipeline import ROOT

VISITS = ("initial-home-visit", "first-home-visit-high-risk")


def test_each_occurrence_is_asked_by_the_edition_of_its_day() -> None:
    result = omicheck.check(CASES, as_of="2026-11-01", rules=omicheck.rules(edition="auto"), only=VISITS)
    found = [(row.case_id, row.rule, row.verdict) for row in result.rows]
    assert found == [
        ("GAP", "first-home-visit-high-risk", "not_applicable"),
        ("GAP", "initial-home-visit", "cannot_tell"),
        ("NEW", "first-home-visit-high-risk", "not_met"),
        ("NEW", "initial-home-visit", "not_applicable"),
        ("OLD", "first-home-visit-high-risk", "not_applicable"),
        ("OLD", "initial-home-visit", "met"),
    ]


def test_days_are_counted_by_holidays_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "days.yaml"
    file.write_text("add:\n  - {date: 2009-04-14, name: A day, source: Somebody}\n", encoding="utf-8")
    case = ROOT / "fixtures/cases/breach-a-day-late.json"
    rules = omicheck.rules(holidays=file)
    result = omicheck.check(case, rules=rules, only="breach-instigated-on-time")
    assert [row.verdict for row in result.rows] == ["met"]
