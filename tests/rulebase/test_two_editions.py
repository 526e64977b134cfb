"""Two editions set side by side, a scheme without arithmetic, and a limit that the record gives."""

import json
from pathlib import Path

import pytest

from editions_cases import records
from pipeline import ROOT, run, write_rules

# --- side by side -----------------------------------------------------------------------------------------------


def test_rules_diff_takes_editions_by_their_names(tmp_path: Path) -> None:
    done = run("rules", "diff", "2007", "2021", records(tmp_path), "--folder", ROOT / "rules", "--format", "json")
    changes = {one["rule"]: one for one in json.loads(done.output)["changes"]}
    first = changes["first-home-visit-high-risk"]
    assert (first["what"], first["note"]) == ("replaced", "in the place of initial-home-visit")
    assert changes["reset-suspends-contact"]["what"] == "added"
    assert changes["induction-community-on-time"]["what"] == "removed"
    assert json.loads(done.output)["shifts"] == []


def test_rules_diff_compares_rules_without_any_record(tmp_path: Path) -> None:
    asked = ("rules", "diff", "2007", "2021", "--folder", ROOT / "rules")
    with_records = json.loads(run(*asked, records(tmp_path), "--format", "json").output)
    done = run(*asked, "--format", "json")
    nothing = {"cases": 0, "flips": 0, "cases_with_flips": 0, "moved": 0, "from_to": []}
    assert (done.status, done.errors) == (0, "")
    assert json.loads(done.output) == {
        **with_records, "as_of": None, "flips": [], "moved": [], "shifts": [], "counts": nothing,
    }  # fmt: skip
    last = "No case was there, so verdicts, shares and scores were not compared; PATH names records."
    assert run(*asked).output.splitlines()[-1] == last


def test_one_caseload_under_two_editions_says_what_becomes_of_each_duty(tmp_path: Path) -> None:
    done = run("editions", records(tmp_path), "--format", "json")
    duties = {one["title"]: one for one in json.loads(done.output)["duties"]}
    assert duties["First home visit, high risk, in 15 days"] == {
        "becomes": "depends",
        "title": "First home visit, high risk, in 15 days",
        "old_rule": "initial-home-visit",
        "new_rule": "first-home-visit-high-risk",
        "old_limit": "10 business days",
        "new_limit": "15 days",
        "old_met": 2,
        "old_not_met": 1,
        "old_not_applicable": 0,
        "old_not_due": 0,
        "old_cannot_tell": 0,
        "old_error": 0,
        "new_met": 1,
        "new_not_met": 2,
        "new_not_applicable": 0,
        "new_not_due": 0,
        "new_cannot_tell": 0,
        "new_error": 0,
    }
    assert {one["becomes"] for one in duties.values()} == {"new", "gone", "same", "depends", "counted_otherwise"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2021", "2021", "found one edition twice; expected two editions, the earlier one first"),
        ("2021", "2007", "found 2021, which follows 2007; expected two editions, the earlier one first"),
        ("2007", "auto", "found 2007 and auto; expected the names of two editions"),
    ],
)
def test_two_editions_are_two_and_the_earlier_comes_first(old: str, new: str, told: str, tmp_path: Path) -> None:
    done = run("editions", records(tmp_path), "--between", old, new)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {told}\n")


@pytest.mark.parametrize("edition", ["2021", "auto"])
def test_a_workbook_whose_answers_are_not_scored_names_no_command_that_would_fail(edition: str, tmp_path: Path) -> None:
    done = run("prescreen", records(tmp_path), "--edition", edition, "--output", tmp_path / "a.xlsx")
    told = "omicheck: no score can be made of its answers, as this edition does not say how; --edition 2007 does"
    assert (done.status, done.errors.splitlines()[-1]) == (0, told)


def test_a_report_tells_of_another_edition_and_one_that_is_published_without_counts(tmp_path: Path) -> None:
    sample = ROOT / "fixtures/sample/cases.json"
    for more in ((), ("--publish",)):
        page = tmp_path / f"report{len(more)}.html"
        done = run("report", sample, "--beside", "2021", "--output", page, *more, "--quiet")
        assert done.status == 0, done.errors
        text = page.read_text(encoding="utf-8")
        assert "Appendix 8: Two editions of the standards" in text
        assert ("Verdicts of 2021" in text) is not bool(more)


