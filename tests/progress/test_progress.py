"""`omicheck progress`: what became of each failure, case by case, whatever holds the earlier time."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from on_terminal import on_terminal
from pipeline import ROOT, Done, run, write_json, write_rules

SAMPLE = ROOT / "fixtures/sample/cases.json"
DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days"}]}
SEEN = {
    "id": "seen-after-absence",
    "question": "2.1.2",
    "check": {"deadline": {"from": {"event": "absence"}, "to": {"event": "contact"}, "limit": "days"}},
}
PLANNED = {
    "id": "planned",
    "question": "2.1.1",
    "applies": {"tier": {"at_least": 2}},
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "sentence_plan"}, "limit": "days"}},
}
Event = tuple[str, str | None]


def case(
    name: str, *events: Event, tier: int = 3, office: str = "North", sentenced: str = "2009-04-01"
) -> dict[str, Any]:
    listed = [{"type": type_, **({} if day is None else {"date": day})} for type_, day in events]
    about = {"case_id": name, "sentence_type": "custody", "sentence_date": sentenced, "tier": tier, "office": office}
    return {**about, "events": listed}


class Progress:
    """The command on these rules, with records made from what it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = write_rules(folder / "rules", [SEEN, PLANNED], DAYS)

    def records(self, name: str, as_of: str, cases: list[dict[str, Any]]) -> Path:
        return write_json(self.folder / name, {"as_of": as_of, "cases": cases})

    def __call__(self, last: list[dict[str, Any]], this: list[dict[str, Any]], *options: object) -> Done:
        files = (self.records("last.json", "2009-05-01", last), self.records("this.json", "2009-06-01", this))
        return run("progress", *files, "--rules", self.rules, *options)

    def failures(
        self, last: list[dict[str, Any]], this: list[dict[str, Any]], *options: object
    ) -> list[tuple[Any, ...]]:
        """Standing, case, rule, day it counts from, the day it counted from before, and how long it has been open."""
        done = self(last, this, "--format", "json", "--quiet", *options)
        return [
            tuple(
                one[name]
                for name in ("standing", "case_id", "rule", "trigger_date", "earlier_trigger_date", "days_open")
            )
            for one in json.loads(done.output)["failures"]
        ]


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path)


# --- what became of each ---------------------------------------------------------------------------------

FIRST = "2009-04-01"
PLAN: Event = ("sentence_plan", "2009-04-03")


def test_each_thing_that_a_failure_can_become(progress: Progress) -> None:
    last = [case(name) for name in ("gone", "open", "right", "scope", "unread", "untold")]
    this = [
        case("came"),
        case("open"),
        case("right", PLAN),
        case("scope", tier=1),
        {**case("unread"), "tier": "two"},
        case("untold", ("sentence_plan", None)),
    ]
    assert progress.failures(last, this) == [
        ("came_with_case", "came", "planned", FIRST, None, 56),
        ("gone_with_case", "gone", "planned", FIRST, FIRST, None),
        ("still_open", "open", "planned", FIRST, FIRST, 56),
        ("put_right", "right", "planned", FIRST, FIRST, None),
        ("no_longer_asked", "scope", "planned", FIRST, FIRST, None),
        ("not_read", "unread", "planned", FIRST, FIRST, None),
        ("cannot_tell_now", "untold", "planned", FIRST, FIRST, None),
    ]


def test_where_new_failures_come_from(progress: Progress) -> None:
    last = [case("due", PLAN), case("told", ("sentence_plan", None)), case("undone", PLAN)]
    this = [case("due", PLAN, ("absence", "2009-05-10")), case("told"), case("undone")]
    assert progress.failures(last, this) == [
        ("new", "due", "seen-after-absence", "2009-05-10", None, 17),
        ("could_not_tell_before", "told", "planned", FIRST, FIRST, 56),
        ("new", "undone", "planned", FIRST, FIRST, 56),
    ]


