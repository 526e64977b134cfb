"""All sheets of the workbook of a check of two cases, cell by cell."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from failing_cases import CASES, DAYS, RULES
from pipeline import run, write_json, write_rules
from printed_outputs import sheet

WORDS = ("check", "cases.json", "--rules", "rules", "--waivers", "waivers.yaml", "--quiet")


@pytest.fixture(autouse=True)
def _checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbook, one of whose failures is accepted."""
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules", RULES, {"days": DAYS})
    write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": CASES[:2]})
    waivers = "- {case: A, rule: contacted, reason: Snow, author: qa-1, expiry: 2009-06-01}\n"
    Path("waivers.yaml").write_text(waivers, encoding="utf-8")
    assert run(*WORDS, "--format", "xlsx", "--output", "rows.xlsx").status == 1


def test_rows_and_failures() -> None:
    book = load_workbook("rows.xlsx")
    assert [(one.title, one.freeze_panes, one.auto_filter.ref) for one in book.worksheets] == [
        ("summary", None, None),
        ("failures", "B2", "A1:S3"),
        ("cannot tell", "B2", "A1:S1"),
        ("outcomes", "B2", "A1:S1"),
        ("rows", "B2", "A1:O6"),
        ("rules", "B2", "A1:J3"),
        ("manifest", "B2", "A1:B18"),
    ]
    days = book["rows"]["G2"]
    assert (days.value, days.number_format) == (datetime(2009, 4, 1), "yyyy-mm-dd")  # noqa: DTZ001, of no zone
    a = ("A", "contacted", "2.1.1", 1, "not_met", "absent", "2009-04-01", "2009-04-06", None, 56, "5 days", None, None)
    source = "Limit: 5 days. Source: standard, page 1 (confirmed: seen in the document)."
    of_a = (
        f"The clock runs from the sentence date, Wednesday 1 April 2009. {source} The latest day that would have "
        "passed is Monday 6 April 2009. No contact is recorded from Wednesday 1 April 2009 to the audit date, Monday 1 "
        "June 2009: 56 days after the limit. Accepted until 2009-06-01 by waivers.yaml:1."
    )
    of_b = (
        f"The clock runs from the allocation on Friday 1 May 2009. {source} The latest day that would have passed is "
        "Wednesday 6 May 2009. No induction is recorded from Friday 1 May 2009 to the audit date, Monday 1 June 2009: "
        "26 days after the limit."
    )
    assert sheet("rows")[1] == (*a, None, None)
    cited = "standard, confirmed"
    assert sheet("failures") == [
        (
            *("case", "office", "offender manager", "question", "rule", "reason", "latest day", "days late"),
            *("explanation", "accepted", "verdict", "clock from", "found on", "count", "not known", "limit"),
            *("limit source", "rule id", "occurrence"),
        ),
        (
            *("A", None, None, "2.1.1", "Contacted in time", "absent", "2009-04-06", 56, of_a),
            *("until 2009-06-01 by qa-1: Snow", "not met", "2009-04-01", None, None, None, "5 days", cited),
            *("contacted", 1),
        ),
        (
            *("B", None, None, "2.1.2", "inducted", "absent", "2009-05-06", 26, of_b),
            *(None, "not met", "2009-05-01", None, None, None, "5 days", cited, "inducted", 1),
        ),
    ]


def test_rules() -> None:
    limit = ("every case", "from 2000-01-01: 5 days", "standard, page 1 (confirmed: seen in the document)")
    columns = (
        *("rule", "question", "topic", "title", "requirement"),
        *("applies_to", "limit", "limit_source", "decides", "asks"),
    )
    requirement = "A contact within five days."
    assert sheet("rules") == [
        columns,
        ("contacted", "2.1.1", "topic", "Contacted in time", requirement, *limit, "fully", "duty"),
        ("inducted", "2.1.2", "topic", None, None, *limit, "may over-report: Not all of it.", "duty"),
    ]


def test_manifest() -> None:
    told = run(*WORDS, "--format", "json")
    assert sheet("manifest") == [("name", "value"), *_flat(json.loads(told.output)["manifest"])]


def _flat(data: dict[str, Any]) -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            flat += [(f"{key}.{name}", inner) for name, inner in _flat(value)]
        elif isinstance(value, list):
            flat += [(f"{key}[{number}]", inner) for number, inner in enumerate(value)]
        else:
            flat.append((key, value))
    return flat
