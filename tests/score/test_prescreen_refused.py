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
