"""The synthetic sample: its composition, every printed share by `omicheck score`, and the page made from it."""

import csv
import json
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from omicheck.score.means import whole_percent
from pipeline import ROOT, run
from printed_report import REPORT, rows_of

CASES = REPORT / "cases.json"
# No whole number of the cases that the report prints for them comes to the share, which it prints in words.
OUT_OF_REACH = {"1.2.24", "1.3.3"}


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    done = run("score", CASES, "--format", "json", "--resamples", "0")
    assert (done.status, done.errors) == (0, "")
    data: dict[str, Any] = json.loads(done.output)
    return data


@pytest.mark.long
@pytest.mark.parametrize("program", ["make_hertfordshire.py", "make_reproduction_page.py"])
def test_the_program_makes_the_same_file_again(program: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / program, "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def is_or_becomes_high(case: dict[str, Any]) -> bool:
    """Whether the Risk of Serious Harm is high or very high at the start or set so later."""
    set_later = [event["value"] for event in case["events"] if event["type"] == "rosh_level_set"]
    return bool({case["rosh_level"], *set_later} & {"high", "very_high"})


def test_the_histories_are_there() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    types = [{event["type"] for event in case["events"]} for case in cases]
    found = {name: sum(name in one for one in types) for name in ("rosh_level_set", "returned_to_custody", "released")}
    assert found["rosh_level_set"] == 3
    assert sum(case["taken_over"] for case in cases) == 3
    recalls = [one for one in types if "recall_requested" in one]
    assert recalls
    assert all("returned_to_custody" in one for one in recalls)
    assert 0 < found["released"] <= found["returned_to_custody"]


def test_the_composition_is_the_printed_one() -> None:
    document = json.loads(CASES.read_text(encoding="utf-8"))
    cases = document["cases"]
    assert document["note"].startswith("Synthetic: ")
    assert document["as_of"] == "2010-01-18"
    assert Counter(case["sentence_type"] for case in cases) == {"community_order": 76, "licence": 37, "custody": 14}
    assert {
        "ppo": sum(case["ppo"] for case in cases),
        "high or very high RoSH": sum(is_or_becomes_high(case) for case in cases),
        "eligible for MAPPA": sum(case["mappa_category"] > 0 for case in cases),
        "RoH to children": sum(case["child_safeguarding"] for case in cases),
        "statutory victim": sum(case["statutory_victim_contact"] for case in cases),
        "transferred": sum(any(one["type"] == "transfer_notified" for one in case["events"]) for case in cases),
        "approved premises": sum(case["approved_premises"] for case in cases),
        "women": sum(case["gender"] == "female" for case in cases),
        "minority ethnic": sum(case["ethnicity"] != "white" for case in cases),
    } == {
        "ppo": 17,
        "high or very high RoSH": 22,
        "eligible for MAPPA": 25,
        "RoH to children": 38,
        "statutory victim": 19,
        "transferred": 20,
        "approved premises": 6,
        "women": 15,  # 11.8%, of the caseload 11.9%
        "minority ethnic": 20,  # 15.7%, of the caseload 16%
    }


def test_every_question_has_its_base(scores: dict[str, Any]) -> None:
    bases = rows_of("bases.csv")
    found = {row["question"]: (str(row["relevant"]), str(row["sufficient"])) for row in scores["questions"]}
    assert found == {row["question"]: (row["relevant"], row["sufficient"]) for row in bases}
    assert {row["question"]: row["base"] for row in bases if not row["why"]} == {}


def test_every_printed_share_comes_out(scores: dict[str, Any]) -> None:
    printed = {row["question"]: row for row in rows_of("printed-shares.csv")}
    wrong = {}
    for row in scores["questions"]:
        shown = printed[row["question"]]
        share = Fraction(row["sufficient"], row["relevant"]) if row["relevant"] else None
        match shown["precision"]:
            case "not_printed":
                right = share is None
            case "below":
                right = share is not None and share < Fraction(1, 2)
            case "count":
                right = (str(row["sufficient"]), str(row["relevant"])) == (shown["numerator"], shown["denominator"])
            case _:
                right = share is not None and whole_percent(share) == int(shown["percent"])
        if not right:
            wrong[row["question"]] = row["share"]
    assert wrong.keys() == OUT_OF_REACH


def test_no_other_number_of_cases_would_be_nearer(scores: dict[str, Any]) -> None:
    printed = {row["question"]: row for row in rows_of("printed-shares.csv")}
    for row in scores["questions"]:
        shown = printed[row["question"]]
        if shown["precision"] in ("percent", "words"):
            target = Fraction(shown["percent"]) / 100
            away = [abs(Fraction(number, row["relevant"]) - target) for number in range(row["relevant"] + 1)]
            assert away[row["sufficient"]] == min(away), row["question"]


def test_rules_decide_what_they_can(scores: dict[str, Any]) -> None:
    """Answers stand in for a rule only where bases.csv names the cases."""
    with (REPORT / "bases.csv").open(encoding="utf-8", newline="") as stream:
        by_answer = {row["question"] for row in csv.DictReader(stream) if row["answered"] or row["not_applicable"]}
    agreement = {row["question"] for row in scores["agreement"]}
    assert agreement <= by_answer
    # Custody, one question without a share, visits that were not asked for, and what another area did at the start.
    assert agreement == {
        "1.2.1",
        "1.2.2",
        "1.2.5",
        "1.2.6",
        "1.2.11",
        "1.2.12",
        "1.3.1",
        "1.3.4",
        "1.3.5",
        "1.3.6",
        "1.3.7",
        "1.4.6",
        "1.4.7",
        "2.1.1",
        "2.1.2",
        "2.1.8",
        "2.1.24",
        "2.1.38",
        "2.1.39",
        "2.1.41",
        "2.2.25",
        "3.3.11",
    }
