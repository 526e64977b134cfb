"""Every format in which it is told what is still to be done, read back; what is refused; and where records are many."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from openpyxl import load_workbook

from pipeline import ROOT, run

SAMPLE = ROOT / "fixtures/sample/cases.json"


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
    assert workbook.sheetnames == ["read first", "summary", "overdue", "due", "cannot tell", "manifest"]
    assert list(workbook["summary"].values) == [
        ("offender manager", "overdue", "due", "cannot tell"),
        ("om-08", 0, 4, 0),
        ("all", 0, 4, 0),
    ]
    headings, first, *_ = workbook["due"].values
    told = dict(zip(headings, first, strict=True))
    assert (told["case id"], told["act"], told["latest day"]) == ("SYN-0007", "Allocation", datetime(2010, 1, 20))  # noqa: DTZ001, as the library gives days
    assert (told["office"], told["offender manager"], told["business days left"]) == ("West", "om-08", 2)
    assert [row[0] for row in list(workbook["overdue"].values)[1:]] == ["none"]
    printed = workbook["due"].print_area.split(":$")[1].split("$")[0]
    assert workbook["due"][f"{printed}1"].value == "limit"
    first_sheet = list(workbook["read first"].values)
    assert first_sheet[0] == ("What is still to be done", None, None)
    assert ("due", 4, "what is to be done by a day that is still to come") in first_sheet


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
Case      To be done                             Question      Latest day  Late      Office
───────────────────────────────────────────────────────────────────────────────────────────
SYN-0003  Likelihood of Reoffending assessment   1.3.4, 1.3.5  2009-04-09  284 days  East
SYN-0003  Risk of Serious Harm analysis          1.2.5, 1.2.6  2009-04-14  279 days  East
SYN-0003  Home visit with purpose monitoring or  2.2.11        2009-11-18  61 days   East
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


def test_one_row_that_is_left_out_is_told_as_one() -> None:
    done = run("due", SAMPLE, "--case", "SYN-0007", "--only", "sentence-plan-on-time", "--quiet")
    assert done.output.endswith("Nothing is to be done.\n\nNot listed, by rule: 1 falls due later.\n"), done.output
