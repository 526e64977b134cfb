"""`omicheck compare`, on the small office set beside another year of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binomtest

from omicheck.score.compare import CAUTION
from omicheck.score.intervals import of_difference
from pipeline import ROOT, run, write_json
from small_office import CASES, DOCUMENT, write_office


def later_year(folder: Path) -> Path:
    """Case A and another like it, neither with an answer, audited a year later."""
    cases = [{**CASES[0], "case_id": name, "answers": []} for name in ("X", "Y")]
    return write_json(folder / "later.json", {"as_of": "2010-06-01", "cases": cases})


def wilson(sufficient: int, relevant: int) -> tuple[float, float]:
    interval = binomtest(sufficient, relevant).proportion_ci(method="wilson")
    return interval.low, interval.high


def compared(folder: Path, *options: object) -> dict[str, Any]:
    rules, cases = write_office(folder)
    done = run("compare", cases, later_year(folder), "--rules", rules, "--format", "json", *options)
    assert (done.errors, done.status) == ("", 0)
    data: dict[str, Any] = json.loads(done.output)
    return data


def test_shares_and_scores_side_by_side(tmp_path: Path) -> None:
    found = compared(tmp_path)
    names = ("records", "cases")
    assert [tuple(found[which][name] for name in names) for which in ("first", "second")] == [
        (str(tmp_path / "cases.json"), 4),
        (str(tmp_path / "later.json"), 2),
    ]
    assert found["caution"] == CAUTION
    one_of_two, both = wilson(1, 2), wilson(2, 2)
    assert found["questions"][2] == {
        "question": "1.2.1",
        "text": "Planned in time",
        "first": {"relevant": 2, "sufficient": 1, "share": 0.5, "interval": pytest.approx(list(one_of_two))},
        "second": {"relevant": 2, "sufficient": 2, "share": 1.0, "interval": pytest.approx(list(both))},
        "difference": 0.5,
        "interval": pytest.approx(list(of_difference(0.5, one_of_two, 1.0, both))),
        "intervals_overlap": True,
        "change": "not_shown",
    }
    scores = {
        one.get("criterion", one.get("section", one.get("headline"))): (
            one["first"]["percent"],
            one["second"]["percent"],
            one["difference"] if one["difference"] is None else round(one["difference"], 6),
        )
        for one in (*found["criteria"], *found["sections"], *found["headlines"])
    }
    assert scores == {
        "1.1": (83, 100, 0.166667),
        "1.2": (50, 100, 0.5),
        "2.1": (67, None, None),
        "1": (67, 100, 0.333333),
        "2": (67, None, None),
        "h": (83, 100, 0.166667),
    }
    assert (found["share_in_first_only"], found["share_in_second_only"]) == (["1.1.2", "2.1.1"], [])
    assert [found["manifest"][which]["as_of"] for which in ("first", "second")] == ["2009-06-01", "2010-06-01"]


def test_whole_caseloads_differ_by_what_they_differ(tmp_path: Path) -> None:
    found = compared(tmp_path, "--caseload", 4, "--other-caseload", 2)
    plan = found["criteria"][1]
    assert (plan["interval"], plan["intervals_overlap"], plan["change"]) == ([0.5, 0.5], False, "higher")


def test_a_bootstrap_interval_of_the_difference_holds_it(tmp_path: Path) -> None:
    for one in compared(tmp_path)["sections"]:
        if one["interval"] is not None:
            low, high = one["interval"]
            assert low <= one["difference"] <= high


def test_cases_in_both_are_told_and_rejected_records_of_both_written(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    wrong = {**CASES[3], "tier": "two"}
    other = write_json(tmp_path / "other.json", {**DOCUMENT, "cases": [*CASES[:3], wrong]})
    done = run(
        *("compare", cases, other, "--rules", rules, "--show-values"),
        *("--rejects", tmp_path / "rejects.jsonl"),
    )
    assert done.errors.splitlines() == [
        f'{other}:1: case D: cases[3].tier: found "two"; expected a whole number from 1 to 4',
        "omicheck: 1 rejected, 3 taken",
        "omicheck: 3 cases are in both: the intervals suppose two samples drawn apart, and may be too wide",
    ]
    assert done.status == 3
    (line,) = (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["record"] == wrong


def answered(folder: Path, name: str, answers: dict[str, str]) -> Path:
    """Cases alike but for their answers: `+` is sufficient and `-` is not, a letter for each case."""
    words = {"+": "sufficient", "-": "not_sufficient"}
    cases = [
        {
            **{key: CASES[0][key] for key in ("sentence_type", "sentence_date", "tier")},
            "case_id": f"{name}-{place}",
            "events": [],
            "answers": [{"question": one, "answer": words[of]} for one, of in zip(answers, case, strict=True)],
        }
        for place, case in enumerate(zip(*answers.values(), strict=True))
    ]
    return write_json(folder / f"{name}.json", {"as_of": "2009-06-01", "cases": cases})


def by_answers(folder: Path, first: dict[str, str], second: dict[str, str], *options: object) -> dict[str, Any]:
    """The question 2.1.1 and all the scores that two sets of answers give, by name."""
    sets = [answered(folder, name, of) for name, of in (("first", first), ("second", second))]
    office = ROOT / "fixtures" / "small-office" / "rules"
    done = run("compare", *sets, "--rules", office, "--answers-only", "--format", "json", *options)
    assert (done.errors, done.status) == ("", 0)
    found = json.loads(done.output)
    return {
        next(iter(one.values())): (one["interval"], one["intervals_overlap"], one["change"])
        for one in (*found["questions"], *found["criteria"], *found["sections"], *found["headlines"])
        if one["difference"] is not None
    }


@pytest.mark.parametrize(("first", "second"), [("+++", "++---"), ("+", "-"), ("-", "+"), ("+++", "+++"), ("+-", "---")])
def test_nobody_is_surer_of_a_mean_than_of_its_only_member(tmp_path: Path, first: str, second: str) -> None:
    one, other = wilson(first.count("+"), len(first)), wilson(second.count("+"), len(second))
    interval = of_difference(first.count("+") / len(first), one, second.count("+") / len(second), other)
    may_be_chance = (pytest.approx(list(interval)), True, "not_shown")
    found = by_answers(tmp_path, {"2.1.1": first}, {"2.1.1": second})
    assert found == dict.fromkeys(("2.1.1", "2.1", "2", "h"), may_be_chance)


def test_a_score_of_one_question_beside_one_of_two_has_the_interval_of_both_put_together(tmp_path: Path) -> None:
    found = by_answers(tmp_path, {"2.1.1": "+++++"}, {"2.1.1": "++---", "2.1.2": "+-+-+"})
    low, high = found["2.1"][0]
    assert found["2.1"] == found["2"] == ([low, high], True, "not_shown")
    assert low < -0.5 < 0 < high


def test_without_spread_there_is_no_interval_and_nothing_is_said_of_chance(tmp_path: Path) -> None:
    alike, mixed = {"2.1.1": "+++", "2.1.2": "+++"}, {"2.1.1": "++---", "2.1.2": "-+--+"}
    found = by_answers(tmp_path, alike, mixed)
    assert [found[name] for name in ("2.1", "2")] == [(None, None, "unknown")] * 2
    assert found["h"] == found["2.1.1"]
    # Where every case was seen, nothing is left to chance.
    whole = by_answers(tmp_path, alike, mixed, "--caseload", 3, "--other-caseload", 5)
    assert whole["2.1"] == (pytest.approx([-0.6, -0.6]), False, "lower")


def test_the_table_says_why_there_is_no_interval(tmp_path: Path) -> None:
    first = answered(tmp_path, "first", {"2.1.1": "+++", "2.1.2": "+++"})
    second = answered(tmp_path, "second", {"2.1.1": "++---", "2.1.2": "-+--+"})
    office = ROOT / "fixtures" / "small-office" / "rules"
    lines = run("compare", first, second, "--rules", office, "--answers-only", "--details").output.splitlines()
    assert [" ".join(line.split()) for line in lines if line.startswith(("h ", "2 W", "2.1 "))] == [
        "h Headline 100% from 1 40% from 1 -60.0 -88.2 to 7.2 overlap may be chance",
        "2.1 Visits 100% from 2 40% from 2 -60.0 no interval",
        "2 Work 100% from 1 40% from 1 -60.0 no interval",
    ]
    told = "a bootstrap shows no spread. Whether the difference is chance cannot be told."
    assert told in " ".join(lines)


TABLE_BEGINS = """\
A: {first}, 4 cases
B: {second}, 2 cases
Do not compare closely."""


def test_the_table_begins_with_the_caution(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    other = later_year(tmp_path)
    done = run("compare", cases, other, "--rules", rules)
    assert done.output.startswith(TABLE_BEGINS.format(first=cases, second=other))
    told = "With a share in A alone, so that the scores above are not means over the same questions: 1.1.2, 2.1.1"
    assert told in done.output.replace("\n", " ")
