"""All questions of the scheme for each case of a sample, with what rules say and why: what an inspector begins with."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from attrs import evolve, frozen

from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.truths import Scopes
from omicheck.explain import ExplanationCache, explain_row, known_fields
from omicheck.groups import group_of, whose_fields
from omicheck.model.case import Case
from omicheck.model.row import PRECEDENCE, VERDICTS, Row, Verdict, put_together
from omicheck.model.rule import Rule
from omicheck.records.raw_records import Rejected
from omicheck.rulebase.folder import RuleBase
from omicheck.text import in_words
from omicheck.use_cases.evaluation import EvaluatedPart, Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.sample import DrawResult
from omicheck.use_cases.scheme_questions import QuestionWithRules, questions_with_rules
from omicheck.use_cases.sources import ReadSource
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import evaluated

# A workbook with more sheets than this opens slowly, and no team reads as many cases in one fieldwork.
MOST_CASES: Final = 500
# Of more occurrences with one verdict nobody reads each.
_MOST_EXPLAINED: Final = 3
NOBODY_BUT_AN_INSPECTOR: Final = "No rule decides this question: only a reader can."
_NO_RULE: Final = "No rule in force decides this question yet: a reader has to."


@frozen(eq=False)
class PrescreenRequest:
    """Which cases are to be read.

    Attributes:
        evaluation: the records and rules. What records hold of inspectors' answers is left out.
    """

    evaluation: EvaluationRequest


@frozen
class QuestionToAnswer:
    """A question about a case, with what rules say of it.

    Attributes:
        listed: the question.
        verdict: the verdict that would enter the scores; None where no rule decides the question.
        evidence: why, in paragraphs; where no rule decides it, that it is so.
    """

    listed: QuestionWithRules
    verdict: Verdict | None
    evidence: tuple[str, ...]


@frozen
class CaseToRead:
    """A case that an inspector reads.

    Attributes:
        case_id: its reference.
        whose: its office and its officer, by field, as far as the vocabulary has them.
        facts: what is known of it, with names, in words.
        questions: every question of the scheme, in its order.
    """

    case_id: str
    whose: Mapping[str, str | None]
    facts: tuple[tuple[str, str], ...]
    questions: tuple[QuestionToAnswer, ...]

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many questions have each verdict."""
        return Counter(one.verdict for one in self.questions if one.verdict is not None)


@frozen(eq=False)
class PrescreenResult:
    """What inspectors begin with.

    Attributes:
        cases: in the order of their references.
        rule_base: rules, questions and scheme.
        as_of: the audit date.
        whose: the fields that say whose a case is.
        rejected: records that could not be used.
        manifest: of the run.
        status: the exit status that records and evaluators call for.
    """

    cases: tuple[CaseToRead, ...]
    rule_base: RuleBase
    as_of: date
    whose: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    manifest: Mapping[str, Any]
    status: ExitStatus


def prescreen(request: PrescreenRequest, observer: Observer) -> PrescreenResult:
    """Evaluates the rules on the cases, and says of every question what they come to and why.

    Args:
        request: which cases.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        CommandWrongError: there are more cases than one workbook can be worked with.
        OmicheckError: rules or records cannot be read, or a name is not known.
    """
    with evaluated(evolve(request.evaluation, with_cases=True, told=VERDICTS), observer) as evaluation:
        cases = tuple(_cases(evaluation, observer))
    records = evaluation.records()
    return PrescreenResult(
        cases,
        evaluation.rule_base,
        evaluation.as_of,
        whose_fields(evaluation.rule_base.vocabulary),
        tuple(records.rejected),
        evaluation.manifest(),
        exit_status(records.rejected, evaluation.verdicts),
    )


def prescreen_sample(drawn: DrawResult, observer: Observer) -> PrescreenResult:
    """The same of a sample that was drawn, whose caseload is not read again; raises as `prescreen` does."""
    caseload = drawn.caseload
    wanted = {one.candidate.case_id for one in drawn.drawn.sample}
    records = evolve(caseload.records, cases=tuple(case for case in caseload.records.cases if case.case_id in wanted))
    source = ReadSource(records, caseload.request.source.name)
    asked = EvaluationRequest(source, caseload.rule_base, caseload.as_of)
    return prescreen(PrescreenRequest(asked), observer)


