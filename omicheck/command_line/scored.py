"""What records and answers come to that options name: for `score`, and for `compare`, which asks for two of them."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import progress, remark, status_of, tell
from omicheck.command_line.judged import Judged, judged
from omicheck.errors import CommandWrongError, ExitStatus, Problem
from omicheck.manifest import manifest
from omicheck.provenance import marks_of
from omicheck.records.raw import Rejected
from omicheck.rulebase.folder import RuleBase
from omicheck.score.answers_and_verdicts import AnswersAndVerdicts
from omicheck.score.answers_reader import read_answers_file
from omicheck.score.overrides_and_grades import read_grades, read_overrides
from omicheck.score.result import Scores
from omicheck.score.scores import question_ids, scores_of
from omicheck.score.scoring_input import ScoringInput, scoring_input_of
from omicheck.score.settings import Settings

# From here on the resamples take more than a moment.
_MANY_CASES: Final = 5_000


@frozen
class Scored:
    """What a record set came to.

    Attributes:
        scores: the scores.
        case_ids: the cases that were scored.
        rejected: records and answers that could not be used.
        problems: what could not be used of records and answers, and rules' questions that are not in the list.
        manifest: of the run.
        status: the exit status.
    """

    scores: Scores
    case_ids: frozenset[str]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    manifest: Mapping[str, Any]
    status: int


def score_records(options: argparse.Namespace, rule_base: RuleBase) -> Scored:
    """Reads the records and answers that options name, evaluates and scores them.

    Raises:
        CommandWrongError: a number that an option gives cannot be used.
    """
    scheme = rule_base.scheme
    overrides = {} if options.overrides is None else read_overrides(Path(options.overrides), scheme)
    grades = {} if options.grades is None else read_grades(Path(options.grades), scheme)
    rules = choose_rules(rule_base, None)
    _check_numbers(options)
    found = judged(options, rule_base, rules)
    if found.taken is not None:
        _check_caseload(options, found.taken)
    gathered, wrong, sha256 = _gathered(options, found, rule_base)
    cases = len(gathered.matrix.case_ids)
    _check_caseload(options, cases)
    wrong_answers = [problem for one in wrong for problem in one.problems]
    for problem in wrong_answers:
        tell(str(problem))
    if wrong:
        remark(options, f"{len(wrong)} answers not used")
    settings = Settings(options.side, options.caseload, options.resamples, options.seed)
    with progress(options, settings.resamples if cases >= _MANY_CASES else 0, "resamples") as advance:
        over = frozenset(rule.id for rule in rules if "may_over_report" in marks_of(rule, rule_base.limits))
        scores = scores_of(gathered, rules, rule_base.questions, scheme, settings, overrides, grades, advance, over)
    unlisted = _unlisted(scores, rule_base)
    for problem in unlisted:
        remark(options, str(problem))
    records = found.records_with_hashes()
    status = status_of(records, found.verdicts, ())
    if wrong:
        status = max(status, ExitStatus.RECORDS_REJECTED)
    of_records = [problem for one in records.rejected for problem in one.problems]
    run_manifest = manifest(rule_base, rules, records, found.verdicts, found.as_of, found.engine)
    return Scored(
        scores,
        frozenset(gathered.matrix.case_ids),
        (*records.rejected, *wrong),
        (*of_records, *wrong_answers, *unlisted),
        {
            **run_manifest,
            "answers": {"sha256": dict(sha256), "rejected": len(wrong)},
            "score": {
                "side": settings.side,
                "caseload": settings.caseload,
                "resamples": settings.resamples,
                "seed": settings.seed,
            },
        },
        status,
    )


def _gathered(
    options: argparse.Namespace, found: Judged, rule_base: RuleBase
) -> tuple[ScoringInput, list[Rejected], Mapping[str, str]]:
    """What is said of all cases, the answers that cannot be used, and the hash of the file of answers, by name."""
    questions = question_ids(rule_base.questions, rule_base.scheme)
    file = None if options.answers is None else read_answers_file(Path(options.answers), questions)
    unlisted: list[Rejected] = []

    def parts() -> Iterator[AnswersAndVerdicts]:
        for part in found.parts():
            unlisted.extend(part.unlisted(questions))
            answers = part.answers(questions)
            if file is not None:
                answers = file.added_to(answers, part.case_ids, options.path)
            yield AnswersAndVerdicts(part.case_ids, answers, part.verdicts)

    gathered = scoring_input_of(parts(), questions, options.side)
    wrong = found.in_order(unlisted)
    if file is not None:
        refused = {problem.case_id for one in found.records().rejected for problem in one.problems if problem.case_id}
        wrong.extend(file.rejected(frozenset(gathered.matrix.case_ids), refused))
    return gathered, wrong, {} if file is None else file.sha256


def _check_numbers(options: argparse.Namespace) -> None:
    if options.resamples < 0:
        raise CommandWrongError(f"--resamples: found {options.resamples}; expected 0 (no intervals of means) or more")
    if options.seed < 0:
        raise CommandWrongError(f"--seed: found {options.seed}; expected a whole number from 0")


def _check_caseload(options: argparse.Namespace, cases: int) -> None:
    if options.caseload is not None and options.caseload < max(1, cases):
        raise CommandWrongError(
            f"--caseload: found {options.caseload}; expected the number of cases that the sample was drawn from, "
            f"at least the {cases} that are in it"
        )


def _unlisted(scores: Scores, rule_base: RuleBase) -> tuple[Problem, ...]:
    """Rules and questions that the list of questions or the scheme has no place for: they are in no score."""
    files = {rule.id: rule.file for rule in rule_base.rules}
    rules = [
        Problem(files[rule], None, "question", f"question {question}", "a question in the list; it enters no score")
        for question, of in scores.unlisted.items()
        for rule in of
    ]
    criteria = {one.id for section in rule_base.scheme.sections for one in section.criteria}
    questions = [
        Problem(
            str(rule_base.folder), None, f"question {one.question.id}", f"criterion {one.question.criterion}",
            "a criterion of the scheme; it is in no criterion's score",
        )
        for one in scores.questions
        if one.question.criterion not in criteria
    ]  # fmt: skip
    return (*rules, *questions)