def test_what_is_late_is_still_a_failure_and_nothing_is_open(progress: Progress) -> None:
    late: Event = ("sentence_plan", "2009-05-20")
    assert progress.failures([case("A")], [case("A", late)]) == [("still_open", "A", "planned", FIRST, FIRST, None)]


# --- which occurrence is which ---------------------------------------------------------------------------


def test_an_event_recorded_before_moves_numbers_and_no_failure(progress: Progress) -> None:
    """The absence of April 20th was the first and is the second."""
    last = [case("A", PLAN, ("absence", "2009-04-20"))]
    this = [case("A", PLAN, ("absence", "2009-04-10"), ("contact", "2009-04-12"), ("absence", "2009-04-20"))]
    assert progress.failures(last, this) == [
        ("still_open", "A", "seen-after-absence", "2009-04-20", "2009-04-20", 37),
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        # One absence whose day was corrected.
        (("2009-04-20",), ("2009-04-21",), [("still_open", "2009-04-21", "2009-04-20")]),
        # It was not there yet at the earlier audit date: another one.
        (("2009-04-20",), ("2009-05-10",), [("new", "2009-05-10", None), ("trigger_gone", "2009-04-20", "2009-04-20")]),
        # Two that may each be the one.
        (
            ("2009-04-20",),
            ("2009-04-21", "2009-04-22"),
            [
                ("new", "2009-04-21", None),
                ("trigger_gone", "2009-04-20", "2009-04-20"),
                ("new", "2009-04-22", None),
            ],
        ),
        (("2009-04-20",), (), [("trigger_gone", "2009-04-20", "2009-04-20")]),
        # Two of one day are two.
        (
            ("2009-04-20",),
            ("2009-04-20", "2009-04-20"),
            [("still_open", "2009-04-20", "2009-04-20"), ("new", "2009-04-20", None)],
        ),
        (
            ("2009-04-20", "2009-04-20"),
            ("2009-04-20",),
            [("still_open", "2009-04-20", "2009-04-20"), ("trigger_gone", "2009-04-20", "2009-04-20")],
        ),
    ],
)
def test_absences_at_two_times(
    progress: Progress, before: tuple[str, ...], now: tuple[str, ...], expected: list[tuple[str | None, ...]]
) -> None:
    last, this = ([case("A", PLAN, *(("absence", day) for day in days))] for days in (before, now))
    assert [(one[0], *one[3:5]) for one in progress.failures(last, this)] == expected


def test_a_date_of_the_case_that_is_corrected_is_the_same_duty(progress: Progress) -> None:
    found = progress.failures([case("A")], [case("A", sentenced="2009-04-08")])
    assert found == [("still_open", "A", "planned", "2009-04-08", FIRST, 49)]


# --- what the earlier time is ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
def test_rows_of_the_earlier_time_give_what_its_records_give(tmp_path: Path, name: str) -> None:
    rows = tmp_path / f"last.{name}"
    dated = ("--as-of", "2009-10-19")
    assert run("check", SAMPLE, *dated, "--format", name, "--output", rows, "--quiet").status == 1
    of_records = run("progress", SAMPLE, SAMPLE, "--earlier-as-of", "2009-10-19", "--format", "csv", "--quiet")
    of_rows = run("progress", rows, SAMPLE, "--format", "csv", "--quiet")
    assert of_rows == of_records
    assert of_records.status == 0


