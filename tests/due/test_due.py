"""What is told of what is still to be done: whole lists of cases made for it, and every format read back."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from openpyxl import load_workbook

from pipeline import ROOT, run, write_json

SAMPLE = ROOT / "fixtures/sample/cases.json"
COLUMNS = ("standing", "case_id", "act", "rule", "latest_day", "days_left", "business_days_left", "days_late")


def of_case(name: str, *more: object) -> list[tuple[Any, ...]]:
    found = json.loads(run("due", SAMPLE, "--case", name, "--format", "json", "--quiet", *more).output)
    return [tuple(duty[column] for column in COLUMNS) for duty in found["duties"]]


# --- which rows count ------------------------------------------------------------------------------------


def test_of_two_cases_of_the_sample() -> None:
    assert of_case("SYN-0007") == [
        ("due", "SYN-0007", "Allocation", "allocation-prompt", "2010-01-20", 2, 2, None),
        ("due", "SYN-0007", "Induction", "induction-community-on-time", "2010-01-22", 4, 4, None),
        ("due", "SYN-0007", "MAPPA referral", "mappa-referral-made", "2010-01-29", 11, 9, None),
        ("due", "SYN-0007", "MAPPA referral", "mappa-referral-on-time", "2010-01-29", 11, 9, None),
    ]
    assessment, analysis = "Likelihood of Reoffending assessment", "Risk of Serious Harm analysis"
    visit = "Home visit with purpose monitoring or safeguarding"
    unknown = ("cannot_tell", "SYN-0003", "Recall requested")
    assert of_case("SYN-0003") == [
        ("overdue", "SYN-0003", assessment, "lor-assessment-completed", "2009-04-09", None, None, 284),
        ("overdue", "SYN-0003", assessment, "lor-assessment-on-time", "2009-04-09", None, None, 284),
        ("overdue", "SYN-0003", analysis, "rosh-analysis-completed", "2009-04-14", None, None, 279),
        ("overdue", "SYN-0003", analysis, "rosh-analysis-on-time", "2009-04-14", None, None, 279),
        ("overdue", "SYN-0003", visit, "safeguarding-monitoring-visits", "2009-11-18", None, None, 61),
        (
            "due",
            "SYN-0003",
            "Risk of Serious Harm review",
            "risk-of-harm-reviewed-on-time",
            "2010-01-18",
            0,
            None,
            None,
        ),
        (*unknown, "recall-action-taken", None, None, None, None),
        (*unknown, "recall-requested-on-time", None, None, None, None),
    ]


def test_the_time_may_be_written_in_other_ways() -> None:
    for within in ("2 business_days", "2 business days", "2 days", " 2 days "):
        assert [duty[3] for duty in of_case("SYN-0007", "--within", within)] == ["allocation-prompt"]
    assert [duty[3] for duty in of_case("SYN-0007", "--within", "0 days")] == []
    done = run("due", SAMPLE, "--within", "soon")
    expected = "expected a number of business_days, days, weeks or months, such as '10 business_days'"
    assert (done.status, done.output) == (2, "")
    assert done.errors == f"omicheck: --within: found 'soon'; {expected}\n"


ORDER = {
    "case_id": "A",
    "sentence_type": "community_order",
    "sentence_date": "2009-03-02",
    "tier": 2,
    "taken_over": False,
}
UNJUSTIFIED = {"type": "absence", "acceptable": False}


def of_rule(
    folder: Path,
    rule: str,
    as_of: str,
    events: list[dict[str, Any]],
    within: str = "2 weeks",
    **fields: Any,  # noqa: ANN401
) -> list[dict[str, Any]]:
    """What is told of one rule in a case of its own."""
    file = write_json(folder / "case.json", {**ORDER, **fields, "events": events})
    done = run("due", file, "--as-of", as_of, "--only", rule, "--within", within, "--format", "json", "--quiet")
    assert done.status == 0
    duties: list[dict[str, Any]] = json.loads(done.output)["duties"]
    return duties


FAILURES = [{**UNJUSTIFIED, "date": "2009-04-01"}, {**UNJUSTIFIED, "date": "2009-04-08"}]


def test_breach_is_due_until_its_day_and_then_no_longer_asked_for_in_time(tmp_path: Path) -> None:
    rule = "breach-instigated-on-time"
    (told,) = of_rule(tmp_path, rule, "2009-04-16", FAILURES)
    assert (told["standing"], told["latest_day"], told["business_days_left"]) == ("due", "2009-04-24", 6)
    assert told["notes"] == ["Asked only where it is done: not at all is not late."]
    assert told["limit"] == "10 business days"
    (told,) = of_rule(tmp_path, rule, "2009-04-24", FAILURES)
    assert (told["days_left"], told["business_days_left"]) == (0, 0)
    assert of_rule(tmp_path, rule, "2009-04-25", FAILURES) == []
    # What has to be decided all the same is told of by the rule that asks for it, and late counts there.
    (told,) = of_rule(tmp_path, "breach-action-taken", "2009-04-25", FAILURES)
    assert (told["standing"], told["days_late"], told["notes"]) == ("overdue", 1, ["It counts even now."])


def test_a_clock_that_stands_still_and_a_case_that_ends_ask_for_nothing(tmp_path: Path) -> None:
    rule = "lor-assessment-completed"
    (told,) = of_rule(tmp_path, rule, "2009-06-01", [])
    assert told["standing"] == "overdue"
    assert of_rule(tmp_path, rule, "2009-06-01", [], end_date="2009-05-29") == []
    back = {"type": "returned_to_custody", "date": "2009-05-04"}
    assert of_rule(tmp_path, rule, "2009-06-01", [back]) == []
    released = {"type": "released", "date": "2009-05-27"}
    assert [one["standing"] for one in of_rule(tmp_path, rule, "2009-06-01", [back, released])] == ["overdue"]
    # An end that lies ahead and before the latest day: the rule will not ask by then.
    assert [one["standing"] for one in of_rule(tmp_path, rule, "2009-03-16", [])] == ["due"]
    assert of_rule(tmp_path, rule, "2009-03-16", [], end_date="2009-03-23") == []


def test_of_an_interval_the_next_day_is_told_and_of_one_that_was_missed_only_the_last(tmp_path: Path) -> None:
    rule = "sentence-plan-reviewed-on-time"
    reviews = [{"type": "plan_review", "date": day} for day in ("2009-06-01", "2009-09-25")]
    (told,) = of_rule(tmp_path, rule, "2010-01-18", reviews)
    assert (told["occurrence"], told["trigger_date"], told["latest_day"]) == (3, "2009-09-25", "2010-01-25")
    assert told["clock"] == "The clock started again on Friday 25 September 2009, the day of the plan review."
    (told,) = of_rule(tmp_path, rule, "2010-01-26", reviews)
    assert (told["standing"], told["occurrence"], told["days_late"]) == ("overdue", 3, 1)


def test_what_has_to_come_before_something_is_told_with_it_and_not_once_that_is_over(tmp_path: Path) -> None:
    licence: dict[str, Any] = {
        "sentence_type": "custody",
        "mappa_category": 2,
        "mappa_level": 2,
        "release_date": "2009-12-14",
    }
    rule = "mappa-referral-before-release"
    (told,) = of_rule(tmp_path, rule, "2009-06-01", [], **licence)
    assert (told["standing"], told["latest_day"]) == ("due", "2009-06-14")
    assert told["notes"] == ["It has to come before Monday 14 December 2009."]
    assert [one["standing"] for one in of_rule(tmp_path, rule, "2009-06-15", [], **licence)] == ["overdue"]
    assert of_rule(tmp_path, rule, "2009-12-15", [], **licence) == []


def test_what_cannot_be_told_says_what_would_settle_it(tmp_path: Path) -> None:
    unknown_tier: dict[str, Any] = {"tier": None}
    (told,) = of_rule(tmp_path, "allocation-prompt", "2009-03-03", [], **unknown_tier)
    assert (told["standing"], told["latest_day"]) == ("cannot_tell", None)
    assert told["settled_by"] == ["A value for tier in the record of the case."]
    assert told["notes"][0] == "It is not yet overdue in any case."
    (told,) = of_rule(tmp_path, "allocation-prompt", "2009-04-03", [], **unknown_tier)
    assert told["notes"][0] == "It is overdue in any case, by 29 days at least."
    # Whatever the tier is, the day lies further ahead than is asked.
    assert of_rule(tmp_path, "allocation-prompt", "2009-03-02", [], within="0 days", **unknown_tier) == []


def test_what_was_done_on_an_unknown_day_may_be_in_time_and_is_nothing_to_do(tmp_path: Path) -> None:
    induction = [{"type": "induction", "date": "2009-03"}]
    (told,) = of_rule(tmp_path, "induction-community-on-time", "2009-03-05", induction)
    assert (told["standing"], told["settled_by"]) == (
        "cannot_tell",
        ["The full date of the induction of March 2009."],
    )
    # After the month it was done for certain; whether in time is a question of its record.
    begun = {"sentence_date": "2009-02-27"}
    assert of_rule(tmp_path, "induction-community-on-time", "2009-04-06", induction, **begun) == []


# --- formats ---------------------------------------------------------------------------------------------


def test_csv_has_the_lines_of_json() -> None:
    printed = run("due", SAMPLE, "--format", "csv", "--quiet").output
    duties = json.loads(run("due", SAMPLE, "--format", "json", "--quiet").output)["duties"]
    lines = list(csv.DictReader(io.StringIO(printed)))
    texts = [
        {
            name: " ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            for name, value in duty.items()
        }
        for duty in duties
    ]
    assert lines == texts


def test_the_workbook_has_a_sheet_for_each_standing(tmp_path: Path) -> None:
    file = tmp_path / "due.xlsx"
    assert run("due", SAMPLE, "--case", "SYN-0007", "--format", "xlsx", "--output", file, "--quiet").status == 0
    workbook = load_workbook(file)
    assert workbook.sheetnames == ["summary", "overdue", "due", "cannot tell", "manifest"]
    assert list(workbook["summary"].values) == [
        ("offender manager", "overdue", "due", "cannot tell"),
        ("om-08", 0, 4, 0),
        ("all", 0, 4, 0),
    ]
    headings, first, *_ = workbook["due"].values
    told = dict(zip(headings, first, strict=True))
    assert (told["case id"], told["act"], told["latest day"]) == ("SYN-0007", "Allocation", datetime(2010, 1, 20))  # noqa: DTZ001, as the library gives days
    assert (told["office"], told["offender manager"], told["business days left"]) == ("West", "om-08", 2)
    assert list(workbook["overdue"].values)[1:] == []


def calendar(text: str) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(text)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_a_calendar_has_a_whole_day_for_each_act_and_says_little() -> None:
    printed = run("due", SAMPLE, "--case", "SYN-0007", "--format", "ics", "--alarm", "2", "--quiet").output
    found = calendar(printed)
    events = found.walk("VEVENT")
    assert [(str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend")) for event in events] == [
        ("Due: SYN-0007 (1.3.1)", date(2010, 1, 20), date(2010, 1, 21)),
        ("Due: SYN-0007 (2.1.2)", date(2010, 1, 22), date(2010, 1, 23)),
        ("Due: SYN-0007 (1.2.18, 1.2.19)", date(2010, 1, 29), date(2010, 1, 30)),
    ]
    for event in events:
        assert event.decoded("dtstamp") == datetime(2010, 1, 18, tzinfo=UTC)
        assert (str(event["class"]), str(event["transp"])) == ("PRIVATE", "TRANSPARENT")
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(days=-2, hours=9)
    assert str(events[2]["description"]).split("\n") == [
        "MAPPA referral",
        "Latest day: Friday 29 January 2010",
        "Limit: 10 business days",
        "Eligible case referred to MAPPA [1.2.18, mappa-referral-made]",
        "MAPPA referral on time [1.2.19, mappa-referral-on-time]",
    ]
    # No office, no officer, nothing of what happened in the case.
    assert "West" not in printed
    assert "om-08" not in printed
    assert all(len(line.encode()) <= 75 for line in printed.split("\r\n"))


def test_events_are_the_same_ones_in_a_later_run() -> None:
    def ids(as_of: str) -> set[str]:
        printed = run("due", SAMPLE, "--case", "SYN-0007", "--as-of", as_of, "--format", "ics", "--quiet").output
        return {str(event["uid"]) for event in calendar(printed).walk("VEVENT")}

    assert len(ids("2010-01-18")) == 3
    assert ids("2010-01-18") == ids("2010-01-19")
    assert "SYN-0007" not in "".join(ids("2010-01-18"))


def test_overdue_and_unknown_are_one_event_each_on_the_audit_date() -> None:
    printed = run("due", SAMPLE, "--case", "SYN-0003", "--format", "ics", "--quiet").output
    today = [event for event in calendar(printed).walk("VEVENT") if not str(event["summary"]).startswith("Due")]
    assert [(str(event["summary"]), event.decoded("dtstart")) for event in today] == [
        ("Overdue: 3 things", date(2010, 1, 18)),
        ("Cannot be told: 1 thing", date(2010, 1, 18)),
    ]
    assert str(today[0]["description"]).split("\n")[1:] == [
        "SYN-0003 (1.3.4, 1.3.5): 2009-04-09",
        "SYN-0003 (1.2.5, 1.2.6): 2009-04-14",
        "SYN-0003 (2.2.11): 2009-11-18",
    ]


def test_a_calendar_for_each_officer_also_where_nothing_is_due(tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    asked = ("due", SAMPLE, "--format", "ics", "--split-by", "offender_manager", "--output", folder, "--only", "1.3.1")
    assert run(*asked).status == 0
    names = sorted(file.name for file in folder.glob("*.ics"))
    assert names == [f"om-{number:02}.ics" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12)]
    (nothing,) = calendar((folder / "om-07.ics").read_text(encoding="utf-8")).walk("VEVENT")
    assert str(nothing["summary"]) == "Nothing is due by Monday 1 February 2010"
    some = calendar((folder / "om-08.ics").read_text(encoding="utf-8")).walk("VEVENT")
    assert [str(event["summary"]) for event in some] == ["Due: SYN-0007 (1.3.1)", "Overdue: 1 thing"]
    # What somebody has worked in is not overwritten, and what was written for it is.
    assert run(*asked).status == 0
    (folder / "om-08.ics").write_text("mine", encoding="utf-8")
    assert run(*asked).status == 2
    assert (folder / "om-08.ics").read_text(encoding="utf-8") == "mine"


SUMMARY = """\
What is to be done within 10 business days, from Monday 18 January 2010 to Monday 1 February 2010
3 overdue, 4 due, 1 cannot be told, in 2 cases.

