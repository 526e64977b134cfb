"""What is asked for, read: plain records held to the same as JSON, and the audit date in all its forms."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from omicheck.errors import AuditDateError, ExitStatus, RecordsUnreadableError
from omicheck.model.row import Verdict
from omicheck.records.plain_records import read_plain_records
from omicheck.records.read import Records, read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.remembering import Remembering
from omicheck.use_cases.status import exit_status
from pipeline import ROOT, run, write_json

VOCABULARY = read_rule_base(packaged_rules()).vocabulary
FIXTURES = ROOT / "fixtures"
GOOD: dict[str, Any] = {"case_id": "A", "sentence_type": "custody", "sentence_date": "2009-04-06", "events": []}


@pytest.mark.parametrize("name", ["sample", "small-office", "hertfordshire-2010"])
def test_plain_records_are_those_of_the_document(name: str) -> None:
    file = FIXTURES / name / "cases.json"
    document = read_records(str(file), VOCABULARY)
    data = json.loads(file.read_text(encoding="utf-8"))
    plain = read_plain_records([{**one, "as_of": data["as_of"]} for one in data["cases"]], VOCABULARY, "mine")
    assert (plain.cases, plain.rejected, plain.as_of) == (document.cases, document.rejected, document.as_of)


def test_plain_records_are_rejected_for_the_same_reasons(tmp_path: Path) -> None:
    wrong: list[Any] = [
        GOOD,
        GOOD,
        {**GOOD, "case_id": "B", "teir": 2},
        {**GOOD, "case_id": "C", "tier": "2"},
        {**GOOD, "case_id": "D", "events": [{"type": "contact", "date": "2009-13-01"}]},
        {**GOOD, "case_id": "E", "events": {"type": "contact"}},
        {"case_id": 7},
        "no record",
        None,
    ]
    document = read_records(str(write_json(tmp_path / "d.json", wrong)), VOCABULARY)
    plain = read_plain_records(wrong, VOCABULARY, "mine")
    assert plain.cases == document.cases
    assert [one.record for one in plain.rejected] == [one.record for one in document.rejected] == wrong[1:]

    def told(records: Records) -> list[Any]:
        return [
            (one.path, one.found, one.expected, one.nearest, one.case_id, one.kind)
            for rejected in records.rejected
            for one in rejected.problems
        ]

    assert told(plain) == told(document)
    assert str(plain.rejected[1].problems[0]) == (
        'mine: case B: [2].teir: found key "teir"; expected a known key; did you mean tier?'
    )


def test_dates_and_tuples_are_read_as_json_would_hold_them() -> None:
    event = {"type": "contact", "date": date(2009, 4, 7)}
    typed = {**GOOD, "sentence_date": date(2009, 4, 6), "events": (event,)}
    written = {**GOOD, "events": [{"type": "contact", "date": "2009-04-07"}]}
    one, other = (read_plain_records([record], VOCABULARY, "mine") for record in (typed, written))
    assert (one.cases, one.rejected, one.sha256) == (other.cases, (), other.sha256)
    assert typed["events"] == (event,), "what is given stays as it is"


def test_what_json_has_no_form_for_is_rejected_as_its_text() -> None:
    records = read_plain_records(
        [{**GOOD, "sentence_date": object}, {**GOOD, "case_id": "B", "as_of": 7}], VOCABULARY, "m"
    )
    assert [str(problem.with_values()) for one in records.rejected for problem in one.problems] == [
        "m: case A: [0].sentence_date: found \"<class 'object'>\"; expected a date YYYY-MM-DD in 1990 to 2050",
        "m: [1].as_of: found 7; expected a date YYYY-MM-DD",
    ]


def test_records_with_different_audit_dates_cannot_be_read() -> None:
    with pytest.raises(RecordsUnreadableError) as error:
        read_plain_records([{**GOOD, "as_of": "2009-01-01"}, {**GOOD, "as_of": "2009-01-02"}], VOCABULARY, "mine")
    assert str(error.value) == (
        "mine: found records with different as_of: 2009-01-01 (record 0) and 2009-01-02 (record 1); "
        "expected one audit date for all records"
    )


def of_records(as_of: str | None) -> Records:
    return Records((), (), as_of, {})


def test_the_audit_date() -> None:
    observer = Remembering(Silent())
    assert audit_date("2009-05-20", None, observer) == date(2009, 5, 20)
    assert audit_date(date(2009, 5, 20), of_records("2009-05-21"), observer) == date(2009, 5, 20)
    assert audit_date(None, of_records("2009-05-21"), observer) == date(2009, 5, 21)
    assert audit_date("2009-05-21", of_records("2009-05-21"), observer) == date(2009, 5, 21)
    assert observer.remarks == []
    assert audit_date("2009-05-20", of_records("2009-05-21"), observer) == date(2009, 5, 20)
    assert observer.remarks == ["audit date 2009-05-20 from --as-of, in place of the records' 2009-05-21"]


YEARS = "expected a date YYYY-MM-DD in 1990 to 2050"


@pytest.mark.parametrize(
    ("asked", "stated", "told"),
    [
        (None, None, "no audit date: the records carry no as_of; give one with as_of"),
        ("today", None, f"as_of: found 'today'; {YEARS}, such as 2010-01-18"),
        ("2009-05", "2009-05-20", f"as_of: found '2009-05'; {YEARS}, such as 2010-01-18"),
        (date(1989, 12, 31), None, f"as_of: found '1989-12-31'; {YEARS}, such as 2010-01-18"),
        (None, "soon", f"the records' as_of: found a text; {YEARS}"),
    ],
)
def test_a_date_that_cannot_be_used(asked: date | str | None, stated: str | None, told: str) -> None:
    with pytest.raises(AuditDateError) as error:
        audit_date(asked, of_records(stated), Silent())
    assert str(error.value) == told


def test_the_command_line_names_its_option(tmp_path: Path) -> None:
    file = write_json(tmp_path / "a.json", GOOD)
    done = run("check", file)
    assert (done.status, done.errors) == (
        2,
        "omicheck: no audit date: the records carry no as_of; give one with --as-of YYYY-MM-DD (or --as-of today)\n",
    )
    done = run("check", file, "--as-of", "soon")
    assert (done.status, done.errors) == (2, f"omicheck: --as-of: found 'soon'; {YEARS}, such as 2010-01-18\n")


def test_rules_that_have_been_read_are_taken_as_they_are() -> None:
    packaged = read_rules(None)
    assert read_rules(packaged) is packaged
    assert read_rules(packaged_rules()).sha256 == packaged.sha256


@pytest.mark.parametrize(
    ("rejected", "verdicts", "fails", "status"),
    [
        ((), {"met": 3}, ("not_met",), ExitStatus.NOTHING_FOUND),
        ((), {"met": 3, "not_met": 0}, ("not_met",), ExitStatus.NOTHING_FOUND),
        ((), {"not_met": 1}, ("error", "not_met"), ExitStatus.FOUND),
        ((), {"not_met": 1}, (), ExitStatus.NOTHING_FOUND),
        ((1,), {"not_met": 1}, ("not_met",), ExitStatus.RECORDS_REJECTED),
        ((1,), {"error": 1}, (), ExitStatus.EVALUATOR_FAILED),
    ],
)
def test_of_what_holds_the_gravest_gives_the_status(
    rejected: tuple[int, ...], verdicts: dict[Verdict, int], fails: tuple[Verdict, ...], status: ExitStatus
) -> None:
    assert exit_status(rejected, verdicts, fails) == status
