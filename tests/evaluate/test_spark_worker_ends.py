"""A process of Python that ends on an executor of Spark costs a retry, then the one case on which it ends."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from test_columns_that_fail import FAILS_ON, with_error_rows

from large_tables import as_parquet, generated
from omicheck.evaluate.columnar import on_spark, part_work
from omicheck.evaluate.columnar.evaluator import evaluate_partition
from omicheck.evaluate.columnar.partition import Partition
from omicheck.use_cases import in_parts
from spark_session import check, needs_spark

pytestmark = [pytest.mark.long, needs_spark]


def ending(noted: str, times: int, partition: Partition, *more: Any) -> Any:  # noqa: ANN401, as the right one
    """In place of `evaluate_partition`, on an executor."""
    if FAILS_ON in partition.case_ids and Path(noted).stat().st_size < times:
        with Path(noted).open("a", encoding="utf-8") as file:
            file.write(".")
        os.kill(os.getpid(), signal.SIGKILL)
    return evaluate_partition(partition, *more)


def work_on(
    noted: str,
    times: int,
    sent: Any,  # noqa: ANN401, as the right one
    use: Any,  # noqa: ANN401
    names: Sequence[str] | None,
    place: int,
    rows: Iterable[Any],
) -> Iterator[Any]:
    """In place of `on_spark._work_on`, on an executor."""
    vars(part_work)["evaluate_partition"] = partial(ending, noted, times)
    yield from on_spark._work_on(sent, use, names, place, rows)


@pytest.mark.parametrize(("form", "times"), [("jsonl", 1), ("jsonl", 99), ("parquet", 99)])
def test_a_process_that_ends_costs_a_retry_then_one_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, times: int
) -> None:
    cloudpickle = import_module("pyspark.cloudpickle")

    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 20)
    records, noted = as_parquet(generated(50), tmp_path / "in"), tmp_path / "noted"
    noted.touch()
    expected = check(records, "columnar", "--format", "jsonl")
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        monkeypatch.setattr(on_spark, "_work_on", partial(work_on, str(noted), times))
        output = () if form == "jsonl" else ("--output", tmp_path / "rows")
        done = check(records, "spark", "--format", form, *output)
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    if times == 1:
        assert done == expected
        return
    told = f"error: case {FAILS_ON}, every rule: PythonEndedError\n"
    assert (done.status, done.errors) == (4, told)
    rows = done.rows if form == "jsonl" else check_of(tmp_path / "rows", expected.rows)
    assert rows == with_error_rows(expected.rows, FAILS_ON)


def check_of(folder: Path, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a folder of Parquet, as JSON Lines would hold them."""
    found = [row for file in sorted(folder.glob("part-*.parquet")) for row in pq.read_table(file).to_pylist()]
    plain = [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
        for row in found
    ]
    return sorted(
        ({name: row[name] for name in rows[0]} for row in plain),
        key=lambda row: (row["case_id"], row["rule"], row["occurrence"]),
    )
