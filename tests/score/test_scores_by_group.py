"""Scores by group: those of the cases of each group alone, which together are all cases."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Final

import pytest

from pipeline import ROOT, run

SAMPLE: Final = ROOT / "fixtures" / "sample" / "cases.json"
SAMPLE_CASES: Final = json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"]


def scores(file: Path, *options: object) -> dict[str, Any]:
    done = run("score", file, "--format", "json", "--resamples", 20, "--as-of", "2010-01-18", *options)
    document: dict[str, Any] = json.loads(done.output)
    return document


def test_the_scores_of_a_group_are_those_of_its_cases_alone(tmp_path: Path) -> None:
    (by,) = scores(SAMPLE, "--by", "office")["by"]
    assert [(one["group"], one["cases"]) for one in by["groups"]] == [("East", 23), ("North", 26), ("West", 11)]
    for one in by["groups"]:
        cases = [case for case in SAMPLE_CASES if case.get("office") == one["group"]]
        alone = tmp_path / f"{one['group']}.json"
        alone.write_text(json.dumps(cases), encoding="utf-8")
        of_alone = scores(alone)
        for level in ("criteria", "sections", "headlines"):
            assert one[level] == of_alone[level]
        of_questions = [{k: v for k, v in data.items() if k not in ("limits", "place")} for data in one["questions"]]
        assert of_questions == of_alone["questions"]


def test_groups_partition_the_cases_of_every_question() -> None:
    document = scores(SAMPLE, "--by", "office", "--by", "offender_manager")
    names = ("relevant", "sufficient", "not_applicable", "not_due", "cannot_tell", "error", "unanswered")
    for by in document["by"]:
        of_questions = zip(document["questions"], *(one["questions"] for one in by["groups"]), strict=True)
        for whole, *of_groups in of_questions:
            assert {one["question"] for one in of_groups} == {whole["question"]}
            assert [sum(one[name] for one in of_groups) for name in names] == [whole[name] for name in names]
        limits = [one for group in by["groups"] for one in group["questions"] if "limits" in one]
        assert len(limits) == by["compared"] == sum(one["relevant"] > 0 for g in by["groups"] for one in g["questions"])
        assert by["beyond"] == [
            sum(one["place"] != "within" for one in limits),
            sum(one["place"] == "beyond 99.8%" for one in limits),
        ]


def test_csv_of_scores_has_the_lines_of_all_cases_and_of_each_group(tmp_path: Path) -> None:
    def lines(file: Path, *options: str) -> list[dict[str, str]]:
        asked = ("--format", "csv", "--resamples", 20, "--as-of", "2010-01-18")
        return list(csv.DictReader(io.StringIO(run("score", file, *asked, *options).output)))

    found = lines(SAMPLE, "--by", "office")
    assert list(found[0])[:4] == ["by", "group", "cases", "level"]
    own = ("by", "group", "cases", "limit_95_low", "limit_95_high", "limit_99.8_low", "limit_99.8_high", "place")
    plain = [{name: value for name, value in one.items() if name not in own} for one in found]
    expected = lines(SAMPLE)
    for office in ("East", "North", "West"):
        alone = tmp_path / f"{office}.json"
        alone.write_text(json.dumps([one for one in SAMPLE_CASES if one.get("office") == office]), encoding="utf-8")
        expected += lines(alone)
    assert plain == expected
    assert [(one["by"], one["group"], one["cases"]) for one in found[:: len(found) // 4]] == [
        ("", "", "60"),
        ("office", "East", "23"),
        ("office", "North", "26"),
        ("office", "West", "11"),
    ]
    places = {(one["group"], one["name"]): one["place"] for one in found}
    assert (places["North", "2.1.41"], places["West", "3.3.3"], places["East", "2.1.41"], places["", "2.1.41"]) == (
        "beyond 95%",
        "beyond 95%",
        "within",
        "",
    )


@pytest.mark.parametrize("command", ["check", "score"])
def test_a_wrong_field_gets_the_nearest(command: str) -> None:
    done = run(command, SAMPLE, "--by", "offices")
    assert (done.status, done.output) == (2, "")
    assert done.errors == (
        "omicheck: --by: found 'offices'; expected a text field of the records: person_id, area, office, team or "
        "offender_manager; did you mean office?\n"
    )
