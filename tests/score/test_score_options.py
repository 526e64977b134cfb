"""`omicheck score`: arithmetic shown, answers from a file, seeds, caseloads and what cannot be done."""

import json
from pathlib import Path
from typing import Any

import pytest

from omicheck.rulebase.yaml_file import read_yaml
from pipeline import run
from small_office import CASES, write_office
from small_office_scores import scored

PROBLEMS, _ = read_yaml(Path(__file__).with_name("score_problems.yaml"))


EXPLAINED = """\
Criterion 1.1, Contact
The mean of the shares of its questions, 2 of 2 of which have one:
  1.1.1     2 / 2     = 1.000000  Contacted in time (not counted: 1 not due, 1 cannot tell)
  1.1.2     2 / 3     = 0.666667  Contact of use (not counted: 1 unanswered)
  sum 1.666667 / 2 = 0.833333, which is 83.3333% and printed, half up, as 83%

Section 1, Start
The mean of the scores of its criteria, 2 of 2 of which have one:
  1.1 0.833333 Contact
  1.2 0.500000 Plan
  sum 1.333333 / 2 = 0.666667, which is 66.6667% and printed, half up, as 67%

Criterion 2.1, Visits
The mean of the shares of its questions, 1 of 2 of which have one:
  2.1.1     2 / 3     = 0.666667  Risk read well (not counted: 1 not applicable)
  sum 0.666667 / 1 = 0.666667, which is 66.6667% and printed, half up, as 67%
Without a share, so not in the mean:
  2.1.2 Visited well: 4 unanswered
"""


def test_the_arithmetic_is_shown_term_by_term(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    names = [word for name in ("1.1", "1", "2.1") for word in ("--explain", name)]
    assert run("score", cases, "--rules", rules, *names).output == EXPLAINED


def test_the_arithmetic_as_data(tmp_path: Path) -> None:
    assert scored(tmp_path, "--explain", "H")["arithmetic"] == [
        {
            "headline": "h",
            "terms": [
                {"question": "1.1.1", "sufficient": 2, "relevant": 2, "share": 1.0},
                {"question": "2.1.1", "sufficient": 2, "relevant": 3, "share": pytest.approx(2 / 3)},
            ],
            "sum": pytest.approx(5 / 3),
            "number": 2,
            "score": pytest.approx(5 / 6),
            "percent": 83,
            "without": [],
        }
    ]


ONE = "expected one answer to a question for a case; the first is used"


KNOWN = "expected a known answer: sufficient, not_sufficient or not_applicable"


ANSWERS = """\
case_id,question,answer,by,reason
C,1.1.1,not_sufficient,i-2,never seen
D,2.1.2,sufficient,,
B,1.1.2,sufficient,i-2,second thoughts
E,1.1.1,sufficient,,
A,1.1.9,sufficient,,
A,2.1.2,suficient,,
A,2.1.2
,2.1.2,sufficient,,
D,2.1.2,sufficient,,
"""


def test_answers_from_a_file_and_every_problem_in_it(tmp_path: Path) -> None:
    unlisted = {**CASES[0], "answers": [*CASES[0]["answers"], {"question": "9.9.9", "answer": "sufficient"}]}
    rules, cases = write_office(tmp_path, [unlisted, *CASES[1:]])
    file = tmp_path / "answers.csv"
    file.write_bytes(ANSWERS.replace("\n", "\r\n").encode("utf-8-sig"))
    done = run(
        *("score", cases, "--rules", rules, "--answers", file, "--format", "json", "--show-values"),
        *("--rejects", tmp_path / "out"),
    )
    problems = [
        f"{cases}: case A: answers: found question '9.9.9'; expected a question in the list",
        f"{file}:4: case B: question: found a second answer to 1.1.2 (the first: {cases}, not_sufficient); {ONE}",
        f"{file}:5: case_id: found case 'E'; expected a case among the records",
        f"{file}:6: case A: question: found question '1.1.9'; expected a question in the list; did you mean 1.1.2?",
        f'{file}:7: case A: answer: found answer "suficient"; {KNOWN}; did you mean sufficient?',
        f"{file}:8: found 2 cells; expected 5, one for each column",
        f"{file}:9: found no case_id; expected case_id, which must be there",
        f"{file}:10: case D: question: found a second answer to 2.1.2 (the first: line 3); {ONE}",
    ]
    assert done.errors.splitlines() == [*problems, "omicheck: 8 answers not used"]
    found = json.loads(done.output)
    hidden = {"question '9.9.9'": "a text written as 0.0.0", "case 'E'": "a case that is not there"}
    for value, told in hidden.items():
        problems = [problem.replace(f"found {value};", f"found {told};") for problem in problems]
    assert found["problems"] == problems
    shares = {one["question"]: (one["sufficient"], one["relevant"]) for one in found["questions"]}
    assert shares == {"1.1.1": (2, 3), "1.1.2": (2, 3), "1.2.1": (1, 2), "2.1.1": (2, 3), "2.1.2": (1, 1)}
    rejected = [json.loads(line)["record"] for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()]
    assert rejected[:3] == [
        {"case_id": "A", "question": "9.9.9", "answer": "sufficient", "by": None, "reason": None},
        {"case_id": "B", "question": "1.1.2", "answer": "sufficient", "by": "i-2", "reason": "second thoughts"},
        {"case_id": "E", "question": "1.1.1", "answer": "sufficient"},
    ]
    assert done.status == 3


def test_comments_and_grades_that_inspectors_give(tmp_path: Path) -> None:
    overrides, grades = tmp_path / "o.yaml", tmp_path / "g.yaml"
    overrides.write_text("overrides:\n  - {score: 1.1, comment: POOR, by: lead, reason: Too few.}\n", encoding="utf-8")
    grades.write_text(
        "grades:\n  - criterion: 3.1\n    grade: effective\n    evidence: [Met monthly., Known to staff.]\n",
        encoding="utf-8",
    )
    found = scored(tmp_path, "--overrides", overrides, "--grades", grades)
    keys = ("comment", "comment_status", "comment_by_ladder", "comment_reason", "comment_given_by", "percent")
    assert [found["criteria"][0][key] for key in keys] == ["POOR", "given_by_inspector", "GOOD", "Too few.", "lead", 83]
    assert found["grades"] == [
        {"criterion": "3.1", "grade": "effective", "evidence": ["Met monthly.", "Known to staff."], "by": None}
    ]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem["name"])
