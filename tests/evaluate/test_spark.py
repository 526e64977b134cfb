"""`check` on Spark: the same rows, rejected records, messages and exit statuses as elsewhere."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from large_tables import GOOD, WRONG, Tables, as_files_in_disorder, as_parquet, generated, tables_of
from omicheck.evaluate.columnar.part_work import PartWork
from omicheck.row_files.part_files import part_file
from omicheck.use_cases import in_parts, parquet_of_parts
from omicheck.use_cases.spark.connection import spark_context
from omicheck.use_cases.spark.settings import SparkSettings
from pipeline import ROOT
from spark_session import MASTER, check, needs_spark

pytestmark = pytest.mark.long
ALL_TOLD = ("--format", "jsonl", "--all-problems", "--show-values")


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Spark, started once for all tests; a command uses what is running."""
    with spark_context(SparkSettings(MASTER, (("spark.driver.memory", "1g"),))):
        yield


def parts_of(folder: Path) -> dict[str, pa.Table]:
    return {file.name: pq.read_table(file) for file in sorted(folder.glob("part-*.parquet"))}


def fixtures() -> Tables:
    """The records of the project's fixtures, each case once."""
    records: dict[str, Any] = {}
    for file in sorted(ROOT.glob("fixtures/*/*.json")):
        if file.parent.name in ("cases", "sample", "small-office", "hertfordshire-2010"):
            document = json.loads(file.read_text(encoding="utf-8"))
            for one in document.get("cases", [document]):
                records.setdefault(one["case_id"], {key: value for key, value in one.items() if value is not None})
    answers = [
        {"case_id": name, **answer} for name, one in records.items() for answer in one.pop("answers", None) or ()
    ]
    return {**tables_of(list(records.values())), "answers": answers}


def everything_wrong() -> Tables:
    tables = generated(30)
    tables["cases"].append(GOOD)
    for wrong in WRONG.values():
        for name, rows in wrong.items():
            tables[name] = [*tables[name], *rows]
    return tables


@needs_spark
@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize("tables", [fixtures, everything_wrong])
@pytest.mark.parametrize("writer", [as_parquet, as_files_in_disorder])
def test_the_same_rows_rejects_and_messages(
    tables: Callable[[], Tables],
    writer: Callable[[Tables, Path], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 20)
    address = writer(tables(), tmp_path / "in")
    found = {
        engine: check(address, engine, "--format", "jsonl", "--rejects", tmp_path / engine)
        for engine in ("columnar", "spark")
    }
    assert found["columnar"].rows != []
    assert found["spark"] == found["columnar"]
    assert (tmp_path / "spark").read_bytes() == (tmp_path / "columnar").read_bytes()
    assert found["spark"].status == (3 if tables is everything_wrong else 1)


@needs_spark
@pytest.mark.usefixtures("spark")
def test_the_same_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 20)
    address = as_parquet(generated(50), tmp_path / "in")
    for name in ("json", "csv"):
        here, there = (
            check(address, engine, "--format", name, "--by", "office", "--by", "team")
            for engine in ("columnar", "spark")
        )
        if name == "csv":
            assert there == here
        else:
            assert json.loads(there.output)["by"] == json.loads(here.output)["by"]


@needs_spark
@pytest.mark.usefixtures("spark")
def test_thousands_of_generated_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks/generate.py", "2500", tmp_path / "in"], check=True)
    # The same rows in another order, in files of several row groups.
    (tmp_path / "disorder").mkdir()
    for name in ("cases", "events"):
        table = pq.read_table(tmp_path / "in" / f"{name}.parquet")
        (tmp_path / "disorder" / name).mkdir()
        for place in range(3):
            file = tmp_path / "disorder" / name / f"{place}.parquet"
            pq.write_table(table.take(list(range(place, table.num_rows, 3))), file, row_group_size=12_500)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 425)
    as_parquet_in = ("--format", "parquet", "--output")
    expected = check(tmp_path / "in", "columnar", *as_parquet_in, tmp_path / "columnar")
    assert check(tmp_path / "in", "spark", *as_parquet_in, tmp_path / "spark") == expected
    assert check(tmp_path / "disorder", "spark", *as_parquet_in, tmp_path / "dealt") == expected
    rows = parts_of(tmp_path / "columnar")
    assert len(rows) == 8
    for folder in ("spark", "dealt"):
        others = parts_of(tmp_path / folder)
        assert list(others) == list(rows)
        for name, table in rows.items():
            # A file says of which run it is, and runs of two evaluators are two.
            assert others[name].equals(table), (folder, name)
            assert others[name].schema.metadata.keys() == table.schema.metadata.keys()
    manifests = [
        json.loads(pq.read_metadata(tmp_path / one / "manifest.parquet").metadata[b"omicheck"])
        for one in ("columnar", "spark")
    ]
    assert manifests[1].pop("spark").startswith("4.")
    assert manifests[1] == manifests[0]

    few = ("--format", "jsonl", "--only", "2.1.1", "--output")
    assert check(tmp_path / "in", "columnar", *few, tmp_path / "columnar.jsonl").status == 1
    assert check(tmp_path / "in", "spark", *few, tmp_path / "spark.jsonl").status == 1
    assert (tmp_path / "spark.jsonl").read_bytes() == (tmp_path / "columnar.jsonl").read_bytes() != b""


