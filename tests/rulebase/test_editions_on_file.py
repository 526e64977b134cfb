"""Editions of the standards as folders: one by its name, all together, set side by side, and what is wrong with one."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from editions_cases import records
from pipeline import ROOT, run, write_rules

SECOND = ROOT / "rules/editions/2021"


VISITS = ("--only", "initial-home-visit", "--only", "first-home-visit-high-risk")


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


def test_what_next_asks_the_same_edition_and_no_report_of_what_is_not_scored(tmp_path: Path) -> None:
    file, days = records(tmp_path), tmp_path / "days.yaml"
    day = "{date: 2026-03-03, name: A day that is proclaimed, source: The Gazette}"
    days.write_text(f"add:\n  - {day}\n", encoding="utf-8")
    lines = run("check", file, *VISITS[2:], "--edition", "2021", "--holidays", days).output.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith("What next"))
    told = " ".join(" ".join(lines[head:]).split()).replace(" \\", "")
    only = "--only first-home-visit-high-risk"
    assert told == (
        f"What next, where ... is {file} --edition 2021 --holidays {days} "
        f"one case in words omicheck explain NEW ... {only} every failure omicheck check ... {only} --failures "
        f"every rule omicheck check ... {only} --details "
        f"a workbook omicheck check ... {only} --format xlsx --output failures.xlsx"
    )


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
    assert done.errors == ("omicheck: edition: found '2011'; expected 2007, 2021 or auto; did you mean 2021?\n")


RULE = {"id": "visit", "question": "1.1.1", "check": {"never": {"of": {"event": "conviction"}, "from": "start"}}}
EDITION: dict[str, Any] = {
    "id": "2007",
    "title": "The first",
    "from": {"date": "2007-09-30", "source": {"document": "a", "status": "assumed"}},
}


def folder_with(folder: Path, edition: dict[str, Any]) -> Path:
    made = write_rules(folder, [RULE], {})
    (made / "edition.yaml").write_text(yaml.safe_dump(edition), encoding="utf-8")
    return made


WRONG: dict[str, tuple[dict[str, Any], str]] = {
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


def test_a_run_is_made_again_with_the_edition_and_the_days_that_it_was_given_with(tmp_path: Path) -> None:
    days, manifest = tmp_path / "days.yaml", tmp_path / "manifest.json"
    days.write_text("add:\n  - {date: 2009-04-14, name: A day, source: Somebody}\n", encoding="utf-8")
    given = ("--edition", "auto", "--holidays", days, "--format", "jsonl", "--output", tmp_path / "rows.jsonl")
    run("check", records(tmp_path), *VISITS, *given, "--manifest", manifest)
    assert run("verify", manifest).output.splitlines()[-1] == "The same."
    days.write_text("add:\n  - {date: 2009-04-15, name: A day, source: Somebody}\n", encoding="utf-8")
    assert "differs      holidays: other bytes than then" in run("verify", manifest).output


@pytest.mark.parametrize("name", ["allocated-after-sentence", "meeting-each-month"])
def test_examples_prove_a_rule_by_itself_also_where_editions_are_asked_together(name: str) -> None:
    alone, together = (run("rules", "test", "--edition", edition, "--only", name) for edition in ("2021", "auto"))
    assert (alone.status, together) == (0, alone)


@pytest.mark.parametrize(("name", "found"), [("a" * 300, "File name too long"), ("ring/days.yaml", "Too many levels")])
def test_a_file_of_holidays_that_nobody_can_reach_is_told(name: str, found: str, tmp_path: Path) -> None:
    (tmp_path / "ring").symlink_to("ring")
    done = run("check", records(tmp_path), "--holidays", tmp_path / name)
    assert (done.status, done.output) == (2, "")
    assert f"{tmp_path / name}: found a file that cannot be read ({found}" in done.errors
