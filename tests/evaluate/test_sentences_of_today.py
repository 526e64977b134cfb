"""What the standards of 2007 say of sentences, tiers and appointments that came after them."""

from pathlib import Path

import pytest

from pipeline import run, write_json

# The rules that ask what was asked of every sentence, and so name none.
OF_EVERY_SENTENCE = {
    "assessment-updated-after-change": ("not_applicable", "no_trigger"),
    "diagnostic-assessment-made": ("not_applicable", "no_trigger"),
    "management-review-child-safeguarding": ("not_applicable", "no_trigger"),
    "management-review-high-rosh": ("not_applicable", "no_trigger"),
    "management-review-on-becoming-high": ("not_applicable", "no_trigger"),
    "mappa-category-recorded": ("met", "recorded"),
    "no-conviction-since-sentence": ("met", "none"),
    "qualification-gained": ("not_applicable", "no_trigger"),
    "report-on-time": ("not_applicable", "no_trigger"),
    "sentence-plan-updated-after-change": ("not_applicable", "no_trigger"),
    "transfer-documents-received": ("not_applicable", "no_trigger"),
    "transfer-plan-received": ("not_applicable", "no_trigger"),
    "transfer-plan-updated": ("not_applicable", "no_trigger"),
}
SUSPENDED = {"sentence_type": "suspended_sentence_order", "sentence_date": "2009-03-02"}
SUPERVISED = {
    "sentence_type": "post_sentence_supervision",
    "sentence_date": "2008-03-03",
    "release_date": "2008-09-01",
    "post_sentence_supervision_date": "2009-03-02",
}
FIELDS = {
    "ppo": True,
    "rosh_level": "high",
    "lor_level": "high",
    "tier": 3,
    "lettered_tier": "B",
    "mappa_category": 4,
    "mappa_level": 2,
    "child_safeguarding": True,
    "statutory_victim_contact": True,
    "approved_premises": False,
    "requirements": ["supervision", "unpaid_work", "rehabilitation_activity"],
    "person_id": "P-1",
}


@pytest.mark.parametrize("sentence", [SUSPENDED, SUPERVISED], ids=["suspended", "post-sentence"])
def test_no_rule_that_names_sentences_is_asked_of_them(sentence: dict[str, str], tmp_path: Path) -> None:
    absences = [
        {"type": "absence", "date": f"2009-04-{day}", "acceptable": False, "failure": "behaviour"}
        for day in ("01", "08")
    ]
    records = write_json(tmp_path / "cases.json", {"case_id": "A", **sentence, **FIELDS, "events": absences})
    done = run("check", records, "--as-of", "2009-09-01", "--format", "jsonl", "--engine", "both")
    assert done.status == 0
    found = {row["rule"]: (row["verdict"], row["reason"]) for row in done.rows}
    assert {rule: one for rule, one in found.items() if one != ("not_applicable", "out_of_scope")} == OF_EVERY_SENTENCE


def test_post_sentence_supervision_starts_when_the_licence_ended(tmp_path: Path) -> None:
    change = [
        {"type": "significant_change", "date": "2009-03-01"},
        {"type": "significant_change", "date": "2009-03-02"},
    ]
    records = write_json(tmp_path / "cases.json", {"case_id": "A", **SUPERVISED, "events": change})
    only = "sentence-plan-updated-after-change"
    done = run("check", records, "--as-of", "2009-09-01", "--only", only, "--format", "jsonl", "--engine", "both")
    assert [(row["trigger_date"], row["verdict"]) for row in done.rows] == [("2009-03-02", "not_met")]


def test_an_absence_that_is_not_yet_judged_may_be_the_second_failure(tmp_path: Path) -> None:
    failed = {"type": "absence", "date": "2009-04-01", "acceptable": False}
    case = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-03-02"}
    rows = {}
    for name, second in {
        "judged": {"type": "absence", "date": "2009-04-08", "acceptable": False, "failure": "late"},
        "excused": {"type": "absence", "date": "2009-04-08", "acceptable": True},
        "pending": {"type": "absence", "date": "2009-04-08"},
        "put off": {"type": "appointment_rescheduled", "date": "2009-04-08", "by": "staff"},
    }.items():
        records = write_json(tmp_path / "cases.json", {**case, "events": [failed, second]})
        arguments = ("--as-of", "2009-09-01", "--only", "breach-action-taken", "--format", "jsonl", "--engine", "both")
        rows[name] = [
            (row["verdict"], row["reason"], row["unknown_fields"]) for row in run("check", records, *arguments).rows
        ]
    assert rows == {
        "judged": [("not_met", "absent", [])],
        "excused": [("not_applicable", "no_trigger", [])],
        "pending": [("cannot_tell", "incomplete_event", ["absence.acceptable"])],
        "put off": [("not_applicable", "no_trigger", [])],
    }
