"""The performance framework as a report shows it: what records say of metrics, beside what the area was given."""

from collections.abc import Mapping, Sequence
from typing import Final

from omicheck.performance.figures import Figures
from omicheck.performance.framework import Framework
from omicheck.performance.measure import Measured
from omicheck.report.values.whole import Domain, Metric, Performance
from omicheck.report.withheld import is_small
from omicheck.score.means import whole_percent

_GIVEN: Final = ("actual", "target", "national", "previous_year", "grade")


def performance_of(
    framework: Framework, measured: Sequence[Measured], figures: Mapping[str, Figures], *, is_published: bool
) -> Performance:
    """The metrics in their groups.

    Args:
        framework: the framework.
        measured: its metrics, in its order.
        figures: what the area was given, by metric.
        is_published: whether only shares that rest on no small count are told, and without their counts, as metrics
            overlap with one another and with questions.
    """
    by_id = {one.metric.id: one for one in measured}
    domains = tuple(
        Domain(
            domain.title,
            tuple(_metric(by_id[one.id], figures.get(one.id), is_published=is_published) for one in domain.metrics),
        )
        for domain in framework.domains
    )
    return Performance(framework.title, domains, bool(figures))


def _metric(one: Measured, given: Figures | None, *, is_published: bool) -> Metric:
    told = [] if given is None else [_given(given, name) for name in _GIVEN]
    return Metric(
        one.metric.title,
        _measured(one, is_published=is_published) if one.verdicts else "",
        one.metric.not_measured,
        tuple(told) or ("",) * len(_GIVEN),
    )


def _measured(one: Measured, *, is_published: bool) -> str:
    share = one.share
    if share is None:
        return "no case that counts"
    percent = f"{whole_percent(share)}%"
    if not is_published:
        return f"{percent} ({one.successes:,} of {one.relevant:,})"
    small = any(map(is_small, (one.relevant, one.successes, one.relevant - one.successes)))
    return "[c]" if small else percent


def _given(given: Figures, name: str) -> str:
    value: str = getattr(given, name)
    unit = "%" if given.unit == "percent" and name != "grade" and value else ""
    return f"{value}{unit}"