def test_rules_of_other_rows_are_told(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A")])
    rows = progress.folder / "last.parquet"
    run("check", last, "--rules", progress.rules, "--format", "parquet", "--output", rows, "--quiet")
    (progress.rules / "checks/topic/planned.yaml").unlink()
    this = progress.records("this.json", "2009-06-01", [case("A")])
    done = run("progress", rows, this, "--rules", progress.rules, "--format", "csv")
    assert done.errors.splitlines() == [
        "omicheck: the earlier rows were found by other rules: what differs may come from the rules",
        "omicheck: not evaluated any more: planned",
    ]
    (line,) = csv.DictReader(io.StringIO(done.output))
    assert (line["standing"], line["rule"], line["verdict"]) == ("not_evaluated", "planned", "")


def test_some_rows_only_are_refused(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A"), case("B", PLAN)])
    lines = run("check", last, "--rules", progress.rules, "--format", "jsonl").output.splitlines()
    rows = progress.folder / "rows.jsonl"
    rows.write_text("\n".join(line for line in lines if '"B","rule":"planned"' not in line), encoding="utf-8")
    done = run("progress", rows, last, "--rules", progress.rules)
    expected = "expected all rows of each case, as check writes them without a choice of verdicts"
    assert (done.status, done.errors) == (
        2,
        f"omicheck: {rows}: found no row of case B and 1 rule, such as planned; {expected}\n",
    )


def test_a_line_that_is_no_row_is_told(progress: Progress) -> None:
    last = progress.records("last.json", "2009-05-01", [case("A")])
    rows = progress.folder / "rows.jsonl"
    row = run("check", last, "--rules", progress.rules, "--format", "jsonl").output.splitlines()[0]
    rows.write_text(f"{row}\n{row.replace('not_met', 'bad')}\nx\n", encoding="utf-8")
    done = run("progress", rows, last, "--rules", progress.rules)
    expected = "found something else than a row; expected rows as check --format jsonl or parquet writes them"
    assert (done.status, done.errors) == (2, f"omicheck: {rows}:2: {expected}\n{rows}:3: {expected}\n")


EARLIER_DATE = (
    "omicheck: --earlier-as-of: found none; expected a date YYYY-MM-DD: the audit date of the earlier records\n"
)


def test_the_later_time_comes_second(progress: Progress) -> None:
    first = progress.records("first.json", "2009-06-01", [case("A")])
    second = progress.records("second.json", "2009-05-01", [case("A")])
    done = run("progress", first, second, "--rules", progress.rules)
    found = "found 2009-05-01, which is before 2009-06-01, that of the earlier records"
    expected = "expected a later day: the earlier records come first"
    assert (done.status, done.errors) == (2, f"omicheck: --as-of: {found}; {expected}\n")


def test_earlier_records_without_a_date_ask_for_theirs(progress: Progress) -> None:
    first = write_json(progress.folder / "first.json", {"cases": [case("A")]})
    done = run("progress", first, first, "--rules", progress.rules, "--as-of", "2009-06-01")
    assert (done.status, done.errors) == (2, EARLIER_DATE)


def test_a_list_of_cases_holds_for_both_times(progress: Progress) -> None:
    (progress.folder / "cases.txt").write_text("A\n", encoding="utf-8")
    both = [case("A"), case("B")]
    found = progress.failures(both, both, "--cases", progress.folder / "cases.txt")
    assert found == [("still_open", "A", "planned", FIRST, FIRST, 56)]


# --- chance, statuses and formats ------------------------------------------------------------------------


def of_many(right: int, worse: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    names = [f"{number:02}" for number in range(right + worse)]
    fails = (names[:right], names[right:])
    last, this = ([case(name, *(() if name in of else (PLAN,))) for name in names] for of in fails)
    return last, this


@pytest.mark.parametrize(
    ("right", "worse", "p_value", "change"),
    [
        (6, 0, 0.03125, "better"),
        (1, 8, 0.0390625, "worse"),
        (5, 0, 0.0625, "may_be_chance"),
        (0, 0, None, "none_changed"),
    ],
)
def test_mcnemars_test_of_the_same_cases(
    progress: Progress, right: int, worse: int, p_value: float | None, change: str
) -> None:
    last, this = of_many(right, worse)
    steady = case("steady", PLAN)
    found = json.loads(progress([*last, steady], [*this, steady], "--format", "json").output)
    for line in (found["all"], *found["rules"], *found["questions"]):
        test = tuple(line[name] for name in ("cases_put_right", "cases_became_failures", "p_value", "change"))
        assert test == (right, worse, p_value, change)
    assert found["all"]["cases_met_at_both"] == 1


@pytest.mark.parametrize(
    ("last", "this", "new", "is_open"),
    [
        ([case("A")], [case("A")], 0, 1),
        ([case("A")], [case("A", PLAN)], 0, 0),
        ([case("A", PLAN)], [case("A")], 1, 1),
    ],
)
def test_what_the_exit_status_says(
    progress: Progress, last: list[dict[str, Any]], this: list[dict[str, Any]], new: int, is_open: int
) -> None:
    asked = ((), ("--fail-on", "new"), ("--fail-on", "open"))
    assert [progress(last, this, *options).status for options in asked] == [0, new, is_open]


def test_a_rejected_record_at_either_time_gives_status_3(progress: Progress) -> None:
    wrong = {**case("B"), "tier": "two"}
    rejects = progress.folder / "rejects.jsonl"
    assert progress([case("A"), wrong], [case("A")], "--rejects", rejects).status == 3
    assert [json.loads(line)["record"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [wrong]
    assert progress([case("A")], [case("A"), wrong]).status == 3


OFFICES = """\
Office  Then  Put right  Still open  New  Now  b, c      p  Change
─────────────────────────────────────────────────────────────────────────
North      2          1           1    0    1  1, 0  1.0000  may be chance
South      0          0           0    1    1  0, 1  1.0000  may be chance
"""


def test_the_table_by_office(progress: Progress) -> None:
    last = [case("A"), case("B"), case("C", PLAN, office="South")]
    this = [case("A"), case("B", PLAN), case("C", office="South")]
    printed = progress(last, this, "--by", "office").output
    assert " ".join(OFFICES.split()).replace("─", "") in " ".join(printed.split()).replace("─", "")
    assert (
        "Cases: of 3 that could be told at both times, 1 had a failure then and have none now, 1 had none then and "
        "have one now: that may be chance (p = 1.0000)."
    ) in " ".join(printed.split())


@pytest.mark.parametrize("width", [80, 200])
def test_the_summary_fits_its_width(width: int) -> None:
    printed = on_terminal(
        width, "progress", SAMPLE, SAMPLE, "--earlier-as-of", "2009-10-19", "--by", "office", "--quiet"
    )
    lines = printed.splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) <= 50


def test_the_workbook_lists_what_is_open_first(progress: Progress) -> None:
    file = progress.folder / "progress.xlsx"
    last, this = [case("=A"), case("B"), case("C")], [case("=A"), case("B", PLAN), case("D", office="South")]
    assert progress(last, this, "--by", "office", "--format", "xlsx", "--output", file).status == 0
    book = load_workbook(file)
    assert book.sheetnames == ["summary", "open now", "put right", "gone or untold", "manifest"]
    rows = {
        name: [row[:3] for row in book[name].iter_rows(min_row=2, values_only=True)] for name in book.sheetnames[1:4]
    }
    assert rows == {
        "open now": [("still open", "=A", "North"), ("of cases that were not there before", "D", "South")],
        "put right": [("put right", "B", "North")],
        "gone or untold": [("gone with the case", "C", "North")],
    }
    summary = [row[:4] for row in book["summary"].iter_rows(min_row=2, values_only=True)]
    assert summary == [
        ("all", "all", 3, 2),
        ("office", "North", 3, 1),
        ("office", "South", 0, 1),
        ("rule", "planned", 3, 2),
        ("question", "2.1.1", 3, 2),
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--format", "xlsx"), "omicheck: --format xlsx needs --output: a file PROGRESS.xlsx\n"),
        (("--by", "ofice"), "omicheck: --by: found 'ofice'; expected a text field of the records: "),
    ],
)
def test_what_cannot_be_done_is_told(progress: Progress, options: tuple[str, ...], told: str) -> None:
    done = progress([case("A")], [case("A")], *options)
    assert done.status == 2
    assert done.errors.startswith(told)
