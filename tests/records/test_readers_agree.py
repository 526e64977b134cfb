"""The same records give the same rows and the same problems, whatever holds them and in whatever types."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from large_tables import VOCABULARY, check
from omicheck.model.case import Case
from omicheck.records.raw_records import problems_of
from omicheck.use_cases.reading import records_of
from omicheck.use_cases.sources import NamedSource, Source, TableSource
from pipeline import Done
from strategies.typed import held_records
from typed_tables import (
    Holder,
    arrow_tables,
    as_csv,
    as_duckdb,
    as_ods,
    as_parquet,
    as_sqlite,
    as_xlsx,
    ways,
)

Read = tuple[Sequence[Case], list[str]]
Held = tuple[list[dict[str, Any]], Mapping[str, Sequence[Mapping[str, Any]]]]
TABLES: list[Holder] = [as_csv, as_parquet, as_duckdb, as_sqlite, as_xlsx, as_ods]


def _problem(text: str) -> str:
    """A problem without where it stands and how a text is told from a number, which differ with what holds it."""
    told = re.sub(r": \[\d+\]\.", ": ", f"case {text.partition(': case ')[2]}")
    # A whole number beside one that is missing is a fraction in some of them.
    told = re.sub(r"(: found -?\d+)\.0;", r"\1;", told)
    found, expected, rest = told.partition("; expected ")
    return found.replace('"', "").replace("T09:30:00", " 09:30").replace(" 09:30:00", " 09:30") + expected + rest


def _told(done: Done) -> list[str]:
    return sorted(_problem(line) for line in done.errors.splitlines() if ": case " in line)


def _read(source: Source) -> Read:
    """The good records, and what is wrong with the others."""
    records = records_of(source, VOCABULARY)
    return records.cases, sorted(_problem(str(one.with_values())) for one in problems_of(records.rejected))


def _agree(read: Read, expected: Read, holder: str) -> None:
    assert read[1] == expected[1], holder
    assert read[0] == expected[0], holder


@draws(10)
@given(held=held_records(VOCABULARY), data=st.data())
def test_the_same_records_and_rows_whatever_holds_them(held: Held, data: st.DataObject) -> None:
    records, tables = held
    with TemporaryDirectory() as name:
        documents = [_document(records, Path(name), suffix) for suffix in ("json", "jsonl")]
        expected = _read(NamedSource(documents[0]))
        assert _read(NamedSource(documents[1])) == expected
        addresses: dict[Holder, str] = {}
        for holder in TABLES:
            folder = Path(name) / holder.__name__
            folder.mkdir()
            addresses[holder] = holder(tables, folder)
            _agree(_read(NamedSource(addresses[holder])), expected, holder.__name__)
        for library, frames in _frames(tables).items():
            _agree(_read(TableSource(frames["cases"], frames["events"])), expected, library)
        # Rows take longer.
        holder = data.draw(st.sampled_from(TABLES))
        right = check(documents[0], "--all-problems")
        for done in ways(holder, addresses[holder]):
            assert (done.output, _told(done), done.status) == (right.output, expected[1], right.status), holder.__name__


def _document(records: Sequence[Mapping[str, Any]], folder: Path, suffix: str) -> str:
    file = folder / f"records.{suffix}"
    text = json.dumps(records) if suffix == "json" else "".join(f"{json.dumps(one)}\n" for one in records)
    file.write_text(text, encoding="utf-8")
    return str(file)


def _frames(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    arrow = arrow_tables(tables)
    return {
        "pyarrow": arrow,
        "polars": {name: pl.from_arrow(one) for name, one in arrow.items()},
        "pandas": {name: one.to_pandas() for name, one in arrow.items()},
        "pandas on Arrow": {name: one.to_pandas(types_mapper=pd.ArrowDtype) for name, one in arrow.items()},
    }
