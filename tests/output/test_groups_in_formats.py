"""Groups partition the rows, whoever reads the records and evaluates the rules, and in every format."""

import csv
import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

from large_tables import AS_OF, Writer, as_csv, as_parquet, generated
from pipeline import ROOT, Done, run

SAMPLE: Final = ROOT / "fixtures" / "sample" / "cases.json"
SAMPLE_CASES: Final = json.loads(SAMPLE.read_text(encoding="utf-8"))["cases"]
OFFICES: Final = {one["case_id"]: one.get("office") for one in SAMPLE_CASES}
OFFICERS: Final = {one["case_id"]: one.get("offender_manager") for one in SAMPLE_CASES}


def sample(*options: object) -> Done:
    return run("check", SAMPLE, "--quiet", *options)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return sample("--format", "jsonl").rows


@pytest.fixture(scope="module")
def outcomes() -> frozenset[str]:
    rules = json.loads(run("rules", "list", "--format", "json").output)
    return frozenset(one["id"] for one in rules if one["asks"] == "outcome")


def counted(
    rows: list[dict[str, Any]], group_of: dict[str, str | None], outcomes: frozenset[str]
) -> dict[str | None, dict[str, int]]:
    """The numbers of each group, from the rows of its cases."""
    found: dict[str | None, dict[str, int]] = {}
    for group in set(group_of.values()):
        cases = {case_id for case_id, one in group_of.items() if one == group}
        verdicts: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            if row["case_id"] in cases and row["rule"] not in outcomes:
                verdicts[row["case_id"]].append(row["verdict"])
        every = [verdict for of_case in verdicts.values() for verdict in of_case]
        found[group] = {
            "cases": len(cases),
            "judged": sum("met" in one or "not_met" in one for one in verdicts.values()),
            "failing": sum("not_met" in one for one in verdicts.values()),
            **{name: every.count(name) for name in ("met", "not_met", "cannot_tell", "error")},
        }
    return found


def numbers(by: dict[str, Any]) -> dict[str | None, dict[str, int]]:
    names = ("cases", "judged", "failing", "met", "not_met", "cannot_tell", "error")
    return {one["group"]: {name: one[name] for name in names} for one in by["groups"]}


@pytest.mark.parametrize("engine", ["durable", "columnar", "both"])
def test_json_has_the_failures_of_every_group(
    engine: str, rows: list[dict[str, Any]], outcomes: frozenset[str]
) -> None:
    document = json.loads(
        sample("--format", "json", "--by", "office", "--by", "offender_manager", "--engine", engine).output
    )
    assert [one["field"] for one in document["by"]] == ["office", "offender_manager"]
    for by, group_of in zip(document["by"], (OFFICES, OFFICERS), strict=True):
        assert numbers(by) == counted(rows, group_of, outcomes)
        assert [one["group"] for one in by["groups"]] == sorted(set(filter(None, group_of.values())))
        assert by["all"]["judged"] == sum(one["judged"] for one in by["groups"])
        assert by["all"]["share"] == by["all"]["failing"] / by["all"]["judged"]
    assert document["rows"] == rows


@pytest.mark.usefixtures("small_parts_of_all_readers")
@pytest.mark.parametrize("writer", [as_csv, as_parquet])
def test_groups_are_the_same_in_memory_and_in_parts(writer: Writer, tmp_path: Path) -> None:
    address = writer(generated(40), tmp_path / "records")
    whole, parts = (
        json.loads(
            run("check", address, "--as-of", AS_OF, "--format", "json", "--by", "office", "--engine", engine).output
        )
        for engine in ("durable", "auto")
    )
    assert parts["by"] == whole["by"]
    assert sum(one["cases"] for one in whole["by"][0]["groups"]) == 40
    assert None in [one["group"] for one in whole["by"][0]["groups"]]
    whole, parts = (
        json.loads(
            run(
                "score", address, "--as-of", AS_OF, "--format", "json", "--by", "office", "--resamples", 20,
                "--engine", engine,
            ).output
        )
        for engine in ("durable", "auto")
    )  # fmt: skip
    assert parts["by"] == whole["by"]


def whose(row: dict[str, Any]) -> tuple[str, str]:
    return OFFICES[row["case_id"]] or "", OFFICERS[row["case_id"]] or ""


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_csv_says_whose_each_row_is(engine: str, rows: list[dict[str, Any]]) -> None:
    found = list(csv.DictReader(io.StringIO(sample("--format", "csv", "--engine", engine, "--by", "area").output)))
    assert list(found[0])[-3:] == ["office", "offender_manager", "area"]
    assert [(one["case_id"], one["rule"], one["office"], one["offender_manager"], one["area"]) for one in found] == [
        (row["case_id"], row["rule"], *whose(row), "Synthetic") for row in rows
    ]


@pytest.mark.parametrize("engine", ["durable", "columnar"])
@pytest.mark.parametrize("name", ["junit", "sarif", "github"])
def test_what_is_told_of_a_failure_says_whose_it_is(name: str, engine: str) -> None:
    told = sample("--format", name, "--engine", engine, "--only", "absence-judged", "--case", "SYN-0021").output
    texts = {
        "junit": 'message="not met, absent. Office North, offender manager om-02. ',
        "sarif": ": not met, absent. Case SYN-0021 (office North, offender manager om-02). ",
        "github": "::Case SYN-0021 (office North, offender manager om-02). ",
    }
    assert texts[name] in told


