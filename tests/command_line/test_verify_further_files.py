"""`omicheck verify` of a check that wrote further files with `--also`."""

from pathlib import Path

import pytest

from pipeline import ROOT, Done, run

CASES = ROOT / "fixtures/small-office/cases.json"
RULES = ("--rules", ROOT / "fixtures/small-office/rules")
INPUTS = ["  same         records cases.json", "  same         rules", "  same         rows: 12 rows of 4 cases"]
BYTES = [f"  same         bytes of rows.{name}" for name in ("jsonl", "csv", "xlsx", "parquet")]


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def changed(file: str, before: str, after: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert before in text
    Path(file).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_each_is_made_again_and_compared() -> None:
    also = ("csv:rows.csv", "xlsx:rows.xlsx", "parquet:rows.parquet")
    options = ("--format", "jsonl", "--output", "rows.jsonl", *(word for one in also for word in ("--also", one)))
    assert run("check", CASES, *RULES, *options, "--manifest", "run.json", "--quiet").status == 1
    assert run("verify", "run.json").output.splitlines()[2:-2] == [*INPUTS, *BYTES]
    changed("rows.csv", ",late,", ",lite,")
    first = "first case B, rule contacted, occurrence 1: reason lite there, late made again. 1 of 12 rows"
    told = f"  differs      rows.csv as it lies there: it is not what the run wrote: {first}"
    done = run("verify", "run.json")
    assert (done.status, done.output.splitlines()[2:-2]) == (1, [*INPUTS, *BYTES[:2], told, *BYTES[2:]])


def test_a_format_that_there_is_not() -> None:
    run("check", CASES, *RULES, "--also", "csv:rows.csv", "--manifest", "run.json", "--quiet")
    changed("run.json", '"format":"csv"', '"format":"dbf"')
    told = "omicheck: run.json: the run cannot be made again: this version of omicheck cannot write dbf\n"
    assert run("verify", "run.json") == Done(2, "", told)
