"""`omicheck sample`: drawing a sample of a caseload, and judging one."""

import csv
import io
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omicheck.sample.draw import draw
from omicheck.sample.frame import CASE_KINDS, Frame, count_kinds
from pipeline import run, write_json
from strategies import frames, minimum_numbers

NO_MINIMUM = [word for kind in CASE_KINDS for word in ("--minimum", f"{kind.id}=0")]
KINDS_IN_WORDS = "high_rosh, ppo, approved_premises, statutory_victim or minority_ethnic"


def case(number: int, sentence_type: str, office: str, **fields: object) -> dict[str, object]:
    start = fields.pop("start", "2009-04-06")
    dates = {"sentence_date": start, "release_date": start if sentence_type == "licence" else None}
    named = {"case_id": f"C-{number:02d}", "sentence_type": sentence_type, "office": office}
    return {**named, **dates, **fields, "events": []}


# Eight orders in the north, four licences in the south; a prolific offender and a woman of each.
CASELOAD = [case(number, "community_order", "north", ppo=number == 1, gender="male") for number in range(1, 9)]
CASELOAD += [case(number, "licence", "south", ppo=number == 9, gender="female") for number in range(9, 13)]
# Not of an age to be drawn.
OTHERS = [
    case(13, "licence", "south", start="2009-11-02"),
    case(14, "custody", "north", start="2007-11-02"),
    case(15, "custody", "north", start=None),
]


def write_caseload(folder: Path) -> Path:
    return write_json(folder / "caseload.json", {"as_of": "2010-01-18", "cases": CASELOAD + OTHERS})


def drawn(file: Path, *options: object) -> dict[str, Any]:
    done = run("sample", file, "--format", "json", *options)
    assert done.status == 0
    data: dict[str, Any] = json.loads(done.output)
    return data


def test_strata_are_kept_in_proportion_and_the_age_decides(tmp_path: Path) -> None:
    found = drawn(write_caseload(tmp_path), "--size", 6, "--replacements", 3, *NO_MINIMUM)
    assert found["settings"] == {
        "as_of": "2010-01-18",
        "youngest_months": 6,
        "oldest_months": 12,
        "assumed": [],
        "size": 6,
        "seed": 20100118,
        "replacements": 3,
    }
    assert found["frame"] == {"cases": 12, "too_young": 1, "too_old": 1, "undated": 1}
    assert found["strata"] == [
        {"sentence_type": "community_order", "office": "north", "frame": 8, "allocated": 4, "sample": 4},
        {"sentence_type": "licence", "office": "south", "frame": 4, "allocated": 2, "sample": 2},
    ]
    sample, reserve = ([one["case_id"] for one in found[name]] for name in ("sample", "replacements"))
    assert set(sample) | set(reserve) <= {one["case_id"] for one in CASELOAD}
    assert not set(sample) & set(reserve)
    assert [one["office"] for one in found["replacements"]] == ["north", "north", "south"]


def test_the_seed_decides_and_nothing_else(tmp_path: Path) -> None:
    file = write_caseload(tmp_path)
    options = ("--size", 6, "--format", "csv", *NO_MINIMUM)
    first = run("sample", file, *options, "--seed", 5)
    assert first == run("sample", file, *options, "--seed", 5)
    assert {run("sample", file, *options, "--seed", seed).output for seed in range(5)} != {first.output}
    turned = write_json(tmp_path / "turned.json", {"as_of": "2010-01-18", "cases": (CASELOAD + OTHERS)[::-1]})
    assert run("sample", turned, *options, "--seed", 5) == first


def test_a_minimum_is_reached_by_cases_of_the_same_stratum(tmp_path: Path) -> None:
    file = write_caseload(tmp_path)
    for seed in range(8):
        found = drawn(file, "--size", 6, "--seed", seed, *NO_MINIMUM, "--minimum", "ppo=2")
        of = {one["case_id"]: one for one in found["sample"]}
        assert {name for name, one in of.items() if one["kinds"]} == {"C-01", "C-09"}
        assert Counter(one["office"] for one in of.values()) == {"north": 4, "south": 2}
        assert {one["for_minimum"] for name, one in of.items() if name not in ("C-01", "C-09")} == {None}


