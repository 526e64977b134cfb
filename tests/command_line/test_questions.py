"""`omicheck questions`: the questions of the scheme, and who decides each."""

import csv
import io
import json

import omicheck
from pipeline import run

QUESTIONS = omicheck.rules().questions

HELD = {
    "question": "2.2.10",
    "text": "Initial home visit made where required",
    "section": "2 Implementation of interventions",
    "criterion": "2.2 Delivering restrictive interventions",
    "headlines": ["roh"],
    "decided_by": "rule",
    "rules": ["home-visit-on-becoming-high", "initial-home-visit"],
    "may_over_report": True,
    "evidence": [],
    "source": "",
}
READ = {
    "question": "2.2.11",
    "text": "Home visits made to monitor child safeguarding",
    "section": "2 Implementation of interventions",
    "criterion": "2.2 Delivering restrictive interventions",
    "headlines": ["roh"],
    "decided_by": "inspector",
    "rules": [],
    "may_over_report": False,
    "evidence": ["safeguarding-monitoring-visits"],
    "source": "",
}


def test_each_question_says_who_decides_it() -> None:
    done = run("questions", "--only", "2.2.11", "--only", "2.2.10", "--format", "json")
    assert (done.status, json.loads(done.output)) == (0, [HELD, READ])
    table = run("questions", "--only", "2.2.10", "--only", "2.2.11").output
    assert table == (
        "Question  Asks                           Counts for  Decided by\n"
        "─────────────────────────────────────────────────────────────────────────────────────────\n"
        "2.2.10    Initial home visit made where  roh         home-visit-on-becoming-high,\n"
        "          required                                   initial-home-visit (may over-report)\n"
        "2.2.11    Home visits made to monitor    roh         an inspector, who may look at\n"
        "          child safeguarding                         safeguarding-monitoring-visits\n"
        "\n"
        "2 questions; rules decide 1 of them, of which 1 may report too many failures\n"
    )


def test_all_questions_of_the_scheme_are_listed_in_their_order() -> None:
    rows = list(csv.DictReader(io.StringIO(run("questions", "--format", "csv").output, newline="")))
    assert [row["question"] for row in rows] == list(QUESTIONS)
    listed = json.loads(run("questions", "--format", "json").output)
    assert [row["rules"] for row in rows] == [";".join(one["rules"]) for one in listed]
    # A question that the list says a rule decides may have one whose verdict only helps an inspector.
    in_part = {one["question"] for one in listed if one["decided_by"] == "inspector" and one["evidence"]}
    said = {one.id for one in QUESTIONS.values() if one.decided_by == "rule"}
    assert said - {one["question"] for one in listed if one["decided_by"] == "rule"} <= in_part


def test_questions_are_asked_for_by_criterion_section_headline_and_decider() -> None:
    def ids(*options: str) -> list[str]:
        return [one["question"] for one in json.loads(run("questions", *options, "--format", "json").output)]

    everything = json.loads(run("questions", "--format", "json").output)
    assert ids("--only", "2.2") == [one["question"] for one in everything if one["criterion"].startswith("2.2 ")]
    assert ids("--only", "3") == [one["question"] for one in everything if one["section"].startswith("3 ")]
    assert ids("--only", "ce", "--decided-by", "rule") == [
        one["question"] for one in everything if "ce" in one["headlines"] and one["decided_by"] == "rule"
    ]
    wrong = run("questions", "--only", "2.2.99")
    assert (wrong.status, wrong.output) == (2, "")
    assert wrong.errors.startswith(
        "omicheck: found '2.2.99'; expected a question, criterion, section or headline score"
    )
