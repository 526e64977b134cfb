"""Rows in every format, as a user would have them, in a folder of their own."""

import json
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from large_tables import as_parquet
from omicheck.use_cases import in_parts
from pipeline import run

# More than readers look at to find out what a column holds, before the first that is not sure.
_CASES = 130


@frozen
class Written:
    """What was written.

    Attributes:
        folder: where.
        rows: the rows, as JSON has them.
    """

    folder: Path
    rows: list[dict[str, Any]]


def _tables() -> dict[str, list[dict[str, str]]]:
    """Cases with references that look like numbers: contacts in time, late or not at all, and at the end no tier."""
    cases, events = [], []
    for number in range(_CASES):
        one = {"case_id": f"{number:04d}", "sentence_type": "community_order", "sentence_date": "2009-04-06"}
        cases.append({**one, "tier": "2"} if number < _CASES - 1 else one)
        # Late in one tier and in time in another: of the last case, which has none, nothing can be told.
        day = "2009-04-09" if number == _CASES - 1 else ("2009-04-08", "2009-05-08")[number % 2]
        events.append({"case_id": one["case_id"], "type": "contact", "date": day})
        events.append({"case_id": one["case_id"], "type": "absence", "date": "2009-06-01", "acceptable": "false"})
    return {"cases": cases, "events": events, "answers": []}


@pytest.fixture(scope="session")
def rows_in_files(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The rows in every format."""
    folder = tmp_path_factory.mktemp("consumers")
    with chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_parts, "CASES_IN_A_PART", 50)
        address = as_parquet(_tables(), Path("in"))
        words = (
            "check",
            address,
            "--as-of",
            "2010-01-18",
            "--quiet",
            "--only",
            "2.1.1",
            "--only",
            "2.1.22",
            "--output",
        )
        formats = {"csv": "rows.csv", "jsonl": "rows.jsonl", "parquet": "rows.parquet", "xlsx": "rows.xlsx"}
        formats |= {"junit": "results.xml", "sarif": "results.sarif"}
        for name, file in formats.items():
            assert run(*words, file, "--format", name).status == 1
        assert run(*words, "rows", "--format", "parquet").status == 1
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    return Written(folder, rows)


@pytest.fixture
def beside_the_rows(rows_in_files: Written) -> Iterator[Written]:
    """The rows, in the working folder."""
    with chdir(rows_in_files.folder):
        yield rows_in_files
