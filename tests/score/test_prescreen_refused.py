"""What `omicheck prescreen` refuses, and what the message says."""

from pathlib import Path

import pytest

from pipeline import run
from small_office import write_office


def test_a_command_that_cannot_be_carried_out_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules, records = write_office(tmp_path)
    asked = ("prescreen", records, "--rules", rules)
    needs = "omicheck: prescreen needs --output: a file SAMPLE.xlsx"
    assert run(*asked).errors == f"{needs}\n"
    assert run(*asked, "--output", "a.ods").errors == f"{needs}; found a.ods, which Excel would not open\n"
    monkeypatch.setattr("omicheck.use_cases.prescreen.MOST_CASES", 3)
    done = run(*asked, "--output", tmp_path / "cases.xlsx")
    found = "found more than 3 cases; expected 3 at most, as each has a sheet in the workbook"
    told = f"omicheck: {found}; draw a sample of them (omicheck sample) and give it with --cases\n"
    assert (done.errors, done.status) == (told, 2)
    assert not (tmp_path / "cases.xlsx").exists()


def test_a_workbook_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    rules, records = write_office(tmp_path)
    file = tmp_path / "sample.xlsx"
    asked = ("prescreen", records, "--rules", rules, "--output", file, "--quiet")
    assert run(*asked).status == 0
    file.write_bytes(filled_in := file.read_bytes() + b"with answers")
    done = run(*asked)
    told = f"omicheck: --output: {file} is there already: name another file, or add --force\n"
    assert (done.status, done.errors) == (2, told)
    assert file.read_bytes() == filled_in
