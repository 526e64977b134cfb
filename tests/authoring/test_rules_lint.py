"""`omicheck rules lint`: a folder in which everything is wrong, and every kind of fault found in it."""

import json
import re
import shutil
from pathlib import Path

import pytest

from omicheck.authoring.lint.faults import KINDS
from omicheck.authoring.lint.quantities import Quantity, quantities
from omicheck.authoring.lint.scopes import can_hold
from omicheck.dates import Period
from omicheck.findings import Findings
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.rulebase.scope import read_scope
from pipeline import Done, run, write_rules

FAULTY = Path(__file__).with_name("faulty_rules")
# Faults that keep a file from being read, which a folder of their own shows.
OF_READING = {"wrong", "unknown-...", "duplicate-rule", "duplicate-limit", "duplicate-question"}


def lint(folder: Path, *options: str) -> Done:
    return run("rules", "lint", "--rules", folder, *options)


def test_everything_that_is_wrong_is_told() -> None:
    done = lint(FAULTY)
    assert done.output.replace(f"{_from_here(FAULTY)}/", "") == (FAULTY / "expected.txt").read_text(encoding="utf-8")
    assert (done.status, done.errors) == (1, "")


def _from_here(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)


def test_no_kind_of_fault_is_silent() -> None:
    faults = json.loads(lint(FAULTY, "--format", "json").output)["faults"]
    assert {fault["kind"] for fault in faults} == set(KINDS) - OF_READING


def test_the_packaged_rules_have_no_fault() -> None:
    done = lint(packaged_rules())
    assert (done.status, done.errors) == (0, "")
    assert re.fullmatch(r"\d+ rules and \d+ limits: no fault\n", done.output)


CHECK = {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}}
COUNT = {"of": {"event": "contact"}, "from": "start", "window": "1 months"}
NEVER = {"of": {"event": "contact"}, "from": {"event": "absence"}}
DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days"}]}


@pytest.fixture
def unreadable(tmp_path: Path) -> Path:
    other = {"deadline": {"from": "sentence_date", "to": {"event": "contakt"}, "limit": "days"}}
    rules = [
        {"id": "twice", "question": "1.1.1", "check": CHECK},
        {"id": "no-limit", "question": "1.1.1", "check": {"deadline": {**CHECK["deadline"], "limit": "dayz"}}},
        {"id": "no-event", "question": "1.1.1", "check": other},
        {"id": "no-key", "question": "1.1.1", "check": CHECK, "aplies": {}},
        {"id": "no-number", "question": "1.1.1", "check": {"deadline": {**CHECK["deadline"], "early": "soon"}}},
    ]
    folder = write_rules(tmp_path / "rules", rules, DAYS)
    shutil.copy(folder / "checks/topic/twice.yaml", folder / "checks/topic/again.yaml")
    shutil.copy(folder / "limits/days.yaml", folder / "limits/again.yaml")
    (folder / "questions").mkdir()
    question = "{id: 1.1.1, text: a, decided_by: rule}"
    (folder / "questions/1.1.yaml").write_text(f"criterion: 1.1\nquestions: [{question}, {question}]\n")
    return folder


