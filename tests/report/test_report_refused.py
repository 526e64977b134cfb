"""What `omicheck report` cannot use, and what it says of it."""

import sys
from pathlib import Path

import pytest

from omicheck.rulebase.yaml_file import read_yaml
from pipeline import ROOT, run
from small_office import CASES, write_office

PROBLEMS, _ = read_yaml(Path(__file__).with_name("report_problems.yaml"))
SAMPLE = ROOT / "fixtures/sample/cases.json"


@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_is_wrong_in_a_file_is_told_with_its_line(
    problem: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, cases = write_office(tmp_path, CASES)
    monkeypatch.chdir(tmp_path)
    Path("file.yaml").write_text(problem["text"], encoding="utf-8")
    done = run("report", cases, "--rules", rules, problem["option"], "file.yaml")
    assert (done.status, done.output, done.errors) == (2, "", problem["told"])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--fieldwork", "15 January"],
            "--fieldwork: found '15 January'; expected a date YYYY-MM-DD, such as 2010-01-15",
        ),
        (["--strength-from", "0"], "--strength-from: found 0; expected a whole per cent from 1 to 100"),
        (["--small-base", "-1"], "--small-base: found -1; expected a whole number from 0"),
        (
            ["--good-practice", "no.yaml"],
            "no.yaml: found a file that cannot be read (No such file or directory); expected a readable file",
        ),
    ],
)
def test_what_cannot_be_used_is_told(options: list[str], told: str) -> None:
    done = run("report", SAMPLE, "--quiet", *options)
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {told}\n")


def test_without_the_library_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "omicheck.output.report.page", raising=False)
    done = run("report", SAMPLE)
    told = "omicheck: a report needs jinja2, which is not installed: pip install 'omicheck[report]'\n"
    assert (done.status, done.output, done.errors) == (2, "", told)
