"""`omicheck check` for other programs: JUnit XML, SARIF and annotations, which end up in the logs of CI servers."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from check_formats import FORMATS, place
from failing_cases import CASES, SHOWN, Check, case
from omicheck import __version__
from omicheck.evaluate import engines
from omicheck.model.row import Row
from pipeline import Done
from printed_outputs import levels, outcomes, sarif

FLAGGED_VERDICTS = (
    "cases.json:42: case D: cases[3].sentence_type: found a text; "
    "expected community_order, licence, custody, suspended_sentence_order or post_sentence_supervision\n"
)


HERE = Path(__file__).resolve().parent


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.chdir(tmp_path)
    return Check(tmp_path)


def test_junit(check: Check) -> None:
    done = check("--format", "junit")
    expected = (HERE / "golden/check-formats.junit.xml").read_text(encoding="utf-8")
    manifest = quoteattr(json.dumps(check.manifest(), separators=(",", ":")))
    assert done == Done(3, expected.replace('"MANIFEST"', manifest), FLAGGED_VERDICTS)
    assert outcomes(done.output) == {
        ("A", "contacted"): ("failure", "not_met"),
        ("A", "inducted"): ("skipped", None),
        ("B", "contacted"): ("passed", None),
        ("B", "inducted"): ("failure", "not_met"),
        ("B", "inducted, occurrence 2"): ("skipped", None),
        (SHOWN, "contacted"): ("skipped", None),
        (SHOWN, "inducted"): ("skipped", None),
        ("rejected records", "cases.json:42, case D"): ("error", "rejected"),
    }


def test_sarif(check: Check) -> None:
    done = check("--format", "sarif")
    text = (HERE / "golden/check-formats.sarif").read_text(encoding="utf-8").replace("VERSION", __version__)
    expected = json.loads(text)
    expected["runs"][0]["properties"]["manifest"] = check.manifest()
    assert (done.status, sarif(done.output), done.errors) == (3, expected, FLAGGED_VERDICTS)


def test_github(check: Check) -> None:
    expected = (HERE / "golden/check-formats.github.txt").read_text(encoding="utf-8")
    assert check("--format", "github") == Done(3, expected, FLAGGED_VERDICTS)
    assert levels(expected) == ["error", "error", "warning", "error"]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_record_is_told_but_its_reference_and_dates(name: str, check: Check) -> None:
    done = check("--format", name, "--waivers", check.waivers("2009-06-01"))
    assert "Ann" not in done.output
    assert "High Street" not in done.output


def test_a_key_that_is_not_known_is_not_repeated(check: Check) -> None:
    cases = [case("A", **{"Ann Other": 1, "tier": 7})]
    Path("cases.json").write_text(json.dumps({"as_of": "2009-06-01", "cases": cases}), encoding="utf-8")
    assert [(one["ruleId"], one["message"]["text"]) for one in check.results()] == [
        ("omicheck/rejected-record", "Case A: expected a known key"),
        ("omicheck/rejected-record", "Case A: cases[0].tier: expected a whole number from 1 to 4"),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_no_message_begins_a_line_with_what_a_record_says(name: str, check: Check) -> None:
    wrong = case("A\n::error::case", **{"\n::error::key": 1})
    Path("cases.json").write_text(json.dumps({"as_of": "2009-06-01", "cases": [wrong]}), encoding="utf-8")
    done = check("--format", name)
    place = "cases.json:1: case A\\n::error::case: cases[0].\\n::error::key: "
    assert (done.status, done.errors) == (3, f'{place}found key "\\n::error::key"; expected a known key\n')
    assert not any(line.startswith("::error::") for line in done.output.splitlines())


def test_what_cannot_be_told_fails_if_that_is_asked_for(check: Check) -> None:
    asked = ("--fail-on", "cannot_tell")
    assert outcomes(check("--format", "junit", *asked).output)[SHOWN, "contacted"] == ("failure", "cannot_tell")
    assert [one["level"] for one in check.results(*asked)] == ["error"] * 4
    assert levels(check("--format", "github", *asked).output) == ["error"] * 4


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_status_alone_depends_on_what_else_fails(name: str, check: Check) -> None:
    Path("cases.json").write_text(json.dumps({"as_of": "2009-06-01", "cases": CASES[:3]}), encoding="utf-8")
    plain, never = check("--format", name), check("--format", name, "--fail-on", "never")
    assert (plain.status, never.status, never.output) == (1, 0, plain.output)


def test_what_is_accepted_is_told_and_fails_nothing(check: Check) -> None:
    accepted = ("--waivers", check.waivers("2009-06-01"))
    done = check("--format", "junit", *accepted)
    told = "Accepted until 2009-06-01 by waivers.yaml:1."
    (suite,) = [one for one in ET.fromstring(done.output) if one.attrib["name"] == "A"]  # noqa: S314, our own output
    (skipped, _) = suite.iter("skipped")
    assert skipped.attrib["message"].startswith("not met, absent. The clock runs")
    assert skipped.attrib["message"].endswith(f"after the limit. {told}")
    first = check.results(*accepted)[0]
    assert (first["ruleId"], first["level"], first["suppressions"]) == (
        "contacted",
        "note",
        [{"kind": "external", "status": "accepted", "justification": "accepted until 2009-06-01 by waivers.yaml:1"}],
    )
    annotations = check("--format", "github", *accepted).output.splitlines()
    assert annotations[0].startswith("::notice file=cases.json,line=4,title=Contacted in time ")
    assert annotations[0].endswith(f" after the limit. {told}")
    # One that has expired accepts nothing.
    assert (
        check("--format", "github", "--waivers", check.waivers("2009-05-31")).output
        == check("--format", "github").output
    )


def test_what_is_known_is_told_as_such_and_what_is_new_as_new(check: Check) -> None:
    Path("earlier.jsonl").write_text(check("--format", "jsonl", "--case", "A").output, encoding="utf-8")
    known = ("--baseline", "earlier.jsonl")
    assert [(one["ruleId"], one["level"], one.get("baselineState")) for one in check.results(*known)] == [
        ("contacted", "note", "unchanged"),
        ("inducted", "error", "new"),
        ("contacted", "warning", "new"),
        ("omicheck/rejected-record", "error", None),
    ]
    assert outcomes(check("--format", "junit", *known).output)["A", "contacted"] == ("skipped", None)
    annotation = check("--format", "github", *known).output.splitlines()[0]
    assert annotation.startswith("::notice ")
    assert annotation.endswith("after the limit. Known from the baseline.")


def test_a_fingerprint_stays_when_records_move_and_numbers_change(check: Check) -> None:
    before = {(*place(one), one["partialFingerprints"]["primaryLocationLineHash"]) for one in check.results()[:3]}
    earlier = case("B", ("contact", "2009-04-02"), ("allocated", "2009-04-10"), ("allocated", "2009-05-01"))
    cases = [case("0"), earlier, *CASES[2:], CASES[0]]
    Path("cases.json").write_text(json.dumps({"as_of": "2009-06-01", "cases": cases}, indent=2), encoding="utf-8")
    after = {(*place(one), one["partialFingerprints"]["primaryLocationLineHash"]) for one in check.results()}
    assert {one[:2] for one in after} == {one[:2] for one in before} | {("0", "contacted"), ("D", None)}
    assert before <= after


def test_two_failures_of_one_day_are_told_apart(check: Check) -> None:
    twice = [("allocated", "2009-05-01")] * 2
    Path("cases.json").write_text(json.dumps({"as_of": "2009-06-01", "cases": [case("A", *twice)]}), encoding="utf-8")
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in check.results()]
    assert len(prints) == len(set(prints)) == 3


def test_an_evaluator_that_disagrees_is_an_error(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def less(*given: Any) -> Iterator[Row]:  # noqa: ANN401
        yield from list(right(*given))[1:]

    right = engines._columnar
    monkeypatch.setattr(engines, "_columnar", less)
    asked = ("--engine", "both")
    done = check("--format", "junit", *asked)
    assert (done.status, outcomes(done.output)["A", "contacted"]) == (4, ("error", "error"))
    log = sarif(check("--format", "sarif", *asked).output)["runs"][0]
    assert log["invocations"] == [{"executionSuccessful": False}]
    assert (log["results"][0]["ruleId"], log["results"][0]["level"]) == ("contacted", "error")
    assert check("--format", "github", *asked).output.splitlines()[0] == (
        "::error file=cases.json,line=4,title=Contacted in time [2.1.1%2C contacted]%3A error%2C evaluators disagree::"
        "Case A. The evaluator failed on this; see the messages on standard error."
    )
