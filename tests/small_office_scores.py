"""Figures of the small office, in short."""

import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binomtest

from pipeline import run
from small_office import write_office

NOT_COUNTED = {"not_applicable": 0, "not_due": 0, "cannot_tell": 0, "error": 0, "unanswered": 0}


def wilson(sufficient: int, relevant: int) -> Any:  # noqa: ANN401, what approx gives
    interval = binomtest(sufficient, relevant).proportion_ci(method="wilson")
    return pytest.approx([interval.low, interval.high], abs=1e-12)


def question(
    name: str, text: str, sufficient: int, relevant: int, bounds: list[float] | None, **more: object
) -> dict[str, Any]:
    share = sufficient / relevant if relevant else None
    return {
        "question": name,
        "text": text,
        "relevant": relevant,
        "sufficient": sufficient,
        "share": share,
        **NOT_COUNTED,
        "interval": wilson(sufficient, relevant) if relevant else None,
        "bounds": None if bounds is None else pytest.approx(bounds),
        "criterion": name[:3],
        "headlines": [],
        "rules": [],
        "relevant_by_rules": 0,
        "may_over_report": False,
        **more,
    }


def score(
    level: str, name: str, title: str, value: float, percent: int, bounds: list[float], **more: object
) -> dict[str, Any]:
    return {
        level: name,
        "title": title,
        "score": pytest.approx(value),
        "percent": percent,
        "comment": None,
        "comment_status": None,
        "interval": None,
        "bounds": pytest.approx(bounds),
        "comment_by_ladder": None,
        "comment_reason": None,
        "comment_given_by": None,
        "comment_could_change": None,
        "comments_within_bounds": [],
        "comments_within_interval": [],
        "may_over_report": False,
        "without": [],
        **more,
    }


def comment(by_ladder: str, within: list[str]) -> dict[str, Any]:
    return {
        "comment": by_ladder,
        "comment_status": "assumed",
        "comment_by_ladder": by_ladder,
        "comment_could_change": len(within) > 1,
        "comments_within_bounds": within,
    }


def scored(folder: Path, *options: object) -> dict[str, Any]:
    rules, cases = write_office(folder)
    done = run("score", cases, "--rules", rules, "--format", "json", "--resamples", "0", *options)
    assert done.errors == ""
    assert done.status == 0
    data: dict[str, Any] = json.loads(done.output)
    return data
