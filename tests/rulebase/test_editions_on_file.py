"""Editions of the standards as folders: one by its name, all together, set side by side, and what is wrong with one."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import ROOT, run, write_json, write_rules

SECOND = ROOT / "rules/editions/2021"


def case(case_id: str, day: str, *events: dict[str, Any], **fields: Any) -> dict[str, Any]:  # noqa: ANN401, of any type
    known = {"rosh_level": "high", "approved_premises": False, "registered_sexual_offender": False}
    of_case = {"case_id": case_id, "sentence_type": "community_order", "sentence_date": day, **known, **fields}
    return {**of_case, "events": list(events)}


def visit(day: str) -> dict[str, str]:
    return {"type": "home_visit", "date": day, "purpose": "initial"}


CASES = [
    case("GAP", "2018-04-09"),
    case("NEW", "2026-02-02", visit("2026-02-20"), child_sexual_exploitation=False),
    case("OLD", "2009-04-06", visit("2009-04-20")),
]
VISITS = ("--only", "initial-home-visit", "--only", "first-home-visit-high-risk")


def records(folder: Path) -> Path:
    return write_json(folder / "cases.json", {"as_of": "2026-11-01", "cases": CASES})


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in ("case_id", "rule", "verdict", "reason", "due_date")) for row in rows]


# --- by name, and by the day ------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["durable", "columnar", "both"])
def test_each_occurrence_is_asked_by_the_edition_of_its_day(engine: str, tmp_path: Path) -> None:
    done = run("check", records(tmp_path), *VISITS, "--edition", "auto", "--format", "jsonl", "--engine", engine)
    old, new = "initial-home-visit", "first-home-visit-high-risk"
    assert told(done.rows) == [
        ("GAP", new, "not_applicable", "out_of_scope", None),
        ("GAP", old, "cannot_tell", "no_limit_in_force", None),
        ("NEW", new, "not_met", "late", "2026-02-17"),
        ("NEW", old, "not_applicable", "out_of_scope", None),
        ("OLD", new, "not_applicable", "out_of_scope", None),
        ("OLD", old, "met", "in_time", "2009-04-22"),
    ]
    assert (
        "1 case counts from days on which no edition asked for was in force (2007 from Sunday 30 September 2007 to "
        "Friday 31 July 2015; 2021 from Saturday 26 June 2021): cannot_tell, no_limit_in_force"
    ) in done.errors


def test_the_table_says_at_its_head_how_many_cases_no_edition_was_in_force_for(tmp_path: Path) -> None:
    lines = run("check", records(tmp_path), *VISITS, "--edition", "auto").output.splitlines()
    assert lines[:4] == [
        "3 cases against 2 rules as of Sunday 1 November 2026; no record rejected",
        "1 case counts from days on which no edition asked for was in force (2007 from Sunday 30 September",
        "2007 to Friday 31 July 2015; 2021 from Saturday 26 June 2021): cannot_tell, no_limit_in_force.",
        "6 verdicts: 1 met, 1 not met, 3 not applicable, 1 cannot tell",
    ]


def test_without_an_edition_the_rules_folder_is_asked_as_it_is(tmp_path: Path) -> None:
    asked = ("check", records(tmp_path), "--only", "initial-home-visit", "--format", "jsonl")
    plain, named = run(*asked), run(*asked, "--edition", "2007")
    assert plain.output == named.output
    assert "edition" not in plain.errors


def test_an_edition_by_its_name_is_the_same_as_its_folder(tmp_path: Path) -> None:
    asked = ("check", records(tmp_path), "--format", "jsonl", "--only", "first-home-visit-high-risk")
    assert run(*asked, "--edition", "2021").output == run(*asked, "--rules", SECOND).output


def test_the_manifest_says_which_editions_were_asked_and_which_rules_are_of_each(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    run("check", records(tmp_path), *VISITS, "--edition", "auto", "--manifest", manifest)
    assert json.loads(manifest.read_text(encoding="utf-8"))["rules"]["editions"] == {
        "2007": {
            "title": "National Standards for the Management of Offenders, 2007",
            "from": "2007-09-30",
            "until": "2015-07-31",
            "rules": ["initial-home-visit"],
        },
        "2021": {
            "title": "National Standards and policy of 2021 to 2026, as far as they were seen",
            "from": "2021-06-26",
            "until": None,
            "rules": ["first-home-visit-high-risk"],
        },
    }


def sentences(folder: Path, case_id: str, rule: str) -> list[str]:
    done = run("explain", case_id, records(folder), "--edition", "auto", "--only", rule, "--format", "json")
    (row,) = json.loads(done.output)["rows"] if done.output.startswith("{") else json.loads(done.output)
    found: list[str] = row["sentences"]
    return found


def test_an_explanation_says_by_which_edition_a_row_was_judged_and_why(tmp_path: Path) -> None:
    second = "the edition of 2021, National Standards and policy of 2021 to 2026, as far as they were seen"
    first = "the edition of 2007, National Standards for the Management of Offenders, 2007"
    day = "Monday 2 February 2026, the day from which it counts"
    assert f"Judged by {second}, in force on {day}." in sentences(tmp_path, "NEW", "first-home-visit-high-risk")
    assert f"The rule is of {first}; on {day} that to be asked is {second}." in sentences(
        tmp_path, "NEW", "initial-home-visit"
    )
    assert (
        "No edition on file was in force on Monday 9 April 2018, the day from which it counts (2007 from Sunday 30 "
        f"September 2007 to Friday 31 July 2015; 2021 from Saturday 26 June 2021); asked is {first}."
    ) in sentences(tmp_path, "GAP", "initial-home-visit")


# --- what is wrong ----------------------------------------------------------------------------------------------


def test_an_edition_that_is_not_on_file_is_told_with_those_that_are(tmp_path: Path) -> None:
    done = run("check", records(tmp_path), "--edition", "2011")
    assert done.status == 2
    assert done.errors == (
        "omicheck: edition '2011': found editions 2007, 2021; expected one of them, or auto; did you mean 2021?\n"
    )


RULE = {"id": "visit", "question": "1.1.1", "check": {"never": {"of": {"event": "conviction"}, "from": "start"}}}
EDITION = {
    "id": "2007",
    "title": "The first",
    "from": {"date": "2007-09-30", "source": {"document": "a", "status": "assumed"}},
}


def folder_with(folder: Path, edition: dict[str, Any]) -> Path:
    made = write_rules(folder, [RULE], {})
    (made / "edition.yaml").write_text(yaml.safe_dump(edition), encoding="utf-8")
    return made


WRONG = {
    "auto": ({"id": "auto"}, 'id: found "auto"; expected another name, as auto stands for that which was in force'),
    "no title": ({"title": None}, "found no title; expected title, which must be there"),
    "no day": (
        {"from": {"date": "2007-13-01", "source": {"document": "a", "status": "assumed"}}},
        'from.date: found "2007-13-01"; expected a date YYYY-MM-DD in 1990 to 2050',
    ),
    "ends before it begins": (
        {"until": {"date": "2007-09-29", "source": {"document": "a", "status": "assumed"}}},
        "until.date: found 2007-09-29, before 2007-09-30, from which it is in force; expected a later day",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_an_edition_is_told_with_its_place(name: str, tmp_path: Path) -> None:
    changed, expected = WRONG[name]
    rules = folder_with(tmp_path / "rules", {**EDITION, **changed})
    done = run("check", records(tmp_path), "--rules", rules)
    assert (done.status, expected in done.errors) == (2, True), done.errors


def test_editions_whose_rules_have_one_name_cannot_be_asked_together(tmp_path: Path) -> None:
    rules = folder_with(tmp_path / "rules", EDITION)
    day = {"date": "2021-06-26", "source": {"document": "a", "status": "assumed"}}
    later = {**EDITION, "id": "2021", "from": day}
    folder_with(rules / "editions/2021", later)
    done = run("check", records(tmp_path), "--rules", rules, "--edition", "auto")
    expected = "found rule visit, which edition 2007 has too; expected names of its own, as rows are told apart by them"
    assert (done.status, expected in done.errors) == (2, True), done.errors
    assert run("check", records(tmp_path), "--rules", rules, "--edition", "2021").status == 0


def test_a_folder_without_editions_has_none_to_be_asked(tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "rules", [RULE], {})
    done = run("check", records(tmp_path), "--rules", rules, "--edition", "auto")
    assert done.errors == (
        f"omicheck: edition auto: found none in {rules}; expected a rules folder with edition.yaml, or with editions "
        "in editions/\n"
    )


# --- side by side -----------------------------------------------------------------------------------------------


def test_rules_diff_takes_editions_by_their_names(tmp_path: Path) -> None:
    done = run("rules", "diff", "2007", "2021", records(tmp_path), "--folder", ROOT / "rules", "--format", "json")
    changes = {one["rule"]: one for one in json.loads(done.output)["changes"]}
    first = changes["first-home-visit-high-risk"]
    assert (first["what"], first["note"]) == ("replaced", "in the place of initial-home-visit")
    assert changes["reset-suspends-contact"]["what"] == "added"
    assert changes["induction-community-on-time"]["what"] == "removed"
    assert json.loads(done.output)["shifts"] == []


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


def test_a_report_tells_of_another_edition_and_one_that_is_published_without_counts(tmp_path: Path) -> None:
    sample = ROOT / "fixtures/sample/cases.json"
    for more in ((), ("--publish",)):
        page = tmp_path / f"report{len(more)}.html"
        done = run("report", sample, "--beside", "2021", "--output", page, *more, "--quiet")
        assert done.status == 0, done.errors
        text = page.read_text(encoding="utf-8")
        assert "Appendix 8: Two editions of the standards" in text
        assert ("Verdicts of 2021" in text) is not bool(more)


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


def test_a_limit_that_the_record_gives_must_be_a_whole_number(tmp_path: Path) -> None:
    count = {"of": {"event": "contact"}, "from": "start", "window": "12 months", "at_most": "l"}
    rule = {"id": "most", "question": "1.1.1", "check": {"count": count}}
    limit = {"l": [{"from": "2007-01-01", "by": "gender", "limit": "itself"}]}
    done = run("check", records(tmp_path), "--rules", write_rules(tmp_path / "rules", [rule], limit))
    assert (
        "values[0].limit: found itself; expected a table, as the field is female, male or other, and only whole "
        "numbers from 0 count"
    ) in done.errors
