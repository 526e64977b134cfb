"""Scores and metrics of CSV are the same, to the byte, whether it is read whole or in parts."""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from attrs import frozen
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from large_tables import AS_OF, GOOD, WRONG, Row, Tables, as_csv, as_files_in_disorder, generated
from omicheck.records import bulk as bulk_records
from omicheck.records.bulk import csv_tables as reading
from omicheck.records.bulk import parts
from omicheck.use_cases import in_parts
from pipeline import Done, run
from scored_tables import LISTED, answered, document, some_answers, write_answers
from stopping import assert_stopped, start
from strategies import csv_tables

MANY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
COMMANDS: dict[str, tuple[object, ...]] = {
    "scores as JSON": ("score", "--format", "json", "--resamples", 20),
    "scores as a table": ("score", "--resamples", 20),
    "scores as CSV": ("score", "--format", "csv", "--resamples", 0),
    "rules only": ("score", "--rules-only", "--format", "json", "--resamples", 20),
    "answers only": ("score", "--answers-only", "--format", "json", "--resamples", 20),
    "of a caseload": ("score", "--caseload", 900, "--format", "json", "--resamples", 20, "--explain", "1.2"),
    "term by term": ("score", "--explain", "1.2", "--explain", "roh", "--resamples", 0),
    "metrics as JSON": ("performance", "--format", "json"),
    "metrics as a table": ("performance",),
    "metrics as CSV": ("performance", "--format", "csv"),
}
# The remark that says how the cases are evaluated is the one thing that may differ.
ENGINE = "evaluated with the columnar evaluator"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (in_parts, parts):
        monkeypatch.setattr(module, "CASES_IN_A_PART", 9)


@frozen
class Told:
    """All that a command gives: its status, what it prints, the files it writes, and what it says, in any order."""

    status: int
    output: str
    files: dict[str, bytes]
    errors: list[str]


def given_by(*arguments: object) -> tuple[Told, bool]:
    """What a command gives, and whether it read its records in parts."""
    with tempfile.TemporaryDirectory() as folder:
        names = ["--rejects"] if arguments[0] == "performance" else ["--rejects", "--manifest"]
        files = [word for name in names for word in (name, Path(folder) / name)]
        done = run(*arguments, "--as-of", AS_OF, *files)
        written = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
    lines = done.errors.splitlines()
    told = Told(done.status, done.output, written, sorted(line for line in lines if ENGINE not in line))
    return told, any(ENGINE in line and " part" in line for line in lines)


