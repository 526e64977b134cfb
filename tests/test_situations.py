"""One small case file for each situation, and the rows, words and tables that it gives, byte for byte.

The rows were worked out by hand from the note, the semantics and the rules before they were accepted. So is a
new one: its file goes to fixtures/cases, its rules to situations.yaml, its rows to golden.
"""

from pathlib import Path

import pytest

from omicheck.rulebase.yaml_file import read_yaml
from pipeline import run

HERE = Path(__file__).resolve().parent
CASES = HERE.parent / "fixtures" / "cases"
GOLDEN = HERE / "golden"
ONLY: dict[str, list[str]] = read_yaml(HERE / "situations.yaml")[0]


def _only(situation: str) -> list[str]:
    return [word for rule in ONLY[situation] for word in ("--only", rule)]


def test_every_file_has_its_rules_and_its_rows() -> None:
    assert sorted(ONLY) == sorted(file.stem for file in CASES.iterdir())
    assert sorted(ONLY) == sorted(file.stem for file in GOLDEN.glob("*.jsonl"))


@pytest.mark.parametrize("situation", ONLY)
def test_rows(situation: str) -> None:
    done = run("check", CASES / f"{situation}.json", *_only(situation), "--format", "jsonl")
    assert (done.output, done.errors) == ((GOLDEN / f"{situation}.jsonl").read_text(encoding="utf-8"), "")
    assert done.status == ('"not_met"' in done.output)


@pytest.mark.parametrize(
    ("situation", "case"),
    [("breach-after-second-failure", "BREACH-2"), ("unknown-tier", "NOTIER-2"), ("transfer-of-high-rosh", None)],
)
def test_explained_in_words(situation: str, case: str | None) -> None:
    words = [] if case is None else [case]
    done = run("explain", *words, CASES / f"{situation}.json", *_only(situation))
    golden = GOLDEN / f"explain-{situation}.txt"
    assert (done.status, done.output, done.errors) == (0, golden.read_text(encoding="utf-8"), "")


@pytest.mark.parametrize("situation", ["mappa-before-release", "screening-over-easter"])
def test_table(situation: str) -> None:
    done = run("check", CASES / f"{situation}.json", *_only(situation))
    golden = GOLDEN / f"check-{situation}.txt"
    assert (done.status, done.output, done.errors) == (1, golden.read_text(encoding="utf-8"), "")
