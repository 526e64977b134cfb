"""`omicheck check` for people: a screen of summary; failures, the first or all, where they are asked for."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from failing_cases import AS_OF, DAYS, RULES, case
from pipeline import Done, run, write_rules

FAILING = [case(f"SYN-{number:02}") for number in range(23)]
UNDATED = [case(f"UND-{number:02}", ("contact", None)) for number in range(22)]
GOLDEN = Path(__file__).resolve().parent / "golden"
Check = Callable[..., str]


@pytest.fixture(params=["durable", "columnar"])
def check(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules", RULES[:1], {"days": DAYS})
    Path("cases.json").write_text(json.dumps([*FAILING, *UNDATED]), encoding="utf-8")
    engine = ("--engine", request.param)
    return lambda *more: run("check", "cases.json", "--rules", "rules", *AS_OF, "--quiet", *engine, *more).output


def test_a_screen(check: Check) -> None:
    assert check() == (GOLDEN / "check-summary.txt").read_text(encoding="utf-8")


def test_the_first_failures_of_a_rule(check: Check) -> None:
    assert check("--details") == (GOLDEN / "check-first-failures.txt").read_text(encoding="utf-8")


def test_every_failure(check: Check) -> None:
    failures, details = check("--failures"), check("--details")
    line = next(line for line in details.splitlines(keepends=True) if line.startswith("SYN-19"))
    others = "".join(line.replace("SYN-19", f"SYN-{number}") for number in (20, 21, 22))
    told, _, _ = details.replace("and 3 more; --failures shows all\n", others).partition("\nCould not be told")
    head, _, table = told.partition("\nRule ")
    table = table.partition("\n\n")[2]
    assert failures == f"{head}\n{table}"
    both = check("--all-failures")
    assert both.startswith(told)
    assert " more" not in both
    assert " ".join(both.split()).endswith("UND-18, UND-19, UND-20, UND-21")


@pytest.mark.parametrize("option", ["--details", "--failures", "--all-failures"])
def test_of_any_other_format_all_failures_are_not_asked_for(option: str, tmp_path: Path) -> None:
    done = run("check", tmp_path / "cases.json", option, "--format", "csv")
    told = f"{option} is for --format table: any other output has every failure"
    assert done == Done(2, "", f"omicheck: {told}\n")
