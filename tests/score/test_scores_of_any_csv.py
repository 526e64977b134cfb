"""Scores of CSV that is large, small, faulty or generated: when it is read in parts, and that nothing depends on it."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from draws import draws
from large_tables import AS_OF, as_csv, generated
from omicheck.records import bulk as bulk_records
from omicheck.records.bulk import csv_tables as reading
from omicheck.use_cases import in_parts
from pipeline import Done, run
from scored_csv import COMMANDS, ENGINE, assert_alike, read_whole, shuffled, with_unlisted
from scored_tables import answered, document, some_answers, write_answers
from stopping import assert_stopped, start
from strategies import csv_tables

MANY = draws(25)


pytestmark = pytest.mark.usefixtures("small_parts_of_all_readers")


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


@pytest.mark.one_in(3)
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


@pytest.mark.one_in(2)
@pytest.mark.parametrize("command", ["score", "performance"])
def test_stopped_in_the_middle_it_leaves_no_temporary_file(command: str, tmp_path: Path) -> None:
    folder = as_csv(shuffled(generated(60), Random(5)), tmp_path / "in")  # noqa: S311, a seeded choice of data
    temporary = tmp_path / "temporary"
    where = "omicheck.evaluate.columnar.part_work:evaluate_partition"
    options = (command, folder, "--as-of", AS_OF, "--engine", "columnar", "--output", tmp_path / "out.txt")
    assert_stopped(start(where, 4, temporary, *options), temporary)
    assert {one.name for one in tmp_path.iterdir()} == {"in", "temporary"}
