"""Whole numbers as usual tools write them, in whatever holds the records: also with nothing behind the point."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import omicheck
from large_tables import AS_OF, check
from typed_tables import (
    HOLDERS,
    Holder,
    a_few,
    as_duckdb,
    as_json,
    as_parquet,
    replace_in_duckdb,
    rows_and_problems,
    ways,
)

NOT_WHOLE = "tier: found {0}2.5{0}; expected a whole number from 1 to 4"


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_number_with_nothing_behind_its_point_is_whole(holder: Holder, tmp_path: Path) -> None:
    expected = check(as_json(a_few(tier=[2, None]), tmp_path))
    tables = a_few(tier=[2.0, None, 2.5])
    for done in ways(holder, holder(tables, tmp_path)):
        rows, problems = rows_and_problems(done)
        mark = "" if holder in (as_json, HOLDERS[1], as_parquet, as_duckdb) else '"'
        assert (rows, problems, done.status) == (expected.output, [f"case C: {NOT_WHOLE.format(mark)}"], 3)


WHOLE = [
    pa.array([2, None, 5], pa.decimal128(38, 0)),
    pa.array([Decimal("2.00"), None, Decimal("2.50")], pa.decimal128(5, 2)),
    pa.array([2, None, 5], pa.decimal256(60, 0)),
    pa.array([2, None, 5], pa.decimal32(5, 0)),
    pa.array([2, None, 2**64 - 1], pa.uint64()),
    pa.array([2, None, 5], pa.int8()),
    pa.array([2.0, None, 2.5], pa.float32()),
    pa.array([2.0, None, 2.5]),
    pa.array(["2", None, "5"]).dictionary_encode(),
    pa.array([2, None, 5], pa.int64()).dictionary_encode(),
]


@pytest.mark.parametrize("tiers", WHOLE, ids=[str(one.type) for one in WHOLE])
def test_whole_numbers_of_every_type_in_parquet_and_frames(tiers: pa.Array, tmp_path: Path) -> None:
    expected = check(as_json(a_few(tier=[2, None]), tmp_path))
    folder = Path(as_parquet(a_few(tier=[2, None, 3]), tmp_path))
    cases = pq.read_table(folder / "cases.parquet").drop_columns("tier").append_column("tier", tiers)
    pq.write_table(cases, folder / "cases.parquet")
    wrong = tiers.cast(tiers.type.value_type) if pa.types.is_dictionary(tiers.type) else tiers
    found = str(wrong[2]).removesuffix(".0")
    told = f"case C: tier: found {found}; expected a whole number from 1 to 4"
    for engine in ("columnar", "durable"):
        done = check(str(folder), "--engine", engine, "--all-problems")
        assert (*rows_and_problems(done), done.status) == (expected.output, [told], 3)
    with pytest.warns(omicheck.OmicheckWarning, match="^1 record rejected, 2 taken"):
        result = omicheck.check(cases, pq.read_table(folder / "events.parquet"), as_of=AS_OF)
    assert len(result.rows) == len(expected.rows)
    assert _told(result) == [told]


def _told(result: omicheck.Result) -> list[str]:
    """What is wrong with rejected records, without where."""
    problems = [problem.with_values() for one in result.rejected for problem in one.problems]
    return [f"case {one.case_id}: {one.path}: found {one.found}; expected {one.expected}" for one in problems]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("2::HUGEINT", None),
        ("2::UHUGEINT", None),
        ("2::DECIMAL(38, 0)", None),
        ("2::UBIGINT", None),
        ("2::DOUBLE", None),
        ("2.5::DOUBLE", "found 2.5"),
        ("2.5::DECIMAL(3, 1)", "found 2.5"),
        ("9::HUGEINT", "found 9"),
        ("true", "found true"),
    ],
)
def test_whole_numbers_of_every_type_in_duckdb(value: str, problem: str | None, tmp_path: Path) -> None:
    expected = check(as_json(a_few(tier=[2]), tmp_path))
    address = as_duckdb(a_few(tier=[1]), tmp_path)
    replace_in_duckdb(address, "cases", "tier", value)
    for engine in ("columnar", "durable"):
        done = check(address, "--engine", engine, "--all-problems")
        if problem is None:
            assert (done.output, done.status) == (expected.output, expected.status)
        else:
            told = f"case A: tier: {problem}; expected a whole number from 1 to 4"
            assert (*rows_and_problems(done), done.status) == ("", [told], 3)
