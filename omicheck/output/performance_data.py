"""Metrics as data for machines."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from omicheck.output.csv_table import csv_lines
from omicheck.performance.figures import Figures
from omicheck.performance.framework import Framework
from omicheck.performance.measure import Measured

_GIVEN = tuple(attribute.name for attribute in attrs.fields(Figures))
_COLUMNS = ("domain", "metric", "title", "share", "successes", "relevant", "cannot_tell", "not_due", "not_applicable",
            *_GIVEN, "reading", "not_measured")  # fmt: skip


def performance_data(
    framework: Framework, measured: Sequence[Measured], figures: Mapping[str, Figures], manifest: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Everything as JSON would hold it; shares are fractions, unrounded."""
    by_id = {one.metric.id: one for one in measured}
    domains = [
        {
            "domain": domain.id,
            "title": domain.title,
            "metrics": [_metric(by_id[metric.id], figures.get(metric.id)) for metric in domain.metrics],
        }
        for domain in framework.domains
    ]
    return {"title": framework.title, "domains": domains, "manifest": manifest}


def _metric(one: Measured, given: Figures | None) -> Mapping[str, Any]:
    bounds = one.bounds
    return {
        "metric": one.metric.id,
        "title": one.metric.title,
        "share": None if one.share is None else float(one.share),
        "successes": one.successes if one.verdicts else None,
        "relevant": one.relevant if one.verdicts else None,
        "bounds": None if bounds is None else [float(end) for end in bounds],
        "verdicts": dict(one.verdicts),
        "rules": [rule.id.partition("/")[2] for rule in one.metric.rules],
        "counts": one.metric.counts if one.verdicts else None,
        "reading": one.metric.reading or None,
        "not_measured": one.metric.not_measured or None,
        "given": None if given is None else {name: getattr(given, name) or None for name in _GIVEN},
    }


def csv_of_metrics(framework: Framework, measured: Sequence[Measured], figures: Mapping[str, Figures]) -> Iterator[str]:
    """The metrics as lines of CSV."""
    domain_of = {metric.id: domain.id for domain in framework.domains for metric in domain.metrics}
    return csv_lines(_COLUMNS, (_record(one, domain_of[one.metric.id], figures) for one in measured))


def _record(one: Measured, domain: str, figures: Mapping[str, Figures]) -> list[object]:
    given = figures.get(one.metric.id, Figures())
    counted = (one.verdicts.get(verdict) for verdict in ("cannot_tell", "not_due", "not_applicable"))
    return [
        domain,
        one.metric.id,
        one.metric.title,
        None if one.share is None else float(one.share),
        one.successes if one.verdicts else None,
        one.relevant if one.verdicts else None,
        *counted,
        *(getattr(given, name) or None for name in _GIVEN),
        one.metric.reading or None,
        one.metric.not_measured or None,
    ]
