"""Scores and metrics are the same whichever way they are made: from rows, from columns, from tables read in parts."""

from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from large_tables import AS_OF, GOOD, WRITERS, WRONG, Tables, Writer, as_csv, as_parquet, generated
from omicheck.evaluate.columnar import part_work
from pipeline import ROOT, run
from scored_tables import LISTED, answered, document, some_answers, write_answers

# A program beside the package, which no checker of types has to find.
generate: Any = import_module("generate")


FIXTURES = ROOT / "fixtures"


pytestmark = pytest.mark.usefixtures("small_parts_of_all_readers")


COMMANDS = {
    "both": ("score", "--resamples", 20),
    "rules only": ("score", "--rules-only", "--resamples", 20),
    "answers only": ("score", "--answers-only", "--resamples", 20),
    "of a caseload": ("score", "--caseload", 900, "--resamples", 50, "--explain", "1.2"),
    "performance": ("performance",),
}


# Every command from one kind of table, and one command from every kind.
HELD = [(as_parquet, command) for command in COMMANDS] + [
    (writer, "both") for writer in WRITERS if writer is not as_parquet
]


@pytest.mark.one_in(5)
@pytest.mark.parametrize(("writer", "command"), HELD)
def test_the_same_document_whatever_holds_the_records(writer: Writer, command: str, tmp_path: Path) -> None:
    random = Random(2010)  # noqa: S311, a seeded choice of data
    address = writer(answered(generated(40), random), tmp_path / "records")
    name, *options = COMMANDS[command]
    one, other = (
        run(name, address, "--as-of", AS_OF, "--format", "json", "--engine", engine, *options)
        for engine in ("durable", "auto")
    )
    assert document(other) == document(one)
    assert (one.status, other.status) == (0, 0)
    if name == "score" and "--answers-only" not in options:
        assert document(one)["disagreements"] != []
        assert document(one)["missing_fields"] != []