def test_what_is_short_is_said(tmp_path: Path) -> None:
    done = run("sample", write_caseload(tmp_path), "--size", 20, *NO_MINIMUM[:-2], "--minimum", "ppo=3")
    assert done.status == 0
    assert done.errors == "omicheck: 12 cases are of the wanted age, 20 were asked for: all of them are taken\n"
    lines = [" ".join(line.split()) for line in done.output.replace("1\nwithout", "1 without").splitlines()]
    left_out = "left out: 1 too young, 1 too old, 1 without a start"
    assert [*lines[:2], *lines[3:5], *lines[6:11]] == [
        f"12 cases can be drawn: begun 6 to 12 months before 2010-01-18; {left_out}",
        "12 cases in the sample. The inspectorate drew between 100 and over 200.",
        "Kind At least Can be drawn Not recorded In the Short",
        "sample",
        "High or very high Risk of Serious Harm 0 0 12 0",
        "Prolific or other priority offender 3 2 2 1",
        "Approved premises resident 0 0 12 0",
        "Statutory victim contact 0 0 12 0",
        "Black and minority ethnic 15 (assumed) 0 12 0 15",
    ]


def test_judging_what_was_drawn(tmp_path: Path) -> None:
    file = write_caseload(tmp_path)
    sample = tmp_path / "sample.csv"
    assert run("sample", file, "--size", 6, "--format", "csv", "--output", sample, *NO_MINIMUM).status == 0
    rows = list(csv.DictReader(io.StringIO(sample.read_text(encoding="utf-8"))))
    assert Counter(row["role"] for row in rows) == {"sample": 6, "replacement": 1}
    found = drawn(file, "--judge", sample, *NO_MINIMUM)
    assert (found["cases"], found["other_age"], found["not_in_caseload"]) == (6, [], [])
    assert [one for one in found["composition"] if one["field"] in ("sentence_type", "gender")] == [
        # Six of twelve: the variance of a share of two thirds is 6 * 2/9 * 6/11.
        {"field": field, "value": value, "frame": frame, "sample": number, "expected": expected, "outside": False}
        for field, value, frame, number, expected in (
            ("sentence_type", "community_order", 8, 4, [2, 6]),
            ("sentence_type", "licence", 4, 2, [0, 4]),
            ("gender", "female", 4, 2, [0, 4]),
            ("gender", "male", 8, 4, [2, 6]),
        )
    ]


def test_expected_widths_are_those_of_the_shares(tmp_path: Path) -> None:
    """No answer is there: every case is supposed to be relevant to inspectors' questions, and half sufficient."""
    cases = [case(number, "community_order", "north") for number in range(40)]
    caseload = write_json(tmp_path / "caseload.json", {"as_of": "2010-01-18", "cases": cases})
    sample = write_json(tmp_path / "sample.json", {"as_of": "2010-01-18", "cases": cases[:10]})
    found = drawn(caseload, "--judge", sample)
    z_squared_by_n = 1.959963985**2 * (30 / 39) / 10
    half = math.sqrt(z_squared_by_n / 4 + z_squared_by_n**2 / 4) / (1 + z_squared_by_n)
    questions = {one["question"]: one for one in found["expected"]["questions"]}
    interval = pytest.approx([0.5 - half, 0.5 + half])
    assert questions["3.2.1"] == {"question": "3.2.1", "relevant": 10, "known": False, "interval": interval}
    # Nobody has a screening that calls for a diagnosis, so the rule on qualifications concerns nobody.
    assert questions["3.3.11"] == {"question": "3.3.11", "relevant": 0, "known": True, "interval": None}
    assert found["expected"]["population"] == 40
    scores = {one.get("criterion"): one for one in found["expected"]["scores"]}
    assert scores["3.2"] == {
        "criterion": "3.2",
        "title": "Minimising Risk of Harm",
        "questions": 7,
        "known": 0,
        "half_width": [pytest.approx(half / math.sqrt(7)), pytest.approx(half)],
    }


