"""The metrics of a performance framework, as far as records can answer them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from omicheck.errors import CommandWrongError, ExitStatus, RulesWrongError
from omicheck.evaluate.verdict_columns import VerdictColumns
from omicheck.model.scheme import Documents
from omicheck.performance.figures import Figures, read_figures
from omicheck.performance.framework import Framework, framework_folder, read_framework
from omicheck.performance.measure import Measured, measure
from omicheck.records.raw_records import Rejected
from omicheck.use_cases.evaluation import Evaluation, EvaluationRequest
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.status import exit_status
from omicheck.use_cases.strategies import evaluated


@frozen(eq=False)
class PerformanceRequest:
    """What is to be measured.

    Attributes:
        evaluation: the records, the rules in use and how the ones are held against the others.
        framework: the folder of the framework; None for that of the rules in use, or else the packaged one.
        figures: the file of what the area was given; None for none.
        with_manifest: whether the run manifest is wanted, for which large files are read once more.
    """

    evaluation: EvaluationRequest
    framework: Path | None = None
    figures: Path | None = None
    with_manifest: bool = True


@frozen(eq=False)
class PerformanceResult:
    """What the metrics come to.

    Attributes:
        framework: the framework.
        measured: its metrics, in its order.
        figures: what the area was given, by metric.
        documents: those that the sources of the rules in use are in, by id.
        taken: how many records were taken.
        rejected: the records that were not taken.
        manifest: the run manifest; empty if it is not wanted.
        status: the exit status that records and evaluators call for; a target that is missed is no failure.
    """

    framework: Framework
    measured: Sequence[Measured]
    figures: Mapping[str, Figures]
    documents: Documents
    taken: int
    rejected: Sequence[Rejected]
    manifest: Mapping[str, Any]
    status: ExitStatus


def performance(request: PerformanceRequest, observer: Observer) -> PerformanceResult:
    """Measures what records can answer of a framework.

    Args:
        request: what is to be measured.
        observer: is told of what is read, of progress and of what goes wrong.

    Raises:
        RulesWrongError: the rules or the framework cannot be read.
        CommandWrongError: there is no framework for the rules.
        SupplementWrongError: the figures cannot be used.
        OmicheckError: what `evaluated` raises.
    """
    rule_base = read_rules(request.evaluation.rules)
    folder = framework_folder(rule_base) if request.framework is None else request.framework
    try:
        framework = read_framework(folder, rule_base)
    except RulesWrongError as error:
        if request.framework is not None or folder.parent == rule_base.folder:
            raise
        told = f"the rules in {rule_base.folder} have no performance framework, and the packaged one uses other words"
        raise CommandWrongError(f"{told}; --framework DIR names one") from error
    metrics = [metric.id for metric in framework.metrics]
    figures = {} if request.figures is None else read_figures(request.figures, metrics)
    of_framework = evolve(framework.rule_base, rules=framework.rules)
    with evaluated(evolve(request.evaluation, rules=of_framework), observer) as evaluation:
        measured = measure(framework, _verdicts(evaluation))
    silent = [one.metric.title for one in measured if one.verdicts and one.share is None]
    if silent:
        observer.remark(f"no case that counts for: {', '.join(silent)}")
    records = evaluation.records()
    return PerformanceResult(
        framework,
        measured,
        figures,
        rule_base.documents,
        records.taken,
        records.rejected,
        _manifest(request, evaluation, framework) if request.with_manifest else {},
        exit_status(records.rejected, evaluation.verdicts),
    )


def _verdicts(evaluation: Evaluation) -> Iterator[VerdictColumns]:
    for part in evaluation.parts():
        yield part.verdicts()


def _manifest(request: PerformanceRequest, evaluation: Evaluation, framework: Framework) -> Mapping[str, Any]:
    sha256 = None if request.figures is None else hashlib.sha256(request.figures.read_bytes()).hexdigest()
    return {**evaluation.manifest(), "framework": {"sha256": framework.sha256}, "figures": {"sha256": sha256}}
