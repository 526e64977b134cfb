"""Records and inspectors' answers to scores."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import asdict, evolve, frozen

from omicheck.errors import ExitStatus, Problem, RequestWrongError
from omicheck.groups import Group
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule
from omicheck.provenance import marks_of
from omicheck.records.raw_records import Rejected, problems_of
from omicheck.rulebase.folder import RuleBase
from omicheck.score.answers_and_verdicts import AnswersAndVerdicts
from omicheck.score.by_group import ScoresBy, scores_by
from omicheck.score.matrix import Matrix
from omicheck.score.overrides_and_grades import Grade, Override, read_grades, read_overrides
from omicheck.score.result import Scores
from omicheck.score.scores import question_ids, scores_of
from omicheck.score.scoring_input import ScoringInput, scoring_input_of
from omicheck.score.second_readings import SecondReading, read_twice
from omicheck.score.settings import RESAMPLES, SEED, Settings, Side
from omicheck.score.without_place import without_place
from omicheck.text import counted
from omicheck.use_cases.answered_cases import answers_of_files, tell_answered, without_left_out
from omicheck.use_cases.evaluation import Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules_to_score
from omicheck.use_cases.sources import pseudonyms_of
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import Evaluating, evaluated

# From here on the resamples take more than a moment.
_MANY_CASES: Final = 5_000


@frozen(eq=False, repr=False)
class ScoreRequest:
    """What is to be scored, and how.

    Attributes:
        evaluation: the records and rules. Answers that the records hold count.
        answers: files of inspectors' answers, beside those of the records: CSV tables, workbooks with a row for each
            answer or for each case, and workbooks that `prescreen` wrote, filled in.
        overrides: a YAML file of comments that inspectors give.
        grades: a YAML file of grades that inspectors give.
        side: whether answers, verdicts or both are used.
        caseload: the cases that the sample was drawn from; None where that is not known.
        resamples: of the bootstrap; 0 for no intervals of means.
        seed: of the bootstrap.
    """

    evaluation: EvaluationRequest
    answers: tuple[Path, ...] = ()
    overrides: Path | None = None
    grades: Path | None = None
    side: Side = "both"
    caseload: int | None = None
    resamples: int = RESAMPLES
    seed: int = SEED


@frozen(eq=False, repr=False)
class ScoreResult:
    """What records came to.

    Attributes:
        scores: the scores.
        case_ids: the cases that were scored.
        rule_base: rules, questions and scheme.
        as_of: the audit date.
        verdicts: how often rules gave each verdict.
        rejected: records and answers that could not be used.
        problems: what could not be used of records and answers, and rules' questions that are not in the list.
        manifest: of the run.
        matrix: what inspectors and rules said of each case and question.
        engine: the evaluator.
        by: the scores of groups of cases, by each field that was asked for.
    """

    scores: Scores
    case_ids: frozenset[str]
    rule_base: RuleBase
    as_of: date
    verdicts: Mapping[Verdict, int]
    rejected: tuple[Rejected, ...]
    problems: tuple[Problem, ...]
    manifest: Mapping[str, Any]
    matrix: Matrix
    engine: str
    by: tuple[ScoresBy, ...] = ()

    @property
    def status(self) -> ExitStatus:
        """The exit status that this calls for."""
        return exit_status(self.rejected, self.verdicts)


@frozen(eq=False, repr=False)
class _Collected:
    """What the records and the file of answers hold.

    Attributes:
        scoring_input: answers and verdicts on all cases.
        unusable: the answers that cannot be used, those of the records first.
        sha256: the hash of the file of answers, by its name.
        groups: the group of each case, by each field that was asked for.
        second_readings: the answers of further readers of a case.
    """

    scoring_input: ScoringInput
    unusable: tuple[Rejected, ...]
    sha256: Mapping[str, str]
    groups: Mapping[str, Sequence[Group]]
    second_readings: tuple[SecondReading, ...] = ()

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The cases."""
        return self.scoring_input.matrix.case_ids