def test_what_cannot_be_done_is_said(problem: dict[str, Any], tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    file = tmp_path / problem.get("file", "given")
    if "content" in problem:
        file.write_text(problem["content"], encoding="utf-8")
    options = [str(file) if option == "FILE" else option for option in problem["options"]]
    done = run("score", cases, "--rules", rules, *options)
    errors = [line.replace(str(file), "FILE") for line in done.errors.splitlines()]
    assert (errors, done.output, done.status) == (problem["errors"], "", 2)


def test_a_rule_for_a_question_that_is_not_in_the_list_is_told(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    file = rules / "checks" / "start" / "contacted.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("1.1.1", "7.7.7"), encoding="utf-8")
    done = run("score", cases, "--rules", rules, "--rules-only", "--format", "csv")
    problem = f"{file}: question: found question 7.7.7; expected a question in the list; it enters no score"
    assert (done.errors, done.status) == (f"omicheck: {problem}\n", 0)


def test_the_same_bytes_again_and_other_intervals_with_another_seed(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path)
    again = [run("score", cases, "--rules", rules, "--format", "json", "--seed", seed).output for seed in (1, 1, 2)]
    assert again[0] == again[1]
    assert json.loads(again[0])["sections"][0]["interval"] is not None
    assert again[0] != again[2]


def test_the_whole_caseload_leaves_no_width(tmp_path: Path) -> None:
    found = scored(tmp_path, "--caseload", 4, "--resamples", 10)
    shares = [(one["interval"], [one["share"]] * 2) for one in found["questions"] if one["share"] is not None]
    scores = [
        (one["interval"], [one["score"]] * 2) for one in (*found["criteria"], *found["sections"], *found["headlines"])
    ]
    assert all(interval == pytest.approx(point) for interval, point in (*shares, *scores))


def test_no_case_at_all(tmp_path: Path) -> None:
    rules, cases = write_office(tmp_path, [])
    done = run("score", cases, "--rules", rules, "--format", "json")
    found = json.loads(done.output)
    assert {(one["relevant"], one["share"], one["interval"], one["bounds"]) for one in found["questions"]} == {
        (0, None, None, None)
    }
    assert [(one["score"], one["percent"], one["comment"]) for one in found["criteria"]] == [(None, None, None)] * 3
    assert (done.status, done.errors) == (0, f"omicheck: {cases}: no case in it, so nothing was checked\n")
