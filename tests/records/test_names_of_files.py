"""Names that no file can have, folders that may not be entered and links that lead nowhere are never passed over."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from large_tables import AS_OF
from pipeline import ROOT, run

TABLES = ROOT / "fixtures" / "sample" / "tables"
RECORDS = ROOT / "fixtures" / "cases" / "breach-a-day-late.json"
TOO_LONG = "a" * 300
FORMS = ("{}", "{}.xlsx", "{}.jsonl", "sqlite:///{}", "duckdb:///{}")
EXPECTED = (
    "a JSON or JSON Lines file, a workbook, a folder with the tables cases and events, or the address of a database"
)


@pytest.mark.parametrize("form", FORMS)
def test_records_of_too_long_a_name(form: str) -> None:
    done = run("check", form.format(TOO_LONG), "--as-of", AS_OF)
    assert (done.output, done.status) == ("", 2)
    assert done.errors.startswith(f"omicheck: the records cannot be read:\n{form.format(TOO_LONG)}: found ")


@pytest.mark.parametrize("option", ["--cases", "--mapping", "--waivers", "--baseline"])
def test_other_files_of_too_long_a_name(option: str) -> None:
    done = run("check", RECORDS, "--as-of", AS_OF, option, TOO_LONG)
    assert (done.output, done.status) == ("", 2)
    assert TOO_LONG in done.errors
    assert "File name too long" in done.errors


def test_answers_and_earlier_rows_of_too_long_a_name() -> None:
    for done in (run("score", RECORDS, "--as-of", AS_OF, "--answers", TOO_LONG), run("progress", TOO_LONG, RECORDS)):
        assert (done.output, done.status) == ("", 2)
        assert TOO_LONG in done.errors


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    shutil.copytree(TABLES, folder)
    (folder / "answers.csv").unlink()
    return folder


def _nowhere(answers: Path) -> tuple[Path, str]:
    answers.with_suffix(".csv").symlink_to("elsewhere.csv")
    return answers.with_suffix(".csv"), "a link to nothing"


def _loop(answers: Path) -> tuple[Path, str]:
    answers.with_suffix(".parquet").symlink_to("answers.parquet")
    return answers.with_suffix(".parquet"), "a link to nothing"


def _pipe(answers: Path) -> tuple[Path, str]:
    os.mkfifo(answers.with_suffix(".csv"))
    return answers.with_suffix(".csv"), "no file"


def _folder_named_as_a_file(answers: Path) -> tuple[Path, str]:
    answers.with_suffix(".csv").mkdir()
    return answers.with_suffix(".csv"), "a folder"


def _linked_folder(answers: Path) -> tuple[Path, str]:
    answers.mkdir()
    (answers / "office=North").symlink_to("..", target_is_directory=True)
    return answers / "office=North", "a link to a folder"


@pytest.mark.parametrize("make", [_nowhere, _loop, _pipe, _folder_named_as_a_file, _linked_folder])
def test_what_has_the_name_of_a_table_is_never_left_out(make: Callable[[Path], tuple[Path, str]], tables: Path) -> None:
    place, found = make(tables / "answers")
    done = run("check", tables, "--as-of", AS_OF)
    assert (done.output, done.status) == ("", 2)
    assert f"{place}: found {found}; expected " in done.errors


@pytest.mark.parametrize("locked", ["", "answers", "answers/office=North"])
def test_a_folder_that_may_not_be_entered(locked: str, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tables / "answers" / "office=North").mkdir(parents=True)
    listed = Path.iterdir

    # Whoever runs the tests may enter every folder.
    def refuse(path: Path) -> Iterator[Path]:
        if path == tables / locked:
            raise PermissionError(13, "Permission denied", str(path))
        return iter(list(listed(path)))

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = run("check", tables, "--as-of", AS_OF)
    assert (done.output, done.status) == ("", 2)
    expected = "a folder that this user may enter"
    assert (
        f"{tables / locked}: found a folder that cannot be read (Permission denied); expected {expected}" in done.errors
    )


@pytest.mark.parametrize(("form", "reader"), [("{}", "Parquet"), ("duckdb:///{}/base.duckdb", "DuckDB")])
def test_a_library_that_takes_no_path_but_in_utf8_is_told(form: str, reader: str, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"f\xfc")
    folder.mkdir()
    for name in ("cases.parquet", "events.parquet", "base.duckdb"):
        (folder / name).touch()
    file = _shown(folder / ("cases.parquet" if reader == "Parquet" else "base.duckdb"))
    done = run("check", form.format(folder), "--as-of", AS_OF)
    found = f"found a path that is not in UTF-8; expected a path in UTF-8, as the reader of {reader} takes no other"
    assert (done.status, done.output) == (2, "")
    assert done.errors.splitlines()[1] == f"{file}: {found}"


@pytest.mark.parametrize("words", [("--output", "{}/rows", "--format", "parquet"), ("--also", "parquet:{}/rows")])
def test_so_is_one_that_writes_to_none_before_any_work(words: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"f\xfc")
    folder.mkdir()
    done = run("check", "nowhere.json", *(word.format(folder) for word in words))
    found = "found a path that is not in UTF-8; expected one that is, as what writes Parquet takes no other"
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {_shown(folder)}/rows: {found}\n")


def _shown(place: Path | str) -> str:
    return str(place).encode("utf-8", "backslashreplace").decode()
