"""Lint: numbers and scopes in words are held against the limits and checks of their rules."""

import json
from pathlib import Path

import pytest

from linted_rules import CHECK, lint, to
from omicheck.authoring.lint.quantities import Quantity, quantities
from omicheck.authoring.unknown_values import can_hold
from omicheck.dates import Period
from omicheck.findings import Findings
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.rulebase.scope import read_scope
from pipeline import write_rules

COUNT = {"of": {"event": "contact"}, "from": "start", "window": "1 months"}


NEVER = {"of": {"event": "contact"}, "from": {"event": "absence"}}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("within five working days", [Quantity("five working days", Period(5, "business_days"))]),
        ("ten business days of sentence", [Quantity("ten business days", Period(10, "business_days"))]),
        ("in 15 working days", [Quantity("15 working days", Period(15, "business_days"))]),
        (
            "four months, then 2 weeks",
            [Quantity("four months", Period(4, "months")), Quantity("2 weeks", Period(2, "weeks"))],
        ),
        ("two years or more", [Quantity("two years", Period(24, "months"))]),
        ("at least six months before release", [Quantity("six months", Period(6, "months"), True, "at_least")]),
        (
            "within 15 business days, or within 5 days in tier 4",
            [
                Quantity("15 business days", Period(15, "business_days")),
                Quantity("5 days", Period(5, "days"), by=("tier", 4)),
            ],
        ),
        (
            "within five business days, or within two in tier 4",
            [
                Quantity("five business days", Period(5, "business_days")),
                Quantity("two", Period(2, "business_days"), by=("tier", 4)),
            ],
        ),
        ("at least 32 contacts", [Quantity("32", 32, bound="at_least")]),
        ("requested by the day after it", [Quantity("by the day after", Period(1, "days"))]),
        ("by the day of the board", [Quantity("by the day of", Period(0, "days"))]),
        ("thirty-five days", [Quantity("thirty-five days", Period(35, "days"))]),
        ("level 2 or 3, tier 4, and a late one counts", []),
        (
            "within two business days or in the 35 before",
            [
                Quantity("two business days", Period(2, "business_days")),
                Quantity("35", Period(35, "business_days"), True),
            ],
        ),
        (
            "within 1,000 days, or 12,345 contacts",
            [Quantity("1,000 days", Period(1000, "days")), Quantity("12,345", 12345)],
        ),
    ],
)
def test_numbers_in_words(sentence: str, expected: list[Quantity]) -> None:
    assert quantities(sentence) == expected


def since(less: str) -> dict[str, object]:
    return {"from": {"event": "absence", "on_or_after": {"date": "start", "less": less}}}


def run_of(number: int, within: str) -> dict[str, object]:
    return {"from": {"event": "absence", "from_nth": number, "within": within, "distinct": "days"}}


@pytest.mark.parametrize(
    ("requirement", "check", "limit", "found"),
    [
        ("Within five days.", {}, "5 days", None),
        ("Within five days.", {}, "5 business_days", '"five days"'),
        ("Within five days.", {}, "6 days", '"five days"'),
        ("Within two weeks.", {}, "14 days", None),
        ("Within five days before it.", {}, "5 days", '"five days" before'),
        ("Within five days, or in the 4 months before.", {"early": "4 months"}, "5 days", None),
        ("Within five days, or in the 3 months before.", {"early": "4 months"}, "5 days", '"3 months"'),
        ("Not sooner than, and at least five days.", {}, "5 days", '"five days" at least'),
        ("Within 60 days up to it, by the day of it.", {"early": "60 days"}, "0 days", None),
        ("Within five days or in the 35 before.", {"early": "35 days"}, "5 days", None),
        ("Within five days or in the 35 before.", {"early": "34 days"}, "5 days", '"35"'),
        ("Within 1,000 days.", {}, "1000 days", None),
        ("Within 1,000 days.", {}, "100 days", '"1,000 days"'),
        ("Within five days, in the six weeks before.", since(less="6 weeks"), "5 days", None),
        ("Within five days, in the six weeks before.", since(less="5 weeks"), "5 days", '"six weeks"'),
        ("Within five days of the second or later of three in a year.", run_of(3, "12 months"), "5 days", None),
        ("Within five days of the second or later of four in a year.", run_of(3, "12 months"), "5 days", '"four"'),
        ("Within five days where the tier is at least 2.", to({"when": {"tier": {"at_least": 2}}}), "5 days", None),
        ("Within five days where the tier is at least 3.", to({"when": {"tier": {"at_least": 2}}}), "5 days", '"3"'),
    ],
)
def test_a_requirement_against_its_limit(
    requirement: str, check: dict[str, object], limit: str, found: str | None, tmp_path: Path
) -> None:
    rule = {
        "id": "r",
        "question": "1.1.2",
        "requirement": requirement,
        "check": {"deadline": {**CHECK["deadline"], **check}},
    }
    folder = write_rules(tmp_path, [rule], {"days": [{"from": "2000-01-01", "limit": limit}]})
    faults = json.loads(lint(folder, "--format", "json").output)["faults"]
    contradictions = [fault["found"] for fault in faults if fault["kind"] == "requirement-contradicts"]
    assert contradictions == ([] if found is None else [found])


