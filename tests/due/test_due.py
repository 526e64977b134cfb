"""What is told of what is still to be done: whole lists, of cases of the sample and of cases made for it."""

import json
from pathlib import Path
from typing import Any

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


def test_nor_is_it_asked_for_where_it_was_not_known_whether_it_was(tmp_path: Path) -> None:
    rule = "breach-instigated-on-time"
    events: list[dict[str, Any]] = [{"type": "absence", "date": "2009-03-25"}, FAILURES[0]]
    days = [(one["trigger_date"], one["standing"]) for one in of_rule(tmp_path, rule, "2009-04-03", events)]
    assert days == [("2009-04-01", "cannot_tell"), (None, "cannot_tell")]
    days = [(one["trigger_date"], one["standing"]) for one in of_rule(tmp_path, rule, "2009-06-01", events)]
    assert days == [(None, "cannot_tell")]


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
    # One tier would have it done within the time, the others would not; then none.
    within = of_rule(tmp_path, "allocation-prompt", "2009-03-02", [], within="1 business day", **unknown_tier)
    assert [one["standing"] for one in within] == ["cannot_tell"]
    # Whatever the tier is, the day lies further ahead than is asked.
    assert of_rule(tmp_path, "allocation-prompt", "2009-03-02", [], within="0 days", **unknown_tier) == []


def test_where_the_day_of_the_trigger_is_not_known_every_day_of_it_counts(tmp_path: Path) -> None:
    # Five business days from a day of March end on 6 March at the earliest, and on 7 April at the latest.
    rule = "absence-judged-on-time"
    absence = [{"type": "absence", "date": "2009-03"}]
    start = {"sentence_date": "2009-02-02"}
    (told,) = of_rule(tmp_path, rule, "2009-03-31", absence, within="0 days", **start)
    assert (told["standing"], told["latest_day"]) == ("cannot_tell", None)
    assert told["notes"][0] == "The latest day, if there is one, is from Friday 6 March 2009 to Tuesday 7 April 2009."
    assert told["settled_by"] == ["The full date of the absence of March 2009."]
    # Each day that is possible lies further ahead; or one does not.
    assert of_rule(tmp_path, rule, "2009-03-02", absence, within="3 days", **start) == []
    assert len(of_rule(tmp_path, rule, "2009-03-02", absence, within="4 days", **start)) == 1


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