@contextmanager
def read_whole() -> Iterator[None]:
    """CSV is read whole, whichever evaluator is asked for, where pyarrow is not there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "pyarrow", None)
        yield


def assert_alike(*arguments: object) -> Told:
    """Holds what a command gives of CSV read in parts to what it gives of the same read whole, by one evaluator."""
    words = (*arguments, "--engine", "columnar")
    with read_whole():
        whole, was_in_parts = given_by(*words)
    assert not was_in_parts
    in_parts, is_in_parts = given_by(*words)
    # Tables that cannot be read are read no further.
    assert is_in_parts == (whole.status != 2)
    assert in_parts == whole
    return whole


def shuffled(tables: Tables, random: Random) -> Tables:
    """The tables with their cases in no order, and the rows of events and answers of a case far from each other."""
    for rows in tables.values():
        random.shuffle(rows)
    return tables


@pytest.mark.parametrize("command", COMMANDS)
def test_the_same_bytes_of_a_caseload(command: str, tmp_path: Path) -> None:
    random = Random(2010)  # noqa: S311, a seeded choice of data
    folder = as_csv(shuffled(answered(generated(40), random), random), tmp_path / "in")
    name, *options = COMMANDS[command]
    told = assert_alike(name, folder, *options)
    assert told.status == 0
    assert told.output != ""


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


def with_unlisted(random: Random) -> Tables:
    """Answers to questions of the list and to others, about cases of which some are wrong and some not there."""
    tables = answered(generated(40), random, (*LISTED, "7.7.7", "1.1.77"))
    tables["cases"].append({"case_id": "SYN-0100", "sentence_type": "custody", "tier": "9"})
    tables["events"].append({"case_id": "SYN-0400", "type": "contact", "date": "2009-04-08"})
    for case_id, question in (("SYN-0100", "7.7.7"), ("SYN-0300", "1.1.1"), ("SYN-0011", "8.8.8")):
        tables["answers"].append({"case_id": case_id, "question": question, "answer": "sufficient"})
    return shuffled(tables, random)


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


@pytest.mark.parametrize("command", ["scores as JSON", "metrics as JSON"])
def test_tables_that_cannot_be_read_are_told_alike(command: str, tmp_path: Path) -> None:
    folder = Path(as_csv(answered(generated(12), Random(3)), tmp_path / "in"))  # noqa: S311, a seeded choice of data
    answers = (folder / "answers.csv").read_bytes()
    (folder / "answers.csv").write_bytes(answers.replace(b"question", b"questoin", 1))
    (folder / "events.csv").write_bytes((folder / "events.csv").read_bytes() + b'SYN-0001,"contact')
    name, *options = COMMANDS[command]
    told = assert_alike(name, folder, *options)
    assert (told.status, told.output) == (2, "")


@MANY
@given(tables=csv_tables(), without_answers=st.booleans())
@pytest.mark.parametrize("command", ["scores as JSON", "metrics as JSON"])
@pytest.mark.parametrize("size", [40, 1 << 24])
def test_any_csv_comes_to_the_same_bytes(
    tables: dict[str, bytes],
    without_answers: bool,
    size: int,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "_BLOCK", size)
    monkeypatch.setattr(reading, "_ROWS_AT_A_TIME", 3)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 2)
    for file, content in tables.items():
        (tmp_path / file).write_bytes(content)
    if without_answers:
        (tmp_path / "answers.csv").unlink()
    name, *options = COMMANDS[command]
    event(f"status {assert_alike(name, tmp_path, *options).status}")


def documents(done: Done) -> tuple[int, str]:
    return done.status, done.output


@pytest.mark.parametrize("command", ["score", "performance", "compare"])
def test_csv_is_read_in_parts_from_a_size_on(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As many as the columnar evaluator is taken for where records are read whole, so that the manifests are the same.
    tables = answered(generated(210), Random(4))  # noqa: S311, a seeded choice of data
    folder = as_csv(tables, tmp_path / "in")
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 99)
    size = (tmp_path / "in" / "events.csv").stat().st_size
    addresses = (folder, folder) if command == "compare" else (folder,)
    options = (command, *addresses, "--as-of", AS_OF, "--format", "json")
    options += () if command == "performance" else ("--resamples", 9)
    parted_are = [f"omicheck: 210 cases, {ENGINE} in 4 parts"] * len(addresses)

    def told(done: Done) -> Sequence[str]:
        return [line for line in done.errors.splitlines() if ENGINE in line]

    monkeypatch.setattr(bulk_records, "LARGE_CSV", size + 1)
    whole = run(*options)
    assert told(whole) == [f"omicheck: 210 cases, {ENGINE} (--engine durable for the other)"] * len(addresses)
    asked_for = run(*options, "--engine", "columnar")
    monkeypatch.setattr(bulk_records, "LARGE_CSV", size)
    large = run(*options)
    for parted in (asked_for, large):
        assert documents(parted) == documents(whole)
        assert told(parted) == parted_are
    assert told(run(*options, "--engine", "durable")) == []
    with read_whole():
        without = run(*options)
    assert (documents(without), without.errors) == (documents(whole), whole.errors)


def test_a_small_folder_of_csv_is_read_whole_unless_columns_are_asked_for(tmp_path: Path) -> None:
    folder = as_csv(answered(generated(20), Random(4)), tmp_path / "in")  # noqa: S311, a seeded choice of data
    options = ("score", folder, "--as-of", AS_OF, "--format", "json", "--resamples", 9)
    whole, parted = run(*options), run(*options, "--engine", "columnar")
    assert (document(parted), parted.status) == (document(whole), whole.status)
    assert whole.errors == ""
    assert parted.errors == f"omicheck: 20 cases, {ENGINE} in 4 parts\n"


def test_a_caseload_that_is_too_small_is_told_alike(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311, a seeded choice of data
    tables = with_unlisted(random)
    file = write_answers(tmp_path / "answers.csv", some_answers(tables, random))
    folder = as_csv(tables, tmp_path / "in")
    options = ("score", folder, "--as-of", AS_OF, "--caseload", 30, "--answers", file, "--engine", "columnar")
    with read_whole():
        whole = run(*options)
    in_parts = run(*options)
    assert documents(in_parts) == documents(whole) == (2, "")
    expected = "expected the number of cases that the sample was drawn from, at least the 40 that are in it"
    assert whole.errors.splitlines()[-1] == f"omicheck: --caseload: found 30; {expected}"
    lines = [line for line in in_parts.errors.splitlines() if ENGINE not in line]
    assert sorted(lines) == sorted(whole.errors.splitlines())
    assert lines[-1] == whole.errors.splitlines()[-1]


@pytest.mark.parametrize("command", ["score", "performance"])
def test_stopped_in_the_middle_it_leaves_no_temporary_file(command: str, tmp_path: Path) -> None:
    folder = as_csv(shuffled(generated(60), Random(5)), tmp_path / "in")  # noqa: S311, a seeded choice of data
    temporary = tmp_path / "temporary"
    where = "omicheck.evaluate.columnar.part_work:evaluate_partition"
    options = (command, folder, "--as-of", AS_OF, "--engine", "columnar", "--output", tmp_path / "out.txt")
    assert_stopped(start(where, 4, temporary, *options), temporary)
    assert {one.name for one in tmp_path.iterdir()} == {"in", "temporary"}
