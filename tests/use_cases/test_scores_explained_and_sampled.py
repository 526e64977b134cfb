"""Scores, comparisons, explanations and samples asked for in Python: requests in, results out, nothing printed."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from omicheck.errors import CaseNotNamedError, ExitStatus, RequestWrongError
from omicheck.output.compare_data import comparison_data
from omicheck.output.explain_data import explanations_data
from omicheck.output.sample_data import draw_data, judgement_data
from omicheck.output.score_data import score_data
from omicheck.use_cases.compare import CompareRequest, compare
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.explain import ExplainRequest, explain, explain_rows
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.sample import DrawRequest, JudgeRequest, draw_sample, judge_sample
from omicheck.use_cases.sample_frame import CaseloadRequest
from omicheck.use_cases.score import ScoreRequest, score
from omicheck.use_cases.sources import RecordSource
from pipeline import run, write_json
from small_office import CASES, DOCUMENT, write_office

AS_OF = date.fromisoformat(DOCUMENT["as_of"])


def office(folder: Path) -> EvaluationRequest:
    """The records of the small office, as plain data, and its rules."""
    rules, _ = write_office(folder)
    return EvaluationRequest(RecordSource(CASES), rules, AS_OF)


def printed(*arguments: object) -> Any:  # noqa: ANN401, it is JSON of any shape
    """What a command prints as JSON, but for what is read from files."""
    done = run(*arguments, "--format", "json")
    assert done.errors == ""
    return without_files(json.loads(done.output))


def without_files(data: Any) -> Any:  # noqa: ANN401, it is JSON of any shape
    """Data without the hashes of files."""
    for one in data["manifest"].values() if "first" in data else [data["manifest"]]:
        del one["input"]
    return json.loads(json.dumps(data))


def test_scores_are_those_that_the_command_prints(tmp_path: Path) -> None:
    asked = ScoreRequest(office(tmp_path), side="answers_only", caseload=9, resamples=50)
    result = score(asked, Silent())
    options = ("--rules", tmp_path / "rules", "--answers-only", "--caseload", 9, "--resamples", 50)
    assert without_files(score_data(result.scores, result.manifest, result.problems, ())) == printed(
        "score", tmp_path / "cases.json", *options
    )
    assert (result.case_ids, result.as_of, result.status) == (frozenset("ABCD"), AS_OF, ExitStatus.NOTHING_FOUND)


def test_answers_to_other_questions_are_a_result_as_well(tmp_path: Path) -> None:
    wrong = {"question": "9.9", "answer": "sufficient"}
    asked = evolve(office(tmp_path), source=RecordSource([{**CASES[0], "answers": [wrong]}], "today's records"))
    result = score(ScoreRequest(asked), Silent())
    told = "today's records: case A: answers: found question '9.9'; expected a question in the list"
    assert [str(problem) for problem in result.problems] == [told]
    assert result.rejected[0].record == {"case_id": "A", **wrong, "by": None, "reason": None}
    assert result.status == ExitStatus.RECORDS_REJECTED


def test_comparing_draws_the_bootstraps_apart(tmp_path: Path) -> None:
    asked = ScoreRequest(office(tmp_path), resamples=20, seed=5)
    result = compare(CompareRequest(asked, evolve(asked, resamples=30, seed=5)), Silent())
    settings = [(one.scores.settings.resamples, one.scores.settings.seed) for one in (result.first, result.second)]
    assert (settings, result.in_both) == ([(20, 5), (20, 6)], 4)
    cases, names = tmp_path / "cases.json", (str(tmp_path / "cases.json"),) * 2
    found = comparison_data(
        result.comparison,
        names,
        (result.first.manifest, result.second.manifest),
        (result.first.problems, result.second.problems),
    )
    options = ("--rules", tmp_path / "rules", "--resamples", 20, "--seed", 5, "--quiet")
    assert without_files(found) == printed("compare", cases, cases, *options)


def test_explanations_are_those_that_the_command_prints(tmp_path: Path) -> None:
    result = explain(ExplainRequest(office(tmp_path), "B"), Silent())
    done = run("explain", "B", tmp_path / "cases.json", "--rules", tmp_path / "rules", "--format", "json")
    assert explanations_data(result) == json.loads(done.output)
    assert {**result.others} == {
        verdict: number - sum(one.row.verdict == verdict for one in result.rows)
        for verdict, number in result.verdicts.items()
        if verdict not in ("error", "not_met", "cannot_tell")
    }
    assert (result.case.case_id, result.as_of, result.status) == ("B", AS_OF, ExitStatus.NOTHING_FOUND)


def test_rows_at_hand_are_explained_without_being_evaluated_again(tmp_path: Path) -> None:
    asked = office(tmp_path)
    every = explain(ExplainRequest(asked, "B", every=True), Silent())
    rule_base = score(ScoreRequest(asked, resamples=0), Silent()).rule_base
    again = explain_rows(every.case, [one.row for one in every.rows], rule_base, AS_OF, None)
    assert explanations_data(again) == explanations_data(every)
    assert (again.fields, again.timeline, again.others) == (every.fields, every.timeline, {})


def test_which_case_is_asked_where_there_are_several(tmp_path: Path) -> None:
    with pytest.raises(CaseNotNamedError) as error:
        explain(ExplainRequest(office(tmp_path)), Silent())
    assert str(error.value) == "which case? records has 4; name one, such as A, B or C"


def test_samples_are_those_that_the_commands_print(tmp_path: Path) -> None:
    records = [{**one, "sentence_date": "2009-04-06"} for one in CASES]
    file = write_json(tmp_path / "caseload.json", {"as_of": "2010-01-18", "cases": records})
    caseload = CaseloadRequest(RecordSource(records), None, date(2010, 1, 18), minimums={"ppo": 1})
    sample = draw_sample(DrawRequest(caseload, 2, seed=3), Silent())
    options = (file, "--minimum", "ppo=1")
    assert without_files(draw_data(sample)) == printed("sample", *options, "--size", 2, "--seed", 3)
    judged = judge_sample(JudgeRequest(caseload, RecordSource(records[:2])), Silent())
    part = write_json(tmp_path / "sample.json", {"as_of": "2010-01-18", "cases": records[:2]})
    assert without_files(judgement_data(judged)) == printed("sample", *options, "--judge", part)
    assert (sample.status, judged.status) == (ExitStatus.NOTHING_FOUND, ExitStatus.NOTHING_FOUND)


def test_what_is_rejected_of_a_caseload_and_of_its_sample_is_told_together(tmp_path: Path) -> None:
    wrong = [{**CASES[0], "case_id": name, "tier": "two"} for name in ("X", "Y")]
    rules, _ = write_office(tmp_path)
    caseload = CaseloadRequest(RecordSource([*CASES, wrong[0]]), rules, AS_OF)
    result = judge_sample(JudgeRequest(caseload, RecordSource([*CASES[:2], wrong[1]])), Silent())
    assert [one.record["case_id"] for one in result.rejected] == ["X", "Y"]
    assert result.status == ExitStatus.RECORDS_REJECTED


Ask = Callable[[EvaluationRequest], object]


def scored(change: Callable[[ScoreRequest], ScoreRequest]) -> Ask:
    return lambda asked: score(change(ScoreRequest(asked)), Silent())


def sampled(change: Callable[[CaseloadRequest], CaseloadRequest]) -> Ask:
    def ask(asked: EvaluationRequest) -> object:
        return draw_sample(DrawRequest(change(CaseloadRequest(asked.source, asked.rules, asked.as_of))), Silent())

    return ask


def drawn(size: int, replacements: int, seed: int) -> Ask:
    def ask(asked: EvaluationRequest) -> object:
        caseload = CaseloadRequest(asked.source, asked.rules, asked.as_of)
        return draw_sample(DrawRequest(caseload, size, replacements, seed), Silent())

    return ask


WRONG_NUMBERS: dict[str, Ask] = {
    "resamples: found -1; expected 0 (no intervals of means) or more": scored(lambda one: evolve(one, resamples=-1)),
    "seed: found -1; expected a whole number from 0": scored(lambda one: evolve(one, seed=-1)),
    "caseload: found 3; expected the number of cases that the sample was drawn from, at least the 4 that are in it": (
        scored(lambda one: evolve(one, caseload=3))
    ),
    "size: found 0; expected at least 1 case": drawn(0, 0, 0),
    "replacements: found -2; expected 0 or more": drawn(1, -2, 0),
    "seed: found -3; expected a whole number from 0": drawn(1, 0, -3),
    "youngest, oldest: found 13 and 12 months; expected months from 0 to 1200, those of the youngest first": (
        sampled(lambda one: evolve(one, youngest=13))
    ),
    "minimum: found 'pp'; expected high_rosh, ppo, approved_premises, statutory_victim or minority_ethnic; "
    "did you mean ppo?": sampled(lambda one: evolve(one, minimums={"pp": 1})),
    "minimum: found -1; expected a whole number, as in ppo=10": sampled(lambda one: evolve(one, minimums={"ppo": -1})),
}


@pytest.mark.parametrize("told", WRONG_NUMBERS)
def test_numbers_that_cannot_be_used_are_told_by_their_names(tmp_path: Path, told: str) -> None:
    with pytest.raises(RequestWrongError) as error:
        WRONG_NUMBERS[told](office(tmp_path))
    assert str(error.value) == told
