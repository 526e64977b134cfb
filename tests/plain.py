"""Rows of the plain program of the benchmarks as plain data, from files that the ordinary readers read."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import ROOT

sys.path.append(str(ROOT / "benchmarks"))

from plain_python import plain_rows

from omicheck.plain_data import FIELDS
from omicheck.records.read import read_records
from omicheck.rulebase.folder import read_rule_base


def rows_of_the_plain_program(rules: Path, cases: Path, as_of: str) -> list[dict[str, Any]]:
    """The rows of the only case of a file, as `check --format jsonl` would write them."""
    base = read_rule_base(rules)
    (case,) = read_records(str(cases), base.vocabulary).cases
    found = plain_rows(case, base.rules, base.limits, base.vocabulary, date.fromisoformat(as_of))
    return [dict(zip(FIELDS, map(_plain, row), strict=True)) for row in found]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
