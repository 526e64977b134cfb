"""What commands make of extracts that do not hold every event: nothing is answered on what no column could show."""

import warnings
from pathlib import Path
from typing import Any

import pytest

from omicheck import OmicheckWarning, check
from pipeline import run
from spreadsheets import Sheets, xlsx

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).resolve().parents[1] / "records" / "golden"
EXTRACTS = {"wide-workbook": "caseload.xlsx", "uk-csv": ""}
AS_OF = ("--as-of", "2010-01-18")
BOTH = ("--engine", "both")


@pytest.mark.parametrize("name", EXTRACTS)
def test_the_worked_extracts_are_checked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    folder = Path("fixtures/extracts") / name
    done = run("check", folder / EXTRACTS[name], "--mapping", folder / "mapping.yaml", *AS_OF, *BOTH, "--details")
    assert done.errors + done.output == (GOLDEN / f"{name}.check.txt").read_text(encoding="utf-8")


HEADINGS = ["CRN", "Order", "Sentenced", "Ended", "Plan"]
SHEETS: Sheets = {
    "Cases": [HEADINGS, ["A1", "Community order", "2009-04-06", None, None], ["B2", "Custody", None, None, None]]
}
MAPPING = """
tables:
  - case_id: CRN
    fields:
      sentence_type: Order
      sentence_date: Sentenced
      end_date: Ended
      taken_over: {constant: false}
    events:
      - {event: sentence_plan, date: Plan}
"""
NONE = "no_events_of: [returned_to_custody, released, recall_requested, recall_rescinded]\n"
NAMES = ("sentence-plan-completed", "report-on-time", "no-conviction-since-sentence", "absence-judged")
RULES = tuple(word for name in NAMES for word in ("--only", name))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook in which a plan is the only event that could stand."""
    return xlsx(tmp_path / "book.xlsx", SHEETS)


def rows(book: Path, mapping: str, *more: str) -> list[dict[str, Any]]:
    """The rows of a few rules, by either evaluator the same."""
    file = book.with_name("mapping.yaml")
    file.write_text(mapping, encoding="utf-8")
    done = run("check", book, "--mapping", file, *AS_OF, *RULES, "--format", "jsonl", "--engine", "both", *more)
    return [{key: row[key] for key in ("case_id", "rule", "verdict", "reason", "unknown_fields")} for row in done.rows]


def row(case_id: str, rule: str, verdict: str, reason: str, *unknown: str) -> dict[str, Any]:
    return {"case_id": case_id, "rule": rule, "verdict": verdict, "reason": reason, "unknown_fields": [*unknown]}


def test_what_asks_for_events_that_have_no_column_cannot_be_told(book: Path) -> None:
    custody = ("recall_requested", "recall_rescinded", "released", "returned_to_custody")
    assert rows(book, MAPPING) == [
        row("A1", "absence-judged", "cannot_tell", "unknown_scope", "absence", "absence_decision"),
        row("A1", "no-conviction-since-sentence", "cannot_tell", "unknown_scope", "conviction"),
        row("A1", "report-on-time", "cannot_tell", "unknown_scope", "psr_completed", "psr_due"),
        row("A1", "sentence-plan-completed", "cannot_tell", "unknown_scope", *custody),
        row("B2", "absence-judged", "not_applicable", "out_of_scope"),
        row("B2", "no-conviction-since-sentence", "cannot_tell", "missing_date", "sentence_date"),
        row("B2", "report-on-time", "cannot_tell", "unknown_scope", "psr_completed", "psr_due"),
        row("B2", "sentence-plan-completed", "not_applicable", "out_of_scope"),
    ]


def test_what_the_mapping_says_there_was_none_of_is_taken_as_none(book: Path) -> None:
    none = NONE.replace("]", ", absence, conviction, psr_due]")
    assert rows(book, none + MAPPING) == [
        row("A1", "absence-judged", "not_applicable", "no_trigger"),
        row("A1", "no-conviction-since-sentence", "met", "none"),
        row("A1", "report-on-time", "not_applicable", "no_trigger"),
        row("A1", "sentence-plan-completed", "not_met", "absent"),
        row("B2", "absence-judged", "not_applicable", "out_of_scope"),
        row("B2", "no-conviction-since-sentence", "cannot_tell", "missing_date", "sentence_date"),
        row("B2", "report-on-time", "cannot_tell", "missing_date", "sentence_date"),
        row("B2", "sentence-plan-completed", "not_applicable", "out_of_scope"),
    ]


def test_how_many_rules_cannot_be_told_is_one_line_for_every_command(book: Path) -> None:
    file = book.with_name("mapping.yaml")
    file.write_text(NONE + MAPPING, encoding="utf-8")
    given = ("--mapping", file, *AS_OF)
    told = (
        "omicheck: 69 of 73 rules cannot be told, as the extract does not hold contact_suspension_began, "
        "contact_suspension_ended, absence, risk_management_plan, rosh_level_set, breach_not_required and 42 more: "
        "give each a column in the mapping, or say that there was none (`omicheck map check` lists them)\n"
        "omicheck: taken as none, as the mapping says: recall_requested, recall_rescinded, released, "
        "returned_to_custody\n"
    )
    for words in (("check", book), ("score", book), ("explain", "A1", book), ("rules", "coverage", book)):
        assert run(*words, *given).errors.partition("A1")[0].startswith(told), words


def test_an_explanation_names_what_the_extract_does_not_hold(book: Path) -> None:
    file = book.with_name("mapping.yaml")
    file.write_text(MAPPING, encoding="utf-8")
    done = run("explain", "B2", book, "--mapping", file, *AS_OF, "--only", "report-on-time", "--quiet")
    said = " ".join(done.output.split())
    assert (
        "The extract does not hold these events, so that this cannot be told from it: pre-sentence report completed "
        "and pre-sentence report due." in said
    )
    assert (
        "What would settle it: In the mapping, a column for pre-sentence report completed and pre-sentence report due; "
        "or `no_events_of`, if there was none in any case." in said
    )


def test_the_manifest_says_what_is_not_held_and_what_is_taken_as_none(book: Path) -> None:
    file = book.with_name("mapping.yaml")
    file.write_text(NONE + MAPPING, encoding="utf-8")
    with pytest.warns(OmicheckWarning, match="1 of 2 rules cannot be told, as the extract does not hold psr_completed"):
        held = check(book, mapping=file, as_of="2010-01-18", only=["report-on-time", "sentence-plan-completed"])
    found = held.manifest["mapping"]
    assert {key: found[key] for key in ("no_events_of", "events_held_in_part", "rules_not_told")} == {
        "no_events_of": ["recall_requested", "recall_rescinded", "released", "returned_to_custody"],
        "events_held_in_part": {},
        "rules_not_told": {"report-on-time": ["psr_completed", "psr_due"]},
    }
    assert "psr_due" in found["events_not_held"]
    assert "sentence_plan" not in found["events_not_held"]
    assert "tier" in found["fields_not_held"]
    assert held.manifest["libraries"]["python-calamine"] is not None


def test_an_end_that_has_no_column_is_not_taken_for_none(book: Path) -> None:
    file = MAPPING.replace("      end_date: Ended\n", "") + "    leave_out: [Ended]\n"
    plan = ("sentence-plan-completed",)
    assert [one for one in rows(book, NONE + file) if one["rule"] in plan] == [
        row("A1", "sentence-plan-completed", "cannot_tell", "unknown_scope", "end_date"),
        row("B2", "sentence-plan-completed", "not_applicable", "out_of_scope"),
    ]
    constant = MAPPING.replace("end_date: Ended", "end_date: {constant: null}") + "    leave_out: [Ended]\n"
    assert [one for one in rows(book, NONE + constant) if one["rule"] in plan] == [
        row("A1", "sentence-plan-completed", "not_met", "absent"),
        row("B2", "sentence-plan-completed", "not_applicable", "out_of_scope"),
    ]


@pytest.mark.parametrize(
    ("holds", "first", "count"),
    [
        ("all", ("met", "in_time"), ("not_met", "too_few")),
        ("first", ("met", "in_time"), ("cannot_tell", "unknown_scope")),
        ("some", ("cannot_tell", "unknown_scope"), ("cannot_tell", "unknown_scope")),
    ],
)
def test_of_what_is_held_in_part_only_what_the_part_can_show_is_told(
    tmp_path: Path, holds: str, first: tuple[str, str], count: tuple[str, str]
) -> None:
    cases = [["CRN", "Order", "Sentenced", "Seen"], ["A1", "Community order", "2009-04-06", "2009-04-08"]]
    mapping = f"""
