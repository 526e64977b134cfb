"""What docs/formats.md says of those who read rows, line by line: each is run as it stands there."""

import re
import sys
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from omicheck.plain_data import FIELDS
from pipeline import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| ([\w-]+) ([\d.]+) \| ([\w ]+) \| `(.+)` \|$", PAGE, re.MULTILINE)
MODULES = {
    "pandas": ("pandas",),
    "polars": ("polars",),
    "DuckDB": ("duckdb",),
    "pyarrow": ("pyarrow", "pyarrow.csv", "pyarrow.json", "pyarrow.parquet", "pyarrow.dataset"),
    "junitparser": ("junitparser",),
}
OF_ROWS = [line for line in LINES if line[0] in ("pandas", "polars", "DuckDB", "pyarrow")]
OF_SPARK = [line for line in LINES if line[0] == "Spark"]


def evaluated(consumer: str, code: str) -> Any:  # noqa: ANN401, what a consumer gives
    """What code comes to in which the names of the modules of a consumer are known."""
    names = {}
    for module in MODULES[consumer]:
        if find_spec(module.partition(".")[0]) is None:
            pytest.skip(f"{module} is not installed")
        import_module(module)
        top = module.partition(".")[0]
        names[top] = sys.modules[top]
    return eval(code, names)  # noqa: S307, our own page


def records(frame: Any) -> list[dict[str, Any]]:  # noqa: ANN401, what a consumer gives
    """The rows of a data frame of whatever library."""
    if hasattr(frame, "to_arrow_table"):
        frame = frame.to_arrow_table()
    if hasattr(frame, "to_pylist"):
        return list(frame.to_pylist())
    if hasattr(frame, "to_dicts"):
        return list(frame.to_dicts())
    if hasattr(frame, "collect"):
        return [row.asDict() for row in frame.collect()]
    return list(frame.to_dict("records"))


def as_texts(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Rows as texts, in order: nothing is empty, a day is its text, and a list has its items between `;`."""
    return sorted(tuple(as_text(row.get(name)) for name in FIELDS) for row in found)


def as_text(value: Any) -> str:  # noqa: ANN401, a cell
    # Nothing is None, a NaN or a NaT; the last two are not equal to themselves.
    if value is None or (not hasattr(value, "__len__") and value != value):  # noqa: PLR0124
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value))
    return ";".join(map(str, value)) if hasattr(value, "__iter__") else str(value)


@pytest.mark.parametrize(("consumer", "of", "code"), [(name, of, code) for name, _, of, code in OF_ROWS])
def test_rows_come_out_whole(consumer: str, of: str, code: str, beside_the_rows: Any) -> None:  # noqa: ANN401, a fixture's value
    assert of in ("CSV", "JSON Lines", "Parquet", "a folder of Parquet", "the workbook")
    assert as_texts(records(evaluated(consumer, code))) == as_texts(beside_the_rows.rows)


def test_every_consumer_is_told_with_every_format() -> None:
    formats = {"CSV", "JSON Lines", "Parquet", "a folder of Parquet"}
    for consumer in ("pandas", "polars", "DuckDB", "pyarrow", "Spark"):
        assert {of for name, _, of, _ in LINES if name == consumer} - {"the workbook"} == formats


@pytest.mark.usefixtures("beside_the_rows")
@pytest.mark.parametrize("consumer", ["pandas", "polars", "DuckDB", "pyarrow"])
def test_case_ids_of_parquet_are_texts_that_join(consumer: str) -> None:
    """A folder has cases of their own beside the rows, which are joined by the reference."""
    (code,) = (code for name, _, of, code in OF_ROWS if name == consumer and of == "a folder of Parquet")
    rows = evaluated(consumer, code)
    if consumer == "polars":
        polars = sys.modules["polars"]
        assert rows.schema["case_id"] == rows.schema["rule"] == polars.String
        joined = rows.join(polars.DataFrame({"case_id": ["0007"]}), on="case_id")
        assert set(joined["case_id"]) == {"0007"}
    elif consumer == "pandas":
        assert rows["case_id"].dtype == rows["rule"].dtype == "str"
    elif consumer == "DuckDB":
        assert [str(kind) for kind in rows.types[:2]] == ["VARCHAR", "VARCHAR"]
    else:
        assert [str(field.type) for field in rows.schema][:2] == ["string", "string"]


@pytest.mark.usefixtures("beside_the_rows")
def test_references_are_numbers_to_those_who_guess() -> None:
    assert evaluated("pandas", 'pandas.read_csv("rows.csv")["case_id"].iloc[7 * 3]') == 7
    assert evaluated("pandas", 'pandas.read_json("rows.jsonl", lines=True)["case_id"].iloc[7 * 3]') == 7
    assert evaluated("polars", 'polars.read_csv("rows.csv")["case_id"][7 * 3]') == 7
    assert evaluated("pyarrow", 'pyarrow.csv.read_csv("rows.csv")["case_id"][7 * 3].as_py()') == 7


@pytest.mark.usefixtures("beside_the_rows")
def test_a_question_is_a_date_to_duckdb() -> None:
    found = evaluated("DuckDB", "duckdb.sql(\"SELECT DISTINCT question FROM 'rows.csv'\").fetchall()")
    assert sorted(found) == [(date(2001, 1, 2),), (date(2022, 1, 2),)]


def test_what_is_empty_at_first_is_nothing_to_polars(beside_the_rows: Any) -> None:  # noqa: ANN401, a fixture's value
    assert [row["unknown_fields"] for row in beside_the_rows.rows if row["unknown_fields"]] == [["tier"]]
    guessed = evaluated("polars", 'polars.read_ndjson("rows.jsonl")["unknown_fields"].explode().drop_nulls().to_list()')
    assert guessed == []


@pytest.mark.usefixtures("beside_the_rows")
def test_whole_numbers_with_gaps_are_fractions_to_pandas() -> None:
    for code in ('pandas.read_csv("rows.csv")', 'pandas.read_parquet("rows.parquet")'):
        assert str(evaluated("pandas", code)["days_late"].dtype) == "float64"


@pytest.mark.usefixtures("beside_the_rows")
def test_categories_for_those_who_want_them() -> None:
    (code,) = re.findall(r"`(pyarrow\.parquet\.read_table\(.*read_dictionary.*?\))`", PAGE)
    assert str(evaluated("pyarrow", code).schema.field("verdict").type).startswith("dictionary<values=string")