def _cases(evaluation: Evaluation, observer: Observer) -> Iterator[CaseToRead]:
    number = 0
    questions = questions_with_rules(evaluation.rule_base)
    cache, scopes = ExplanationCache(evaluation.rule_base), Scopes(evaluation.rule_base.vocabulary)
    with observer.progress(min(evaluation.expected, MOST_CASES), "explaining") as advance:
        for part in evaluation.parts():
            number += len(part.case_ids)
            if number > MOST_CASES:
                raise _too_many()
            for case_id, rows in _rows_by_case(part):
                case = part.case_of(case_id)
                if case is None:
                    raise AssertionError("the records of all cases were asked for")
                yield _case_to_read(case, rows, evaluation, questions, cache, scopes)
                advance(1)


def _too_many() -> CommandWrongError:
    return CommandWrongError(
        f"found more than {MOST_CASES} cases; expected {MOST_CASES} at most, as each has a sheet in the workbook; "
        "draw a sample of them (omicheck sample) and give it with --cases"
    )


def _rows_by_case(part: EvaluatedPart) -> Iterator[tuple[str, list[Row]]]:
    """The cases of a part with their rows, those without any included."""
    rows = {case_id: list(some) for case_id, some in groupby(part.rows(), attrgetter("case_id"))}
    return ((case_id, rows.get(case_id, [])) for case_id in part.case_ids)


def _case_to_read(
    case: Case,
    rows: Sequence[Row],
    evaluation: Evaluation,
    questions: Sequence[QuestionWithRules],
    cache: ExplanationCache,
    scopes: Scopes,
) -> CaseToRead:
    rule_base = evaluation.rule_base
    history = History(case, rule_base.vocabulary, evaluation.as_of, scopes)
    told = _Telling(rule_base, evaluation.as_of, history, cache)
    of_rules: dict[str, list[Row]] = {}
    for row in rows:
        of_rules.setdefault(row.rule, []).append(row)
    return CaseToRead(
        case.case_id,
        {field: group_of(case, field) for field in whose_fields(rule_base.vocabulary)},
        # Its reference stands above them.
        tuple(known_fields(case, rule_base.vocabulary)[1:]),
        tuple(_question_to_answer(one, of_rules, told) for one in questions),
    )


@frozen(eq=False)
class _Telling:
    """What rows of a case are explained with."""

    rule_base: RuleBase
    as_of: date
    history: History
    cache: ExplanationCache


def _question_to_answer(
    listed: QuestionWithRules, of_rules: Mapping[str, Sequence[Row]], told: _Telling
) -> QuestionToAnswer:
    every = [rule for rule in listed.rules if rule.id in of_rules]
    # What a rule for other cases would ask helps nobody where another rule of the question is for this one.
    asked = [rule for rule in every if any(row.verdict != "not_applicable" for row in of_rules[rule.id])] or every
    deciding = [row.verdict for rule in every if rule.decides != "needs_reader" for row in of_rules[rule.id]]
    verdict = put_together(deciding) if deciding else None
    evidence = [text for rule in asked for text in _evidence(rule, of_rules[rule.id], told, is_only=len(asked) == 1)]
    if verdict is None:
        why = NOBODY_BUT_AN_INSPECTOR if listed.question.decided_by == "inspector" or asked else _NO_RULE
        evidence.insert(0, why)
    return QuestionToAnswer(listed, verdict, tuple(evidence))


def _evidence(rule: Rule, rows: Sequence[Row], told: _Telling, *, is_only: bool) -> Iterator[str]:
    """Why a rule says what it says: its rows with the verdict that counts, and how many others there are."""
    counts = Counter(row.verdict for row in rows)
    verdict = min(counts, key=PRECEDENCE.index)
    if not is_only:
        yield f"By the rule {rule.title or rule.id}:"
    if len(rows) > 1:
        each = ", ".join(f"{counts[one]} {in_words(one)}" for one in PRECEDENCE if one in counts)
        yield f"{len(rows)} occurrences: {each}."
    some = [row for row in rows if row.verdict == verdict]
    # Why nothing was to be done is the same for each.
    most = _MOST_EXPLAINED if verdict in ("error", "not_met", "cannot_tell") else 1
    for row in some[:most]:
        explained = explain_row(row, rule, told.rule_base, told.as_of, told.history, told.cache)
        settled = f" Would be settled by: {'; '.join(explained.settling)}" if explained.settling else ""
        yield " ".join(explained.of_row) + settled
    if len(some) > most > 1:
        yield f"And {len(some) - most} more that {'is' if len(some) - most == 1 else 'are'} {in_words(verdict)}."
    # What a verdict that nothing was asked for may report too much of, it does not.
    if verdict not in ("not_applicable", "not_due") and (reservation := told.cache.reservation(rule)):
        yield reservation