@needs_spark
@pytest.mark.usefixtures("spark")
@pytest.mark.parametrize(
    "options",
    [
        ("--case", "SYN-0031", "--format", "csv"),
        ("--only", "2.1.1", "--fail-on", "never", "--format", "table"),
        ("--baseline", "known.jsonl", "--waivers", "waivers.yaml", "--format", "jsonl"),
    ],
)
def test_options_do_what_they_do_elsewhere(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 20)
    address = as_parquet(generated(60), tmp_path / "in")
    known = check(address, "columnar", "--format", "jsonl").output.splitlines(keepends=True)
    Path("known.jsonl").write_text("".join(known[::2]), encoding="utf-8")
    row = next(row for row in map(json.loads, known[1::2]) if row["verdict"] == "not_met")
    waiver = {"case": row["case_id"], "rule": row["rule"], "reason": "made up", "author": "X", "expiry": "2011-01-01"}
    Path("waivers.yaml").write_text(json.dumps([waiver]), encoding="utf-8")
    expected = check(address, "columnar", *options)
    assert expected.output != ""
    assert check(address, "spark", *options) == expected


@needs_spark
@pytest.mark.usefixtures("spark")
def test_a_run_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 9)
    address = as_parquet(everything_wrong(), tmp_path / "in")
    options = ("--format", "parquet", "--output")
    whole = check(address, "columnar", *options, tmp_path / "whole")
    told: list[int] = []

    def stop(folder: Path, place: int) -> Path:
        told.append(place)
        if len(told) == 2:
            signal.raise_signal(signal.SIGINT)
        return part_file(folder, place)

    monkeypatch.setattr(parquet_of_parts, "part_file", stop)
    stopped = check(address, "spark", *options, tmp_path / "rows")
    assert (stopped.status, stopped.output, stopped.errors[-18:]) == (130, "", "omicheck: stopped\n")
    left = {file.name for file in (tmp_path / "rows").iterdir()}
    assert {"part-00000.parquet", "part-00001.parquet"} <= left
    assert "manifest.parquet" not in left
    for name, table in parts_of(tmp_path / "rows").items():
        assert table.equals(pq.read_table(tmp_path / "whole" / name))

    monkeypatch.setattr(parquet_of_parts, "part_file", part_file)
    (tmp_path / "rows" / "part-00001.parquet").unlink()
    again = check(address, "spark", *options, tmp_path / "rows")
    assert (again.status, again.output) == (whole.status, whole.output)
    assert "there already\n" in again.errors
    assert {file.name for file in (tmp_path / "rows").iterdir()} == {
        file.name for file in (tmp_path / "whole").iterdir()
    }
    others = parts_of(tmp_path / "rows")
    assert all(table.equals(others[name]) for name, table in parts_of(tmp_path / "whole").items())


@needs_spark
@pytest.mark.usefixtures("spark")
def test_a_rule_that_fails_in_a_part_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "PartWork", lambda *parts: evolve(PartWork(*parts), limits={}))
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 20)
    address = as_parquet(generated(30), tmp_path / "in")
    expected = check(address, "columnar", "--format", "jsonl")
    assert (expected.status, expected.errors.count("error: case ") > 0) == (4, True)
    assert check(address, "spark", "--format", "jsonl") == expected


@needs_spark
@pytest.mark.usefixtures("spark")
def test_what_fails_on_an_executor_is_told_by_its_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = as_parquet(generated(10), tmp_path / "in")
    monkeypatch.setattr(in_parts, "PartWork", lambda *parts: evolve(PartWork(*parts), vocabulary=cast("Any", None)))
    done = check(address, "spark", "--format", "parquet", "--output", tmp_path / "rows")
    told = [f"error: case SYN-{number:04d}, every rule: AttributeError" for number in range(8)]
    rest = "error: 2 cases from SYN-0008 to SYN-0009, every rule: AttributeError"
    assert (done.output, done.errors.splitlines(), done.status) == ("", [*told, rest], 4)
    assert set(ds.dataset(tmp_path / "rows").to_table().column("verdict").to_pylist()) == {"error"}


@needs_spark
@pytest.mark.usefixtures("spark")
def test_days_numbers_and_folders_as_tools_write_them(tmp_path: Path) -> None:
    far = pa.array([7_301_928, 14_000, 2**31 - 1], pa.int32()).view(pa.date32())
    for office, place in (("Ashford", slice(0, 1)), ("Canterbury%20East", slice(1, 3))):
        folder = tmp_path / "cases" / f"office={office}"
        folder.mkdir(parents=True)
        cases = {"case_id": list("ABC"), "sentence_type": ["custody"] * 3, "end_date": far}
        cases["tier"] = pa.array([2, 1, None], pa.decimal128(38, 0))
        pq.write_table(pa.table(cases)[place], folder / "0.parquet")
    events = {"case_id": list("CBA"), "type": pa.array(["contact"] * 3).dictionary_encode(), "date": far}
    pq.write_table(pa.table(events), tmp_path / "events.parquet")
    done = check(tmp_path, "spark", *ALL_TOLD)
    assert done == check(tmp_path, "columnar", *ALL_TOLD)
    assert {row["case_id"] for row in done.rows} == {"B"}
    expected = "expected a date YYYY-MM-DD in 1990 to 2050"
    of_event = "expected a date YYYY-MM-DD, YYYY-MM, YYYY or null in 1990 to 2050"
    name, of_events = tmp_path / "cases", tmp_path / "events.parquet"
    assert done.errors.splitlines() == [
        f'{name}:1: case A: end_date: found "21962-01-01"; {expected}',
        f'{of_events}:3: case A: events[0].date: found "5881580-07-11"; {of_event}',
        f'{name}:3: case C: end_date: found "5881580-07-11"; {expected}',
        f'{of_events}:1: case C: events[0].date: found "21962-01-01"; {of_event}',
        "omicheck: 2 rejected, 1 taken; --rejects FILE writes the rejected ones",
    ]
