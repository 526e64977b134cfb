"""Scores and metrics are the same whichever way they are made: from rows, from columns, from tables read in parts."""

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from large_tables import AS_OF, GOOD, WRITERS, WRONG, Tables, Writer, as_csv, as_parquet, generated
from omicheck.evaluate.columnar import part_work
from omicheck.evaluate.engines import columns_by
from omicheck.evaluate.verdict_columns import columns_of_partition
from omicheck.model.case import ANSWERS, Answer, Case
from omicheck.model.row import Row
from omicheck.model.rule import DECIDES, Rule
from omicheck.model.scheme import Question
from omicheck.records.bulk import parts
from omicheck.score.answers_and_verdicts import (
    AnswerColumns,
    AnswersAndVerdicts,
    answers_and_verdicts_of,
    answers_of_cases,
)
from omicheck.score.answers_reader import read_answers_file
from omicheck.score.bootstrap import resampled_scores
from omicheck.score.matrix import OUTCOMES, UNANSWERED
from omicheck.score.result import Scores
from omicheck.score.scores import question_ids, scores_of
from omicheck.score.scoring_input import ScoringInput, scoring_input_of
from omicheck.score.settings import Settings, Side
from omicheck.use_cases import in_parts
from pipeline import run
from plain_scores import answers_of, answers_with_file, as_plain, disagreements, missing, outcomes, rows_by_cell
from scenario import PACKAGED, read
from scored_tables import LISTED, answered, document, some_answers, write_answers
from strategies import SCHEME, codes, questions, scenarios, verdict_rows

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
# A program beside the package, which no checker of types has to find.
generate: Any = import_module("generate")

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SIDES: tuple[Side, ...] = ("both", "rules_only", "answers_only")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (in_parts, parts):
        monkeypatch.setattr(module, "CASES_IN_A_PART", 9)


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
        f'{address}/answers.parquet:1: case X: answers[0].by: found "2009-04-06"; expected text'
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
        f'{address}/answers.parquet:2: case Y: answers[0].answer: found answer "yes"; {expected}'
    ]


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


@given(data=st.data())
@OFTEN
def test_parts_and_rows_come_to_what_the_definitions_say(data: st.DataObject) -> None:
    scenario = read(data.draw(scenarios(PACKAGED.vocabulary, cases=8)), PACKAGED.vocabulary)
    listed = {one.id: one for one in data.draw(questions())}
    names = question_ids(listed, SCHEME)
    rules = tuple(
        evolve(
            rule, question=data.draw(st.sampled_from([*names, "other"])), decides=data.draw(st.sampled_from(DECIDES))
        )
        for rule in scenario.rule_base.rules
    )
    answer = st.builds(
        Answer, st.sampled_from([*names, "other"]), st.sampled_from(ANSWERS), st.sampled_from(["i-1", None])
    )
    some = st.lists(answer, max_size=4, unique_by=lambda one: one.question).map(tuple)
    cases = sorted((evolve(case, answers=data.draw(some)) for case in scenario.cases), key=lambda case: case.case_id)
    scenario = evolve(scenario, cases=tuple(cases), rule_base=evolve(scenario.rule_base, rules=rules))
    side = data.draw(st.sampled_from(SIDES))
    rows = scenario.rows("durable")
    by_rows = scoring_input_of([answers_and_verdicts_of(cases, rows, rules, names)], names, side)

    cuts = sorted({0, len(cases), *data.draw(st.lists(st.integers(0, len(cases)), max_size=3))})
    pieces = []
    for first, last in pairwise(cuts):
        found = columns_by(scenario.rule_base, rules, cases[first:last], scenario.as_of, pytest.fail)
        pieces.append(
            AnswersAndVerdicts(found.case_ids, answers_of_cases(cases[first:last], names), columns_of_partition(found))
        )
    by_columns = scoring_input_of(pieces, names, side)

    how = Settings(side, resamples=5)
    scores = scores_of(by_rows, rules, listed, SCHEME, how)
    assert scores_of(by_columns, rules, listed, SCHEME, how) == scores

    hold(scores, by_rows, cases, rows, rules, listed)


@given(data=st.data())
@OFTEN
def test_rows_of_every_kind_come_to_what_the_definitions_say(data: st.DataObject) -> None:
    listed = {one.id: one for one in data.draw(questions())}
    names = question_ids(listed, SCHEME)
    rules = tuple(
        evolve(rule, question=data.draw(st.sampled_from(names[:2])), decides=data.draw(st.sampled_from(DECIDES)))
        for rule in PACKAGED.rules[:4]
    )
    cases = [Case(case_id, {}, ()) for case_id in "AB"]
    rows = data.draw(verdict_rows(rules, "AB"))
    found = scoring_input_of([answers_and_verdicts_of(cases, rows, rules, names)], names, "rules_only")
    how = Settings("rules_only", resamples=5)
    hold(scores_of(found, rules, listed, SCHEME, how), found, cases, rows, rules, listed)


