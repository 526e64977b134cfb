"""`--except NAME`: rules, questions, criteria and topics that are not asked."""

import json
from pathlib import Path

import pytest

import omicheck
from omicheck.errors import RequestWrongError
from pipeline import ROOT, run
from small_check import CASES, Check, case

SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"
BREACH = ROOT / "fixtures" / "cases" / "breach-a-day-late.json"


def test_the_others_are_asked_and_it_is_told(tmp_path: Path) -> None:
    check = Check(tmp_path)
    done = check("--except", "inducted", "--format", "jsonl")
    assert [(row["case_id"], row["rule"]) for row in done.rows] == [(one["case_id"], "contacted") for one in CASES]
    assert "omicheck: not asked: 1 of 2 rules, as inducted is left out\n" in done.errors
    assert check("--except", "2.1.2", "--format", "jsonl").rows == done.rows
    both = check("--only", "topic", "--except", "inducted", "--except", "2.1.1", "--format", "jsonl")
    assert (both.status, both.output) == (2, "")
    assert both.errors == "omicheck: found no rule besides inducted, 2.1.1; expected at least one that is left\n"


def test_a_name_that_is_none_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = Check(tmp_path)("--except", "induced")
    expected = "expected a rule, question, criterion or topic that a rule in force has; did you mean inducted?"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: found 'induced'; {expected}\n")


def test_known_failures_of_what_is_left_out_are_not_called_gone(tmp_path: Path) -> None:
    check = Check(tmp_path)
    cases = [case("A", ("contact", "2009-04-02"), ("allocated", "2009-05-01"))]
    file = check.baseline(cases=cases)
    assert [
        (row["rule"], row["verdict"]) for row in map(json.loads, file.read_text(encoding="utf-8").splitlines())
    ] == [
        ("contacted", "met"),
        ("inducted", "not_met"),
    ]
    done = check("--baseline", file, "--except", "inducted", cases=cases)
    assert (done.status, "Known before and gone" in done.output) == (0, False)


@pytest.mark.parametrize("command", [("check",), ("due",), ("explain", "--all")])
def test_every_command_that_chooses_rules_has_it(command: tuple[str, ...]) -> None:
    asked = (*command, BREACH, "--only", "enforcement", "--format", "json")
    everything, without = run(*asked).output, run(*asked, "--except", "2.1.37").output
    assert ("breach-resolved-on-time" in everything, "breach-resolved-on-time" in without) == (True, False)
    assert "absence-judged-on-time" in without


def test_rules_are_listed_tested_and_covered_without_them() -> None:
    chosen = ("--only", "enforcement", "--except", "recall-prompt-on-increase")
    listed = [one["id"] for one in json.loads(run("rules", "list", *chosen, "--format", "json").output)]
    everything = [
        one["id"] for one in json.loads(run("rules", "list", "--only", "enforcement", "--format", "json").output)
    ]
    assert listed == [name for name in everything if name != "recall-prompt-on-increase"]
    tested = json.loads(run("rules", "test", *chosen, "--format", "json").output)
    covered = json.loads(run("rules", "coverage", "--examples", *chosen, "--format", "json").output)
    assert "recall-prompt-on-increase" not in json.dumps([tested, covered])


def test_a_run_without_them_is_made_again(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    run("check", BREACH, "--only", "enforcement", "--except", "2.1.36", "--quiet", "--manifest", manifest)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    assert told["run"]["options"]["leave_out"] == ["2.1.36"]
    assert "breach-instigated-on-time" not in told["rules"]["evaluated"]
    assert run("verify", manifest).status == 0


def test_python_leaves_out_too_and_makes_no_scores_of_the_rest() -> None:
    result = omicheck.check(BREACH, only="enforcement", leave_out=["2.1.36"])
    assert {row.rule for row in result.rows} == {
        row["rule"]
        for row in run("check", BREACH, "--only", "enforcement", "--except", "2.1.36", "--format", "jsonl").rows
    }
    with pytest.raises(RequestWrongError, match="leave_out"):
        omicheck.check(BREACH, leave_out="2.1.36").score()


def test_what_may_be_asked_next_leaves_them_out_too(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("a key for commands that are told\n", encoding="utf-8")
    done = run("check", BREACH, "--except", "mappa", "--except", "2.1.1", "--pseudonymise", key)
    shown = " ".join(done.output.partition("What next")[2].replace("\\\n", " ").split())
    assert f"{BREACH} --pseudonymise {key}" in shown
    case = shown.partition("omicheck explain ")[2].split()[0]
    assert f"explain {case} ... --except mappa --except 2.1.1 every failure" in shown
    assert "check ... --except mappa --except 2.1.1 --failures" in shown
    assert run("explain", case, BREACH, "--pseudonymise", key, "--except", "mappa", "--except", "2.1.1").status == 0
