"""The performance framework as a report shows it: what records say of metrics, beside what the area was given."""

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from omicheck.performance.figures import Figures
from omicheck.performance.framework import Framework
from omicheck.performance.measure import Measured
from omicheck.report.published import ToldQuestions, coarse_percent
from omicheck.report.values.whole import Domain, Metric, Performance
from omicheck.report.withheld import is_small
from omicheck.score.means import whole_percent

_GIVEN: Final = ("actual", "target", "national", "previous_year", "grade")


@frozen
class Measurements:
    """A framework, its metrics in its order, and what the area was given, by metric."""

    framework: Framework
    measured: Sequence[Measured]
    figures: Mapping[str, Figures]


def performance_of(found: Measurements, told: ToldQuestions | None) -> Performance:
    """The metrics in their groups.

    Args:
        found: what was measured and given.
        told: what may be told of each question, where only shares that rest on no small count are told, in steps and
            without their counts, as metrics overlap with one another and with questions; None where all is told.
    """
    framework, measured, figures = found.framework, found.measured, found.figures
    by_id = {one.metric.id: one for one in measured}
    domains = tuple(
        Domain(
            domain.title,
            tuple(_metric(by_id[one.id], figures.get(one.id), told) for one in domain.metrics),
        )
        for domain in framework.domains
    )
    return Performance(framework.title, domains, bool(figures))


def _metric(one: Measured, given: Figures | None, questions: ToldQuestions | None) -> Metric:
    told = [] if given is None else [_given(given, name) for name in _GIVEN]
    return Metric(
        one.metric.title,
        _measured(one, questions) if one.verdicts else "",
        one.metric.not_measured,
        tuple(told) or ("",) * len(_GIVEN),
    )


def _measured(one: Measured, questions: ToldQuestions | None) -> str:
    share = one.share
    if share is None:
        return "no case that counts"
    if questions is None:
        return f"{whole_percent(share)}% ({one.successes:,} of {one.relevant:,})"
    small = any(map(is_small, (one.relevant, one.successes, one.relevant - one.successes)))
    asked = [questions[rule.question] for rule in one.metric.rules if rule.question in questions]
    # A share that is withheld of a question is not told of a metric that asks the same.
    if small or any(of.is_withheld and of.percent is None for of in asked):
        return "[c]"
    return f"about {coarse_percent(share, one.relevant)}%"


def _given(given: Figures, name: str) -> str:
    value: str = getattr(given, name)
    unit = "%" if given.unit == "percent" and name != "grade" and value else ""
    return f"{value}{unit}"