def test_a_sample_with_cases_from_elsewhere_is_judged_and_they_are_named(tmp_path: Path) -> None:
    file = write_caseload(tmp_path)
    strangers = [*CASELOAD[:3], OTHERS[0], case(99, "licence", "east")]
    sample = write_json(tmp_path / "sample.json", {"as_of": "2010-01-18", "cases": strangers})
    found = drawn(file, "--judge", sample)
    assert (found["other_age"], found["not_in_caseload"]) == (["C-13"], ["C-99"])
    assert found["expected"]["population"] == 14


@pytest.mark.parametrize(("cases", "engine"), [(12, "durable"), (300, "columnar")])
def test_the_manifest_names_the_evaluator_that_judged(tmp_path: Path, cases: int, engine: str) -> None:
    records = [case(number, "community_order", "north") for number in range(cases)]
    file = write_json(tmp_path / "caseload.json", {"as_of": "2010-01-18", "cases": records})
    manifests = []
    for words in (("sample", file, "--judge", file), ("score", file, "--resamples", 0)):
        manifest = tmp_path / "manifest.json"
        run(*words, "--format", "json", "--manifest", manifest)
        manifests.append(json.loads(manifest.read_text(encoding="utf-8"))["engine"])
    assert manifests == [engine, engine]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--minimum", "ppoo=3"), f"--minimum: found 'ppoo'; expected {KINDS_IN_WORDS}; did you mean ppo?"),
        (("--minimum", "ppo=many"), "--minimum: found 'ppo=many'; expected a whole number, as in ppo=10"),
        (("--size", 0), "--size: found 0; expected at least 1 case"),
        (("--replacements", -1), "--replacements: found -1; expected 0 or more"),
        (
            ("--youngest", 13),
            "--youngest, --oldest: found 13 and 12 months; expected months from 0 to 1200, those of the youngest first",
        ),
        (("--seed", -1), "--seed: found -1; expected a whole number from 0"),
        (("--judge", "FILE", "--size", 5),
         "--size and --replacements go with drawing a sample; leave them out with --judge"),
        (("--judge", "FILE", "--format", "csv"),
         "--judge goes with --format table or json: the CSV holds the cases of a sample drawn"),
        (("--judge", "FILE"), "FILE: found case 'C-9'; expected a case of the caseload; did you mean C-09?"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(tmp_path: Path, options: tuple[object, ...], message: str) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("case_id\nC-9\n", encoding="utf-8")
    words = [str(file) if word == "FILE" else word for word in options]
    done = run("sample", write_caseload(tmp_path), *words)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {message}\n".replace("FILE", str(file)))


def test_a_list_of_references_with_every_fault(tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    file.write_text("case_id,role\n,sample\nC-01,reserve\n", encoding="utf-8")
    done = run("sample", write_caseload(tmp_path), "--judge", file)
    assert (done.status, done.output) == (2, "")
    assert done.errors.splitlines()[1:] == [
        f"{file}:2: case_id: found no case_id; expected the reference of a case",
        f"{file}:3: role: found a text; expected sample or replacement",
    ]


@given(frames(), st.integers(1, 30), minimum_numbers(), st.integers(0, 8), st.integers(0, 3))
def test_a_draw_keeps_its_promises(
    frame: Frame, size: int, minimums: dict[str, int], replacements: int, seed: int
) -> None:
    found = draw(frame, size, minimums, replacements, seed)
    sample = [one.candidate for one in found.sample]
    assert len(sample) == min(size, len(frame.candidates)) == sum(found.allocated.values())
    names = [one.case_id for one in (*sample, *found.replacements)]
    assert len(set(names)) == len(names)
    assert {one.stratum[0] for one in found.replacements} <= {one.stratum[0] for one in sample}
    counts = count_kinds(sample)
    short = {kind: least - counts[kind] for kind, least in minimums.items() if counts[kind] < least}
    assert found.short == short
    for one in found.sample:
        assert one.for_minimum is None or one.for_minimum in one.candidate.kinds
