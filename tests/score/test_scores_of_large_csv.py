"""Scores and metrics of CSV are the same, to the byte, whether it is read whole or in parts."""

import json
from pathlib import Path
from random import Random

import pytest

from large_tables import AS_OF, GOOD, WRONG, Row, Tables, as_csv, as_files_in_disorder, generated
from pipeline import run
from scored_csv import COMMANDS, assert_alike, shuffled, with_unlisted
from scored_tables import LISTED, answered, document, some_answers, write_answers

pytestmark = pytest.mark.usefixtures("small_parts_of_all_readers")


@pytest.mark.one_in(3)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_bytes_of_a_caseload(command: str, tmp_path: Path) -> None:
    random = Random(2010)  # noqa: S311, a seeded choice of data
    folder = as_csv(shuffled(answered(generated(40), random), random), tmp_path / "in")
    name, *options = COMMANDS[command]
    told = assert_alike(name, folder, *options)
    assert told.status == 0
    assert told.output != ""


@pytest.mark.one_in(5)
@pytest.mark.parametrize("command", ["scores as JSON", "metrics as JSON"])
@pytest.mark.parametrize("wrong", WRONG)
def test_the_same_bytes_where_records_are_rejected(wrong: str, command: str, tmp_path: Path) -> None:
    # Before and behind the record that is wrong, so that there are other parts.
    others = generated(20)
    tables: Tables = {
        "cases": [*others["cases"], GOOD],
        "events": [*others["events"], {"case_id": "X", "type": "contact", "date": "2009-04-08"}],
        "answers": [{"case_id": "X", "question": "2.1.1", "answer": "sufficient", "by": "i-1"}],
    }
    for table, rows in WRONG[wrong].items():
        tables[table] = [*rows[:1], *tables[table], *rows[1:]]
    name, *options = COMMANDS[command]
    told = assert_alike(name, as_csv(tables, tmp_path / "in"), *options)
    assert told.status == 3
    assert told.files["--rejects"] != b""


@pytest.mark.one_in(3)
@pytest.mark.parametrize("with_file", [False, True])
@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_answers_that_cannot_be_used_are_told_in_the_order_of_the_records(
    engine: str, with_file: bool, tmp_path: Path
) -> None:
    random = Random(7)  # noqa: S311, a seeded choice of data
    tables = with_unlisted(random)
    folder = as_csv(tables, tmp_path / "in")
    options: tuple[object, ...] = ()
    if with_file:
        refused = ("SYN-0100", "1.1.1", "sufficient", "")
        options = ("--answers", write_answers(tmp_path / "answers.csv", [*some_answers(tables, random), refused]))
    told = assert_alike("score", folder, "--format", "json", "--resamples", 0, *options)
    assert told.status == 3

    done = run("score", folder, "--as-of", AS_OF, "--engine", engine, "--rejects", tmp_path / "rejects.jsonl")
    assert done.status == 3
    found = [
        (one["record"]["case_id"], one["record"]["question"])
        for one in map(json.loads, (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines())
        if "a question in the list" in [problem["expected"] for problem in one["problems"]]
    ]
    of_case: dict[str, list[str]] = {row["case_id"]: [] for row in tables["cases"] if row["case_id"] != "SYN-0100"}
    for row in tables["answers"]:
        if row["question"] not in LISTED and row["case_id"] in of_case:
            of_case[row["case_id"]].append(row["question"])
    assert found == [(case_id, question) for case_id, asked in of_case.items() for question in asked]
    assert found != sorted(found)


def test_the_order_is_that_of_the_records_in_other_tables_too(tmp_path: Path) -> None:
    address = as_files_in_disorder(with_unlisted(Random(7)), tmp_path / "in")  # noqa: S311, a seeded choice of data
    one, other = (
        run("score", address, "--as-of", AS_OF, "--format", "json", "--resamples", 0, "--engine", engine)
        for engine in ("durable", "columnar")
    )
    assert document(other) == document(one)
    assert (one.status, other.status) == (3, 3)


@pytest.mark.parametrize("command", ["scores as JSON", "metrics as JSON"])
@pytest.mark.parametrize(
    "change",
    [
        {"answers": None},
        {"answers": []},
        {"events": []},
        {"cases": [], "answers": None},
        {"cases": [], "events": [], "answers": []},
        {"cases": [{"case_id": "A", "sentence_type": "none"}], "answers": None},
    ],
)
def test_the_same_bytes_of_tables_with_little_in_them(
    change: dict[str, list[Row] | None], command: str, tmp_path: Path
) -> None:
    random = Random(3)  # noqa: S311, a seeded choice of data
    tables: Tables = {}
    for table, rows in answered(generated(12), random).items():
        kept = change.get(table, rows)
        if kept is not None:
            tables[table] = kept
    name, *options = COMMANDS[command]
    assert_alike(name, as_csv(tables, tmp_path / "in"), *options)