def score(request: ScoreRequest, observer: Observer, evaluating: Evaluating = evaluated) -> ScoreResult:
    """Reads records and answers, evaluates the rules and scores.

    Args:
        request: what is to be scored.
        observer: is told of progress, remarks and problems.
        evaluating: gives the records as they are evaluated; of use to whoever wants the rows too.

    Raises:
        OmicheckError: rules, records, answers, comments or grades cannot be read, or a number of the request cannot
            be used.
    """
    rule_base = read_rules_to_score(request.evaluation.rules)
    scheme = rule_base.scheme
    overrides = {} if request.overrides is None else read_overrides(request.overrides, scheme)
    grades = {} if request.grades is None else read_grades(request.grades, scheme)
    _check_numbers(request)
    with evaluating(evolve(request.evaluation, rules=rule_base), observer) as evaluation:
        if evaluation.taken is not None:
            _check_caseload(request, evaluation.taken)
        collected = _collected(request, evaluation, observer)
    _check_caseload(request, len(collected.case_ids))
    observer.rejected(collected.unusable)
    if collected.unusable:
        observer.remark(f"{counted(len(collected.unusable), 'answer')} not used")
    if request.answers and request.side == "both":
        tell_answered(request.answers, collected.scoring_input.matrix, observer)
    scores = _scores(request, evaluation, collected.scoring_input, overrides, grades, observer)
    twice = read_twice(collected.second_readings, [one.question.id for one in scores.questions])
    scores = evolve(scores, read_twice=twice)
    not_scored = without_place(scores, rule_base)
    for problem in not_scored:
        observer.remark(str(problem))
    rejected = (*evaluation.records().rejected, *collected.unusable)
    return ScoreResult(
        scores,
        frozenset(collected.case_ids),
        rule_base,
        evaluation.as_of,
        evaluation.verdicts,
        rejected,
        (*problems_of(rejected), *not_scored),
        _manifest(evaluation, collected, scores.settings),
        collected.scoring_input.matrix,
        evaluation.engine,
        tuple(_by_groups(evaluation, collected, scores.settings, observer)),
    )


def _collected(request: ScoreRequest, evaluation: Evaluation, observer: Observer) -> _Collected:
    """Goes through all cases."""
    questions = question_ids(evaluation.rule_base.questions, evaluation.rule_base.scheme)
    pseudonyms = pseudonyms_of(request.evaluation.source)
    file = answers_of_files(request.answers, evaluation.rule_base, questions, observer, pseudonyms)
    unlisted: list[Rejected] = []
    groups: dict[str, list[Group]] = {field: [] for field in evaluation.by}

    def parts() -> Iterator[AnswersAndVerdicts]:
        for part in evaluation.parts():
            for field in evaluation.by:
                groups[field].extend(part.groups(field))
            unlisted.extend(part.unlisted(questions))
            answers = file.added_to(part.answers(questions), part.case_ids, request.evaluation.source.name)
            yield AnswersAndVerdicts(part.case_ids, answers, part.verdicts())

    scoring_input = scoring_input_of(parts(), questions, request.side)
    unusable = evaluation.in_order(unlisted)
    known = frozenset(scoring_input.matrix.case_ids)
    refused = {problem.case_id for problem in problems_of(evaluation.records().rejected) if problem.case_id}
    of_file = without_left_out(file.rejected(known, refused), evaluation.records().listed)
    return _Collected(scoring_input, (*unusable, *of_file), file.sha256, groups, tuple(file.second_readings))


def _scores(
    request: ScoreRequest,
    evaluation: Evaluation,
    scoring_input: ScoringInput,
    overrides: Mapping[str, Override],
    grades: Mapping[str, Grade],
    observer: Observer,
) -> Scores:
    rule_base, rules = evaluation.rule_base, evaluation.rules
    settings = Settings(request.side, request.caseload, request.resamples, request.seed)
    is_long = len(scoring_input.matrix.case_ids) >= _MANY_CASES
    with observer.progress(settings.resamples if is_long else 0, "resamples") as advance:
        asked = (scoring_input, rules, rule_base.questions, rule_base.scheme, settings, overrides, grades)
        return scores_of(*asked, advance, _over_reporting(rules, rule_base))


def _by_groups(
    evaluation: Evaluation, collected: _Collected, settings: Settings, observer: Observer
) -> Iterator[ScoresBy]:
    rule_base, rules = evaluation.rule_base, evaluation.rules
    asked = (collected.scoring_input, rules, rule_base.questions, rule_base.scheme, settings)
    for field, groups in collected.groups.items():
        with observer.progress(settings.resamples * len(set(groups)), f"resamples by {field}") as advance:
            yield scores_by(field, groups, *asked, _over_reporting(rules, rule_base), advance)


def _over_reporting(rules: Sequence[Rule], rule_base: RuleBase) -> frozenset[str]:
    return frozenset(rule.id for rule in rules if "may_over_report" in marks_of(rule, rule_base.limits))


def _manifest(evaluation: Evaluation, collected: _Collected, settings: Settings) -> Mapping[str, Any]:
    return {
        **evaluation.manifest(),
        "answers": {"sha256": dict(collected.sha256), "rejected": len(collected.unusable)},
        "score": asdict(settings),
    }


def _check_numbers(request: ScoreRequest) -> None:
    if request.resamples < 0:
        raise RequestWrongError(("resamples",), str(request.resamples), "0 (no intervals of means) or more")
    if request.seed < 0:
        raise RequestWrongError(("seed",), str(request.seed), "a whole number from 0")


def _check_caseload(request: ScoreRequest, cases: int) -> None:
    if request.caseload is not None and request.caseload < max(1, cases):
        expected = f"the number of cases that the sample was drawn from, at least the {cases} that are in it"
        raise RequestWrongError(("caseload",), str(request.caseload), expected)
