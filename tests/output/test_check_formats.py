"""`omicheck check` for other programs: JUnit XML, SARIF and annotations, which end up in the logs of CI servers."""

import itertools
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings

from failing_cases import AS_OF, CASES, DAYS, RULES, SHOWN, Check, case
from large_tables import WRITERS, Writer, as_csv, as_parquet, tables_of
from omicheck import __version__
from omicheck.evaluate import engines
from omicheck.model.row import Row
from omicheck.use_cases import in_parts
from pipeline import Done, run, write_json, write_rules
from printed_outputs import levels, outcomes, sarif
from stopping import assert_stopped, start
from strategies import hostile_texts

FLAGGED_VERDICTS = (
    'cases.json:42: case D: cases[3].sentence_type: found "Ann Other, 1 High Street"; '
    "expected community_order, licence or custody\n"
)
HERE = Path(__file__).resolve().parent
FORMATS = ("junit", "sarif", "github")


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


def place(result: Mapping[str, Any]) -> tuple[str, str | None]:
    rule = result["ruleId"]
    return result["locations"][0]["logicalLocations"][0]["name"], None if "/" in rule else rule


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


# --- where records stand ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("check")
def test_places_in_every_kind_of_text() -> None:
    lines = "\n\n".join(json.dumps(one) for one in CASES)
    Path("cases.jsonl").write_text(f"\n{lines}\n", encoding="utf-8")
    Path("list.json").write_text(json.dumps(CASES, indent=1), encoding="utf-8")
    Path("one.json").write_text(f"\n\n{json.dumps(CASES[0])}", encoding="utf-8")
    expected = {
        ("cases.json",): [4, 10, 29, 42],
        ("cases.jsonl", "--as-of", "2009-06-01"): [2, 4, 6, 8],
        ("list.json", "--as-of", "2009-06-01"): [2, 8, 27, 40],
        ("one.json", "--as-of", "2009-06-01"): [3],
    }
    for (file, *options), at in expected.items():
        done = run("check", file, "--rules", "rules", "--format", "sarif", *options)
        places = [one["locations"][0]["physicalLocation"] for one in sarif(done.output)["runs"][0]["results"]]
        assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in places] == [
            (file, line) for line in at
        ]
    done = run("check", "-", "--rules", "rules", "--format", "github", *AS_OF, standard_input=lines.encode())
    assert [line.partition("::Case")[0] for line in done.output.splitlines()][:1] == [
        "::error title=Contacted in time [2.1.1%2C contacted]%3A not met%2C absent"
    ]


@pytest.mark.usefixtures("check")
def test_a_file_is_named_as_seen_from_the_working_folder(tmp_path: Path) -> None:
    (tmp_path / "of 2009, all").mkdir()
    file = tmp_path / "of 2009, all" / "cases#1.json"
    file.write_bytes(Path("cases.json").read_bytes())
    done = run("check", file, "--rules", "rules", "--format", "sarif")
    first = sarif(done.output)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert first == {"uri": "of%202009%2C%20all/cases%231.json"}
    done = run("check", file, "--rules", "rules", "--format", "github")
    assert done.output.startswith("::error file=of 2009%2C all/cases#1.json,line=4,title=")


# Records of one case each, none of which is rejected for its name.
@pytest.mark.parametrize("writer", [as_csv, *WRITERS])
def test_places_in_tables_do_not_depend_on_how_they_are_read(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 3)
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules", RULES, {"days": DAYS})
    names = [f"SYN-{number}" for number in (3, 1, 2, 7, 5, 4, 0, 6)]
    tables = tables_of([case(name) for name in names] + [case("BAD", tier="Ann Other")])
    address = writer(tables, tmp_path / "in")
    first = 2 if writer is as_csv else 1
    # These are written in the order of case_id.
    in_order = sorted([*names, "BAD"]) if writer is as_parquet else [*names, "BAD"]
    found = {}
    for name, engine in itertools.product(FORMATS, ("durable", "columnar", "both")):
        options = ("--rules", "rules", *AS_OF, "--quiet", "--format", name, "--engine", engine)
        found[name, engine] = run("check", address, *options)
    for name in FORMATS:
        outputs = {
            re.sub(r'"engine":"\w+"', "", found[name, engine].output) for engine in ("durable", "columnar", "both")
        }
        assert len(outputs) == 1
        assert "Ann Other" not in outputs.pop()
    results = sarif(found["sarif", "columnar"].output)["runs"][0]["results"]
    told = {place(one): one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in results}
    assert told == {(one, None if one == "BAD" else "contacted"): in_order.index(one) + first for one in in_order}
    assert set(outcomes(found["junit", "columnar"].output)) == {
        *((one, rule["id"]) for one in names for rule in RULES),
        ("rejected records", next(name for _, name in outcomes(found["junit", "columnar"].output) if "BAD" in name)),
    }


@pytest.mark.usefixtures("check")
@pytest.mark.parametrize("name", FORMATS)
def test_stopped_in_the_middle(name: str, tmp_path: Path) -> None:
    Path("out").mkdir()
    Path("out/found").write_text("of an earlier run", encoding="utf-8")
    words = ("check", "cases.json", "--rules", "rules", "--format", name, "--output", "out/found")
    where = "omicheck.output.audit:explain_row"
    assert_stopped(start(where, 2, tmp_path / "temporary", *words), tmp_path / "temporary")
    assert [(file.name, file.read_text(encoding="utf-8")) for file in Path("out").iterdir()] == [
        ("found", "of an earlier run")
    ]


# --- hostile texts ---------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=hostile_texts())
def test_whatever_a_reference_is(name: str, tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "rules", RULES[:1], {"days": DAYS})
    records = write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": [case(name)]})
    junit, log, github = (run("check", records, "--rules", rules, "--format", one) for one in FORMATS)
    assert {one.status for one in (junit, log, github)} == {1}
    assert list(outcomes(junit.output).values()) == [("failure", "not_met")]
    (result,) = sarif(log.output)["runs"][0]["results"]
    assert result["locations"][0]["logicalLocations"] == [{"name": name, "kind": "record"}]
    assert result["properties"]["case_id"] == name
    # One line, and nothing in it that could steer a terminal or begin another command.
    assert github.output.count("\n") == 1
    assert github.output.removesuffix("\n").isprintable()
    assert levels(github.output) == ["error"]
