"""Records and inspectors' answers to a report in the manner of an inspection's."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

from omicheck.dates import read_date
from omicheck.errors import CommandWrongError, ExitStatus, RequestWrongError
from omicheck.groups import grouping_fields, text_fields, whose_fields
from omicheck.records.raw_records import Rejected
from omicheck.records.read import Records
from omicheck.report.assembly import assemble
from omicheck.report.failures import text_of
from omicheck.report.material import Material
from omicheck.report.performance_figures import Measurements
from omicheck.report.recommendations_file import read_recommendations, require_earlier
from omicheck.report.sentences import Style
from omicheck.report.small_files import (
    read_context,
    read_good_practice,
    read_views,
)
from omicheck.report.thresholds import LEAST_TOLD
from omicheck.report.values.editions import EditionsBeside
from omicheck.report.values.whole import InspectionReport
from omicheck.report.without_people import naming
from omicheck.rulebase.folder import RuleBase
from omicheck.text import printable
from omicheck.use_cases.editions_in_report import editions_beside
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.held import rules_for
from omicheck.use_cases.kept_rows import failures_by, flagged, kept
from omicheck.use_cases.observer import Observer, Silent
from omicheck.use_cases.performance import PerformanceRequest, PerformanceResult, performance
from omicheck.use_cases.reading import read_rules, read_source
from omicheck.use_cases.remembering import Remembering
from omicheck.use_cases.score import ScoreRequest, ScoreResult, score
from omicheck.use_cases.sources import ReadSource, pseudonyms_of

if TYPE_CHECKING:
    from omicheck.evaluate.columnar.partition_rows import PartitionRows

_PERCENTS: Final = range(1, 101)
# What these hold names nobody: many people are of one area, office or team.
_OF_MANY: Final = ("area", "office", "team")


@frozen(eq=False, repr=False)
class ReportRequest:
    """What is to be reported, and how.

    Attributes:
        score: the records, the rules, answers, comments and grades, and how scores are worked out.
        framework: the folder of the performance framework; None for that of the rules in use, or else the packaged one.
        figures: the file of what the area was given for its metrics; None for none.
        context: the file of figures of the area; None for none.
        views: the file of what people said; None for none.
        good_practice: the file of examples; None for none.
        recommendations: the file of recommendations; None for drafts.
        last_recommendations: the file of recommendations of the audit before; None for none.
        fieldwork: the last day of the fieldwork, as it was written; None where no timetable is wanted.
        style: how findings are told.
        is_published: whether cases, people and small counts are left out.
        beside: an edition of the standards that is held beside the one in use; None for none.
    """

    score: ScoreRequest
    framework: Path | None = None
    figures: Path | None = None
    context: Path | None = None
    views: Path | None = None
    good_practice: Path | None = None
    recommendations: Path | None = None
    last_recommendations: Path | None = None
    fieldwork: date | str | None = None
    style: Style = field(factory=Style)
    is_published: bool = False
    beside: str | None = None


@frozen(eq=False, repr=False)
class ReportResult:
    """A report, and what could not be used for it.

    Attributes:
        report: the report.
        rejected: records and answers that could not be used.
        manifest: of the run.
        engine: the evaluator.
        status: the exit status that records and evaluators call for.
    """

    report: InspectionReport
    rejected: tuple[Rejected, ...]
    manifest: Mapping[str, Any]
    engine: str
    status: ExitStatus


def report(request: ReportRequest, observer: Observer) -> ReportResult:
    """Reads the records once, scores and measures them, and puts the report together.

    Args:
        request: what is to be reported.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        CommandWrongError: what people wrote names a case or an officer, in a report that is to be published.
        OmicheckError: rules, records or a file beside them cannot be read, or a value of the request cannot be used.
    """
    rule_base = read_rules(request.score.evaluation.rules)
    fieldwork = _check(request)
    written = _written(request, rule_base)
    asked = request.score.evaluation
    fields = grouping_fields((*whose_fields(rule_base.vocabulary), *asked.by), rule_base.vocabulary)
    records = read_source(asked.source, rule_base.vocabulary, observer)
    evaluation = evolve(
        asked,
        source=ReadSource(records, asked.source.name),
        rules=rule_base,
        by=() if request.is_published else asked.by,
    )
    found: list[PartitionRows] = []
    scored = score(evolve(request.score, evaluation=evaluation), observer, partial(kept, found))
    require_earlier(written.get("last"), scored.as_of)
    measured = _measured(request, evaluation, observer)
    cases = sorted((case for case in records.cases if case.case_id in scored.case_ids), key=lambda case: case.case_id)
    material = Material(
        rule_base,
        rule_base.with_status("in_force"),
        scored.as_of,
        cases,
        tuple(flagged(found, rule_base)),
        tuple(failures_by(fields, cases, found, rule_base.rules)),
        scored.scores,
        scored.by,
        scored.matrix,
        None if measured is None else Measurements(measured.framework, measured.measured, measured.figures),
        _manifest(scored, measured),
        rejected=scored.rejected,
        rejected_answers=scored.manifest["answers"]["rejected"],
        notes=tuple(_notes(records, rule_base)),
        fieldwork=fieldwork,
        **written,
    )
    made = _made(material, request, records, observer)
    made = evolve(made, editions=_beside(request, evaluation, rule_base))
    status = scored.status if measured is None else max(scored.status, measured.status)
    return ReportResult(made, scored.rejected, material.manifest, scored.engine, status)


def _made(material: Material, request: ReportRequest, records: Records, observer: Observer) -> InspectionReport:
    if request.is_published:
        return _published(material, request, records, observer)
    return assemble(material, request.style)


def _beside(request: ReportRequest, evaluation: EvaluationRequest, rule_base: RuleBase) -> EditionsBeside | None:
    own, beside, with_counts = request.score.evaluation.rules, request.beside, not request.is_published
    return None if beside is None else editions_beside(rule_base, beside, evaluation, own, with_counts=with_counts)


def _published(material: Material, request: ReportRequest, records: Records, observer: Observer) -> InspectionReport:
    """A report for everybody, of which it is seen to that what people wrote names no case and no officer.

    Raises:
        CommandWrongError: it does, or there are so few cases that whatever was told would be of them.
    """
    if len(material.cases) < LEAST_TOLD:
        raise CommandWrongError(
            f"a report on fewer than {LEAST_TOLD} cases cannot be published: whatever it told would be of them"
        )
    observer.remark("publish one report of these cases: two that differ by a case give that case away")
    made = assemble(material, request.style, is_published=True)
    fields = [name for name in text_fields(material.rule_base.vocabulary) if name not in _OF_MANY]
    # Records that were not asked for, or could not be used, are of somebody too.
    references = {name for case in records.cases for name in (case.case_id, *(text_of(case, one) for one in fields))}
    references |= {problem.case_id for one in records.rejected for problem in one.problems if problem.case_id}
    references.discard("")
    found = next(naming(made, sorted(references)), None)
    if found is not None:
        text, reference = map(printable, found)
        raise CommandWrongError(
            f"this cannot be published: {text!r} names {reference}, a case or an offender manager of the records"
        )
    return made


def _check(request: ReportRequest) -> date | None:
    """The last day of the fieldwork, once the values of the request are found right."""
    if request.is_published and pseudonyms_of(request.score.evaluation.source) is not None:
        # Under pseudonyms it could not be seen whether what people wrote names a case or an officer.
        expected = "one of them: a report for everybody has neither references nor pseudonyms"
        raise RequestWrongError(("publish", "pseudonymise"), "both", expected)
    if request.style.strength_from not in _PERCENTS:
        raise RequestWrongError(("strength-from",), str(request.style.strength_from), "a whole per cent from 1 to 100")
    if request.style.small_base < 0:
        raise RequestWrongError(("small-base",), str(request.style.small_base), "a whole number from 0")
    if request.fieldwork is None or isinstance(request.fieldwork, date):
        return request.fieldwork
    day = read_date(request.fieldwork)
    if day is None:
        raise RequestWrongError(("fieldwork",), repr(request.fieldwork), "a date YYYY-MM-DD, such as 2010-01-15")
    return day


def _written(request: ReportRequest, rule_base: RuleBase) -> dict[str, Any]:
    """What people wrote beside the records."""
    scheme = rule_base.scheme
    found: dict[str, Any] = {}
    if request.context is not None:
        found["context"] = read_context(request.context, scheme)
    if request.views is not None:
        found["views"] = read_views(request.views)
    if request.good_practice is not None:
        found["good_practice"] = read_good_practice(request.good_practice, scheme)
    if request.recommendations is not None:
        found["recommendations"] = read_recommendations(request.recommendations, scheme).recommendations
    if request.last_recommendations is not None:
        found["last"] = read_recommendations(request.last_recommendations, scheme)
    return found


def _notes(records: Records, rule_base: RuleBase) -> Iterator[str]:
    """What the records as a whole do not hold, in sentences."""
    told = Remembering(Silent())
    rules_for(records, rule_base, rule_base.with_status("in_force"), told)
    yield from (f"{text[:1].upper()}{text[1:]}." for text in told.remarks)


def _measured(request: ReportRequest, evaluation: EvaluationRequest, observer: Observer) -> PerformanceResult | None:
    """What the metrics come to; None where there is no framework for the rules, and no figures for one."""
    try:
        return performance(PerformanceRequest(evaluation, request.framework, request.figures), Silent())
    except CommandWrongError:
        # Rules and records have been found right before: what is left is that there is no framework for these rules.
        if request.framework is not None or request.figures is not None:
            raise
    observer.remark("no performance framework for these rules: left out")
    return None


def _manifest(scored: ScoreResult, measured: PerformanceResult | None) -> Mapping[str, Any]:
    if measured is None:
        return scored.manifest
    return {**scored.manifest, **{name: measured.manifest[name] for name in ("framework", "figures")}}
