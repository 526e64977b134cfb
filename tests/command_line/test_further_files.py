"""`check --also FORMAT:FILE`: files of the same run, each as a command of its own would have written it."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from pipeline import ROOT, run
from small_check import CASES, Check, case

SAMPLE = ROOT / "fixtures" / "sample"
SOME = ("--case", "SYN-0001", "--case", "SYN-0007", "--only", "enforcement")
PARTS = ("--as-of", "2010-01-18", "--only", "mappa")
FORMATS = ("jsonl", "json", "csv", "junit", "sarif")


def test_each_file_is_that_of_a_command_of_its_own(tmp_path: Path) -> None:
    also = [word for name in FORMATS for word in ("--also", f"{name}:{tmp_path / name}")]
    also += ["--also", f"xlsx:{tmp_path / 'a.xlsx'}", "--also", f"parquet:{tmp_path / 'a.parquet'}"]
    alone, done = (run("check", SAMPLE / "cases.json", *SOME, *more) for more in ((), also))
    assert done == alone
    for name in FORMATS:
        run("check", SAMPLE / "cases.json", *SOME, "--format", name, "--output", tmp_path / f"{name}-alone")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"{name}-alone").read_bytes(), name
    run("check", SAMPLE / "cases.json", *SOME, "--format", "xlsx", "--output", tmp_path / "alone.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "alone.xlsx").read_bytes()
    listed = [json.loads(line) for line in (tmp_path / "jsonl").read_text(encoding="utf-8").splitlines()]
    rows = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert [(row["case_id"], row["rule"], row["verdict"]) for row in rows] == [
        (row["case_id"], row["rule"], row["verdict"]) for row in listed
    ]


def test_what_is_known_and_accepted_is_told_in_each(tmp_path: Path) -> None:
    check = Check(tmp_path)
    waivers = check.waivers("- {case: A, rule: contacted, reason: Snow, author: qa-1, expiry: 2009-12-31}\n")
    cases = [*CASES, case("D")]
    options = ("--waivers", waivers, "--baseline", check.baseline())
    alone = check(*options, "--format", "json", cases=cases).output
    done = check(*options, "--also", f"json:{tmp_path / 'also.json'}", cases=cases)
    assert (done.status, (tmp_path / "also.json").read_text(encoding="utf-8")) == (1, alone)


def test_pseudonyms_stand_in_each(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("a key for files that are written beside the output\n", encoding="utf-8")
    asked = ("check", SAMPLE / "cases.json", *SOME, "--pseudonymise", key)
    alone = run(*asked, "--format", "csv").output
    run(*asked, "--also", f"csv:{tmp_path / 'also.csv'}")
    assert (tmp_path / "also.csv").read_bytes().decode() == alone
    assert "SYN-" not in alone


def test_problems_of_records_are_told_once(tmp_path: Path) -> None:
    check = Check(tmp_path)
    cases = [*CASES, {**case("E"), "sentence_date": "soon"}]
    alone, done = (check(*more, cases=cases) for more in ((), ("--also", f"sarif:{tmp_path / 'a.sarif'}")))
    assert done == alone
    assert done.status == 3
    told = json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["ruleId"] for one in told] == ["contacted", "contacted", "omicheck/rejected-record"]


def test_tables_that_are_read_in_parts_are_read_again(tmp_path: Path) -> None:
    for name in ("cases", "events", "answers"):
        table = pyarrow.csv.read_csv(SAMPLE / "tables" / f"{name}.csv")
        texts = pa.schema([(column, pa.string()) for column in table.column_names])
        pq.write_table(table.cast(texts), tmp_path / f"{name}.parquet")
    also = ("--also", f"jsonl:{tmp_path / 'also.jsonl'}", "--format", "parquet", "--output", tmp_path / "rows")
    alone, done = (run("check", tmp_path, *PARTS, *more) for more in (("--format", "jsonl"), also))
    assert (done.status, (tmp_path / "also.jsonl").read_text(encoding="utf-8")) == (alone.status, alone.output)


def test_beside_a_file_for_each_office_one_for_all(tmp_path: Path) -> None:
    asked = ("check", SAMPLE / "cases.json", "--only", "mappa")
    also = ("--split-by", "office", "--output", tmp_path / "offices", "--also", f"jsonl:{tmp_path / 'also.jsonl'}")
    alone, done = (run(*asked, *more) for more in (("--format", "jsonl"), also))
    assert (done.status, (tmp_path / "also.jsonl").read_text(encoding="utf-8")) == (alone.status, alone.output)


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        (("csv:{here}/a", "json:{here}/a"), "--also: {here}/a is named twice, and one would replace the other"),
        (("xlsx:{here}/a",), "--also xlsx needs a file ROWS.xlsx; found {here}/a, which Excel would not open"),
        (("json:{here}/cases.json",), "--also: {here}/cases.json is read by this command and would be overwritten"),
        (("json:{here}/there",), "--also: {here}/there is there already: name another file, or add --force"),
        (("table:{here}/a",), "argument --also: found 'table:{here}/a'; expected FORMAT:FILE, where FORMAT is one of"),
        (("json",), "argument --also: found 'json'; expected FORMAT:FILE, where FORMAT is one of"),
    ],
)
def test_what_cannot_be_written_is_refused_first(also: tuple[str, ...], expected: str, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("", encoding="utf-8")
    words = [word for one in also for word in ("--also", one.format(here=tmp_path))]
    done = Check(tmp_path)(*words)
    assert (done.status, done.output) == (2, "")
    assert expected.format(here=tmp_path) in done.errors


def test_spark_would_do_its_work_again(tmp_path: Path) -> None:
    done = Check(tmp_path)("--also", f"csv:{tmp_path / 'a'}", "--engine", "spark")
    expected = "omicheck: --also is not for --engine spark, which would do its whole work again for each file\n"
    assert (done.status, done.output, done.errors) == (2, "", expected)
