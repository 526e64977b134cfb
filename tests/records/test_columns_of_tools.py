"""Parquet and Arrow in every encoding and type that tools use for texts and lists: read as plain columns are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import omicheck
from large_tables import AS_OF, check

TEXTS = ("case_id", "sentence_type", "area", "type")
CASES = pa.table(
    {
        "case_id": list("ABCDE"),
        "sentence_type": ["community_order", "licence", "community_order", "custody", "community_order"],
        "sentence_date": ["2009-04-06", None, "2009-04-07", None, "2009-04-07"],
        "area": ["Kent", None, "Kent", "Essex", None],
        "requirements": pa.array([["curfew"], [], None, None, ["curfew", "residence"]], pa.list_(pa.string())),
    }
)
EVENTS = pa.table(
    {
        "case_id": list("AACDE"),
        "type": ["contact", "absence", "contact", "contact", "absence"],
        "date": ["2009-04-08"] * 5,
    }
)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The rows of the same tables as CSV."""
    folder = tmp_path_factory.mktemp("csv")
    cases = CASES.to_pandas()
    cases["requirements"] = ["curfew", "none", None, None, "curfew;residence"]
    cases.to_csv(folder / "cases.csv", index=False)
    EVENTS.to_pandas().to_csv(folder / "events.csv", index=False)
    return check(str(folder), "--engine", "durable").output


def _rows(folder: Path, *, in_order: bool = True) -> str:
    """The rows by both evaluators; in order, and with the events dealt out to parts."""
    outputs = {check(str(folder), "--engine", engine).output for engine in ("columnar", "durable")}
    if in_order:
        pq.write_table(
            EVENTS.take([4, 0, 3, 2, 1]).append_column("seq", pa.array([5, 1, 4, 3, 2])), folder / "events.parquet"
        )
        outputs |= {check(str(folder), "--engine", engine).output for engine in ("columnar", "durable")}
    (output,) = outputs
    return output


def _cast(table: pa.Table, kinds: dict[str, pa.DataType]) -> pa.Table:
    for place, name in enumerate(table.column_names):
        if name in kinds:
            table = table.set_column(place, name, table.column(name).cast(kinds[name]))
    return table


OPTIONS: list[dict[str, Any]] = [
    {"data_page_version": "2.0"},
    {"use_dictionary": False},
    {"use_dictionary": False, "column_encoding": dict.fromkeys(TEXTS, "DELTA_BYTE_ARRAY")},
    {"use_dictionary": False, "column_encoding": dict.fromkeys(TEXTS, "DELTA_LENGTH_BYTE_ARRAY")},
    {"row_group_size": 1},
    {"write_statistics": False},
    {"store_schema": False},
    {"compression": "zstd", "version": "1.0"},
]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_every_encoding_of_parquet(options: dict[str, Any], tmp_path: Path, expected: str) -> None:
    for name, table in (("cases", CASES), ("events", EVENTS)):
        encodings = options.get("column_encoding", {})
        kept = {column: how for column, how in encodings.items() if column in table.column_names}
        pq.write_table(
            table, tmp_path / f"{name}.parquet", **{**options, **({"column_encoding": kept} if kept else {})}
        )
    assert _rows(tmp_path) == expected


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_what_duckdb_writes(version: str, tmp_path: Path, expected: str) -> None:
    with duckdb.connect() as connection:
        for name, table in (("cases", CASES), ("events", EVENTS)):
            connection.register(name, table)
            place = f"'{tmp_path / name}.parquet' (FORMAT parquet, PARQUET_VERSION {version})"
            connection.execute(f"COPY {name} TO {place}")
    assert _rows(tmp_path) == expected