@pytest.mark.parametrize(
    ("requirement", "check", "found"),
    [
        ("At most three contacts.", {"count": {**COUNT, "at_most": "three"}}, None),
        ("At least three contacts.", {"count": {**COUNT, "at_most": "three"}}, '"three" at least'),
        ("At most three contacts.", {"count": {**COUNT, "at_least": "three"}}, '"three" at most'),
        ("No contact within 28 days of it.", {"never": {**NEVER, "within": "4 weeks"}}, None),
        ("No contact within 27 days of it.", {"never": {**NEVER, "within": "4 weeks"}}, '"27 days"'),
        ("The tier is recorded, and at least 1.", {"recorded": {"field": "tier", "is": {"at_least": 1}}}, None),
        ("The tier is recorded, and at least 2.", {"recorded": {"field": "tier", "is": {"at_least": 1}}}, '"2"'),
        ("Two are recorded.", {"recorded": {"field": "rosh_level", "is": {"at_least": "high"}}}, '"Two"'),
    ],
)
def test_a_requirement_against_the_numbers_of_its_check(
    requirement: str, check: dict[str, object], found: str | None, tmp_path: Path
) -> None:
    rule = {"id": "r", "question": "1.1.2", "title": requirement, "requirement": requirement, "check": check}
    folder = write_rules(tmp_path, [rule], {"three": [{"from": "2000-01-01", "limit": 3}]})
    faults = json.loads(lint(folder, "--format", "json").output)["faults"]
    contradictions = [(fault["path"], fault["found"]) for fault in faults if fault["kind"] == "requirement-contradicts"]
    assert contradictions == ([] if found is None else [("title", found), ("requirement", found)])


def test_every_packaged_number_in_words_is_held_against_its_limit() -> None:
    """Were a limit another, the requirement that names it would be a fault."""
    base = read_rule_base(packaged_rules())
    named = {rule.check.limit for rule in base.rules if any(one.amount for one in quantities(rule.requirement))}
    assert len(named) > len(base.limits) / 2


@pytest.mark.parametrize(
    ("scope", "holds"),
    [
        ({"tier": 2}, True),
        ({"tier": {"at_least": 2, "at_most": 1}}, False),
        ({"tier": 1, "any": [{"tier": 2}, {"ppo": True}]}, True),
        ({"tier": 1, "any": [{"tier": 2}, {"tier": {"not": 1}}]}, False),
        ({"requirements": {"not": {"has": "curfew"}}, "any": [{"requirements": {"has": "curfew"}}]}, False),
        ({"tier": {"recorded": False}, "any": [{"tier": [1, 2, 3, 4]}]}, False),
    ],
)
def test_scopes_that_can_never_hold(scope: dict[str, object], holds: bool) -> None:
    vocabulary = read_rule_base(packaged_rules(), with_examples=False).vocabulary
    findings = Findings("made", lambda _path: None)
    assert can_hold(read_scope(scope, vocabulary, findings, ()), vocabulary) is holds
    assert findings.problems == []
