"""Outcomes apart from duties: counted as ever, told under another heading, and no failure of anybody."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from pipeline import Done, run, write_json, write_rules
from printed_outputs import of_headings, sarif

DUTY = {
    "id": "contacted",
    "question": "2.1.1",
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
}
OUTCOME = {
    "id": "not-convicted",
    "title": "Not convicted",
    "question": "3.1.4",
    "asks": "outcome",
    "check": {"never": {"of": {"event": "conviction"}, "from": "sentence_date"}},
}
MET = {"type": "contact", "date": "2009-04-02"}
CONVICTED = {"type": "conviction", "date": "2009-05-04"}
UNDATED = {"type": "conviction", "date": None}
AN_OUTCOME = "This is an outcome: what came of the work, and no failure of anybody."
HEADING = "Outcomes: what came of the work, and no failure of anybody"


def case(case_id: str, *events: dict[str, Any]) -> dict[str, Any]:
    return {"case_id": case_id, "sentence_type": "custody", "sentence_date": "2009-04-01", "events": list(events)}


CASES = [case("A", MET, CONVICTED), case("B", MET, UNDATED), case("C", MET)]


class Check:
    """The command on a duty, an outcome and these cases."""

    def __init__(self, folder: Path) -> None:
        write_rules(folder / "rules", [DUTY, OUTCOME], {"days": [{"from": "2000-01-01", "limit": "5 days"}]})

    def __call__(self, *options: object, command: str = "check", cases: list[dict[str, Any]] = CASES) -> Done:
        file = write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": cases})
        given = ("A", file) if command == "explain" else (file,)
        return run(command, *given, "--rules", "rules", "--quiet", *options)


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.chdir(tmp_path)
    return Check(tmp_path)


@pytest.mark.parametrize("fail_on", ["not_met", "cannot_tell"])
@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "json", "junit", "sarif", "github"])
def test_no_part_of_the_exit_status(name: str, fail_on: str, check: Check) -> None:
    assert check("--format", name, "--fail-on", fail_on).status == 0
    failing = [*CASES, case("D")]
    assert check("--format", name, "--fail-on", fail_on, cases=failing).status == 1


@pytest.mark.usefixtures("check")
def test_no_part_of_the_exit_status_of_tables_read_in_parts() -> None:
    Path("tables").mkdir()
    rows = "A,custody,2009-04-01\nB,custody,2009-04-01\n"
    Path("tables/cases.csv").write_text(f"case_id,sentence_type,sentence_date\n{rows}", encoding="utf-8")
    events = "A,contact,2009-04-02\nA,conviction,2009-05-04\nB,contact,2009-04-02\n"
    given = ("tables", "--as-of", "2009-06-01", "--rules", "rules", "--engine", "columnar", "--quiet")
    for late, status in (("", 0), ("B,contact,2009-04-20\n", 0), ("C,contact,2009-04-20\n", 1)):
        more = "C,custody,2009-04-01\n" if late.startswith("C") else ""
        Path("tables/cases.csv").write_text(f"case_id,sentence_type,sentence_date\n{rows}{more}", encoding="utf-8")
        Path("tables/events.csv").write_text(f"case_id,type,date\n{events}{late}", encoding="utf-8")
        for place in (f"one{status}{bool(late)}.parquet", f"many{status}{bool(late)}"):
            assert run("check", *given, "--format", "parquet", "--output", place).status == status
        assert run("check", *given, "--format", "github").status == status


def test_the_rows_are_as_they_are(check: Check) -> None:
    told = [(row["case_id"], row["rule"], row["verdict"], row["reason"]) for row in check("--format", "jsonl").rows]
    assert told == [
        ("A", "contacted", "met", "in_time"),
        ("A", "not-convicted", "not_met", "happened"),
        ("B", "contacted", "met", "in_time"),
        ("B", "not-convicted", "cannot_tell", "incomplete_event"),
        ("C", "contacted", "met", "in_time"),
        ("C", "not-convicted", "met", "none"),
    ]


def test_another_heading_in_the_table(check: Check) -> None:
    lines = check("--details").output.splitlines()
    at = lines.index(HEADING)
    rows = [line.split() for line in lines if line.startswith(("2.1.1 c", "3.1.4 n"))]
    assert rows == [["2.1.1", "contacted", "3", *"...."], ["3.1.4", "not-convicted", "1", "1", *"..", "1"]]
    assert [lines.index(line) > at for line in lines if line.startswith(("2.1.1 c", "3.1.4 n"))] == [False, True]
    assert lines[1:3] == ["3 verdicts: 3 met", "Apart from that 3 outcomes: 1 met, 1 not met, 1 cannot tell."]


def test_another_heading_in_explain(check: Check) -> None:
    _, _, told = check("--all", command="explain").output.partition(f"{HEADING}\n\n")
    assert told == (
        "Not convicted [3.1.4, not-convicted]: not met, happened\n"
        "  It is looked for from the sentence date, Wednesday 1 April 2009.\n"
        "  Found conviction on Monday 4 May 2009.\n"
        f"  {AN_OUTCOME}\n"
    )


def test_no_failure_for_other_programs(check: Check) -> None:
    github = check("--format", "github").output.splitlines()
    assert [line.partition(" ")[0] for line in github] == ["::notice", "::notice"]
    log = sarif(check("--format", "sarif").output)
    results = log["runs"][0]["results"]
    assert [(one["ruleId"], one["kind"], one["level"]) for one in results] == [
        ("not-convicted", "informational", "none")
    ] * 2
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    levels = [(one["id"], one["defaultConfiguration"]["level"]) for one in rules]
    assert levels == [("contacted", "error"), ("not-convicted", "none"), ("omicheck/rejected-record", "error")]
    suites = ET.fromstring(check("--format", "junit").output)  # noqa: S314, our own output
    told = {
        (one.attrib["classname"], one.attrib["name"]): [(how.tag, how.get("message")) for how in one]
        for one in suites.iter("testcase")
    }
    found = "It is looked for from the sentence date, Wednesday 1 April 2009. Found conviction on Monday 4 May 2009."
    assert told["A", "not-convicted"] == [("skipped", f"not met, happened. {found} {AN_OUTCOME}")]
    assert told["C", "not-convicted"] == []


def test_another_sheet_of_the_workbook(check: Check) -> None:
    assert check("--format", "xlsx", "--output", "rows.xlsx", cases=[*CASES, case("D")]).status == 1
    assert of_headings("failures", "case", "rule id") == [("D", "contacted")]
    of_outcomes = of_headings("outcomes", "case", "rule id", "verdict")
    assert of_outcomes == [("A", "not-convicted", "not met"), ("B", "not-convicted", "cannot tell")]


def test_neither_accepted_nor_known_nor_open(check: Check) -> None:
    Path("known.jsonl").write_text(check("--format", "jsonl").output, encoding="utf-8")
    waiver = "- {case: A, rule: not-convicted, reason: r, author: a, expiry: 2009-07-01}\n"
    Path("waivers.yaml").write_text(waiver, encoding="utf-8")
    done = check("--format", "json", "--baseline", "known.jsonl", "--waivers", "waivers.yaml")
    told = json.loads(done.output)["accepted"]
    verdicts = ("met", "not_met", "not_applicable", "not_due", "cannot_tell", "error")
    assert {name: told[name] for name in ("waived", "known", "known_and_gone")} == {
        "waived": [],
        "known": [],
        "known_and_gone": 0,
    }
    assert [told["open"][verdict] for verdict in verdicts] == [4, 0, 0, 0, 0, 0]
    assert [one["case"] for one in told["unused_waivers"]] == ["A"]


@pytest.mark.usefixtures("check")
def test_show_says_so() -> None:
    told = run("rules", "show", "not-convicted", "--rules", "rules").output
    assert "Stands for: an outcome: what came of the work, and no failure of anybody\n" in told