KINDS = [
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint32(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string()),
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_type_of_texts(kind: pa.DataType, tmp_path: Path, expected: str) -> None:
    cases, events = (_cast(table, dict.fromkeys(TEXTS, kind)) for table in (CASES, EVENTS))
    pq.write_table(cases, tmp_path / "cases.parquet")
    pq.write_table(events, tmp_path / "events.parquet")
    assert _rows(tmp_path) == expected
    assert _of_frames(cases, events) == _of_frames(CASES, EVENTS)


def _of_frames(cases: Any, events: Any) -> Any:  # noqa: ANN401, any library's
    return omicheck.check(cases, events, as_of=AS_OF).rows.to_arrow().to_pylist()


def _categories_of_polars(table: pa.Table) -> pl.DataFrame:
    texts = [name for name in TEXTS if name in table.column_names]
    return pl.from_arrow(table).with_columns(pl.col(texts).cast(pl.Categorical))  # type: ignore[union-attr]  # a frame


def _words_of_polars(table: pa.Table) -> pl.DataFrame:
    texts = [name for name in TEXTS if name in table.column_names]
    words = {name: pl.Enum(sorted(set(table.column(name).to_pylist()) - {None})) for name in texts}
    return pl.from_arrow(table).with_columns(pl.col(name).cast(kind) for name, kind in words.items())  # type: ignore[union-attr]  # a frame


@pytest.mark.parametrize("make", [_categories_of_polars, _words_of_polars])
def test_categories_of_polars_with_empty_cells(
    make: Callable[[pa.Table], pl.DataFrame], tmp_path: Path, expected: str
) -> None:
    make(CASES).write_parquet(tmp_path / "cases.parquet")
    make(EVENTS).write_parquet(tmp_path / "events.parquet")
    assert _rows(tmp_path) == expected
    assert _of_frames(make(CASES), make(EVENTS)) == _of_frames(CASES, EVENTS)


def test_categories_of_pandas_with_empty_cells(tmp_path: Path, expected: str) -> None:
    cases, events = (
        table.to_pandas().astype({name: "category" for name in TEXTS if name in table.column_names})
        for table in (CASES, EVENTS)
    )
    cases["tier"] = pd.Categorical([None] * 5, [1, 2])
    cases.to_parquet(tmp_path / "cases.parquet")
    events.to_parquet(tmp_path / "events.parquet")
    assert _rows(tmp_path) == expected
    assert _of_frames(cases, events) == _of_frames(CASES, EVENTS)


LISTS = [
    pa.large_list(pa.string()),
    pa.list_(pa.large_string()),
    pa.list_(pa.string_view()),
    pa.list_view(pa.string()),
    pa.large_list_view(pa.string()),
    pa.list_(pa.dictionary(pa.int32(), pa.string())),
]


@pytest.mark.parametrize("kind", LISTS, ids=str)
def test_every_layout_of_lists(kind: pa.DataType, tmp_path: Path, expected: str) -> None:
    column = pa.array(CASES.column("requirements").to_pylist(), kind)
    cases = CASES.set_column(CASES.column_names.index("requirements"), "requirements", column)
    try:
        pq.write_table(cases, tmp_path / "cases.parquet")
    except pa.ArrowNotImplementedError as error:
        pytest.skip(f"pyarrow {pa.__version__}: {error}")
    pq.write_table(EVENTS, tmp_path / "events.parquet")
    assert _rows(tmp_path) == expected
    assert _of_frames(cases, EVENTS) == _of_frames(CASES, EVENTS)


def test_lists_that_are_all_empty_and_lists_of_one_length(tmp_path: Path) -> None:
    columns = [pa.array([[], None] * 2, pa.list_(pa.null())), pa.array([["curfew"]] * 4, pa.list_(pa.string(), 1))]
    for place, column in enumerate(columns):
        folder = tmp_path / str(place)
        folder.mkdir()
        plain = CASES[:4].set_column(4, "requirements", column.cast(pa.list_(pa.string())))
        pq.write_table(EVENTS[:4], folder / "events.parquet")
        pq.write_table(plain, folder / "cases.parquet")
        before = check(str(folder)).output
        pq.write_table(plain.set_column(4, "requirements", column), folder / "cases.parquet")
        assert check(str(folder)).output == before != ""


def test_columns_of_runs(expected: str) -> None:
    def of_runs(column: pa.ChunkedArray) -> pa.Array:
        return pa.compute.run_end_encode(column.combine_chunks())

    cases = CASES.set_column(1, "sentence_type", of_runs(CASES.column("sentence_type")))
    cases = cases.set_column(3, "area", of_runs(CASES.column("area")))
    assert _of_frames(cases, EVENTS) == _of_frames(CASES, EVENTS)
    assert len(expected.splitlines()) == len(_of_frames(CASES, EVENTS))


def test_the_files_of_a_table_may_store_their_texts_differently(tmp_path: Path, expected: str) -> None:
    (tmp_path / "cases").mkdir()
    pq.write_table(CASES[:2], tmp_path / "cases" / "0.parquet")
    of_polars = _categories_of_polars(CASES[2:4])
    of_polars.write_parquet(tmp_path / "cases" / "1.parquet")
    delta = dict.fromkeys(("case_id", "area"), "DELTA_BYTE_ARRAY")
    pq.write_table(CASES[4:], tmp_path / "cases" / "2.parquet", use_dictionary=False, column_encoding=delta)
    pq.write_table(_cast(EVENTS, {"type": pa.large_string()}), tmp_path / "events.parquet")
    assert _rows(tmp_path) == expected