Office  Overdue  Due  Cannot be told  Next day
────────────────────────────────────────────────
East          3    1               1  2010-01-18
West          0    3               0  2010-01-20

Falls due
Case      To be done                   Question        Latest day  Left             Office
──────────────────────────────────────────────────────────────────────────────────────────
SYN-0003  Risk of Serious Harm review  2.1.39          2010-01-18  today            East
SYN-0007  Allocation                   1.3.1           2010-01-20  2 business days  West
SYN-0007  Induction                    2.1.2           2010-01-22  4 business days  West
SYN-0007  MAPPA referral               1.2.18, 1.2.19  2010-01-29  9 business days  West

Overdue, and can still be done
Case      To be done                                      Question      Latest day  Late      Office
────────────────────────────────────────────────────────────────────────────────────────────────────
SYN-0003  Likelihood of Reoffending assessment            1.3.4, 1.3.5  2009-04-09  284 days  East
SYN-0003  Risk of Serious Harm analysis                   1.2.5, 1.2.6  2009-04-14  279 days  East
SYN-0003  Home visit with purpose monitoring or           2.2.11        2009-11-18  61 days   East
          safeguarding

Cannot be told: 1; --details says what would settle each.

Not listed, by rule: 18 fall due later.
"""


def test_the_summary_by_office() -> None:
    cases = ("--case", "SYN-0003", "--case", "SYN-0007")
    assert run("due", SAMPLE, *cases, "--by", "office", "--quiet").output == SUMMARY


# --- what is refused, and where records are many ---------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "xlsx"), "--format xlsx needs --output: a file DUE.xlsx"),
        (("--format", "csv", "--details"), "--details is for --format table: any other output has everything"),
        (("--alarm", "1"), "--alarm is for --format ics"),
        (("--format", "ics", "--alarm", "-1"), "--alarm: found -1; expected a number of days from 0 to 366"),
        (("--by", "office", "--by", "area"), "--by: found office, area; expected one field"),
        (("--split-by", "office"), "--split-by needs --output: a folder for the files"),
    ],
)
def test_options_that_do_not_go_together_are_refused(options: tuple[str, ...], told: str) -> None:
    done = run("due", SAMPLE, *options)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {told}\n")


@pytest.mark.usefixtures("small_parts_of_all_readers")
@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_every_evaluator_and_reader_gives_the_same(engine: str, tmp_path: Path) -> None:
    records = json.loads(SAMPLE.read_text(encoding="utf-8"))
    lines = tmp_path / "cases.jsonl"
    lines.write_text("".join(f"{json.dumps(case)}\n" for case in records["cases"]), encoding="utf-8")
    asked = ("--format", "csv", "--quiet", "--as-of", records["as_of"])
    assert run("due", lines, *asked, "--engine", engine).output == run("due", SAMPLE, *asked).output