def test_what_cannot_be_read_is_told_with_the_rest(unreadable: Path) -> None:
    faults = json.loads(lint(unreadable, "--format", "json").output)["faults"]
    told = [
        (f"{fault['file'].removeprefix(f'{unreadable}/')}:{fault['line']}", fault["kind"], fault["found"])
        for fault in faults
    ]
    reading = [one for one in told if one[1] in OF_READING or one[1].startswith("unknown-")]
    assert reading == [
        ("checks/topic/no-event.yaml:7", "unknown-event-type", 'event type "contakt"'),
        ("checks/topic/no-key.yaml:9", "unknown-key", 'key "aplies"'),
        ("checks/topic/no-limit.yaml:8", "unknown-limit", "limit dayz"),
        ("checks/topic/no-number.yaml:9", "wrong", '"soon"'),
        (
            "checks/topic/twice.yaml:1",
            "duplicate-rule",
            f"rule twice a second time, as in {unreadable}/checks/topic/again.yaml",
        ),
        ("limits/days.yaml:1", "duplicate-limit", f"limit days a second time, as in {unreadable}/limits/again.yaml"),
        (
            "questions/1.1.yaml:2",
            "duplicate-question",
            f"question 1.1.1 a second time, as in {unreadable}/questions/1.1.yaml",
        ),
    ]
    # A rule that cannot be read may be the one that uses a limit, so nothing is said of those.
    assert "unused-limit" not in {kind for _, kind, _ in told}


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    event = {"event": "contact", "frist": True}
    check = {"deadline": {"from": "sentense_date", "to": event, "limit": "dayz", "early": "soon"}}
    example = {"name": "one", "case": {"sentence_type": "custody", "tier": 9}, "as_of": "2009-01-01", "expect": {}}
    rules: list[dict[str, object]] = [
        {"id": "wrong", "title": "TO DO", "question": "9.9.9", "check": check, "examples": [example]},
        {"id": "no-limit", "decides": "perhaps", "check": {"deadline": {**CHECK["deadline"], "limit": "dayz"}}},
        {"id": "other", "question": "1.1.2", "check": CHECK, "status": "withdrawn", "successor": "rong"},
        {"id": "dayz", "question": "1.1.2", "check": {"deadline": {**CHECK["deadline"], "limit": "dayz"}}},
    ]
    folder = write_rules(tmp_path / "rules", rules, DAYS)
    told: dict[str, list[tuple[str, str]]] = {}
    for fault in json.loads(lint(folder, "--format", "json").output)["faults"]:
        told.setdefault(Path(fault["file"]).stem, []).append((fault["path"], fault["found"]))
    texts = [("title", "no title"), ("requirement", "no requirement")]
    nothing = [("sources", "no sources"), ("examples", "no examples")]
    assert {name: sorted(faults) for name, faults in told.items()} == {
        "wrong": sorted(
            [
                ("check.deadline.from", 'case date "sentense_date"'),
                ("check.deadline.to.frist", 'key "frist"'),
                ("check.deadline.early", '"soon"'),
                ("title", "TO DO in title"),
                ("requirement", "no requirement"),
                ("question", "question 9.9.9"),
                ("sources", "no sources"),
                ("examples[0].tier", "9"),
                ("examples[0].expect", "no verdict"),
            ]
        ),
        "no-limit": sorted([("", "no question"), ("decides", 'decides "perhaps"'), *texts, *nothing]),
        "other": sorted([("successor", "rule rong"), *texts, *nothing]),
        "dayz": sorted([("check.deadline.limit", "limit dayz"), *texts, *nothing]),
        "days": [("values[0].source", "an amount without a source")],
    }


def test_github_annotations(tmp_path: Path) -> None:
    rule = {"id": "r", "title": "t", "requirement": "Within 6 days, 100% of it.", "question": "1.1.2", "check": CHECK}
    example = {"name": "e", "case": {"sentence_type": "custody"}, "as_of": "2009-01-01", "expect": {"verdict": "met"}}
    source = {"document": "report", "place": "1.1", "status": "from_report"}
    folder = write_rules(
        tmp_path / "a,b",
        [{**rule, "examples": [example], "sources": [source]}],
        {"days": [{**DAYS["days"][0], "source": source}]},
    )
    done = lint(folder, "--format", "github")
    file = str(folder / "checks/topic/r.yaml").replace(",", "%2C")
    assert done.output == (
        f'::error file={file},line=3,title=omicheck requirement-contradicts::requirement: found "6 days"; expected '
        "5 days, as limit days has it; or a requirement_note that says why not\n"
    )


def test_sarif() -> None:
    log = json.loads(lint(FAULTY, "--format", "sarif").output)
    assert log["version"] == "2.1.0"
    run_ = log["runs"][0]
    rules = [rule["id"] for rule in run_["tool"]["driver"]["rules"]]
    text = json.loads(lint(FAULTY, "--format", "json").output)["faults"]
    assert [(one["ruleId"], rules[one["ruleIndex"]], one["level"]) for one in run_["results"]] == [
        (fault["kind"], fault["kind"], fault["level"]) for fault in text
    ]
    first = run_["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"].endswith("tests/authoring/faulty_rules/checks/topic/Bad_Name.yaml")
    assert first["region"] == {"startLine": 1}


def test_no_such_folder(tmp_path: Path) -> None:
    done = lint(tmp_path / "nowhere")
    assert (done.status, done.output) == (2, "")
    assert "found no such folder" in done.errors


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


def to(more: dict[str, object]) -> dict[str, object]:
    return {"to": {"event": "contact", **more}}


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
