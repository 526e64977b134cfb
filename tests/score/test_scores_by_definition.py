"""Scores come to what their definitions say, whichever way they are made."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.evaluate.engines import columns_by
from omicheck.evaluate.verdict_columns import columns_of_partition
from omicheck.model.case import ANSWERS, Answer, Case
from omicheck.model.row import Row
from omicheck.model.rule import DECIDES, Rule
from omicheck.model.scheme import Question
from omicheck.score.answers_and_verdicts import (
    AnswerColumns,
    AnswersAndVerdicts,
    answers_and_verdicts_of,
    answers_of_cases,
)
from omicheck.score.answers_reader import read_answers_files
from omicheck.score.bootstrap import resampled_scores
from omicheck.score.matrix import OUTCOMES, UNANSWERED
from omicheck.score.result import Scores
from omicheck.score.scores import question_ids, scores_of
from omicheck.score.scoring_input import ScoringInput, scoring_input_of
from omicheck.score.settings import Settings, Side
from plain_scores import answers_of, answers_with_file, as_plain, disagreements, missing, outcomes, rows_by_cell
from scenario import PACKAGED, read
from scored_tables import write_answers
from strategies import SCHEME, codes, questions, scenarios, verdict_rows

OFTEN = draws(60)


SIDES: tuple[Side, ...] = ("both", "rules_only", "answers_only")


pytestmark = pytest.mark.usefixtures("small_parts_of_all_readers")


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

    from_file = read_answers_files((file,), NAMES)
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
    assert [str(problem.with_values()) for one in rejected for problem in one.problems] == problems
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