def test_fields_that_are_fixed_have_no_groups(tmp_path: Path) -> None:
    for name in ("jsonl", "parquet"):
        done = sample("--format", name, "--by", "office", "--output", tmp_path / "rows.parquet")
        assert (done.status, done.output) == (2, "")
        assert done.errors == (
            f"omicheck: --by is not for --format {name}, whose fields are fixed: json has a section for groups, "
            "csv and xlsx have columns\n"
        )


def test_the_status_is_the_same_with_groups() -> None:
    for options in ((), ("--fail-on", "never"), ("--only", "2.1.45", "--case", "SYN-0001")):
        assert sample("--by", "office", *options).status == sample(*options).status


# --- scores -----------------------------------------------------------------------------------------------------------


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


def test_csv_of_scores_has_a_line_for_all_and_for_each_group() -> None:
    done = run("score", SAMPLE, "--format", "csv", "--by", "office", "--resamples", 20)
    found = list(csv.DictReader(io.StringIO(done.output)))
    document = scores(SAMPLE, "--by", "office")
    expected = []
    for by, group, data in (
        ("", "", document),
        *(("office", one["group"], one) for one in document["by"][0]["groups"]),
    ):
        for level, name in (("criteria", "criterion"), ("sections", "section"), ("headlines", "headline")):
            expected += [(by, group, name, one[name], one["score"]) for one in data[level]]
        expected += [
            (by, group, "question", one["question"], one["share"]) for one in data["questions"] if one["relevant"]
        ]
    assert [
        (one["by"], one["group"], one["level"], one["name"], float(one["score"]) if one["score"] else None)
        for one in found
    ] == expected
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


# --- tables -----------------------------------------------------------------------------------------------------------

CHECKED = """\
Office  Cases  With a failure    Interval       Failures  Cannot tell
─────────────────────────────────────────────────────────────────────
East       23  22 of 23 (95.7%)  79.0 to 99.2        163           91
North      26  24 of 26 (92.3%)  75.9 to 97.9        176           88
West       11  11 of 11          74.1 to 100.0        63           20
By name. With a failure: of the cases in which a duty was met or not, with an interval of 95% in per
cent.
None lies beyond the limits of 95% around the 95.0% of all cases: they differ by no more than chance
explains.
"""
SCORED = """\
Office     Cases  roh Risk of Harm  lor Likelihood of Reoffending  ce Compliance and Enforcement
────────────────────────────────────────────────────────────────────────────────────────────────
all cases     60  71% (65 to 77)    69% (65 to 74)                 62% (56 to 69)
East          23  73% (65 to 80)    68% (64 to 73)                 59% (51 to 69)
North         26  69% (57 to 79)    74% (67 to 79)                 60% (51 to 70)
West          11  74% (59 to 87)    70% (62 to 75)                 67% (44 to 82)
By name; intervals of 95% in per cent, from the cases of each group alone. A score that has none is
not shown: it is of too few cases to be set beside others.

Shares beyond what chance explains
Question  Office  Sufficient  All cases  Beyond the limits of
─────────────────────────────────────────────────────────────
2.1.41    North   18 of 18        75.6%  95%, above
3.3.3     West    2 of 10         58.2%  95%, below
173 shares of groups were held against those of all cases: 2 lie beyond the limits that chance would
hardly pass. By chance alone about 2.5 beyond those of 95% and 0.1 beyond those of 99.8% would be,
so that to be beyond is a reason to ask, and no finding.
"""


def test_the_summary_begins_with_groups() -> None:
    lines = sample("--by", "office").output.split("\n\n")
    assert "\n".join(lines[1:2]) + "\n" == CHECKED
    assert lines[2].startswith("Criterion ")


def test_scores_end_with_groups_and_what_lies_beyond_chance() -> None:
    assert run("score", SAMPLE, "--by", "office").output.endswith(f"\n\n{SCORED}")


def test_many_groups_are_cut_and_shown_on_request(tmp_path: Path) -> None:
    cases = [{**case, "office": f"Office {place:02}"} for place, case in enumerate(SAMPLE_CASES[:15])]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    asked = ("check", file, "--as-of", "2010-01-18", "--by", "office")
    summary, details = run(*asked).output, run(*asked, "--details").output
    assert "Office 11" in summary
    assert "Office 12" not in summary
    assert "and 3 more; --details shows all" in summary
    assert "Office 14" in details


def test_a_group_far_from_the_others_is_named_in_words(tmp_path: Path) -> None:
    base = {"sentence_type": "community_order", "sentence_date": "2009-03-02"}
    done = [{"type": "induction", "date": "2009-03-03"}]
    cases = [
        {"case_id": f"{office}-{number:02}", **base, "events": [] if number < failing else done}
        | ({"office": office} if office else {})
        for office, failing in (("", 3), ("East", 2), ("North", 3), ("South", 18), ("West", 2))
        for number in range(20)
    ]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    asked = ("check", file, "--as-of", "2010-01-18", "--by", "office", "--only", "induction-community-on-time")
    text = run(*asked).output
    assert "not recorded     20  3 of 20 (15.0%)   5.2 to 36.0          3            0\n" in text
    assert (
        "Beyond the limits of 99.8% around the 28.0% of all cases: South (18 of 20 (90.0%), above).\n"
        "By chance alone about 0.1 beyond those of 95% and 0.0 beyond those of 99.8% would be, so that to be\n"
        "beyond is a reason to ask, and no finding.\n"
    ) in text
