"""Charts, metrics, and the report as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from omicheck.report.values.cases import Failures, Picture
from omicheck.report.values.counts import Range
from omicheck.report.values.scores import GradedSection, ScoreLine, SectionFindings, Working
from omicheck.report.values.written import ContextFigure, GoodPractice, Recommendation, Step, Views


@frozen
class Bar:
    """A bar of a chart.

    Attributes:
        label: what it is of.
        value: its length; None where it is not told or not there.
        text: the value as it is printed.
        interval: what it may be by the chance of the draw, in the same unit; None for none.
    """

    label: str
    value: float | None
    text: str
    interval: Range | None = None


@frozen
class Chart:
    """A chart of bars, from 0 to the most that there can be."""

    title: str
    about: str
    bars: tuple[Bar, ...]
    most: float


@frozen
class Metric:
    """A metric of the performance framework.

    Attributes:
        title: its name.
        measured: what the records say of it; empty where they say nothing.
        why_not: why they do not; empty where they do.
        given: actual, target, national, previous year and grade, as they were given.
    """

    title: str
    measured: str
    why_not: str
    given: tuple[str, ...]


@frozen
class Domain:
    """A group of metrics."""

    title: str
    metrics: tuple[Metric, ...]


@frozen
class Performance:
    """The performance framework."""

    title: str
    domains: tuple[Domain, ...]
    has_given: bool


@frozen
class InspectionReport:
    """A report, in the order in which it is told.

    Attributes:
        area: what it is about; empty where nobody says.
        scheme: how the inspection is called.
        as_of: the audit date.
        cases: how many cases it rests on.
        is_published: whether cases, people and small counts are left out.
        strength_from: the least per cent that is a strength.
        small_base: bases below are told as counts.
        headlines: the headline scores.
        ladder: how comments follow from scores.
        sections: the sections that are scored.
        graded: those that are graded.
        recommendations: what is to be done.
        timetable: what follows; empty without a date of the fieldwork.
        good_practice: examples.
        views: what people said.
        charts: the criteria, and what the cases are like.
        context: figures of the area.
        context_note: what is to be known of them.
        performance: the performance framework; None where there is none for the rules.
        failures: by rule, office and officer.
        pictures: the flagged cases; none in a report that is published.
        workings: every score worked out.
        withheld: how many figures are withheld.
        manifest: what went in, what was used and how much came out.
    """

    area: str
    scheme: str
    as_of: date
    cases: int
    is_published: bool
    strength_from: int
    small_base: int
    headlines: tuple[ScoreLine, ...]
    ladder: str
    sections: tuple[SectionFindings, ...]
    graded: tuple[GradedSection, ...]
    recommendations: tuple[Recommendation, ...]
    timetable: tuple[Step, ...]
    good_practice: tuple[GoodPractice, ...]
    views: tuple[Views, ...]
    charts: tuple[Chart, ...]
    context: tuple[ContextFigure, ...]
    context_note: str
    performance: Performance | None
    failures: Failures
    pictures: tuple[Picture, ...]
    workings: tuple[Working, ...]
    withheld: int
    manifest: Mapping[str, Any]
