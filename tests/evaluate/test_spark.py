"""Large tables checked by Spark on this machine: the same rows, rejects, bytes and statuses as without it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve

from large_tables import GOOD, WRONG, Tables, as_files_in_disorder, as_parquet, generated, tables_of
from omicheck.evaluate.columnar.part_work import PartWork
from omicheck.row_files.part_files import part_file
from omicheck.use_cases import in_parts, parquet_of_parts
from omicheck.use_cases.spark.connection import _interrupted_later, spark_context
from omicheck.use_cases.spark.settings import SparkSettings
from pipeline import Done, run

MASTER = "local[2]"
AS_OF = "2010-01-18"
ROOT = Path(__file__).resolve().parents[2]
without_spark = find_spec("pyspark") is None or shutil.which("java") is None
needs_spark = pytest.mark.skipif(without_spark, reason="needs pyspark and Java: pip install 'omicheck[spark]'")


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Spark, started once for all tests; a command uses what is running."""
    with spark_context(SparkSettings(MASTER, (("spark.driver.memory", "1g"),))):
        yield


def check(address: object, engine: str, *options: object) -> Done:
    master = ("--master", MASTER) if engine == "spark" else ()
    done = run("check", address, "--as-of", AS_OF, "--engine", engine, *master, *options)
    # How many there are and who evaluates them stands first.
    first, _, rest = done.errors.partition("\n")
    assert first.endswith((" part", " parts")), done.errors
    assert ("on Spark (local[2])" in first) == (engine == "spark")
    return evolve(done, errors=rest)


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
def test_ten_thousand_generated_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks/generate.py", "10000", tmp_path / "in"], check=True)
    # The same rows in another order, in files of several row groups.
    (tmp_path / "disorder").mkdir()
    for name in ("cases", "events"):
        table = pq.read_table(tmp_path / "in" / f"{name}.parquet")
        (tmp_path / "disorder" / name).mkdir()
        for place in range(3):
            file = tmp_path / "disorder" / name / f"{place}.parquet"
            pq.write_table(table.take(list(range(place, table.num_rows, 3))), file, row_group_size=50_000)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 1_700)
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
            assert others[name].equals(table, check_metadata=True), (folder, name)
    manifests = [json.loads((tmp_path / one / "manifest.json").read_text()) for one in ("columnar", "spark")]
    assert manifests[1].pop("spark").startswith("4.")
    assert manifests[1] == {**manifests[0], "engine": "spark"}

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
    assert {"run.json", "part-00000.parquet", "part-00001.parquet"} <= left
    assert "manifest.json" not in left
    for name, table in parts_of(tmp_path / "rows").items():
        assert table.equals(pq.read_table(tmp_path / "whole" / name))

    monkeypatch.setattr(parquet_of_parts, "part_file", part_file)
    (tmp_path / "rows" / "part-00001.parquet").unlink()
    again = check(address, "spark", *options, tmp_path / "rows")
    assert (again.status, again.output) == (whole.status, whole.output)
    assert "parts were there already\n" in again.errors
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
    assert (expected.status, "error: rule " in expected.errors) == (4, True)
    assert check(address, "spark", "--format", "jsonl") == expected


@needs_spark
@pytest.mark.usefixtures("spark")
def test_what_fails_on_an_executor_is_told_by_its_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = as_parquet(generated(10), tmp_path / "in")
    nothing: Any = None
    monkeypatch.setattr(in_parts, "PartWork", lambda *parts: evolve(PartWork(*parts), vocabulary=nothing))
    done = check(address, "spark", "--format", "parquet", "--output", tmp_path / "rows")
    told = "AttributeError: 'NoneType' object has no attribute 'fields'"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: Spark could not do its work: {told}\n", 4)
    assert [file.name for file in (tmp_path / "rows").iterdir()] == ["run.json"]


@needs_spark
@pytest.mark.parametrize(
    ("options", "told", "status"),
    [
        (("--master", "spark://127.0.0.1:1"), "--master: nothing answers at spark://127.0.0.1:1; expected", 4),
        (("--master", "spark://here:x"), "--master: found 'here:x'; expected HOST:PORT after spark://", 2),
        (("--spark-conf", "memory=4g"), "--spark-conf: found 'memory=4g'; expected NAME=VALUE", 2),
        (("--format", "parquet", "--output", "x", "--baseline", "y"), "--waivers and --baseline need the rows", 2),
        (("--case", "SYN-9999"), "no case SYN-9999: it is not among the records", 2),
    ],
)
def test_options_that_cannot_be_used(options: tuple[str, ...], told: str, status: int, tmp_path: Path) -> None:
    address = as_parquet(generated(3), tmp_path / "in")
    done = run("check", address, "--as-of", AS_OF, "--engine", "spark", *options)
    assert (done.output, done.status, done.errors.count("\n")) == ("", status, 1)
    assert done.errors.startswith(f"omicheck: {told}")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("fixtures/sample/tables", "expected a folder with cases.parquet and events.parquet"),
        ("fixtures/sample/cases.json", "expected a folder with cases.parquet and events.parquet"),
        ("duckdb:///records.duckdb", "expected a folder with cases.parquet and events.parquet"),
        ("hdfs://host/national", "expected a folder that this machine and every executor share under one path"),
    ],
)
def test_records_that_spark_cannot_share_out(address: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = run("check", address, "--as-of", AS_OF, "--engine", "spark")
    assert (done.output, done.status, done.errors.count("\n")) == ("", 2, 1)
    assert done.errors.startswith(f"omicheck: --engine spark: found {address}; {told}")


def test_options_of_spark_without_it() -> None:
    done = run("check", ROOT / "fixtures/sample/cases.json", "--master", MASTER)
    assert (done.output, done.errors, done.status) == ("", "omicheck: --master is of use only with --engine spark\n", 2)


def test_without_pyspark_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = as_parquet(generated(1), tmp_path / "in")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    done = run("check", address, "--as-of", AS_OF, "--engine", "spark")
    told = "omicheck: --engine spark needs pyspark, which is not installed: pip install 'omicheck[spark]'\n"
    assert (done.output, done.errors, done.status) == ("", told, 2)


@needs_spark
@pytest.mark.parametrize("home", [None, "nowhere"])
def test_without_java_what_is_missing_is_told(
    home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = as_parquet(generated(1), tmp_path / "in")
    monkeypatch.setenv("PATH", str(tmp_path))
    if home is None:
        monkeypatch.delenv("JAVA_HOME", raising=False)
    else:
        monkeypatch.setenv("JAVA_HOME", home)
    done = run("check", address, "--as-of", AS_OF, "--engine", "spark")
    where = "on the PATH, and JAVA_HOME is not set" if home is None else "in JAVA_HOME (nowhere)"
    told = f"omicheck: --engine spark needs Java 17 or later: there is no java {where}; install one, such as "
    assert (done.output, done.status) == ("", 2)
    assert done.errors == f"{told}openjdk-17-jre-headless, or set JAVA_HOME to its folder\n"


def test_ctrl_c_waits_until_java_has_begun() -> None:
    """Interrupted while it begins, Spark left Java behind; what it puts in place itself is kept."""
    before = signal.getsignal(signal.SIGINT)
    with _interrupted_later() as interrupted:
        first = interrupted()
        os.kill(os.getpid(), signal.SIGINT)
        told = [first, interrupted()]
    assert (told, signal.getsignal(signal.SIGINT)) == ([False, True], before)
    try:
        with _interrupted_later() as interrupted:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        assert (interrupted(), signal.getsignal(signal.SIGINT)) == (False, signal.SIG_IGN)
    finally:
        signal.signal(signal.SIGINT, before)
