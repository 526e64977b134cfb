"""Consumers that are programs of their own: Spark, LibreOffice, and the readers of JUnit XML and SARIF."""

import csv
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from test_consumers import OF_SPARK, as_texts, records

from pipeline import run
from spark_session import needs_spark

SOFFICE, VIEWER = shutil.which("soffice"), shutil.which("xunit-viewer")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: soffice")
# Sheet 5 of a workbook as CSV in UTF-8, every cell as it is and not as it is shown.
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,5"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of Spark on this machine."""
    from pyspark.sql import SparkSession  # noqa: PLC0415, an extra

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


@pytest.mark.long
@needs_spark
@pytest.mark.parametrize(("of", "code"), [(of, code) for _, _, of, code in OF_SPARK])
def test_rows_come_out_whole_from_spark(of: str, code: str, spark: Any, beside_the_rows: Any) -> None:  # noqa: ANN401
    code = code.replace('("rows', f'("{beside_the_rows.folder}/rows')
    found = records(eval(code, {"spark": spark}))  # noqa: S307, our own page
    assert (of, as_texts(found)) == (of, as_texts(beside_the_rows.rows))


@pytest.mark.long
@needs_spark
def test_a_month_through_spark_becomes_its_first_day(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """What is then written is another record: a contact some time in April may be late, on 1 April it is not there."""
    (tmp_path / "in").mkdir()
    case_ = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-04-06", "tier": "2"}
    (tmp_path / "in" / "cases.csv").write_text(f"{','.join(case_)}\n{','.join(case_.values())}\n", encoding="utf-8")
    events = tmp_path / "in" / "events.csv"
    events.write_text("case_id,type,date\nA,contact,2009-04\n", encoding="utf-8")
    guessed = spark.read.csv(str(events), header=True, inferSchema=True).collect()[0]["date"]
    assert str(guessed)[:10] == "2009-04-01"
    assert spark.read.csv(str(events), header=True).collect()[0]["date"] == "2009-04"

    def verdict() -> str:
        asked = ("--as-of", "2010-01-18", "--only", "first-appointment-on-time", "--format", "csv", "--quiet")
        (row,) = csv.DictReader(run("check", tmp_path / "in", *asked).output.splitlines())
        return row["verdict"]

    assert verdict() == "cannot_tell"
    events.write_text("case_id,type,date\nA,contact,2009-04-01\n", encoding="utf-8")
    assert verdict() == "not_met"


def office(folder: Path, *words: str) -> None:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    done = subprocess.run(
        [str(SOFFICE), profile, "--headless", *words, "--outdir", str(folder)],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0


@needs_office
def test_libreoffice_loses_nothing_of_the_workbook(beside_the_rows: Any, tmp_path: Path) -> None:  # noqa: ANN401
    office(tmp_path, "--convert-to", TO_CSV, "rows.xlsx")
    with (tmp_path / "rows-rows.csv").open(newline="", encoding="utf-8") as stream:
        found = list(csv.DictReader(stream))
    assert as_texts(found) == as_texts(beside_the_rows.rows)
    # A reference in CSV is a number to it; in the workbook it is a text.
    office(tmp_path, "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "rows.csv")
    sheet: Any = load_workbook(tmp_path / "rows.xlsx").active
    assert (sheet.cell(2 + 7 * 3, 1).value, found[7 * 3]["case_id"]) == (7, "0007")


def test_junitparser_counts_what_is_there(beside_the_rows: Any) -> None:  # noqa: ANN401
    junitparser = pytest.importorskip("junitparser")
    told = junitparser.JUnitXml.fromfile("results.xml")
    verdicts = [row["verdict"] for row in beside_the_rows.rows]
    assert (told.tests, told.failures, told.errors) == (len(verdicts), verdicts.count("not_met"), 0)
    assert told.skipped == sum(verdict not in ("met", "not_met") for verdict in verdicts)
    assert {case_.time for suite in told for case_ in suite} == {0.0}


@pytest.mark.usefixtures("beside_the_rows")
def test_every_part_of_junit_has_what_its_readers_ask_for() -> None:
    """Names, whole counts and a time: without one, common readers show times that are no numbers."""
    for one in ET.parse("results.xml").iter():  # noqa: S314, our own output
        if one.tag in ("testsuites", "testsuite", "testcase"):
            assert (bool(one.attrib["name"]), float(one.attrib["time"])) == (True, 0)
        if one.tag == "testsuite":
            counts = [int(one.attrib[name]) for name in ("tests", "failures", "errors", "skipped")]
            assert counts[0] >= sum(counts[1:])
        if one.tag == "testcase":
            assert one.attrib["classname"]


@pytest.mark.skipif(VIEWER is None, reason="needs xunit-viewer, of npm")
@pytest.mark.usefixtures("beside_the_rows")
def test_xunit_viewer_shows_no_time_that_is_none(tmp_path: Path) -> None:
    words = ["--results=results.xml", f"--output={tmp_path / 'results.html'}", "--console", "--no-color"]
    told = subprocess.run([str(VIEWER), *words], check=True, capture_output=True).stdout.decode()
    assert "first-appointment-on-time" in told
    assert "NaN" not in told


@pytest.mark.usefixtures("beside_the_rows")
def test_sarif_tools_counts_what_is_there(rows_in_files: Any) -> None:  # noqa: ANN401
    loader = pytest.importorskip("sarif.loader")
    told = loader.load_sarif_file("results.sarif")
    flagged = [row for row in rows_in_files.rows if row["verdict"] in ("not_met", "cannot_tell")]
    assert told.get_result_count() == len(flagged)
    assert {one["Location"] for one in told.get_records()} == {"in/cases.parquet"}
    done = subprocess.run([sys.executable, "-m", "sarif", "summary", "results.sarif"], capture_output=True, check=True)
    failures = sum(row["verdict"] == "not_met" for row in flagged)
    assert f"error: {failures}" in done.stdout.decode()
