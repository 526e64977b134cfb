"""`omicheck rules what-if` and `coverage`: other limits, and which parts of rules cases exercise."""

import json
from pathlib import Path

import pytest

from changed_rules import CASES, LIMIT, RULE, TIER_1
from pipeline import Done, run, write_json, write_rules


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": CASES})


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return write_rules(tmp_path / "rules", [RULE], {"days": [LIMIT], "times": [{"from": "2000-01-01", "limit": 2}]})


def what_if(rules: Path, *words: object) -> Done:
    return run("rules", "what-if", *words, "--rules", rules)


def test_what_if_one_number(rules: Path, cases: Path) -> None:
    done = what_if(rules, cases, "days=3", "--format", "json")
    (step,) = json.loads(done.output)["steps"]
    assert (step["step"], [(one["case_id"], one["why"]) for one in step["flips"]]) == ("days=3", [("A", [TIER_1])])
    assert done.status == 0
    only = json.loads(what_if(rules, "days[2]=1 weeks", cases, "--format", "json").output)["steps"][0]
    assert (only["flips"], only["changes"][0]["parts"][0]["text"]) == (
        [],
        "limit days, from 2000-01-01, tier 2: 5 days -> 1 week",
    )


def test_a_sweep(rules: Path, cases: Path) -> None:
    done = what_if(rules, cases, "days=1..4")
    heading, _, *lines = done.output.splitlines()
    assert [line.split() for line in (heading, *lines)] == [
        ["Step", "Verdicts", "that", "flip", "Cases", "question", "2.1.1", "criterion", "2.1", "headline", "ce"],
        ["as", "they", "are", "0", "0", "67%", "(2", "of", "3)", "67%", "SUBSTANTIAL", "67%", "SUBSTANTIAL"],
        ["days=1", "2", "2", "0%", "(0", "of", "3)", "0%", "DRASTIC", "0%", "DRASTIC"],
        ["days=2", "1", "1", "33%", "(1", "of", "3)", "33%", "DRASTIC", "33%", "DRASTIC"],
        ["days=3", "1", "1", "33%", "(1", "of", "3)", "33%", "DRASTIC", "33%", "DRASTIC"],
        ["days=4", "0", "0", "67%", "(2", "of", "3)", "67%", "SUBSTANTIAL", "67%", "SUBSTANTIAL"],
    ]


FORMS = "LIMIT=VALUE, such as first-appointment=3, `first-appointment[4]=2 days` or first-appointment=3..10"

ONCE = "expected each amount once, and that of all values of the field before that of one"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["dayz=3"], "found limit 'dayz'; expected the id of a limit of these rules; did you mean days?"),
        (["days=9..3"], "days=9..3: found a range from 9 to 3; expected the smaller number first"),
        (["days[7]=3"], "days[7]=3: found '7' in brackets; expected one of 1, 2"),
        (["times[1]=3"], "times[1]=3: found '1' in brackets; expected no value, as the limit depends on no field"),
        (["times=3 days"], "times: found the unit 'days'; expected a bare number, as it counts"),
        (["days=3 day"], "days: found '3 day'; expected an amount such as 5 days"),
        (["days=1..500"], "found 500 steps; expected at most 100"),
        (["days=3", "days=4"], f"days=4: found days set before it; {ONCE}"),
        (["days[2]=3", "days=4"], f"days=4: found days[2] set before it; {ONCE}"),
        (["days=soon"], f"found 'days=soon'; expected {FORMS}"),
        (["other"], "found {cases} and other; expected one PATH of records, and LIMIT=VALUE with an equals sign"),
    ],
)  # fmt: skip
def test_what_if_it_is_wrong(words: list[str], message: str, rules: Path, cases: Path) -> None:
    done = what_if(rules, cases, *words)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {message.format(cases=cases)}\n")


def test_coverage_of_cases(rules: Path, cases: Path) -> None:
    done = run("rules", "coverage", cases, "--rules", rules, "--format", "json")
    told = json.loads(done.output)
    rows = {(one["kind"], one["name"]): one["rows"] for one in told["branches"]}
    assert rows == {
        ("scope", "false"): 1,
        ("scope", "true"): 3,
        ("condition", "sentence type is custody: false"): 1,
        ("condition", "sentence type is custody: true"): 3,
        ("limit", "from 2000-01-01, tier 1"): 2,
        ("limit", "from 2000-01-01, tier 2"): 1,
        ("limit", "from 2000-01-01, tier unknown"): 0,
        ("reason", "not applicable: out of scope"): 1,
        ("reason", "cannot tell: missing date"): 0,
        ("reason", "cannot tell: no limit in force"): 0,
        ("reason", "met: in time"): 2,
        ("reason", "not applicable: ended before due"): 0,
        ("reason", "cannot tell: incomplete event"): 0,
        ("reason", "not met: late"): 0,
        ("reason", "not due: not due"): 0,
        ("reason", "not met: absent"): 1,
        ("reason", "not applicable: no trigger"): 0,
        ("reason", "cannot tell: unknown limit"): 0,
        ("reason", "not met: either way"): 0,
    }
    assert told["kinds"] == {
        "scope": {"branches": 2, "taken": 2},
        "condition": {"branches": 2, "taken": 2},
        "limit": {"branches": 3, "taken": 2},
        "reason": {"branches": 12, "taken": 3},
    }
    assert told["percent"] == pytest.approx(100 * 9 / 19)


@pytest.mark.parametrize(("threshold", "status"), [("47", 0), ("48", 1)])
def test_a_threshold(threshold: str, status: int, rules: Path, cases: Path) -> None:
    done = run("rules", "coverage", cases, "--rules", rules, "--threshold", threshold)
    assert done.status == status
    assert done.output.splitlines()[-1] == f"47.4%: 9 of 19 (at least {threshold} asked for)"


@pytest.mark.parametrize("threshold", ["nan", "inf", "-1", "100.5", "most"])
def test_a_threshold_that_is_no_percentage(threshold: str, rules: Path, cases: Path) -> None:
    done = run("rules", "coverage", cases, "--rules", rules, f"--threshold={threshold}")
    assert (done.status, done.output) == (2, "")
    expected = "expected a percentage from 0 to 100, such as 90"
    assert done.errors.endswith(f"argument --threshold: found {threshold!r}; {expected}\n")


def test_coverage_needs_cases(rules: Path) -> None:
    done = run("rules", "coverage", "--rules", rules)
    assert (done.status, done.errors) == (2, "omicheck: found no cases; expected a PATH of records, or --examples\n")
