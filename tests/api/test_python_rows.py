"""Rows as a sequence and as tables of each library, and how they show themselves."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import omicheck
from omicheck.model.row import Row
from omicheck.plain_data import FIELDS
from pipeline import ROOT

HOSTILE: dict[str, Any] = {
    "case_id": "<b>&\x1b[1m",
    "sentence_type": "community_order",
    "sentence_date": "2009-03-02",
    "tier": 2,
    "area": "Kent",
    "events": [],
}


@pytest.fixture(scope="module")
def rows() -> omicheck.Rows:
    return omicheck.check(str(ROOT / "fixtures/sample/cases.json"), engine="columnar").rows


@pytest.fixture(scope="module")
def listed(rows: omicheck.Rows) -> list[Row]:
    return list(rows)


def _values(rows: omicheck.Rows) -> Iterator[tuple[Any, ...]]:
    """The fields of rows, a list for what a library has lists for."""
    for row in rows:
        yield tuple(list(value) if isinstance(value, tuple) else value for value in attrs.astuple(row))


def test_arrow_has_every_value(rows: omicheck.Rows) -> None:
    pytest.importorskip("pyarrow")
    table = rows.to_arrow()
    table.validate(full=True)
    assert table.column_names == list(FIELDS)
    assert [str(kind) for kind in table.schema.types] == [
        *("string", "string", "string", "int32", "string", "string", "date32[day]", "date32[day]", "date32[day]"),
        *("int32", "string", "int32", "list<element: string not null>"),
    ]
    assert [tuple(row.values()) for row in table.to_pylist()] == list(_values(rows))


def test_polars_has_every_value(rows: omicheck.Rows) -> None:
    pytest.importorskip("polars")
    frame = rows.to_polars()
    assert frame.columns == list(FIELDS)
    assert frame.rows() == list(_values(rows))


@pytest.mark.parametrize("categories", [False, True])
def test_pandas_has_every_value(rows: omicheck.Rows, categories: bool) -> None:
    pandas = pytest.importorskip("pandas")
    frame = rows.to_pandas(categories=categories)
    assert list(frame.columns) == list(FIELDS)
    assert [tuple(map(_plain, row)) for row in frame.itertuples(index=False, name=None)] == list(_values(rows))
    assert {str(frame[name].dtype) for name in ("days_late", "count")} == {"Int64"}
    assert str(frame["due_date"].dtype) == "datetime64[s]"
    assert (str(frame["verdict"].dtype) == "category") is categories
    assert isinstance(frame, pandas.DataFrame)


def _plain(value: Any) -> Any:  # noqa: ANN401, it may be any
    if isinstance(value, tuple):
        return list(value)
    if type(value).__name__ in ("NAType", "NaTType", "float"):
        return None
    return value.date() if hasattr(value, "date") else value


def test_no_rows_are_a_table_too(rows: omicheck.Rows) -> None:
    none = rows[:0]
    assert (len(none), list(none)) == (0, [])
    pytest.importorskip("polars")
    assert none.to_polars().schema == rows.to_polars().schema
    pytest.importorskip("pandas")
    assert list(none.to_pandas().columns) == list(FIELDS)


@given(place=st.slices(5_020))
def test_slices_have_the_rows_of_a_list(rows: omicheck.Rows, listed: list[Row], place: slice) -> None:
    expected = listed[place]
    assert list(rows[place]) == (expected[::-1] if (place.step or 1) < 0 else expected)


@given(place=st.integers(-5_020, 5_019))
def test_places_have_the_row_of_a_list(rows: omicheck.Rows, listed: list[Row], place: int) -> None:
    assert rows[place] == listed[place]


def test_a_place_beyond_the_last_is_none(rows: omicheck.Rows) -> None:
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_rows_are_chosen(rows: omicheck.Rows) -> None:
    def chosen(*, case: str = "", rule: str = "", verdict: str = "") -> list[Row]:
        return [
            row
            for row in rows
            if (not case or row.case_id == case) and rule in ("", row.rule) and verdict in ("", row.verdict)
        ]

    rule = "absence-judged"
    assert list(rows.of_case("SYN-0001")) == chosen(case="SYN-0001")
    assert list(rows.of_case("nobody")) == []
    assert list(rows.of_rules([rule])) == chosen(rule=rule)
    assert list(rows.of_verdicts("not_met")) == chosen(verdict="not_met")
    assert list(rows.of_rules([rule]).of_case("SYN-0002")) == chosen(rule=rule, case="SYN-0002")
    assert list(rows.where(lambda row: row.verdict == "met")) == chosen(verdict="met")


def test_a_notebook_is_shown_references_dates_and_verdicts_alone() -> None:
    result = omicheck.check([HOSTILE], as_of="2010-01-18", only="rosh-screening-on-time")
    assert result.rows._repr_html_() == (
        "<table><thead><tr><th>case id</th><th>rule</th><th>occurrence</th><th>verdict</th><th>reason</th>"
        "<th>trigger date</th><th>due date</th><th>outcome date</th><th>days late</th><th>limit</th><th>count</th>"
        "<th>unknown fields</th></tr></thead><tbody><tr><td>&lt;b&gt;&amp;\\x1b[1m</td><td>rosh-screening-on-time</td>"
        "<td>1</td><td>not_met</td><td>absent</td><td>2009-03-02</td><td>2009-03-23</td><td></td><td>301</td>"
        "<td>15 business_days</td><td></td><td></td></tr></tbody></table><p>1 row</p>"
    )
    assert result._repr_html_() == (
        "<p>1 case against 1 rule as of Monday 18 January 2010: 1 not met</p><table><thead><tr><th>question</th>"
        "<th>rule</th><th>failures</th></tr></thead><tbody><tr><td>1.2.2</td><td>RoSH screening completed on time</td>"
        "<td>1</td></tr></tbody></table>"
    )
    shown = result.explain(HOSTILE["case_id"])._repr_html_()
    assert shown.startswith("<h4>Case &lt;b&gt;&amp;\\x1b[1m, as of Monday 18 January 2010</h4>")
    assert "Kent" not in shown
    assert repr(result) == "<omicheck.Result: 1 case against 1 rule as of 2010-01-18; 1 row: 1 not met>"


def test_importing_the_package_loads_nothing_else() -> None:
    script = "import sys; before = set(sys.modules); import omicheck; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["omicheck"]


def test_every_public_name_is_there_and_told() -> None:
    assert set(omicheck.__all__) <= set(dir(omicheck))
    assert [name for name in omicheck.__all__ if not getattr(omicheck, name).__doc__] == []
    with pytest.raises(AttributeError, match="module 'omicheck' has no attribute 'chek'"):
        omicheck.chek  # type: ignore[attr-defined]  # noqa: B018, it is looked up
