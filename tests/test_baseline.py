"""Failures that are known from an earlier check: they do not count, and what is gone of them is told."""

import json
from pathlib import Path

import pytest

from small_check import CASES, Check, case


@pytest.fixture
def check(tmp_path: Path) -> "Check":
    return Check(tmp_path)


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
    assert "0 accepted by waiver, 0 known, 1 open\nKnown before and gone: 1 now told otherwise\n" in done.output


@pytest.mark.parametrize("text", ["{}", "[", '{"case_id": "A"}', "verdict"])
def test_a_baseline_that_is_none(check: Check, tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.jsonl"
    file.write_text(text, encoding="utf-8")
    done = check("--baseline", file)
    expected = "found something else than a row; expected a row as check --format jsonl prints it"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {file}:1: {expected}\n")


@pytest.mark.parametrize("day", [[], {}, 0, False])
def test_a_baseline_in_which_something_else_stands_for_a_day(check: Check, day: object) -> None:
    file = check.baseline()
    *rows, last = map(json.loads, Path(file).read_text(encoding="utf-8").splitlines())
    changed = [*rows, {**last, "verdict": "not_met", "trigger_date": day}]
    Path(file).write_text("".join(json.dumps(row) + "\n" for row in changed), encoding="utf-8")
    done = check("--baseline", file)
    expected = "found something else than a row; expected a row as check --format jsonl prints it"
    assert (done.status, done.output) == (2, "")
    assert done.errors == f"omicheck: {file}:{len(changed)}: {expected}\n"


def test_a_baseline_that_is_not_there(check: Check, tmp_path: Path) -> None:
    done = check("--baseline", tmp_path / "none.jsonl")
    expected = "found no such file; expected the output of check --format jsonl"
    assert (done.status, done.errors) == (2, f"omicheck: {tmp_path}/none.jsonl: {expected}\n")


def test_a_failure_of_a_day_does_not_stand_for_two_of_that_day(check: Check) -> None:
    one = [case("A", ("contact", "2009-04-02"), ("allocated", "2009-05-01"))]
    two = [case("A", ("contact", "2009-04-02"), ("allocated", "2009-05-01"), ("allocated", "2009-05-01"))]
    file = check.baseline(cases=one)
    done = check("--baseline", file, cases=two)
    assert done.status == 1
    assert "Failed or not to be told: 0 accepted by waiver, 1 known, 1 open" in done.output
    file = check.baseline(cases=two)
    done = check("--baseline", file, cases=one)
    assert done.status == 0
    assert "Failed or not to be told: 0 accepted by waiver, 1 known, 0 open" in done.output
    assert "Known before and gone: 1 what called for it is no longer recorded" in done.output


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_what_is_gone_is_told_with_why(check: Check, engine: str) -> None:
    file = check.baseline(cases=[*CASES, case("D"), case("E"), case("F", ("contact", None))])
    after = [
        case("A", ("contact", "2009-04-02")),
        case("B", ("contact", "2009-04-02")),
        case("C", ("contact", None)),
        {**case("E"), "tier": "wrong"},
        case("F"),
    ]
    options = ("--baseline", file, "--engine", engine)
    told = json.loads(check(*options, "--format", "json", cases=after).output)["accepted"]
    gone = {"rule": "contacted", "occurrence": None, "trigger_date": "2009-04-01"}
    assert (told["known_and_gone"], told["gone"]) == (
        4,
        [
            gone | {"case_id": "A", "verdict": "not_met", "why": "put_right"},
            gone | {"case_id": "D", "verdict": "not_met", "why": "case_not_there"},
            gone | {"case_id": "E", "verdict": "not_met", "why": "record_rejected"},
            gone | {"case_id": "F", "verdict": "cannot_tell", "why": "fails_otherwise"},
        ],
    )
    done = check(*options, cases=after)
    assert (
        "\n".join(line.rstrip() for line in done.output.splitlines()).find(
            "Known before and gone: 1 put right, 1 now told otherwise, 1 no record of the case, 1 record rejected\n"
            "\n"
            "Case  Known before and gone  From        Was          Why\n"
            "───────────────────────────────────────────────────────────────────────────\n"
            "A     contacted              2009-04-01  not met      put right\n"
            "F     contacted              2009-04-01  cannot tell  now told otherwise\n"
            "D     contacted              2009-04-01  not met      no record of the case\n"
            "and 1 more that are gone; --details shows all\n"
        )
        > 0
    ), done.output
    other = json.loads(check(*options, "--only", "inducted", "--format", "json", cases=after).output)["accepted"]
    assert other["gone"] == []


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_only_what_is_met_now_is_put_right(check: Check, engine: str) -> None:
    allocated = ("contact", "2009-04-02"), ("allocated", "2009-05-01")
    undated = {**case("F", *allocated[1:]), "sentence_date": None}
    file = check.baseline(cases=[*(case(name, *allocated) for name in "ABCDE"), undated])
    after = [
        case("A", *allocated, ("induction", "2009-05-02")),
        {**case("B", *allocated), "end_date": "2009-05-03"},
        case("C", *allocated[:1]),
        case("D", *allocated[:1], ("allocated", None)),
        case("E", *allocated[:1], ("allocated", "2009-05-02")),
        case("F", *allocated[1:]),
    ]
    options = ("--baseline", file, "--engine", engine)
    told = json.loads(check(*options, "--format", "json", cases=after).output)["accepted"]
    assert [(one["case_id"], one["rule"], one["verdict"], one["why"]) for one in told["gone"]] == [
        ("A", "inducted", "not_met", "put_right"),
        ("B", "inducted", "not_met", "no_longer_asked"),
        ("C", "inducted", "not_met", "trigger_gone"),
        ("D", "inducted", "not_met", "fails_otherwise"),
        ("E", "inducted", "not_met", "trigger_gone"),
        ("F", "contacted", "cannot_tell", "fails_otherwise"),
    ]
    lines = check(*options, cases=after).output
    assert (
        "Known before and gone: 1 put right, 2 now told otherwise, 1 no longer asked for, 2 what called for\n"
        "it is no longer recorded\n"
    ) in lines


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_only_new_failures_are_shown(check: Check, engine: str) -> None:
    file = check.baseline()
    options = ("--baseline", file, "--new-only", "--engine", engine)
    new = [*CASES, case("D")]
    whole = check("--engine", engine, "--format", "jsonl", cases=new)
    done = check(*options, "--format", "jsonl", cases=new)
    known = [("A", "contacted"), ("C", "contacted")]
    assert done.rows == [row for row in whole.rows if (row["case_id"], row["rule"]) not in known]
    assert done.status == 1
    sarif = json.loads(check(*options, "--format", "sarif", cases=new).output)
    assert [one["properties"]["case_id"] for one in sarif["runs"][0]["results"]] == ["D"]
    lines = [line.split() for line in check(*options, cases=new).output.splitlines()]
    assert [line[:2] for line in lines if line[:1] in (["A"], ["D"])] == [["D", "contacted"]]
    wrong = check("--new-only")
    assert (wrong.status, wrong.output) == (2, "")
