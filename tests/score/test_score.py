"""`omicheck score`: every figure of a small office, worked out by hand."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from omicheck.model.row import VERDICTS
from pipeline import run
from small_office import write_office
from small_office_scores import comment, question, score, scored

THIRD = 1 / 3


COUNTED = ("sufficient", "relevant", "not_applicable", "not_due", "cannot_tell", "unanswered")


SILENT = (0, 0, 0, 0, 0, 4)


DOUBTFUL = comment("GOOD", ["POOR", "GOOD"])


SURE = comment("POOR", ["POOR"])


def missing(field: str, narrows: dict[str, float]) -> dict[str, Any]:
    return {"field": field, "cases": 1, "verdicts": 1, "alone": 1, "narrows": pytest.approx(narrows)}


QUESTIONS: list[dict[str, Any]] = [
    question(
        "1.1.1",
        "Contacted in time",
        2,
        2,
        [2 / 3, 1],
        not_due=1,
        cannot_tell=1,
        headlines=["h"],
        rules=["contacted"],
        relevant_by_rules=1,
    ),
    question("1.1.2", "Contact of use", 2, 3, [2 / 3, 2 / 3], unanswered=1),
    question(
        "1.2.1",
        "Planned in time",
        1,
        2,
        [THIRD, 2 / 3],
        not_applicable=1,
        cannot_tell=1,
        rules=["planned"],
        relevant_by_rules=2,
        may_over_report=True,
    ),
    question("2.1.1", "Risk read well", 2, 3, [2 / 3, 2 / 3], not_applicable=1, headlines=["h"]),
    question("2.1.2", "Visited well", 0, 0, None, unanswered=4),
]
CRITERIA: list[dict[str, Any]] = [
    score(
        "criterion",
        "1.1",
        "Contact",
        5 / 6,
        83,
        [2 / 3, 5 / 6],
        terms=["1.1.1", "1.1.2"],
        **DOUBTFUL,
    ),
    score(
        "criterion",
        "1.2",
        "Plan",
        1 / 2,
        50,
        [THIRD, 2 / 3],
        terms=["1.2.1"],
        may_over_report=True,
        **SURE,
    ),
    score(
        "criterion",
        "2.1",
        "Visits",
        2 / 3,
        67,
        [2 / 3, 2 / 3],
        terms=["2.1.1"],
        without=["2.1.2"],
        **SURE,
    ),
]
SECTIONS: list[dict[str, Any]] = [
    score("section", "1", "Start", 2 / 3, 67, [1 / 2, 3 / 4], terms=["1.1", "1.2"], may_over_report=True),
    score("section", "2", "Work", 2 / 3, 67, [2 / 3, 2 / 3], terms=["2.1"]),
]
HEADLINES: list[dict[str, Any]] = [
    score(
        "headline",
        "h",
        "Headline",
        5 / 6,
        83,
        [2 / 3, 5 / 6],
        terms=["1.1.1", "2.1.1"],
        **DOUBTFUL,
    ),
]
DISAGREEMENTS: Any = [
    {
        "case_id": "B",
        "question": "1.1.1",
        "answer": "sufficient",
        "by": "i-1",
        "reason": "Seen at court.",
        "verdict": "not_met",
        "rules": [{"rule": "contacted", "reason": "late"}],
        "used": "answer",
    }
]
AGREEMENT: Any = [
    {
        "question": "1.1.1",
        "compared": 1,
        "agreed": 0,
        "kappa": 0.0,
        "interval": None,
        "table": {
            answer: {**dict.fromkeys(VERDICTS, 0), "not_met": int(answer == "sufficient")}
            for answer in ("sufficient", "not_sufficient", "not_applicable")
        },
    }
]
MISSING_FIELDS: Any = [
    missing("tier", {"1.2": THIRD, "1": 1 / 6}),
    missing("contact.date", {"1.1": 1 / 6, "1": 1 / 12, "h": 1 / 6}),
]
COMMENTS: Any = {
    "status": "assumed",
    "note": "Ours.",
    "bands": [{"at_least": 70, "comment": "GOOD"}, {"at_least": 0, "comment": "POOR"}],
}


def test_every_figure_of_a_small_office(tmp_path: Path) -> None:
    found = scored(tmp_path)
    manifest = found.pop("manifest")
    assert found == {
        "questions": QUESTIONS,
        "criteria": CRITERIA,
        "sections": SECTIONS,
        "headlines": HEADLINES,
        "disagreements": DISAGREEMENTS,
        "agreement": AGREEMENT,
        "missing_fields": MISSING_FIELDS,
        "grades": [],
        "comments": COMMENTS,
        "problems": [],
    }
    assert manifest["score"] == {"side": "both", "caseload": None, "resamples": 0, "seed": 20100118}
    assert manifest["counts"]["cases"] == 4


ONE_SIDE = {
    "--rules-only": {
        "1.1.1": (1, 2, 0, 1, 1, 0),
        "1.1.2": SILENT,
        "1.2.1": (1, 2, 1, 0, 1, 0),
        "2.1.1": SILENT,
        "2.1.2": SILENT,
    },
    "--answers-only": {
        "1.1.1": (1, 1, 0, 0, 0, 3),
        "1.1.2": (2, 3, 0, 0, 0, 1),
        "1.2.1": SILENT,
        "2.1.1": (2, 3, 1, 0, 0, 0),
        "2.1.2": SILENT,
    },
}


@pytest.mark.parametrize(("option", "counts"), ONE_SIDE.items())
def test_one_side_alone(option: str, counts: dict[str, tuple[int, ...]], tmp_path: Path) -> None:
    found = scored(tmp_path, option)
    assert {one["question"]: tuple(one[name] for name in COUNTED) for one in found["questions"]} == counts
    # Both are kept, whichever side is used.
    assert [one["used"] for one in found["disagreements"]] == ["verdict" if option == "--rules-only" else "answer"]


def test_an_error_is_counted_and_in_no_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from omicheck.evaluate.durable.engine import Decision, answers_error  # noqa: PLC0415

    def fail(_decision: object, _codes: object) -> None:
        raise answers_error([])

    rules, cases = write_office(tmp_path)
    monkeypatch.setattr(Decision, "_ask_engine", fail)
    done = run("score", cases, "--rules", rules, "--format", "csv", "--rules-only")
    (asked,) = (one for one in csv.DictReader(io.StringIO(done.output)) if one["name"] == "1.1.1")
    # Where the scope is false, or what it needs is unknown, no engine is asked.
    assert {name: asked[name] for name in ("share", "relevant", "sufficient", "cannot_tell", "error")} == {
        "share": "",
        "relevant": "0",
        "sufficient": "0",
        "cannot_tell": "0",
        "error": "4",
    }
    assert done.status == 4
