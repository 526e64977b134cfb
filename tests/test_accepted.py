"""Waivers and baselines: what is accepted or known stays a failure, is shown, and does not count."""

import json
from pathlib import Path

import pytest

from small_check import Check


@pytest.fixture
def check(tmp_path: Path) -> "Check":
    return Check(tmp_path)


ACCEPTED = "- {case: A, rule: contacted, reason: Snow, author: qa-1, expiry: %s}\n"


@pytest.mark.parametrize(
    ("expiry", "status", "errors"),
    [
        ("2009-06-01", 0, ""),
        ("2009-05-31", 1, "omicheck: {file}:1: expired waiver for case A, rule contacted: it held until 2009-05-31\n"),
    ],
)
def test_a_waiver_holds_until_it_expires(check: Check, expiry: str, status: int, errors: str) -> None:
    file = check.waivers(ACCEPTED % expiry)
    plain = check("--format", "jsonl")
    done = check("--format", "jsonl", "--waivers", file)
    assert plain.status == 1
    assert (done.status, done.errors, done.output) == (status, errors.format(file=file), plain.output)


def test_an_unused_waiver_is_reported(check: Check) -> None:
    file = check.waivers(
        ACCEPTED % "2009-12-31" + "- {case: B, rule: contacted, reason: r, author: a, expiry: 2009-12-31}\n"
    )
    done = check("--format", "csv", "--waivers", file)
    assert (done.status, done.errors) == (
        0,
        f"omicheck: {file}:2: unused waiver for case B, rule contacted: there is no such failure\n",
    )
    # Of a rule that was not looked at it is not known.
    assert check("--only", "inducted", "--format", "csv", "--waivers", file).errors == ""


def test_json_tells_what_is_accepted(check: Check) -> None:
    file = check.waivers(ACCEPTED % "2009-12-31")
    done = check("--format", "json", "--waivers", file)
    place = {"case_id": "A", "rule": "contacted", "occurrence": 1, "verdict": "not_met"}
    waiver = {"case": "A", "rule": "contacted", "reason": "Snow", "author": "qa-1", "expiry": "2009-12-31", "line": 1}
    assert json.loads(done.output)["accepted"] == {
        "waived": [place | waiver],
        "expired_waivers": [],
        "unused_waivers": [],
        "known": [],
        "known_and_gone": 0,
        "gone": [],
        "open": {"met": 1, "not_met": 0, "not_applicable": 3, "not_due": 0, "cannot_tell": 1, "error": 0},
    }
    assert "accepted" not in json.loads(check("--format", "json").output)


def test_the_table_tells_what_is_accepted(check: Check) -> None:
    done = check("--waivers", check.waivers(ACCEPTED % "2009-12-31"))
    lines = [line.rstrip() for line in done.output.splitlines()]
    row = next(line for line in lines if line.startswith("A "))
    told = "A contacted absent 2009-04-06 not found 56 until 2009-12-31 by qa-1: Snow"
    assert " ".join(row.split()) == told
    assert "Failed or not to be told: 1 accepted by waiver, 0 known, 1 open" in lines


def test_a_waiver_accepts_what_cannot_be_told_too(check: Check) -> None:
    file = check.waivers(
        ACCEPTED % "2009-12-31" + "- {case: C, rule: contacted, reason: r, author: a, expiry: 2009-12-31}\n"
    )
    assert check("--fail-on", "cannot_tell", "--waivers", file).status == 0
    assert check("--fail-on", "cannot_tell", "--waivers", check.waivers(ACCEPTED % "2009-12-31")).status == 1


def test_wrong_waivers_are_all_told(check: Check) -> None:
    text = (
        "- {case: 3, rule: contactd, reason: '', author: a, expiry: soon}\n"
        "- {case: A, rule: contacted, reason: r, author: a, expiry: 2009-12-31, until: never}\n"
        "- {case: A, rule: contacted}\n"
        "- {case: A, rule: contacted, reason: r, author: a, expiry: 2009-12-31}\n"
        "- {case: A, rule: contacted, reason: r, author: a, expiry: 2009-12-31}\n"
    )
    file = check.waivers(text)
    done = check("--waivers", file)
    assert (done.status, done.output) == (2, "")
    assert done.errors.removeprefix("omicheck: ").replace(f"{file}:", "") == (
        "1: [0].case: found 3; expected text\n"
        '1: [0].reason: found ""; expected text\n'
        '1: [0].rule: found rule "contactd"; expected a known rule: contacted or inducted; did you mean contacted?\n'
        "1: [0].expiry: found a text; expected a date YYYY-MM-DD, the last for which it holds\n"
        '2: [1].until: found key "until"; expected a known key: case, rule, reason, author or expiry\n'
        "3: [2]: found no reason; expected reason, which must be there\n"
        "3: [2]: found no author; expected author, which must be there\n"
        "3: [2]: found no expiry; expected expiry, which must be there\n"
        "5: [4]: found a second waiver for case A and rule contacted; expected one for each case and rule\n"
    )
