"""`--open`: what was written is opened where somebody is there to see it, and nowhere else."""

import sys
import webbrowser
from pathlib import Path

import pytest

from omicheck.command_line import opening
from pipeline import ROOT, Done, run

SAMPLE = ROOT / "fixtures/sample/cases.json"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What was opened, with somebody at a terminal and a screen."""
    found: list[str] = []

    def open_(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", open_)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(opening, "_is_watched", lambda: True)
    monkeypatch.chdir(tmp_path)
    return found


def test_a_workbook_is_opened(opened: list[str], tmp_path: Path) -> None:
    words = ("check", SAMPLE, "--only", "mappa", "--format", "xlsx", "--output", "rows.xlsx")
    done = run(*words, "--open")
    assert (done, opened) == (Done(1, "", ""), [(tmp_path / "rows.xlsx").resolve().as_uri()])


def test_only_what_is_in_a_file(opened: list[str]) -> None:
    told = "omicheck: --open needs --output FILE: what goes to standard output cannot be opened\n"
    assert (run("rules", "list", "--open"), opened) == (Done(2, "", told), [])


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("CI", "true", "this is a CI server (the variable CI is set)"),
        pytest.param(
            "DISPLAY", "", "there is no graphical screen (no variable DISPLAY, WAYLAND_DISPLAY or BROWSER is set)",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="other systems say it otherwise"),
        ),
    ],
)  # fmt: skip
def test_where_nobody_would_see_it(
    variable: str, value: str, why: str, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    done = run("rules", "list", "--output", "rules.txt", "--open")
    assert (done, opened) == (Done(0, "", f"omicheck: rules.txt is written, and not opened: {why}\n"), [])


def test_nor_in_a_pipe(opened: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_is_watched", lambda: False)
    done = run("rules", "list", "--output", "rules.txt", "--open")
    told = "omicheck: rules.txt is written, and not opened: nobody is at a terminal\n"
    assert (done, opened) == (Done(0, "", told), [])
    assert run("rules", "list", "--output", "rules.txt", "--force", "--open", "--quiet") == Done(0, "", "")


def test_nothing_is_opened_that_was_not_written(opened: list[str]) -> None:
    assert run("check", "missing.json", "--format", "csv", "--output", "rows.csv", "--open").status == 2
    assert opened == []
