"""Waivers and baselines: what is accepted or known stays a failure, is shown, and does not count."""

import json
from pathlib import Path

import pytest

from pipeline import Done, run, write_json, write_rules

RULES = [
    {
        "id": "contacted",
        "question": "2.1.1",
        "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
    },
    {
        "id": "inducted",
        "question": "2.1.2",
        "check": {"deadline": {"from": {"event": "allocated"}, "to": {"event": "induction"}, "limit": "days"}},
    },
]
DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days"}]}


def case(case_id: str, *events: tuple[str, str | None]) -> dict[str, object]:
    listed = [{"type": name, "date": day} for name, day in events]
    return {"case_id": case_id, "sentence_type": "custody", "sentence_date": "2009-04-01", "events": listed}


CASES = [case("A"), case("B", ("contact", "2009-04-02")), case("C", ("contact", None))]


@pytest.fixture
def check(tmp_path: Path) -> "Check":
    return Check(tmp_path)


class Check:
    """The command on these rules, with files made from what it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = write_rules(folder / "rules", RULES, DAYS)

    def __call__(self, *options: object, cases: list[dict[str, object]] = CASES, as_of: str = "2009-06-01") -> Done:
        records = write_json(self.folder / "cases.json", {"as_of": as_of, "cases": cases})
        return run("check", records, "--rules", self.rules, *options)

    def waivers(self, text: str) -> Path:
        file = self.folder / "waivers.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    def baseline(self, *options: object, cases: list[dict[str, object]] = CASES) -> Path:
        file = self.folder / "baseline.jsonl"
        file.write_text(self(*options, "--format", "jsonl", cases=cases).output, encoding="utf-8")
        return file


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
        '1: [0].expiry: found "soon"; expected a date YYYY-MM-DD, the last for which it holds\n'
        '2: [1].until: found key "until"; expected a known key: case, rule, reason, author or expiry\n'
        "3: [2]: found no reason; expected reason, which must be there\n"
        "3: [2]: found no author; expected author, which must be there\n"
        "3: [2]: found no expiry; expected expiry, which must be there\n"
        "5: [4]: found a second waiver for case A and rule contacted; expected one for each case and rule\n"
    )


def test_only_new_failures_fail(check: Check) -> None:
    file = check.baseline()
    assert check("--baseline", file).status == 0
    new = [*CASES, case("D")]
    done = check("--baseline", file, cases=new)
    assert done.status == 1
    assert "Failed or not to be told: 0 accepted by waiver, 2 known, 1 open" in done.output
    told = json.loads(check("--baseline", file, "--format", "json", cases=new).output)["accepted"]
    assert told["known"] == [
        {"case_id": "A", "rule": "contacted", "occurrence": 1, "verdict": "not_met"},
        {"case_id": "C", "rule": "contacted", "occurrence": 1, "verdict": "cannot_tell"},
    ]


def test_a_failure_is_known_by_its_day_not_by_its_number(check: Check) -> None:
    before = [case("A", ("contact", "2009-04-02"), ("allocated", "2009-05-01"))]
    file = check.baseline(cases=before)
    earlier = ("allocated", "2009-04-20"), ("induction", "2009-04-21")
    after = [case("A", ("contact", "2009-04-02"), ("allocated", "2009-05-01"), *earlier)]
    done = check("--baseline", file, "--format", "json", cases=after)
    assert json.loads(done.output)["accepted"]["known"] == [
        {"case_id": "A", "rule": "inducted", "occurrence": 2, "verdict": "not_met"}
    ]
    assert done.status == 0


def test_what_could_not_be_told_is_new_when_it_fails(check: Check) -> None:
    file = check.baseline(cases=[case("C", ("contact", None))])
    done = check("--baseline", file, cases=[case("C")])
    assert done.status == 1
    assert "0 accepted by waiver, 0 known, 1 open; 1 known before and gone" in done.output


@pytest.mark.parametrize("text", ["{}", "[", '{"case_id": "A"}', "verdict"])
def test_a_baseline_that_is_none(check: Check, tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.jsonl"
    file.write_text(text, encoding="utf-8")
    done = check("--baseline", file)
    expected = "found something else than a row; expected a row as check --format jsonl prints it"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {file}:1: {expected}\n")


def test_a_baseline_that_is_not_there(check: Check, tmp_path: Path) -> None:
    done = check("--baseline", tmp_path / "none.jsonl")
    expected = "found no such file; expected the output of check --format jsonl"
    assert (done.status, done.errors) == (2, f"omicheck: {tmp_path}/none.jsonl: {expected}\n")
