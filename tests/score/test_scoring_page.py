"""docs/scoring.md says what the program does: its commands are run, its table is worked out."""

import re

import pytest

from pipeline import ROOT, run
from printed_report import printed_means, rows_of

PAGE = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```console\n\$ omicheck (.*?)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_the_commands_print_what_the_page_shows(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = run(*command.split())
    assert (done.errors, done.status) == ("", 0)
    assert [line.rstrip() for line in done.output.splitlines()] == output.splitlines()


def test_the_page_shows_the_worked_example() -> None:
    of_office = "score fixtures/small-office/cases.json --rules fixtures/small-office/rules"
    assert [command for command, _ in COMMANDS] == [f"{of_office} --explain 1.1 --explain 1", f"{of_office} --details"]


def test_the_table_of_printed_figures() -> None:
    printed = {row["id"]: row["percent"] for row in rows_of("printed-scores.csv")}
    expected = [(mean.id, f"{float((mean.score or 0) * 100):.1f}", printed[mean.id]) for mean in printed_means().every]
    assert re.findall(r"^\| (\S+) \| (\d+\.\d) \| (\d+) \|$", PAGE, re.MULTILINE) == expected