def test_days_are_counted_beside_another_edition_as_in_the_whole_report(tmp_path: Path) -> None:
    days = "".join(f"  - {{date: 2009-{month:02}-{day:02}, name: A day, source: made up}}\n"
                   for month in (4, 5) for day in range(14, 28))  # fmt: skip
    holidays = tmp_path / "holidays.yaml"
    holidays.write_text(f"add:\n{days}", encoding="utf-8")
    sample = ROOT / "fixtures" / "sample" / "cases.json"
    duties = json.loads(run("editions", sample, "--holidays", holidays, "--format", "json").output)["duties"]
    (wanted,) = (one for one in duties if one["old_rule"] == "absence-judged-on-time")
    report = tmp_path / "a.html"
    run("report", sample, "--beside", "2021", "--holidays", holidays, "--output", report)
    told = f"{wanted['old_met']} met, {wanted['old_not_met']} not met, {wanted['old_cannot_tell']} cannot be told"
    assert told in report.read_text(encoding="utf-8")
    assert (wanted["old_met"], wanted["old_not_met"]) != (48, 39)  # as without these days


def test_the_edition_in_use_is_not_told_beside_itself(tmp_path: Path) -> None:
    done = run("report", ROOT / "fixtures/sample/cases.json", "--beside", "2007", "--output", tmp_path / "r.html")
    assert done.errors.endswith(
        "omicheck: --beside 2007: found rules of 2007; expected another edition than that in use\n"
    )


# --- a scheme without arithmetic, and a limit that the record gives ------------------------------------------------


@pytest.mark.parametrize("edition", ["2021", "auto"])
def test_what_has_no_arithmetic_is_not_scored(edition: str, tmp_path: Path) -> None:
    done = run("score", records(tmp_path), "--edition", edition)
    assert done.status == 2
    assert done.output == ""
    why = {
        "2021": "how its answers become scores or ratings was not seen, so that nothing is scored by it",
        "auto": "several editions have no scores together; score one of them, as with --edition 2007",
    }
    assert why[edition] in done.errors


def test_the_questions_of_today_are_listed_with_who_decides_each() -> None:
    done = run("questions", "--edition", "2021", "--only", "C1", "--format", "csv")
    assert [line.split(",")[0] for line in done.output.splitlines()[1:]] == ["C1.a", "C1.b", "C1.c"]


def test_questions_of_today_are_told_with_their_source_and_licence() -> None:
    assert run("questions", "--edition", "2021", "--only", "C2").output.splitlines() == [
        "Question  Asks                                                                          Decided by",
        "────────────────────────────────────────────────────────────────────────────────────────────────────",
        "C2.a      Factors of risk of harm dealt with, the most critical first                   an inspector",
        "C2.b      The interventions that manage the risk set out, constructive and restrictive  an inspector",
        "C2.c      Fitting links made to the work of other agencies                              an inspector",
        "",
        "3 questions; rules decide 0 of them",
        "C Core questions of the dynamic inspection: In our own words, after HM Inspectorate of Probation,",
        "Dynamic inspection of public protection, case and non-case inspection questions, 2 October 2025, of",
        "which the opening was seen in November 2026; contains public sector information licensed under the",
        "Open Government Licence v3.0.",
    ]


def test_a_number_is_told_with_the_month_in_which_its_document_was_looked_at(tmp_path: Path) -> None:
    only = ("--only", "first-home-visit-high-risk")
    told = " ".join(run("explain", "NEW", records(tmp_path), "--edition", "2021", *only).output.split())
    assert (
        "Limit: 15 days. Source: Home visits, page of the hub for new colleagues, mandatory timescales (confirmed: "
        "seen in the document; looked at in November 2026)."
    ) in told


def test_a_limit_that_the_record_gives_must_be_a_whole_number(tmp_path: Path) -> None:
    count = {"of": {"event": "contact"}, "from": "start", "window": "12 months", "at_most": "l"}
    rule = {"id": "most", "question": "1.1.1", "check": {"count": count}}
    limit = {"l": [{"from": "2007-01-01", "by": "gender", "limit": "itself"}]}
    done = run("check", records(tmp_path), "--rules", write_rules(tmp_path / "rules", [rule], limit))
    assert (
        "values[0].limit: found itself; expected a table, as the field is female, male or other, and only whole "
        "numbers from 0 count"
    ) in done.errors
