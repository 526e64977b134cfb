"""`--except not_held`: the rules that an extract cannot answer are not asked, and it is told."""

from pathlib import Path

import pytest

from pipeline import ROOT, run

EXTRACT = ROOT / "fixtures" / "extracts" / "uk-csv"
ASKED = ("--mapping", EXTRACT / "mapping.yaml", "--as-of", "2010-01-18")


def _rules(*more: object) -> tuple[set[str], list[str]]:
    done = run("check", EXTRACT, *ASKED, *more, "--format", "jsonl")
    return {row["rule"] for row in done.rows}, done.errors.splitlines()


def test_what_cannot_be_told_for_want_of_columns_is_not_asked() -> None:
    every, _ = _rules()
    some, told = _rules("--except", "not_held")
    held = run("map", "check", EXTRACT, "--mapping", EXTRACT / "mapping.yaml").output
    lacking = {rule for rule in every if f"\n  {rule} " in held}
    assert some == every - lacking
    assert some
    assert f"omicheck: not asked: {len(lacking)} of {len(every)} rules, which cannot be told" in told


def test_the_lists_of_offices_and_one_case_in_words_leave_them_out_too(tmp_path: Path) -> None:
    every, _ = _rules("--except", "not_held")
    lacking = _rules()[0] - every
    split = run("check", EXTRACT, *ASKED, "--except", "not_held", "--split-by", "office", "--output", tmp_path / "all",
                "--format", "jsonl")  # fmt: skip
    files = [file.read_text(encoding="utf-8") for file in sorted((tmp_path / "all").glob("*.jsonl"))]
    assert {line.split('"rule":"')[1].split('"')[0] for text in files for line in text.splitlines()} == every
    assert [line for line in split.errors.splitlines() if "which cannot be told" in line] != []
    explained = run("explain", "X00001", EXTRACT, *ASKED, "--except", "not_held", "--all", "--format", "json")
    assert [name for name in sorted(lacking) if f'"{name}"' in explained.output] == []


def test_records_that_hold_everything_are_asked_everything() -> None:
    sample = ROOT / "fixtures" / "sample" / "cases.json"
    all_rows = run("check", sample, "--format", "jsonl").rows
    done = run("check", sample, "--except", "not_held", "--format", "jsonl")
    assert done.rows == all_rows
    told = "omicheck: not_held leaves out none of 73 rules: it goes by what a mapping says the extract lacks\n"
    assert told in done.errors
    both = run("check", sample, "--except", "not_held", "--except", "mappa", "--format", "jsonl")
    assert "omicheck: not asked: 4 of 73 rules, as mappa is left out\n" in both.errors


def test_an_extract_that_can_answer_nothing_of_what_is_asked_is_told() -> None:
    done = run("check", EXTRACT, *ASKED, "--only", "absence-judged", "--except", "not_held")
    expected = "found no rule that the extract can answer; expected at least one (omicheck map check)"
    assert (done.status, done.output, done.errors.splitlines()[-1]) == (2, "", f"omicheck: {expected}")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--workbook", "sample.csv"), "--workbook: a file SAMPLE.xlsx; found sample.csv, which Excel would not open"),
        (
            ("--workbook", "sample.xlsx", "--judge", "sample.csv"),
            "--workbook goes with drawing a sample; leave it out with --judge",
        ),
    ],
)
def test_a_workbook_of_a_sample_that_cannot_be(more: tuple[str, ...], told: str) -> None:
    done = run("sample", ROOT / "fixtures" / "sample" / "cases.json", *more)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {told}\n")
