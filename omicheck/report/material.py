"""What a report is made from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.records.raw_records import Rejected
from omicheck.report.performance_figures import Measurements
from omicheck.report.small_files import Context
from omicheck.report.values.written import GoodPractice, LastAudit, Recommendation, Views
from omicheck.rulebase.folder import RuleBase
from omicheck.score.by_group import ScoresBy
from omicheck.score.failures_by_group import FailuresBy
from omicheck.score.matrix import Matrix
from omicheck.score.result import Scores


@frozen(eq=False)
class Material:
    """What a report is made from.

    Attributes:
        rule_base: rules, questions and scheme.
        rules: the rules that were evaluated.
        as_of: the audit date.
        cases: all cases, in the order of their references.
        flagged: the rows of duties that are flagged, in order.
        failures_by: the failures by the groups of each field that is asked for.
        scores: the scores.
        scores_by: the scores of the groups of each field that is asked for.
        matrix: what inspectors and rules said of each case and question.
        performance: the performance framework; None where there is none for the rules.
        manifest: of the run.
        context: what is known of the area.
        views: what people said.
        good_practice: examples.
        recommendations: what inspectors recommend; empty for drafts.
        last: the recommendations of the audit before; None where they were not given.
        rejected: records and answers that could not be used, the records first.
        rejected_answers: how many of them are answers.
        notes: what is to be known of the records as a whole, in sentences that name no case.
        fieldwork: the last day of the fieldwork; None where it is not told.
    """

    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    cases: Sequence[Case]
    flagged: Sequence[Row]
    failures_by: Sequence[FailuresBy]
    scores: Scores
    scores_by: Sequence[ScoresBy]
    matrix: Matrix
    performance: Measurements | None
    manifest: Mapping[str, Any]
    context: Context = field(factory=Context)
    views: tuple[Views, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    last: LastAudit | None = None
    rejected: tuple[Rejected, ...] = ()
    rejected_answers: int = 0
    notes: tuple[str, ...] = ()
    fieldwork: date | None = None
