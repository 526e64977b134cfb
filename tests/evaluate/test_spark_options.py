"""Options of Spark, and what is told where they, Spark or Java are not there."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from large_tables import as_parquet, generated
from omicheck.use_cases.spark.connection import _interrupted_later, spark_context
from omicheck.use_cases.spark.settings import SparkSettings
from pipeline import ROOT, run
from spark_session import AS_OF, MASTER, needs_spark


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Spark, started once for all tests; a command uses what is running."""
    with spark_context(SparkSettings(MASTER, (("spark.driver.memory", "1g"),))):
        yield


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
