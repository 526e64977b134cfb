"""What is written where: `-` for standard output, and places where nothing can be, which are refused beforehand."""

from pathlib import Path

import pytest

from large_tables import AS_OF, as_parquet, generated
from pipeline import ROOT, Done, run

SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"
GROUPS = ["East.xlsx", "North.xlsx", "West.xlsx", "omicheck-groups.json"]
ROWS = ["manifest.parquet", "part-00000.parquet"]
MAPPA = ("check", SAMPLE, "--only", "mappa")


@pytest.mark.parametrize("words", [(*MAPPA, "--format", "csv"), ("due", SAMPLE, "--format", "json"), ("rules", "list")])
def test_output_may_be_standard_output(
    words: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words, "--output", "-") == run(*words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "option", [("--also", "jsonl:-"), ("--rejects", "-"), ("--manifest", "-")], ids=lambda option: option[0]
)
def test_nothing_else_may_be_standard_output(option: tuple[str, ...]) -> None:
    told = f"{option[0]}: found -, which --output alone may be; name a file (./- for one of that name)"
    assert run(*MAPPA, *option) == Done(2, "", f"omicheck: {told}\n")


def test_a_file_may_be_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run(*MAPPA, "--format", "jsonl", "--output", "./-")
    assert Path("./-").read_text(encoding="utf-8") == run(*MAPPA, "--format", "jsonl").output


@pytest.mark.parametrize(
    "option",
    [
        ("--format", "csv", "--output", "nowhere/rows"),
        ("--also", "csv:nowhere/rows"),
        ("--also", "parquet:nowhere/rows"),
        ("--rejects", "nowhere/rows"),
        ("--manifest", "nowhere/rows"),
    ],
    ids=lambda option: f"{option[-2]} {option[-1]}",
)
def test_a_folder_that_is_not_there_is_told_before_the_check(
    option: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = "omicheck: nowhere/rows cannot be written: No such file or directory\n"
    assert run(*MAPPA, *option) == Done(2, "", told)


def test_folders_are_made_with_those_that_they_lie_in(tmp_path: Path) -> None:
    tables, groups, rows = (
        as_parquet(generated(3), tmp_path / "tables"),
        tmp_path / "new/offices",
        tmp_path / "other/rows",
    )
    run("check", SAMPLE, "--only", "mappa", "--split-by", "office", "--output", groups)
    run("check", tables, "--as-of", AS_OF, "--only", "mappa", "--also", f"parquet:{rows}")
    assert sorted(one.name for one in groups.iterdir()) == GROUPS
    assert sorted(one.name for one in rows.iterdir()) == ROWS


@pytest.mark.parametrize("option", ["--workers", "--seed"])
@pytest.mark.parametrize("text", ["x", "2.5", "", "1_000", "9" * 40])
def test_what_is_no_whole_number(option: str, text: str) -> None:
    words = MAPPA if option == "--workers" else ("sample", SAMPLE)
    done = run(*words, option, text)
    assert (done.status, done.errors.splitlines()[-1]) == (
        2,
        f"omicheck {words[0]}: error: argument {option}: found {text!r}; expected a whole number, such as 2",
    )


def test_not_held_is_told_where_it_belongs() -> None:
    told = "found not_held among the rules that are asked for; expected it among those that are left out"
    assert run("check", SAMPLE, "--only", "not_held") == Done(2, "", f"omicheck: {told}: --except not_held\n")


def test_two_editions_of_no_case_say_so(tmp_path: Path) -> None:
    (tmp_path / "none.json").write_text("[]", encoding="utf-8")
    done = run("editions", tmp_path / "none.json", "--as-of", "2022-01-18")
    assert (done.status, done.output.splitlines()[5]) == (
        0,
        "No case was there to ask of: the counts below are of nothing.",
    )
