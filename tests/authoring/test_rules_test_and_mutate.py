"""`omicheck rules test` and `mutate`: examples hold, and notice rules that are wrong."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import run, write_rules
from written_rules import CASE, DAYS, RULE, SHORT, example


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], DAYS)


def test_examples_say_what_was_expected_and_found(tmp_path: Path) -> None:
    examples = [
        example("right", {"verdict": "met", "due_date": "2009-04-06"}, {"contact": "2009-04-06"}),
        example("wrong", {"verdict": "met", "limit": "5 days"}, {"contact": "2009-04-07"}),
        example("one row too many", [{"verdict": "not_met"}, {"verdict": "met"}]),
        example("unreadable", {"verdict": "met"}, {"contakt": "2009-04-07"}, tier=7),
        example("a year alone, or nothing", {"verdict": "cannot_tell"}, {"contact": 2009}, {"contact": None}),
    ]
    folder = write_rules(tmp_path, [{**SHORT, "examples": examples}], DAYS)
    file = folder / "checks/topic/short.yaml"
    lines = {e["name"]: n for n, e in enumerate(examples)}
    text = file.read_text(encoding="utf-8").splitlines()
    at = {name: next(i for i, line in enumerate(text, 1) if f"name: {name}" in line) for name in lines}
    row = {"case_id": "example 2", "rule": "short", "question": "2.1.1", "occurrence": 1, "verdict": "not_met"}
    row |= {"reason": "late", "trigger_date": "2009-04-01", "due_date": "2009-04-06", "outcome_date": "2009-04-07"}
    row |= {"days_late": 1, "limit": "5 days", "count": None, "unknown_fields": []}
    done = run("rules", "test", "--rules", folder)
    assert (done.status, done.errors) == (1, "")
    wrong, extra, unreadable = (at[name] for name in ("wrong", "one row too many", "unreadable"))
    tier = next(i for i, line in enumerate(text, 1) if "tier: 7" in line)
    event = next(i for i, line in enumerate(text, 1) if "contakt" in line)
    assert done.output == (
        f"{file}:{wrong}: short: wrong\n"
        '  expected {"verdict":"met"}\n'
        '  found    {"verdict":"not_met"}\n'
        f"  the row  {json.dumps(row, separators=(',', ':'))}\n"
        f"{file}:{extra}: short: one row too many\n"
        '  row 2: expected {"verdict":"met"}\n'
        '  row 2: found    "no row"\n'
        f"{file}:{unreadable}: short: unreadable\n"
        f"  {file}:{tier}: examples[3].tier: found 7; expected a whole number from 1 to 4\n"
        f'  {file}:{event}: examples[3].events[0].type: found event type "contakt"; expected a known event type; '
        "did you mean contact?\n"
        "5 examples of 1 rule: 3 failed\n"
    )


def test_junit(tmp_path: Path) -> None:
    examples = [
        example("right", {"verdict": "not_met"}),
        example('<wrong> & "so"\x00', {"verdict": "met"}, {"contact": "2009-04-07"}),
    ]
    folder = write_rules(tmp_path, [{**SHORT, "examples": examples}], DAYS)
    done = run("rules", "test", "--rules", folder, "--format", "junit", "--output", tmp_path / "results.xml")
    assert (done.status, done.output) == (1, "")
    suites = ET.parse(tmp_path / "results.xml").getroot()  # noqa: S314, our own file
    assert suites.attrib == {"name": "omicheck rules test", "tests": "2", "failures": "1", "time": "0"}
    right, wrong = suites.findall("./testsuite[@name='short']/testcase")
    file = str(folder / "checks/topic/short.yaml")
    assert (right.attrib["name"], right.attrib["file"], right.attrib["time"], list(right)) == ("right", file, "0", [])
    assert (wrong.attrib["classname"], wrong.attrib["name"]) == ("short", '<wrong> & "so"?')
    failure = wrong.find("failure")
    assert failure is not None
    assert failure.text is not None
    assert failure.text.startswith('expected {"verdict":"met"}\nfound    {"verdict":"not_met"}\nthe row  ')


@pytest.mark.long
def test_every_packaged_example_passes() -> None:
    done = run("rules", "test", "--format", "json")
    told = json.loads(done.output)
    assert (done.status, [one for one in told["examples"] if not one["passed"]]) == (0, [])
    assert told["passed"] == sum(len(rule.examples) for rule in read_rule_base(packaged_rules()).rules)


def test_a_survivor_comes_with_an_example_that_catches_it(tmp_path: Path) -> None:
    examples = [
        example("on the last day", {"verdict": "met"}, {"contact": "2009-04-06"}),
        example("before", {"verdict": "not_met"}, {"contact": "2009-03-31"}),
    ]
    rule = {
        **SHORT,
        "applies": {"tier": [1, 2]},
        "examples": [{**one, "case": {**CASE, "tier": 1}} for one in examples],
    }
    folder = write_rules(tmp_path, [rule], DAYS)
    told = json.loads(run("rules", "mutate", "--rules", folder, "--format", "json").output)
    survivors = {one["mutant"]: one["suggestion"] for one in told["mutants"] if one["fate"] == "survived"}
    assert set(survivors) == {"limit days +1", "drop tier", "tier without 2", "accept late"}
    # With them in the rule file, every mutant is caught.
    rule["examples"] = [*rule["examples"], *(suggestion["example"] for suggestion in survivors.values())]
    done = run("rules", "mutate", "--rules", write_rules(tmp_path, [rule], DAYS))
    assert (done.status, done.errors) == (0, "")
    assert done.output.endswith(" caught, 0 survived, 0 recorded as not to be shown\n")


def test_a_mutant_that_no_case_can_show_is_recorded_with_its_reason(tmp_path: Path) -> None:
    rule = {
        **SHORT,
        "applies": {"sentence_type": {"recorded": True}},
        "examples": [
            example("on the last day", {"verdict": "met", "due_date": "2009-04-06"}, {"contact": "2009-04-06"}),
            example("before", {"verdict": "not_met"}, {"contact": "2009-03-31"}),
            example("late", {"verdict": "not_met"}, {"contact": "2009-04-07"}),
        ],
    }
    done = run("rules", "mutate", "--rules", write_rules(tmp_path, [rule], DAYS))
    assert done.status == 1
    assert done.output.startswith(
        "survived: drop sentence_type, of short\n  No example that catches it was found among the cases near"
    )
    reasons = [{"mutant": "drop sentence_type", "reason": "It is always recorded."}]
    recorded = {**rule, "equivalent_mutants": reasons}
    done = run("rules", "mutate", "--rules", write_rules(tmp_path, [recorded], DAYS))
    assert (done.status, done.output.splitlines()[0]) == (
        0,
        "recorded: drop sentence_type, of short: It is always recorded.",
    )
    wrong = [{"mutant": "accept late", "reason": "?"}, {"mutant": "drop tier", "reason": "?"}]
    done = run(
        "rules", "mutate", "--rules", write_rules(tmp_path, [{**rule, "equivalent_mutants": [*reasons, *wrong]}], DAYS)
    )
    assert done.status == 1
    assert done.output.splitlines()[1:3] == [
        "wrongly recorded as equivalent: short: accept late: it is caught by short: late",
        "wrongly recorded as equivalent: short: drop tier: there is no such mutant",
    ]
