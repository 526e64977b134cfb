"""Scores of CSV read whole and in parts, held to each other."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from attrs import frozen

from large_tables import AS_OF, Tables, generated
from pipeline import run
from scored_tables import LISTED, answered

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


def with_unlisted(random: Random) -> Tables:
    """Answers to questions of the list and to others, about cases of which some are wrong and some not there."""
    tables = answered(generated(40), random, (*LISTED, "7.7.7", "1.1.77"))
    tables["cases"].append({"case_id": "SYN-0100", "sentence_type": "custody", "tier": "9"})
    tables["events"].append({"case_id": "SYN-0400", "type": "contact", "date": "2009-04-08"})
    for case_id, question in (("SYN-0100", "7.7.7"), ("SYN-0300", "1.1.1"), ("SYN-0011", "8.8.8")):
        tables["answers"].append({"case_id": case_id, "question": question, "answer": "sufficient"})
    return shuffled(tables, random)
