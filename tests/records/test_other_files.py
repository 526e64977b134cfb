"""Files that are no records are told as what they are; renamed rules; a baseline as PowerShell writes it."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline import ROOT, run

SAMPLE = ROOT / "fixtures/sample/cases.json"
RULE = "first-appointment-on-time"
UNREADABLE = "omicheck: the records cannot be read:\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "sample.csv",
            b"case_id,role\n",
            (
                "found a single CSV table; expected the folder with cases.csv and events.csv in it; a table that is "
                "headed otherwise comes in through a mapping: omicheck map propose sample.csv"
            ),
        ),
        (
            "cases.parquet",
            b"PAR1",
            "found a single Parquet table; expected the folder with cases.parquet and events.parquet in it",
        ),
        ("cases.db", b"SQLite format 3\x00", "found an SQLite database; expected its address, sqlite:///cases.db"),
        ("cases.json", b"\x1f\x8b", "found a compressed file; expected it unpacked"),
        (
            "rows.jsonl",
            b'{"case_id":"A","rule":"r","question":"1.1.1","occurrence":1,"verdict":"met"}\n',
            (
                "found rows that `omicheck check` wrote, which hold what was found and not the records; expected the "
                "records that were checked"
            ),
        ),
    ],
)
def test_what_a_file_is(name: str, content: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    done = run("check", name, "--as-of", "2010-01-18")
    assert (done.status, done.output, done.errors) == (2, "", f"{UNREADABLE}{name}: {told}\n")


@pytest.mark.parametrize("address", ["sqlite://cases.db", "mysql://reader:secret@host/cases", "https://host/a.json"])
def test_an_address_that_is_not_read_is_told_without_what_may_be_secret(address: str) -> None:
    done = run("check", address, "--as-of", "2010-01-18")
    told = (
        f"{address.partition('://')[0]}://: found an address that is not read; expected sqlite:///FILE or "
        "duckdb:///FILE, with three slashes, or postgresql://USER@HOST/DATABASE; what lies elsewhere is fetched first\n"
    )
    assert (done.status, done.output, done.errors) == (2, "", f"{UNREADABLE}{told}")


def test_the_workbook_that_check_wrote(tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    run("check", SAMPLE, "--only", RULE, "--format", "xlsx", "--output", file)
    done = run("check", file, "--as-of", "2010-01-18")
    assert (done.status, done.errors) == (
        2,
        (
            f"{UNREADABLE}{file}: found a workbook that `omicheck check --format xlsx` wrote, which holds what was "
            "found and not the records; expected the records that were checked\n"
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_baseline_in_the_encodings_of_windows(encoding: str, tmp_path: Path) -> None:
    rows = run("check", SAMPLE, "--only", RULE, "--format", "jsonl", "--fail-on", "not_met")
    baseline = tmp_path / "baseline.jsonl"
    baseline.write_bytes(rows.output.replace("\n", "\r\n").encode(encoding))
    done = run("check", SAMPLE, "--only", RULE, "--format", "jsonl", "--baseline", baseline, "--quiet")
    assert (rows.status, done.status, done.output, done.errors) == (1, 0, rows.output, "")


def test_a_rule_that_is_only_renamed_flips_nothing(tmp_path: Path) -> None:
    rules = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    (file,) = rules.glob(f"checks/*/{RULE}.yaml")
    text = file.read_text(encoding="utf-8").replace(f"id: {RULE}", "id: first-seen-on-time")
    file.unlink()
    file.with_stem("first-seen-on-time").write_text(text, encoding="utf-8")
    done = run("rules", "diff", ROOT / "rules", rules, SAMPLE, "--format", "json")
    found = json.loads(done.output)
    change = {"rule": "first-seen-on-time", "what": "renamed", "parts": [], "note": f"was {RULE}"}
    assert (done.status, found["changes"], found["flips"], found["moved"]) == (0, [change], [], [])


def test_the_nearest_case_and_the_question_that_an_inspector_answers() -> None:
    assert run("explain", "SYN-1", SAMPLE).errors == (
        "omicheck: no case SYN-1: it is not among the records; did you mean SYN-0001?\n"
    )
    assert run("rules", "show", "1.1.1").errors == (
        "omicheck: found question 1.1.1 (Report was of the appropriate type): only an inspector answers it; expected a "
        "rule, question, criterion or topic that a rule in force has; of 1.1 rules answer 1.1.2\n"
    )
