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
