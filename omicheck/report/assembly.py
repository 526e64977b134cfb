"""A report, put together from what scoring, measuring and evaluating gave."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, field, frozen

from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.report.criteria import graded_sections, score_line, sections_of
from omicheck.report.failures import OFFICE, OFFICER, by_field, by_rule
from omicheck.report.pictures import picture
from omicheck.report.published import all_told
from omicheck.report.recommendations import drafts
from omicheck.report.sample_data import sample_charts
from omicheck.report.sentences import Style
from omicheck.report.small_files import Context
from omicheck.report.timetable import timetable
from omicheck.report.values.cases import Failures, Picture
from omicheck.report.values.scores import ScoreLine
from omicheck.report.values.whole import Bar, Chart, InspectionReport, Performance
from omicheck.report.values.written import GoodPractice, Recommendation, Views
from omicheck.report.withheld import Withheld, withhold
from omicheck.report.without_people import good_practice_told, manifest_told, rules_told, views_told
from omicheck.report.workings import workings
from omicheck.rulebase.folder import RuleBase
from omicheck.score.result import Score, Scores

_AREA: Final = "area"


@frozen(eq=False)
class Material:
    """What a report is made from.

    Attributes:
        rule_base: rules, questions and scheme.
        rules: the rules that were evaluated.
        as_of: the audit date.
        cases: all cases, in the order of their references.
        flagged: the rows of duties that are flagged, in order.
        scores: the scores.
        performance: the performance framework; None where there is none for the rules.
        manifest: of the run.
        context: what is known of the area.
        views: what people said.
        good_practice: examples.
        recommendations: what inspectors recommend; empty for drafts.
        fieldwork: the last day of the fieldwork; None where it is not told.
    """

    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    cases: Sequence[Case]
    flagged: Sequence[Row]
    scores: Scores
    performance: Performance | None
    manifest: Mapping[str, Any]
    context: Context = field(factory=Context)
    views: tuple[Views, ...] = ()
    good_practice: tuple[GoodPractice, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    fieldwork: date | None = None


def assemble(material: Material, style: Style, *, is_published: bool) -> InspectionReport:
    """The report.

    Args:
        material: what it is made from.
        style: how findings are told.
        is_published: whether cases, people and small counts are left out.
    """
    scores, scheme = material.scores, material.rule_base.scheme
    may = withhold(scores) if is_published else Withheld(all_told(scores.questions))
    told_scores = evolve(scores, every=tuple(_without_number(one, may) for one in scores.every))
    headlines = tuple(_lines(told_scores.headlines, is_published=is_published))
    sections = tuple(sections_of(told_scores, scheme, may.questions, style, is_published=is_published))
    lines = [one.score for section in sections for one in section.criteria]
    pictures = () if is_published else tuple(_pictures(material))
    return InspectionReport(
        material.context.area or _area(material.cases),
        scheme.title,
        material.as_of,
        scores.cases,
        is_published,
        style.strength_from,
        style.small_base,
        headlines,
        _ladder(scores),
        sections,
        tuple(graded_sections(scores, scheme)),
        material.recommendations or tuple(drafts(told_scores, may.questions, style)),
        () if material.fieldwork is None else tuple(timetable(material.fieldwork)),
        good_practice_told(material.good_practice) if is_published else material.good_practice,
        views_told(material.views) if is_published else material.views,
        (
            _scores_chart(lines),
            *sample_charts(material.cases, material.rule_base.vocabulary, is_published=is_published),
        ),
        material.context.figures,
        material.context.note,
        material.performance,
        _failures(material, may, is_published=is_published),
        pictures,
        tuple(workings(told_scores, may.questions, is_published=is_published)),
        sum(one.is_withheld for one in may.questions.values()) + len(may.scores),
        manifest_told(material.manifest) if is_published else material.manifest,
    )


def _without_number(one: Score, may: Withheld) -> Score:
    """A score, or if it is withheld the same without its terms, which have the number in them."""
    if (one.mean.level, one.mean.id) not in may.scores:
        return one
    names = (*(name for name, _ in one.mean.terms), *one.mean.without)
    comment = None if one.comment is None else evolve(one.comment, comment=None, within_bounds=())
    return evolve(one, mean=evolve(one.mean, terms=(), without=names), interval=None, bounds=None, comment=comment)


def _lines(scores: Sequence[Score], *, is_published: bool) -> Iterator[ScoreLine]:
    for one in scores:
        yield score_line(one, in_house=not is_published)


def _area(cases: Sequence[Case]) -> str:
    """The area, if all cases are of one."""
    areas = {case.fields.get(_AREA) for case in cases}
    return str(areas.pop() or "") if len(areas) == 1 else ""


def _ladder(scores: Scores) -> str:
    """How comments follow from scores, in a sentence."""
    bands = ", ".join(f"{band.comment} from {band.at_least}%" for band in scores.ladder.bands)
    return f"{bands}. These cut-points are {scores.ladder.status}: {scores.ladder.note or 'no source is given.'}"


def _scores_chart(lines: Sequence[ScoreLine]) -> Chart:
    bars = tuple(
        Bar(
            f"{one.id} {one.title}",
            one.percent,
            "no score" if one.percent is None else f"{one.percent}%",
            one.interval,
        )
        for one in lines
    )
    about = "Each bar is a score in per cent; the line on it is the interval of 95% for the chance of the draw."
    return Chart("Scores of the criteria", about, bars, 100)


def _by_case(material: Material) -> Mapping[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in material.flagged:
        rows[row.case_id].append(row)
    return rows


def _failures(material: Material, may: Withheld, *, is_published: bool) -> Failures:
    found = tuple(by_rule(material.flagged, material.rules, material.rule_base))
    if is_published:
        return Failures(tuple(rules_told(found, may.questions)), (), ())
    vocabulary, rows = material.rule_base.vocabulary, _by_case(material)
    of_whom = (
        tuple(by_field(name, material.cases, rows)) if name in vocabulary.fields else () for name in (OFFICE, OFFICER)
    )
    return Failures(found, *of_whom)


def _pictures(material: Material) -> Iterator[Picture]:
    rules = {rule.id: rule for rule in material.rules}
    rows = _by_case(material)
    for case in material.cases:
        if case.case_id in rows:
            yield picture(case, rows[case.case_id], rules, material.rule_base, material.as_of)
