"""Files of records and rules that are wrong, each in one way."""

from pathlib import Path
from typing import Any

from omicheck.rulebase.yaml_file import read_yaml
from pipeline import Done

HERE = Path(__file__).resolve().parent / "records"


BAD = "fixtures/bad"


EXPECTED: dict[str, dict[str, Any]] = read_yaml(HERE / "bad_input.yaml")[0]


RULES_FOLDERS = ("missing-limit", "every-mistake")


def verdicts(done: Done) -> list[str]:
    return [f"{row['case_id']}: {row['verdict']}, {row['reason']}" for row in done.rows]


GOOD = "fixtures/cases/not-due-yet.json"
