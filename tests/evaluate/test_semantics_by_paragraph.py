"""The semantics, sentence by sentence: whole rows that were worked out by hand from the text, in `semantics/`.

A case holds a rule's `check` and `applies`, the `limit` (the values of a limit file, or what is in force throughout),
what the `case` has beside or in place of a lift opened on Monday 6 April 2009, its `events` (each begins with its type
and date), `as_of`, and the whole `rows`: a field that a row leaves out is null, or an empty list.
"""

from pathlib import Path
from typing import Any

import pytest

from pipeline import run, write_json
from plain import rows_of_the_plain_program
from semantics_by_paragraph import SITUATIONS, case_of, expected_of, rules_of


def test_no_two_have_one_name() -> None:
    names = [str(parameters.id) for parameters in SITUATIONS]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_rows(situation: dict[str, Any], tmp_path: Path) -> None:
    rules = rules_of(situation, tmp_path / "rules")
    cases = write_json(tmp_path / "cases.json", {"as_of": situation["as_of"], "cases": [case_of(situation)]})
    done = run("check", cases, "--rules", rules, "--format", "jsonl", "--engine", "both")
    assert (done.rows, done.errors) == (expected_of(situation), "")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_rows_of_the_plain_program(situation: dict[str, Any], tmp_path: Path) -> None:
    rules = rules_of(situation, tmp_path / "rules")
    cases = write_json(tmp_path / "cases.json", {"as_of": situation["as_of"], "cases": [case_of(situation)]})
    assert rows_of_the_plain_program(rules, cases, situation["as_of"]) == expected_of(situation)
