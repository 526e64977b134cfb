"""Days that somebody adds to the bank holidays, or takes away: in a rules folder, or by an option."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omicheck.bank_holidays import ANNOUNCED_UNTIL, Calendar, NamedDay, bank_holidays, business_days
from omicheck.dates import Period, add, rests_on_foretold, subtract
from omicheck.rulebase.holidays import both
from pipeline import ROOT, run, write_json, write_rules

ONE = ROOT / "fixtures/cases/breach-a-day-late.json"
RULE = "breach-instigated-on-time"
PROCLAIMED = """\
add:
  - {date: 2009-04-14, name: Day of the proclamation, source: A proclamation of 5 April 2009}
"""
DAYS = st.dates(date(2009, 1, 1), date(2010, 12, 31))


def named(*days: date) -> tuple[NamedDay, ...]:
    return tuple(NamedDay(day, "a day", "a source") for day in days)


def file_of(folder: Path, text: str) -> Path:
    file = folder / "days.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def row(*options: object) -> dict[str, object]:
    done = run("check", ONE, "--only", RULE, "--format", "jsonl", *options)
    return done.rows[0]


@given(DAYS, st.integers(0, 30), st.sets(DAYS, max_size=20), st.sets(DAYS, max_size=20), st.booleans())
def test_counting_by_a_calendar_is_counting_on_ones_fingers(
    day: date, number: int, added: set[date], away: set[date], from_nothing: bool
) -> None:
    taken_away = sorted(away - added)
    calendar = Calendar(named(*sorted(added)), named(*taken_away), from_nothing)
    holidays = set() if from_nothing else bank_holidays(2008) | bank_holidays(2009) | bank_holidays(2010)
    closed = (holidays | added) - set(taken_away)
    for step, counted in ((1, add), (-1, subtract)):
        found, left = day, number
        while left:
            found += timedelta(days=step)
            left -= found.weekday() < 5 and found not in closed
        if 2008 < found.year < 2011:
            assert counted(day, Period(number, "business_days", calendar)) == found


def test_a_year_of_a_calendar_has_what_is_left_of_it() -> None:
    funeral, may_day = date(2009, 4, 14), date(2009, 5, 4)
    calendar = Calendar(named(funeral), named(may_day))
    assert set(business_days(2009)) ^ set(business_days(2009, calendar)) == {funeral, may_day}


def test_without_the_file_the_day_counts_and_breach_is_late() -> None:
    assert row()["due_date"] == "2009-04-24"


@pytest.mark.parametrize("engine", ["durable", "columnar", "both"])
def test_a_day_that_is_added_by_the_option_counts_for_every_evaluator(engine: str, tmp_path: Path) -> None:
    found = row("--holidays", file_of(tmp_path, PROCLAIMED), "--engine", engine)
    assert found == {
        "case_id": "EX-1",
        "rule": RULE,
        "question": "2.1.36",
        "occurrence": 1,
        "verdict": "met",
        "reason": "in_time",
        "trigger_date": "2009-04-08",
        "due_date": "2009-04-27",
        "outcome_date": "2009-04-25",
        "days_late": None,
        "limit": "10 business_days",
        "count": None,
        "unknown_fields": [],
    }


def test_the_day_is_named_with_its_source_where_the_row_is_explained(tmp_path: Path) -> None:
    done = run("explain", ONE, "--only", RULE, "--holidays", file_of(tmp_path, PROCLAIMED))
    told = " ".join(done.output.split())
    assert (
        "The latest day that would have passed is Monday 27 April 2009 (bank holidays not counted: Friday 10 April "
        "2009, Monday 13 April 2009, Tuesday 14 April 2009, Day of the proclamation (A proclamation of 5 April 2009))."
    ) in told


def test_a_day_that_is_taken_away_is_a_business_day_and_is_told(tmp_path: Path) -> None:
    text = "take_away:\n  - {date: 2009-04-13, name: Easter Monday, source: No holiday in Scotland}\n"
    file = file_of(tmp_path, text)
    assert row("--holidays", file)["due_date"] == "2009-04-23"
    told = " ".join(run("explain", ONE, "--only", RULE, "--holidays", file).output.split())
    assert "counted, as no bank holiday here: Monday 13 April 2009, Easter Monday (No holiday in Scotland)" in told


def test_the_manifest_says_what_was_added(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    row("--holidays", file_of(tmp_path, PROCLAIMED), "--manifest", manifest)
    found = json.loads(manifest.read_text(encoding="utf-8"))["calendar"]
    del found["bank_holidays_1990_to_2050_sha256"]
    assert found == {
        "region": "England and Wales",
        "added": [
            {"date": "2009-04-14", "name": "Day of the proclamation", "source": "A proclamation of 5 April 2009"}
        ],
        "taken_away": [],
        "announced_until": "2028-12-31",
    }


# --- in a rules folder -----------------------------------------------------------------------------------------

DUTY = {
    "id": "visit",
    "question": "9.9.9",
    "check": {"deadline": {"from": "start", "to": {"event": "home_visit"}, "limit": "visit"}},
}
LIMIT = {"visit": [{"from": "2007-01-01", "limit": "3 business_days"}]}


def records(folder: Path, sentence: str, as_of: str) -> Path:
    case = {"case_id": "C-1", "sentence_type": "community_order", "sentence_date": sentence, "events": []}
    return write_json(folder / "cases.json", {"as_of": as_of, "cases": [case]})


def test_days_of_a_rules_folder_count_for_its_rules_and_are_part_of_its_hash(tmp_path: Path) -> None:
    rules, cases = write_rules(tmp_path / "rules", [DUTY], LIMIT), records(tmp_path, "2009-04-06", "2010-01-01")
    before = run("check", cases, "--rules", rules, "--format", "jsonl").rows[0]
    (rules / "holidays.yaml").write_text(PROCLAIMED.replace("04-14", "04-08"), encoding="utf-8")
    after = run("check", cases, "--rules", rules, "--format", "jsonl").rows[0]
    assert (before["due_date"], after["due_date"]) == ("2009-04-09", "2009-04-14")


@pytest.mark.parametrize("edition", ["2021", "auto"])
def test_days_of_a_rules_folder_count_for_the_editions_that_stand_in_it(edition: str, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    assert run("rules", "copy", folder).status == 0
    day = "{date: 2026-03-03, name: A day that is proclaimed, source: The Gazette}"
    (folder / "holidays.yaml").write_text(f"add:\n  - {day}\n", encoding="utf-8")
    case = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2026-03-02", "events": []}
    records = write_json(tmp_path / "cases.json", {"as_of": "2026-03-10", "cases": [case]})
    asked = ("--edition", edition, "--only", "allocated-after-sentence", "--format", "jsonl")
    due = [run("check", records, *asked, *rules).rows[0]["due_date"] for rules in ((), ("--rules", folder))]
    assert due == ["2026-03-04", "2026-03-05"]


def test_an_option_has_the_last_word_on_a_day_of_the_folder(tmp_path: Path) -> None:
    rules, cases = write_rules(tmp_path / "rules", [DUTY], LIMIT), records(tmp_path, "2009-04-06", "2010-01-01")
    (rules / "holidays.yaml").write_text(PROCLAIMED.replace("04-14", "04-08"), encoding="utf-8")
    text = "begins_with: nothing\nadd:\n  - {date: 2009-04-07, name: Another, source: Somebody}\n"
    found = run("check", cases, "--rules", rules, "--format", "jsonl", "--holidays", file_of(tmp_path, text)).rows[0]
    assert found["due_date"] == "2009-04-10"


def test_what_the_second_of_two_calendars_says_of_a_day_holds() -> None:
    first = Calendar(named(date(2009, 4, 8)), named(date(2009, 4, 13)))
    second = Calendar(named(date(2009, 4, 13)), named(date(2009, 4, 8)))
    assert both(first, second) == second
    assert both(first, None) == first
    assert both(None, second) == second


def test_a_change_of_bank_holidays_alone_shows_in_rules_diff(tmp_path: Path) -> None:
    old, new = (write_rules(tmp_path / name, [DUTY], LIMIT) for name in ("old", "new"))
    (new / "holidays.yaml").write_text(PROCLAIMED.replace("04-14", "04-08"), encoding="utf-8")
    done = run("rules", "diff", old, new, records(tmp_path, "2009-04-06", "2009-04-14"))
    assert done.status == 1
    assert "not met (absent, due 2009-04-09)  not due (not due, due 2009-04-14)  the bank holidays" in done.output


# --- what is foretold ------------------------------------------------------------------------------------------


def test_a_day_after_the_official_list_is_foretold() -> None:
    period = Period(3, "business_days")
    assert rests_on_foretold(period, ANNOUNCED_UNTIL - timedelta(days=2), ANNOUNCED_UNTIL + timedelta(days=3))
    assert not rests_on_foretold(period, date(2028, 12, 20), date(2028, 12, 27))
    assert not rests_on_foretold(Period(0, "business_days"), date(2029, 1, 2))


def test_a_due_date_that_rests_on_a_foretold_day_says_so_in_words_and_as_a_mark(tmp_path: Path) -> None:
    rules, cases = write_rules(tmp_path / "rules", [DUTY], LIMIT), records(tmp_path, "2028-12-28", "2028-12-29")
    told = run("explain", cases, "--rules", rules, "--only", "visit", "--format", "json").output
    sentence = (
        "Bank holidays after Sunday 31 December 2028 are foretold and not announced, so that this day may change."
    )
    assert sentence in told
    assert '"foretold": true' in told
    due = run("due", cases, "--rules", rules, "--within", "10 days", "--format", "json").output
    assert '"foretold": true' in due
    assert "The latest day rests on bank holidays that are foretold and not announced, and may change." in due


@pytest.mark.parametrize(
    ("days", "list_"), [(("2028-12-04", "2028-12-05"), "2028"), (("2028-12-28", "2028-12-29"), "2029")]
)
def test_a_due_date_of_an_announced_day_says_nothing(days: tuple[str, str], list_: str, tmp_path: Path) -> None:
    rules, cases = write_rules(tmp_path / "rules", [DUTY], LIMIT), records(tmp_path, *days)
    file = file_of(tmp_path, f"announced_until: {list_}-12-31\n")
    told = run("explain", cases, "--rules", rules, "--only", "visit", "--format", "json", "--holidays", file).output
    assert "foretold" not in told


# --- what is wrong with a file ---------------------------------------------------------------------------------

MANY = "".join(f"  - {{date: 2009-{m:02}-{d:02}, name: A, source: B}}\n" for m in (1, 3, 5) for d in range(1, 32))
WRONG = {
    "add: []\n": "found no day; expected a day under add or take_away, or announced_until",
    "add:\n  - {date: 2009-02-30, name: A, source: B}\n": (
        'add[0].date: found "2009-02-30"; expected a date YYYY-MM-DD in 1990 to 2050'
    ),
    "add:\n  - {date: 2009-02-03, name: A}\n": "add[0]: found no source; expected source, which must be there",
    "take_away:\n  - {date: 2009-04-14, name: A, source: B}\n": (
        "take_away[0].date: found 2009-04-14, which is no bank holiday in England and Wales; expected a bank holiday "
        "of 2009: 2009-01-01, 2009-04-10, 2009-04-13, 2009-05-04, 2009-05-25, 2009-08-31, 2009-12-25, 2009-12-26, "
        "2009-12-28"
    ),
    "add:\n  - {date: 2009-04-13, name: A, source: B}\ntake_away:\n  - {date: 2009-04-13, name: A, source: B}\n": (
        "take_away[0].date: found 2009-04-13 under take_away and under add; expected each day in one of the two"
    ),
    "begins_with: scotland\nadd:\n  - {date: 2009-01-02, name: A, source: B}\n": (
        'begins_with: found beginning "scotland"; expected a known beginning: england_and_wales or nothing'
    ),
    "begins_with: nothing\ntake_away:\n  - {date: 2009-04-13, name: A, source: B}\n": (
        "found 2009-04-13, where the list begins with nothing; expected no day to take away from nothing"
    ),
    "add:\n" + MANY: ("add: found 93 days in 2009; expected at most 60 in a year"),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_with_a_file_is_told_with_its_place(text: str, tmp_path: Path) -> None:
    done = run("check", ONE, "--holidays", file_of(tmp_path, text))
    assert done.status == 2
    assert done.output == ""
    assert WRONG[text] in done.errors


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("check", ONE, "--holidays", tmp_path / "none.yaml")
    assert (done.status, "found no such file; expected a file of bank holidays, in YAML" in done.errors) == (2, True)
