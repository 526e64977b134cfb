"""Case records as data frames of each library that is installed."""

import csv
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

TABLES: Final = Path("fixtures/sample/tables")
LIBRARIES: Final = [
    pytest.param(name, marks=pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"{name} is not there"))
    for name in ("pandas", "polars", "pyarrow")
]
EVENT: Final = ("case_id", "type", "date")


def frame_of(library: str, rows: Sequence[Mapping[str, Any]], columns: Sequence[str] = ()) -> Any:  # noqa: ANN401
    """A table of rows, in which what a row does not have is missing.

    Args:
        library: its name.
        rows: the rows.
        columns: columns that it has even if no row has them.
    """
    names = dict.fromkeys((*columns, *(name for row in rows for name in row)))
    found = {name: [row.get(name) for row in rows] for name in names}
    if library == "pandas":
        import pandas as pd  # noqa: PLC0415, it may not be there

        return pd.DataFrame(found)
    # The others know no column of values of several types: these are written as CSV has them.
    data = {name: column if _is_of_one_type(column) else list(map(_text, column)) for name, column in found.items()}
    if library == "polars":
        import polars as pl  # noqa: PLC0415, it may not be there

        return pl.DataFrame(data)
    import pyarrow as pa  # noqa: PLC0415, it may not be there

    return pa.table(data)


def _is_of_one_type(column: Sequence[object]) -> bool:
    return len({type(value) for value in column} - {type(None)}) < 2


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case list():
            return ";".join(value) or "none"
    return str(value)


def tables_of(library: str, records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Records as a table of cases and one of events."""
    cases = [{name: value for name, value in record.items() if name != "events"} for record in records]
    events = [{"case_id": record["case_id"], **event} for record in records for event in record["events"]]
    return {"cases": frame_of(library, cases), "events": frame_of(library, events, EVENT)}


def sample_rows() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The tables of the sample, each cell a text, by their names."""
    for name in ("cases", "events", "answers"):
        with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield name, [{key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)]
