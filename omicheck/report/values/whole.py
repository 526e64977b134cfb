"""Charts, metrics, and the report as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from omicheck.report.values.agreement import AgreementOfSides
from omicheck.report.values.cases import Failures, Picture
from omicheck.report.values.counts import Count, Range
from omicheck.report.values.editions import EditionsBeside
from omicheck.report.values.scores import GradedSection, GroupScores, ScoreLine, SectionFindings, Working
from omicheck.report.values.written import ContextFigure, Followed, GoodPractice, Recommendation, Step, Term, Views


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
class Missing:
    """What records lack: the field, in how many cases, and how many verdicts cannot be told for it."""

    field: str
    cases: int
    verdicts: int


@frozen
class NotUsed:
    """What could not be used.

    Attributes:
        records: how many records; None where that must not be told.
        answers: how many inspectors' answers; None where that must not be told.
        problems: what is wrong with them.
        more_problems: how many more problems there are than are told.
        missing: what records lack, what would settle most first.
        more_missing: how many more fields there are.
        notes: what is to be known of the records as a whole, in sentences.
        unlisted: questions that rules name and the scheme has not, whose verdicts enter no score.
    """

    records: Count
    answers: Count
    problems: tuple[str, ...]
    more_problems: int
    missing: tuple[Missing, ...]
    more_missing: int
    notes: tuple[str, ...]
    unlisted: tuple[str, ...]


@frozen
class Opening:
    """What comes before all findings.

    Attributes:
        foreword: as it was written, in paragraphs; empty for none.
        signed: who wrote it; empty where nobody says.
        about: what the report is, in paragraphs.
    """

    foreword: tuple[str, ...]
    signed: str
    about: tuple[str, ...]


@frozen
class FollowUp:
    """What became of the recommendations of the audit before.

    Attributes:
        as_of: its audit date; None where that is not told.
        recommendations: its recommendations.
    """

    as_of: date | None
    recommendations: tuple[Followed, ...]


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
        opening: what comes first.
        headlines: the headline scores.
        by_group: the headline scores of the groups of fields.
        ladder: how comments follow from scores.
        sections: the sections that are scored.
        graded: those that are graded.
        recommendations: what is to be done.
        last: what became of the recommendations of the audit before; None where they were not given.
        timetable: what follows; empty without a date of the fieldwork.
        good_practice: examples.
        views: what people said.
        charts: the criteria, and what the cases are like.
        context: figures of the area.
        context_note: what is to be known of them.
        performance: the performance framework; None where there is none for the rules.
        failures: by rule, office and officer.
        pictures: the flagged cases; none in a report that is published.
        agreement: how far inspectors agree with one another and with rules; none in a report that is published.
        not_used: what could not be used.
        glossary: terms and what they mean.
        workings: every score worked out.
        withheld: how many figures are withheld.
        manifest: what went in, what was used and how much came out.
        editions: what another edition of the standards says; None where it was not asked.
    """

    area: str
    scheme: str
    as_of: date
    cases: int
    is_published: bool
    strength_from: int
    small_base: int
    opening: Opening
    headlines: tuple[ScoreLine, ...]
    by_group: tuple[GroupScores, ...]
    ladder: str
    sections: tuple[SectionFindings, ...]
    graded: tuple[GradedSection, ...]
    recommendations: tuple[Recommendation, ...]
    last: FollowUp | None
    timetable: tuple[Step, ...]
    good_practice: tuple[GoodPractice, ...]
    views: tuple[Views, ...]
    charts: tuple[Chart, ...]
    context: tuple[ContextFigure, ...]
    context_note: str
    performance: Performance | None
    failures: Failures
    pictures: tuple[Picture, ...]
    agreement: tuple[AgreementOfSides, ...]
    not_used: NotUsed
    glossary: tuple[Term, ...]
    workings: tuple[Working, ...]
    withheld: int
    manifest: Mapping[str, Any]
    editions: EditionsBeside | None = None