def hold(
    scores: Scores,
    found: ScoringInput,
    cases: Sequence[Case],
    rows: Sequence[Row],
    rules: Sequence[Rule],
    listed: Mapping[str, Question],
) -> None:
    """Holds scores to the definitions."""
    side = scores.settings.side
    names = question_ids(listed, SCHEME)
    answers, said = answers_of(cases, names), rows_by_cell(rows, rules, names)
    entered = outcomes(answers, said, side)
    joined = found.matrix.joined(side)
    assert {
        (case.case_id, name): OUTCOMES[code]
        for case, of_case in zip(cases, joined.tolist(), strict=True)
        for name, code in zip(names, of_case, strict=True)
        if code != UNANSWERED
    } == entered
    differing = disagreements(answers, said)
    assert scores.disagreements == tuple(
        differing[case.case_id, name] for case in cases for name in names if (case.case_id, name) in differing
    )
    assert as_plain(scores.missing) == missing(entered, said, [listed[name] for name in names], SCHEME)


NAMES = ("1.1.1", "1.1.2", "2.1.1")


@given(data=st.data())
@OFTEN
def test_a_file_of_answers_comes_to_what_line_by_line_gives(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cases = ("A", "B", "C")
    own = {
        cell: Answer(cell[1], answer, "i-1")
        for cell, answer in data.draw(
            st.dictionaries(
                st.tuples(st.sampled_from(cases), st.sampled_from(NAMES)), st.sampled_from(ANSWERS), max_size=4
            )
        ).items()
    }
    line = st.tuples(
        st.sampled_from([*cases, "D"]),
        st.sampled_from([*NAMES, "9.9.9"]),
        st.sampled_from([*ANSWERS, "suficient"]),
        st.sampled_from(["", "i-2", "i-3"]),
    )
    rows = data.draw(st.lists(line, max_size=12))
    file = write_answers(tmp_path_factory.mktemp("answers") / "answers.csv", rows)
    expected, problems = answers_with_file(own, rows, cases, NAMES, str(file))

    from_file = read_answers_file(file, NAMES)
    found: dict[tuple[str, str], Answer] = {}
    cut = data.draw(st.integers(0, 3))
    for some in (cases[:cut], cases[cut:]):
        mine = [(cell, answer) for cell, answer in own.items() if cell[0] in some]
        numbers = [(some.index(case), NAMES.index(name), ANSWERS.index(one.answer)) for (case, name), one in mine]
        case, question, code = np.array(numbers, dtype=np.int32).reshape(-1, 3).T
        columns = AnswerColumns(case, question, code, lambda at, mine=mine: [(mine[one][1].by, None) for one in at])  # type: ignore[misc]
        added = from_file.added_to(columns, some, "RECORDS")
        # Asked for in another order than they come in.
        places = list(range(len(added.case)))[::-1]
        for place, (by, reason) in zip(places, added.texts(places), strict=True):
            name = NAMES[added.question[place]]
            found[some[added.case[place]], name] = Answer(name, ANSWERS[added.answer[place]], by, reason)
    assert found == expected
    rejected = from_file.rejected(cases, ())
    assert [str(problem) for one in rejected for problem in one.problems] == problems
    refused = {
        row for row, one in zip(rows, range(2, 99), strict=False) if any(f":{one}: " in text for text in problems)
    }
    assert {
        tuple(one.record.get(name, "") for name in ("case_id", "question", "answer", "by")) for one in rejected
    } == refused


@given(questions(), st.integers(1, 40), st.data())
@OFTEN
def test_questions_for_few_cases_and_cases_in_pieces_make_no_difference_to_the_bootstrap(
    of: tuple[Question, ...],
    cases: int,
    data: st.DataObject,
) -> None:
    said = data.draw(codes(cases, len(of)))
    few = data.draw(st.lists(st.integers(0, cases - 1), max_size=3))
    rest = np.setdiff1d(np.arange(cases), few)
    said[rest[:, None], np.arange(0, len(of), 2)] = UNANSWERED
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("omicheck.score.bootstrap._FEW", 0)
        whole = resampled_scores(said, of, SCHEME, resamples=9, seed=3)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("_CELLS_AT_ONCE", 70), ("_DRAWN_AT_ONCE", 30), ("_CASES_AT_ONCE", 5)):
            patch.setattr(f"omicheck.score.bootstrap.{name}", value)
        in_pieces = resampled_scores(said, of, SCHEME, resamples=9, seed=3)
    np.testing.assert_array_equal(in_pieces, whole)
