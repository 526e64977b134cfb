"""Two witnesses: whatever rules and records are generated, both evaluators give the same rows, field for field."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from draws import draws
from omicheck.evaluate import engines
from omicheck.evaluate.columnar import rows, shared_occurrences
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.model.row import Reason, Row, Verdict
from omicheck.model.vocabulary import Vocabulary
from other_field import other_vocabulary
from pipeline import run, write_json, write_rules
from scenario import PACKAGED, read
from strategies import Scenario, scenarios

VOCABULARIES = [PACKAGED.vocabulary, other_vocabulary()]
OFTEN = draws(100)

RULE = {
    "id": "contacted",
    "question": "2.1.1",
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "soon"}},
}
LIMIT = {"soon": [{"from": "2000-01-01", "limit": "1 weeks"}]}
RECORD = {
    "case_id": "A",
    "sentence_type": "custody",
    "sentence_date": "2009-04-06",
    "events": [{"type": "contact", "date": "2009-04-14"}],
}
ROW = (
    '{"case_id":"A","rule":"contacted","question":"2.1.1","occurrence":1,"verdict":"not_met","reason":"late",'
    '"trigger_date":"2009-04-06","due_date":"2009-04-13","outcome_date":"2009-04-14","days_late":%s,'
    '"limit":"1 weeks","count":null,"unknown_fields":[]}'
)
NO_FIELDS = '"trigger_date":null,"due_date":null,"outcome_date":null,"days_late":null,"limit":null,"count":null'
DISAGREED = (
    '{"case_id":"A","rule":"contacted","question":"2.1.1","occurrence":1,"verdict":"error",'
    f'"reason":"evaluators_disagree",{NO_FIELDS},"unknown_fields":[]}}\n'
)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["packaged", "another field"])
@given(data=st.data())
@OFTEN
def test_they_agree(vocabulary: Vocabulary, data: st.DataObject) -> None:
    found = read(data.draw(scenarios(vocabulary)), vocabulary)
    rows = found.rows("durable")
    assert found.rows("columnar") == rows
    assert found.plain_rows() == rows


def other_row(number: int, reason: Reason, day: date, due: date, **more: Any) -> Row:  # noqa: ANN401
    verdict: Verdict = "not_due" if reason == "not_due" else "not_met"
    return Row("A", "r", "1.1.1", number, verdict, reason, day, due, **more)


# What the two once differed on, each with the rows that are right.
SETTLED: list[tuple[dict[str, Any], dict[str, Any], list[Row]]] = [
    (
        # An end date by another name is the end date too, so the case did not end before what counts from it.
        {"deadline": {"from": "start", "to": {"event": "call"}, "limit": "l"}},
        {"desk": "West", "end_date": "2009-01-30"},
        [other_row(1, "absent", date(2009, 1, 30), date(2009, 1, 30), days_late=59, limit="0 days")],
    ),
    (
        # True is not 1: an attribute of one name is a flag in one event type and a number in the other.
        {"never": {"of": {"event": ["call", "letter"], "where": {"score": True}}, "from": "opened"}},
        {"opened": "2009-01-30", "events": [{"type": "call", "date": "2009-02-02", "score": 1}]},
        [Row("A", "r", "1.1.1", 1, "met", "none", date(2009, 1, 30))],
    ),
    (
        # Windows of months are counted from the case date, not from the end of a shorter month before.
        {"count": {"of": {"event": "call"}, "from": "opened", "window": "1 months", "at_least": "n", "repeat": True}},
        {"opened": "2009-01-30"},
        [
            other_row(1, "too_few", date(2009, 1, 30), date(2009, 2, 27), limit="1", count=0),
            other_row(2, "too_few", date(2009, 2, 28), date(2009, 3, 29), limit="1", count=0),
            other_row(3, "not_due", date(2009, 3, 30), date(2009, 4, 29), limit="1", count=0),
        ],
    ),
    (
        # A trigger may lie before every day that a record can hold; Monday 1 January 1990 is a bank holiday.
        {
            "never": {
                "of": {"event": "call"},
                "from": {"becomes": {"grade": 1}, "on_or_after": {"date": "opened", "less": "18 days"}},
                "within": "2 business_days",
            }
        },
        {"opened": "1990-01-18", "grade": 1, "events": [{"type": "call", "date": "1990-01-04"}]},
        [Row("A", "r", "1.1.1", 1, "met", "none", date(1989, 12, 31))],
    ),
    (
        # So it may where months are counted.
        {
            "never": {
                "of": {"event": "call"},
                "from": {"becomes": {"grade": 1}, "on_or_after": {"date": "opened", "less": "18 days"}},
                "within": "2 months",
            }
        },
        {"opened": "1990-01-18", "grade": 1, "events": [{"type": "call", "date": "1990-03-01"}]},
        [Row("A", "r", "1.1.1", 1, "met", "none", date(1989, 12, 31))],
    ),
]


@pytest.mark.parametrize(("check", "case", "expected"), SETTLED)
def test_what_they_once_disagreed_on(check: dict[str, Any], case: dict[str, Any], expected: list[Row]) -> None:
    rule = {"id": "r", "question": "1.1.1", "check": check}
    limits: dict[str, list[dict[str, Any]]] = {
        "l": [{"from": "1990-01-01", "limit": "0 days"}],
        "n": [{"from": "1990-01-01", "limit": 1}],
    }
    found = read(Scenario([rule], limits, [{"case_id": "A", "events": [], **case}], "2009-03-30"), other_vocabulary())
    assert found.rows("durable") == expected
    assert found.rows("columnar") == expected
    assert found.plain_rows() == expected


TIMED = "out_of_scope no_trigger unknown_scope missing_date incomplete_event no_limit_in_force exempt unknown_limit"
# Of a lead_time, whose clock no `while` stops, either_way is late or absent; of a count, exempt or ended before due.
ENDS = "in_time late not_due absent ended_before_due either_way"
REACHED = {
    "deadline": f"{TIMED} {ENDS} interrupted late_accepted not_asked",
    "interval": f"{TIMED} {ENDS} interrupted",
    "lead_time": f"{TIMED} {ENDS}",
    "count": f"{TIMED} enough too_few too_many not_too_many not_due ended_before_due interrupted either_way",
    "recorded": "out_of_scope unknown_scope recorded not_recorded wrong_value incomplete_event",
    "never": "out_of_scope no_trigger unknown_scope missing_date incomplete_event exempt happened none either_way",
}
# What takes more to come about than is generated here, or than always is; the test below shows the one, and the
# examples of the semantics the other.
SELDOM = {("never", "either_way"), ("count", "interrupted")}


@pytest.mark.long
def test_what_is_generated_reaches_every_reason_of_every_kind() -> None:
    reached: set[tuple[str, str]] = set()

    @settings(draws(1), max_examples=250, derandomize=True)
    @given(scenarios(PACKAGED.vocabulary, rules=8, cases=160, quickly=True))
    def collect(scenario: Scenario) -> None:
        kinds = {rule["id"]: next(iter(rule["check"])) for rule in scenario.rules}
        reached.update((kinds[row.rule], row.reason) for row in read(scenario, PACKAGED.vocabulary).rows("columnar"))

    collect()
    assert reached | SELDOM == {(kind, reason) for kind, reasons in REACHED.items() for reason in reasons.split()}


def test_a_never_is_not_applicable_either_way() -> None:
    """A visit on a day before the grade is set is exempt by the note; one from that day on is out of scope."""
    check = {"never": {"of": {"event": "call"}, "from": {"event": "visit"}}, "unless": {"event": "note"}}
    rule = {"id": "r", "question": "1.1.1", "applies": {"grade": 1}, "check": check}
    events = [
        {"type": "visit", "date": "2009-04"},
        {"type": "note", "date": "2009-04-20"},
        {"type": "grade_set", "date": "2009-04-15", "value": 2},
    ]
    record = {"case_id": "A", "opened": "2009-01-30", "grade": 1, "events": events}
    found = read(Scenario([rule], {}, [record], "2009-05-30"), other_vocabulary())
    expected = [Row("A", "r", "1.1.1", 1, "not_applicable", "either_way")]
    assert found.rows("durable") == expected
    assert found.rows("columnar") == expected


def check(folder: Path, *options: str, cases: int = 1) -> Any:  # noqa: ANN401
    records = [RECORD | {"case_id": "A" if number == 0 else f"B{number}"} for number in range(cases)]
    file = write_json(folder / "c.json", {"as_of": "2009-06-01", "cases": records})
    return run("check", file, "--rules", write_rules(folder / "r", [RULE], LIMIT), "--format", "jsonl", *options)


def test_both_give_the_row_on_which_they_agree(tmp_path: Path) -> None:
    done = check(tmp_path, "--engine", "both")
    assert (done.output, done.errors, done.status) == (ROW % 1 + "\n", "", 1)


def test_a_difference_in_any_field_is_an_error_with_both_rows_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = rows.rows_of

    def wrong(found: PartitionRows) -> Iterator[Row]:
        return (evolve(row, days_late=2) for row in right(found))

    monkeypatch.setattr(rows, "rows_of", wrong)
    done = check(tmp_path, "--engine", "both")
    told = "error: case A, rule contacted: the evaluators disagree on occurrence 1\n"
    assert (done.output, done.errors, done.status) == (
        DISAGREED,
        f"{told}  durable: {ROW % 1}\n  columnar: {ROW % 2}\n",
        4,
    )


def test_a_row_that_only_one_gives_is_an_error_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "rows_of", lambda _: iter(()))
    done = check(tmp_path, "--engine", "both")
    told = "error: case A, rule contacted: the evaluators disagree on occurrence 1\n"
    assert (done.output, done.errors, done.status) == (
        DISAGREED,
        f"{told}  durable: {ROW % 1}\n  columnar: no row\n",
        4,
    )


def test_a_rule_on_which_the_columns_fail_gives_error_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(shared_occurrences, "truth_of", fail)
    done = check(tmp_path, "--engine", "columnar")
    expected = DISAGREED.replace("evaluators_disagree", "evaluator_failed")
    assert (done.output, done.errors, done.status) == (
        expected,
        "error: case A, rule contacted: ZeroDivisionError\n",
        4,
    )


def test_auto_takes_the_columns_from_many_cases_on_and_says_so(tmp_path: Path) -> None:
    few = check(tmp_path, cases=engines.MANY_CASES - 1)
    many = check(tmp_path, cases=engines.MANY_CASES)
    told = f"{engines.MANY_CASES} cases, evaluated with the columnar evaluator (--engine durable for the other)"
    assert (few.errors, many.errors) == ("", f"omicheck: {told}\n")
    assert set(few.output.splitlines()) < set(many.output.splitlines())