no_events_of: [returned_to_custody, released, recall_requested, recall_rescinded, contact_suspension_began,
               contact_suspension_ended, absence]
tables:
  - case_id: CRN
    fields:
      sentence_type: Order
      sentence_date: Sentenced
      end_date: {{constant: null}}
      taken_over: {{constant: false}}
      tier: {{constant: 2}}
      requirements: {{constant: [supervision]}}
    events:
      - {{event: contact, date: Seen, holds: {holds}}}
"""
    book, file = xlsx(tmp_path / "book.xlsx", {"Cases": cases}), tmp_path / "mapping.yaml"
    file.write_text(mapping, encoding="utf-8")
    rules = ["first-appointment-on-time", "contact-level-first-16-weeks"]
    with warnings.catch_warnings(record=True, action="always") as told:
        found = check(book, mapping=file, as_of="2010-01-18", only=rules)
    of_rules = {"all": 0, "first": 1, "some": 2}[holds]
    assert [str(one.message).partition(":")[0] for one in told] == [
        f"{of_rules} of 2 rules cannot be told, as the extract does not hold every contact"
    ] * (of_rules > 0)
    assert {one.rule: (one.verdict, one.reason) for one in found.rows} == dict(zip(rules, (first, count), strict=True))


def test_a_few_lines_of_a_proposal_lead_to_the_first_verdicts(tmp_path: Path) -> None:
    book = ROOT / "fixtures/extracts/wide-workbook/caseload.xlsx"
    text = run("map", "propose", book).output
    settled = {
        "# no_events_of: [": "no_events_of: [",
        "# taken_over: {": "taken_over: {",
        "# Not known: ...": "Not known: unknown",
    }
    for before, after in settled.items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    file = tmp_path / "mapping.yaml"
    file.write_text(text, encoding="utf-8")
    done = run("check", book, "--mapping", file, *AS_OF, "--format", "jsonl", "--quiet")
    assert done.errors == ""
    assert sorted({one["rule"] for one in done.rows if one["verdict"] in ("met", "not_met")}) == [
        "allocation-prompt",
        "rosh-screening-completed",
        "rosh-screening-on-time",
        "sentence-plan-completed",
        "sentence-plan-on-time",
        "sentence-plan-reviewed-on-time",
    ]
