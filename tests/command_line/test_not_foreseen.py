"""An error that nobody foresaw has an exit status of its own, and says nothing of the records."""

import re
from pathlib import Path

import pytest

from pipeline import ROOT, Done, run

SAMPLE = ROOT / "fixtures" / "sample" / "cases.json"


def fail(*_: object, **__: object) -> None:
    raise KeyError("Jane Doe, born 1 April 1980")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose reading of records has a fault."""
    monkeypatch.delenv("OMICHECK_TRACEBACK", raising=False)
    monkeypatch.setattr("omicheck.use_cases.in_memory.read_with_rules", fail)


@pytest.mark.parametrize(
    "command", [("check",), ("check", "--format", "jsonl"), ("score",), ("due",), ("report", "--output", "r.html")]
)
@pytest.mark.usefixtures("failing")
def test_it_is_told_with_its_place_and_how_it_is_reported(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(command[0], SAMPLE, *command[1:])
    assert re.sub(r"line [0-9]+|[0-9]+(\.[0-9]+)+[a-z0-9]*", "N", done.errors) == (
        "omicheck: an error that was not foreseen: KeyError in omicheck/use_cases/in_memory.py, N, which called "
        "test_not_foreseen.py, N (omicheck N, Python N, Linux). What was printed or written before may be "
        "incomplete.\n"
        "This is a fault of omicheck. To report it, send the line above and the command, with the names of files and "
        "cases replaced; no records are needed. With OMICHECK_TRACEBACK=1 before the command more is shown, values of "
        "records included: keep that to yourself.\n"
    )
    assert (done.status, done.output, list(tmp_path.iterdir())) == (5, "", [])


@pytest.mark.usefixtures("failing")
def test_all_of_it_is_shown_only_if_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMICHECK_TRACEBACK", "1")
    done = run("check", SAMPLE)
    assert done.errors.startswith("Traceback (most recent call last):\n")
    assert done.errors.endswith("KeyError: 'Jane Doe, born 1 April 1980'\n")
    assert done.status == 5


def test_the_help_names_the_status() -> None:
    done = run("--help")
    assert done == Done(0, done.output, "")
    assert "5 omicheck itself went wrong" in " ".join(done.output.split())
