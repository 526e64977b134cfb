"""Folders of tables as tools write them: read, or told what is there; no table is passed over in silence."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from large_tables import AS_OF, check
from pipeline import run
from typed_tables import rows_and_problems

CASES = pd.DataFrame(
    {
        "case_id": list("ABCD"),
        "sentence_type": ["community_order", "licence"] * 2,
        "sentence_date": "2009-04-06",
        "office": ["Ashford", "Canterbury & Thanet", "Ashford", None],
    }
)
EVENTS = pd.DataFrame({"case_id": list("ABCD"), "type": "contact", "date": "2009-04-08"})
ANSWERS = pd.DataFrame({"case_id": ["B"], "question": "1.1.1", "answer": "sufficient"})


ONE = "expected one of them; move the others elsewhere"


@pytest.fixture
def expected(tmp_path: Path) -> str:
    """The rows of the same tables as plain CSV."""
    folder = tmp_path / "expected"
    folder.mkdir()
    CASES.to_csv(folder / "cases.csv", index=False)
    EVENTS.to_csv(folder / "events.csv", index=False)
    return check(str(folder), "--engine", "durable").output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    found = tmp_path / "tables"
    found.mkdir()
    return found


def _rows(folder: Path) -> str:
    """The rows, by both evaluators."""
    outputs = set()
    for engine in ("columnar", "durable"):
        done = check(str(folder), "--engine", engine)
        assert (rows_and_problems(done)[1], done.status) == ([], 1)
        outputs.add(done.output)
    (output,) = outputs
    return output


def _refused(folder: Path) -> str:
    """What is said of a folder that is not read, by everything that reads it."""
    told = set()
    for command in (("check", "--engine", "columnar"), ("check", "--engine", "durable"), ("score",), ("sample",)):
        done = run(*command, folder, "--as-of", AS_OF)
        assert (done.output, done.status) == ("", 2)
        # How many cases there are may stand before it.
        told.add(done.errors.partition("omicheck: the records cannot be read:\n")[2])
    (one,) = told
    return one.replace(str(folder), "FOLDER")


def _of_duckdb(folder: Path) -> None:
    cases = CASES  # noqa: F841, the statement names it
    to = f"'{folder / 'cases'}' (FORMAT parquet, PARTITION_BY (office))"
    duckdb.execute(f"COPY (SELECT * FROM cases) TO {to}")  # noqa: S608, a place of our own
    EVENTS.to_parquet(folder / "events.parquet")


def _of_pandas(folder: Path) -> None:
    CASES.to_parquet(folder / "cases", partition_cols=["office"])
    EVENTS.assign(year=2009, month=4).to_parquet(folder / "events", partition_cols=["year", "month"])


def _of_polars(folder: Path) -> None:
    # It leaves the column in the files too.
    pl.from_pandas(CASES).write_parquet(folder / "cases", partition_by=["sentence_type", "office"], mkdir=True)
    pl.from_pandas(EVENTS).with_columns(year=2009).write_parquet(folder / "events", partition_by="year", mkdir=True)


def _of_spark(folder: Path) -> None:
    """Folders that are named as files, with notes that begin with `_` and sums that begin with `.`."""
    for name, table in (("cases", CASES), ("events", EVENTS)):
        place = folder / f"{name}.parquet"
        place.mkdir()
        for half in (0, 1):
            table[half * 2 : half * 2 + 2].to_parquet(place / f"part-0000{half}-x.snappy.parquet", index=False)
            (place / f".part-0000{half}-x.snappy.parquet.crc").write_bytes(b"crc")
        (place / "_SUCCESS").write_bytes(b"")
        (place / "_metadata.parquet").write_bytes(b"")


def _with_other_suffixes(folder: Path) -> None:
    CASES.to_parquet(folder / "CASES.PARQUET")
    EVENTS.to_parquet(folder / "events.parq")


def _cases_as_parquet(folder: Path) -> None:
    CASES.to_parquet(folder / "cases.pq")
    EVENTS.to_csv(folder / "events.csv", index=False)


def _events_as_parquet(folder: Path) -> None:
    CASES.to_csv(folder / "Cases.CSV", index=False)
    EVENTS.to_parquet(folder / "events.parquet")


def _csv_in_capitals(folder: Path) -> None:
    CASES.to_csv(folder / "CASES.CSV", index=False)
    EVENTS.to_csv(folder / "Events.csv", index=False)


@pytest.mark.parametrize(
    "write",
    [
        _of_duckdb,
        _of_pandas,
        _of_polars,
        _of_spark,
        _with_other_suffixes,
        _cases_as_parquet,
        _events_as_parquet,
        _csv_in_capitals,
    ],
)
def test_folders_are_read_as_tools_write_them(write: Callable[[Path], None], folder: Path, expected: str) -> None:
    write(folder)
    assert _rows(folder) == expected


def test_answers_may_be_held_otherwise_than_the_records(folder: Path) -> None:
    CASES.to_parquet(folder / "cases.parquet")
    EVENTS.to_parquet(folder / "events.parquet")
    ANSWERS.to_parquet(folder / "answers.parquet")
    scores = run("score", folder, "--as-of", AS_OF, "--format", "csv").output
    assert "\nquestion,1.1.1,1.1.1,1.1,,Report was of the appropriate type,1,1,1.0,,,0,0,0,0,3," in scores
    (folder / "answers.parquet").unlink()
    ANSWERS.to_csv(folder / "answers.csv", index=False)
    assert run("score", folder, "--as-of", AS_OF, "--format", "csv").output == scores


def test_every_file_of_partitions_is_in_the_manifest(folder: Path) -> None:
    _of_spark(folder)
    shutil.rmtree(folder / "cases.parquet")
    for office in ("a", "b"):
        (folder / "cases" / f"office={office}").mkdir(parents=True)
        place = folder / "cases" / f"office={office}" / "0.parquet"
        CASES.drop(columns="office")[CASES["case_id"] == office.upper()].to_parquet(place)
    done = run("check", folder, "--as-of", AS_OF, "--format", "json", "--only", "2.1.1")
    assert list(json.loads(done.output)["manifest"]["input"]["sha256"]) == [
        "cases/office=a/0.parquet",
        "cases/office=b/0.parquet",
        "events/part-00000-x.snappy.parquet",
        "events/part-00001-x.snappy.parquet",
    ]


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (
            lambda folder: (
                CASES.to_csv(folder / "cases.csv", index=False),
                CASES.to_parquet(folder / "cases.parquet"),
                EVENTS.to_csv(folder / "events.csv", index=False),
            ),
            f"FOLDER: found the table cases in cases.csv and cases.parquet; {ONE}",
        ),
        (
            lambda folder: [
                write(folder) for write in (_of_pandas, lambda to: EVENTS.to_parquet(to / "events.parquet"))
            ],
            f"FOLDER: found the table events in events/ and events.parquet; {ONE}",
        ),
        (
            lambda folder: [write(folder) for write in (_csv_in_capitals, lambda to: EVENTS.to_csv(to / "events.csv"))],
            f"FOLDER: found the table events in Events.csv and events.csv; {ONE}",
        ),
        (
            lambda folder: (
                CASES.to_parquet(folder / "cases.parquet"),
                (folder / "events").mkdir(),
                (folder / "events" / "part-0.json").write_text("{}", encoding="utf-8"),
            ),
            (
                "FOLDER: found no table events among cases.parquet, events/; "
                "expected the tables cases and events, each as Parquet or CSV"
            ),
        ),
        (
            lambda folder: (
                EVENTS.to_parquet(folder / "events.parquet"),
                CASES.to_parquet(folder / "case.parquet"),
            ),
            (
                "FOLDER: found no table cases among case.parquet, events.parquet; "
                "expected the tables cases and events, each as Parquet or CSV"
            ),
        ),
        (
            lambda folder: (
                CASES.assign(region=1).to_parquet(folder / "cases", partition_cols=["region"]),
                EVENTS.to_parquet(folder / "events.parquet"),
            ),
            (
                "FILE: found the column 'region'; expected a column of the table; "
                "name the folders without '=' if it is no part of the records; did you mean area?"
            ),
        ),
    ],
    ids=["CSV and Parquet", "a folder and a file", "by case alone", "no Parquet in it", "another name", "a partition"],
)
def test_what_is_there_is_told(write: Callable[[Path], object], told: str, folder: Path) -> None:
    write(folder)
    files = sorted(folder.glob("cases/region=1/*"))
    assert _refused(folder).replace(f"FOLDER/cases/region=1/{files[0].name}" if files else "-", "FILE") == f"{told}\n"


def test_files_of_a_table_with_other_columns_are_told_with_them(folder: Path) -> None:
    EVENTS.to_parquet(folder / "events.parquet")
    (folder / "cases").mkdir()
    CASES.to_parquet(folder / "cases" / "0.parquet")
    CASES.drop(columns="office").assign(tier=2).to_parquet(folder / "cases" / "1.parquet")
    expected = "those of 0.parquet, as the files of a table have to share them"
    assert _refused(folder) == (
        "FOLDER/cases/1.parquet: found other columns or other types: no office, tier of type int64, a further column; "
        f"expected {expected}\n"
    )


def test_spark_needs_every_table_as_parquet(folder: Path) -> None:
    _cases_as_parquet(folder)
    done = run("check", folder, "--as-of", AS_OF, "--engine", "spark")
    expected = "a folder with cases.parquet and events.parquet; write the tables as Parquet first (docs/spark.md)"
    told = f"omicheck: --engine spark: found {folder / 'events.csv'}; expected {expected}, or take another engine\n"
    assert (done.output, done.errors, done.status) == ("", told, 2)