@pytest.mark.one_in(3)
@pytest.mark.parametrize("writer", WRITERS)
def test_answers_in_a_file_and_unlisted_ones_are_told_alike(writer: Writer, tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311, a seeded choice of data
    tables = answered(generated(40), random, (*LISTED, "7.7.7", "1.1.77"))
    tables["cases"].append({"case_id": "SYN-0100", "sentence_type": "custody", "tier": "9"})
    file = write_answers(
        tmp_path / "answers.csv", [*some_answers(tables, random), ("SYN-0100", "1.1.1", "sufficient", "")]
    )
    address = writer(tables, tmp_path / "records")
    found, told = [], []
    for engine in ("durable", "auto"):
        rejects = tmp_path / f"{engine}.jsonl"
        options = ("--format", "json", "--resamples", 0, "--answers", file, "--rejects", rejects, "--engine", engine)
        done = run("score", address, "--as-of", AS_OF, *options)
        found.append((document(done), rejects.read_text(encoding="utf-8"), done.status))
        told.append({line for line in done.errors.splitlines() if "evaluated with" not in line})
    assert found[0] == found[1]
    assert told[0] == told[1]
    assert found[0][2] == 3


@pytest.mark.one_in(4)
@pytest.mark.parametrize("wrong", WRONG)
def test_records_that_are_wrong_enter_no_score(wrong: str, tmp_path: Path) -> None:
    tables: Tables = {"cases": [GOOD], "events": [{"case_id": "X", "type": "contact", "date": "2009-04-08"}]}
    tables["answers"] = [{"case_id": "X", "question": "2.1.1", "answer": "sufficient", "by": "i-1"}]
    for name, rows in WRONG[wrong].items():
        tables[name] = [*tables[name], *rows]
    address = as_parquet(tables, tmp_path / "records")
    for command in ("score", "performance"):
        one, other = (
            run(command, address, "--as-of", AS_OF, "--format", "json", "--engine", engine)
            for engine in ("durable", "auto")
        )
        assert document(other) == document(one)
        assert (one.status, other.status) == (3, 3)


def test_a_cell_of_an_answer_that_is_no_text_is_wrong_whoever_reads_it(tmp_path: Path) -> None:
    tables: Tables = {"cases": [GOOD], "events": [], "answers": []}
    address = as_parquet(tables, tmp_path / "records")
    answers = {"case_id": ["X"], "question": ["2.1.1"], "answer": ["sufficient"], "by": pa.array([14340], pa.date32())}
    pq.write_table(pa.table(answers), Path(address) / "answers.parquet")
    one, other = (
        run("score", address, "--as-of", AS_OF, "--format", "json", "--engine", e) for e in ("durable", "auto")
    )
    assert document(other) == document(one)
    assert document(one)["problems"] == [
        f"{address}/answers.parquet:1: case X: answers[0].by: found a day, or a moment of one; expected text"
    ]


def test_a_word_of_a_dictionary_that_only_rejected_records_use_is_no_answer(tmp_path: Path) -> None:
    tables: Tables = {"cases": [GOOD, {**GOOD, "case_id": "Y"}], "events": [], "answers": []}
    address = as_parquet(tables, tmp_path / "records")
    answers = {"case_id": ["X", "Y"], "question": ["2.1.1"] * 2, "answer": ["sufficient", "yes"]}
    columns = {name: pa.array(cells).dictionary_encode() for name, cells in answers.items()}
    pq.write_table(pa.table(columns), Path(address) / "answers.parquet")
    one, other = (
        run("score", address, "--as-of", AS_OF, "--format", "json", "--engine", e) for e in ("durable", "auto")
    )
    assert document(other) == document(one)
    expected = "expected a known answer: sufficient, not_sufficient or not_applicable"
    assert document(one)["problems"] == [
        f"{address}/answers.parquet:2: case Y: answers[0].answer: found a text; {expected}"
    ]


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("command", "fixture"),
    [*((command, "sample/cases.json") for command in COMMANDS), ("both", "hertfordshire-2010/cases.json")],
)
def test_the_same_document_of_the_fixtures_by_both_evaluators(
    command: str, fixture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("omicheck.evaluate.engines._AT_A_TIME", 25)
    name, *options = COMMANDS[command]
    one, other = (
        document(run(name, FIXTURES / fixture, "--format", "json", "--engine", engine, *options))
        for engine in ("durable", "columnar")
    )
    assert other == one


@pytest.mark.long
def test_the_same_document_of_a_generated_caseload_as_tables_of_text_and_of_parquet(tmp_path: Path) -> None:
    generate.write(120, tmp_path / "generated", with_answers=True)
    tables: Tables = {
        name: [
            {
                column: str(cell).lower() if isinstance(cell, bool) else str(cell)
                for column, cell in row.items()
                if cell is not None and column != "seq"
            }
            for row in pq.read_table(tmp_path / "generated" / f"{name}.parquet").to_pylist()
        ]
        for name in ("cases", "events", "answers")
    }
    as_text = as_csv(tables, tmp_path / "text")
    for name, *options in (COMMANDS["both"], COMMANDS["performance"]):
        one, other = (
            document(run(name, address, "--as-of", generate.AS_OF, "--format", "json", "--quiet", *options, *engine))
            for address, engine in ((as_text, ("--engine", "durable")), (tmp_path / "generated", ()))
        )
        del one["manifest"]["input"], other["manifest"]["input"]
        assert other == one


def test_a_score_that_is_stopped_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    address = as_parquet(generated(20), tmp_path / "records")
    monkeypatch.setattr(part_work, "evaluate_partition", stop)
    done = run("score", address, "--as-of", AS_OF, "--output", tmp_path / "scores.txt")
    assert (done.status, done.output, done.errors.splitlines()[-1]) == (130, "", "omicheck: stopped")
    assert not list(tmp_path.glob("scores*"))
