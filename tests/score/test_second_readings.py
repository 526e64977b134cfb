"""Two readers of one case: whose answer counts, and how far they agree."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from omicheck.model.case import Answer
from omicheck.score.second_readings import SecondReading, read_twice
from pipeline import run
from small_office import write_office

CASES: list[dict[str, Any]] = [
    {"case_id": name, "sentence_type": "community_order", "sentence_date": "2009-03-02", "events": []}
    for name in "ABCD"
]
ANN = "A,1.1.2,sufficient\nB,1.1.2,sufficient\nC,1.1.2,not_sufficient\nD,1.1.2,not_sufficient\nA,2.1.1,sufficient\n"
BEN = "A,1.1.2,sufficient\nB,1.1.2,not_sufficient\nC,1.1.2,not_sufficient\nD,1.1.2,not_sufficient\nA,2.1.1,sufficient\n"


def table(file: Path, lines: str, by: str) -> Path:
    file.write_text("case_id,question,answer,by\n" + "".join(f"{line},{by}\n" for line in lines.split()))
    return file


def test_the_first_readers_answer_counts_and_the_other_is_compared(tmp_path: Path) -> None:
    rules, records = write_office(tmp_path, CASES)
    files = [table(tmp_path / f"{by}.csv", lines, by) for by, lines in (("Ann", ANN), ("Ben", BEN))]
    of = [word for file in files for word in ("--answers", file)]
    asked = ("score", records, "--rules", rules, "--resamples", 0, *of)
    done = run(*asked, "--format", "json")
    found = json.loads(done.output)
    assert (done.status, found["problems"]) == (0, [])
    counted = {one["question"]: (one["sufficient"], one["relevant"]) for one in found["questions"]}
    assert (counted["1.1.2"], counted["2.1.1"]) == ((2, 4), (1, 1))
    readers = found["readers"]
    assert readers["disagreements"] == [
        {
            "case_id": "B",
            "question": "1.1.2",
            "used": {"answer": "sufficient", "by": "Ann", "reason": None},
            "other": {"answer": "not_sufficient", "by": "Ben", "reason": None},
        }
    ]
    # Of four, three agree: 3/4; by chance 2/4 * 1/4 + 2/4 * 3/4 = 1/2; so (3/4 - 1/2) / (1 - 1/2) = 1/2.
    (first, second) = readers["by_question"]
    assert (first["question"], first["compared"], first["agreed"], first["share"]) == ("1.1.2", 4, 3, 0.75)
    assert first["kappa"] == pytest.approx(0.5)
    assert (second["question"], second["compared"], second["kappa"]) == ("2.1.1", 1, None)
    assert [one["readers"] for one in readers["by_readers"]] == ["Ann and Ben"]
    shown = " ".join(run(*asked).output.split())
    assert (
        "Read twice: 5 answers on 4 cases; the readers agree on 4 (80%, kappa 0.62). The first answer counts." in shown
    )


def test_the_same_reader_twice_is_no_second_reader(tmp_path: Path) -> None:
    rules, records = write_office(tmp_path, CASES)
    first = table(tmp_path / "first.csv", ANN, "Ann")
    second = table(tmp_path / "second.csv", "B,1.1.2,not_sufficient\nA,1.1.2,sufficient\n", "Ann")
    unnamed = table(tmp_path / "unnamed.csv", "C,1.1.2,not_sufficient\n", "")
    of = [word for file in (first, second, unnamed) for word in ("--answers", file)]
    done = run("score", records, "--rules", rules, "--resamples", 0, *of, "--format", "json", "--all-problems")
    one = "expected one answer to a question for a case; the first is used"
    assert done.errors.splitlines() == [
        f"{second}:2: case B: question: found a second answer to 1.1.2 (the first: {first} line 3, sufficient); {one}",
        f"{second}:3: case A: question: found a second answer to 1.1.2 (the first: {first} line 2); {one}",
        f"{unnamed}:2: case C: question: found a second answer to 1.1.2 (the first: {first} line 4); {one}",
        "omicheck: 3 answers not used",
    ]
    assert (done.status, "readers" in json.loads(done.output)) == (3, False)


def as_json(folder: Path, answers: list[dict[str, str]]) -> Path:
    """The cases with answers of their own, as a document."""
    own: dict[str, list[dict[str, str]]] = {str(case["case_id"]): [] for case in CASES}
    for case_id, *answer in (tuple(one.items()) for one in answers):
        own[case_id[1]].append(dict(answer))
    cases = [case | {"answers": own[case["case_id"]]} for case in CASES]
    (folder / "cases.json").write_text(json.dumps({"as_of": "2010-01-18", "cases": cases}))
    return folder / "cases.json"


def as_tables(folder: Path, answers: list[dict[str, str]]) -> Path:
    """The same as CSV."""
    tables = folder / "tables"
    tables.mkdir()
    (tables / "cases.csv").write_text(
        "case_id,sentence_type,sentence_date\n" + "".join(",".join(list(case.values())[:3]) + "\n" for case in CASES)
    )
    (tables / "events.csv").write_text("case_id,type,date\n")
    rows = (f"{one['case_id']},{one['question']},{one['answer']},{one.get('by', '')}\n" for one in answers)
    (tables / "answers.csv").write_text("case_id,question,answer,by\n" + "".join(rows))
    return tables


@pytest.mark.parametrize("written", [as_json, as_tables])
def test_a_record_may_hold_the_answers_of_two_readers(
    tmp_path: Path, written: Callable[[Path, list[dict[str, str]]], Path]
) -> None:
    rules, records = write_office(tmp_path, CASES)
    lines = [(*line.split(","), by) for by, lines in (("Ann", ANN), ("Ben", BEN)) for line in lines.split()]
    answers = [dict(zip(("case_id", "question", "answer", "by"), line, strict=True)) for line in lines]
    files = [table(tmp_path / f"{by}.csv", lines, by) for by, lines in (("Ann", ANN), ("Ben", BEN))]
    of = [word for file in files for word in ("--answers", file)]
    asked = ("--rules", rules, "--resamples", 0, "--as-of", "2010-01-18", "--format", "json")
    in_files = json.loads(run("score", records, *asked, *of).output)
    done = run("score", written(tmp_path, answers), *asked)
    in_records = json.loads(done.output)
    assert (done.status, done.errors) == (0, "")
    assert {key: in_records[key] for key in ("questions", "readers")} == {
        key: in_files[key] for key in ("questions", "readers")
    }


@pytest.mark.parametrize("written", [as_json, as_tables])
@pytest.mark.parametrize("by", [{"by": "Ann"}, {}])
def test_a_record_with_two_answers_of_one_reader_is_refused(
    tmp_path: Path, written: Callable[[Path, list[dict[str, str]]], Path], by: dict[str, str]
) -> None:
    rules, _ = write_office(tmp_path, CASES)
    first = {"case_id": "A", "question": "1.1.2", "answer": "sufficient"}
    records = written(tmp_path, [first | {"by": "Ann"}, first | by])
    done = run("score", records, "--rules", rules, "--resamples", 0, "--as-of", "2010-01-18", "--format", "json")
    assert done.status == 3
    (problem,) = json.loads(done.output)["problems"]
    assert problem.endswith(
        "question: found a second answer to 1.1.2; expected one answer to a question, or those of readers who are "
        "named and differ"
    )


def test_readers_are_told_apart_whoevers_answer_counts() -> None:
    def reading(case_id: str, *answers: tuple[str, str]) -> SecondReading:
        return SecondReading(case_id, "1.1.2", *(Answer("1.1.2", answer, by) for by, answer in answers))

    pairs = [
        reading("A", ("Ann", "sufficient"), ("Ben", "not_sufficient")),
        reading("B", ("Ben", "not_sufficient"), ("Ann", "sufficient")),
    ]
    twice = read_twice(pairs, ["1.1.2"])
    assert twice is not None
    (between,) = twice.by_readers
    assert (between.of, between.table["sufficient"]["not_sufficient"], between.compared) == ("Ann and Ben", 2, 2)
    assert twice.together.table["sufficient"]["not_sufficient"] == 1
    assert read_twice([], ["1.1.2"]) is None
