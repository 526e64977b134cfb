"""A report, put together from what scoring, measuring and evaluating gave."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import evolve

from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.report.about import about
from omicheck.report.agreement import agreement_told
from omicheck.report.counted_sets import counted_sets
from omicheck.report.criteria import graded_sections, score_line, sections_of
from omicheck.report.failures import by_rule
from omicheck.report.follow_up import followed
from omicheck.report.glossary import glossary
from omicheck.report.group_failures import by_group, group_scores
from omicheck.report.material import Material
from omicheck.report.not_used import not_used, not_used_told
from omicheck.report.performance_figures import performance_of
from omicheck.report.pictures import Pictures
from omicheck.report.published import all_told
from omicheck.report.recommendations import drafts, with_basis
from omicheck.report.sample_data import SampleTable, sample_charts, sample_tables
from omicheck.report.sentences import Style
from omicheck.report.small_files import Context
from omicheck.report.timetable import timetable
from omicheck.report.values.cases import Failures, Picture
from omicheck.report.values.scores import GroupScores, ScoreLine, SectionFindings
from omicheck.report.values.whole import Bar, Chart, FollowUp, InspectionReport, NotUsed, Opening, Performance
from omicheck.report.withheld import Withheld, told_count, withhold
from omicheck.report.without_people import figures_told, good_practice_told, manifest_told, rules_told, views_told
from omicheck.report.workings import workings
from omicheck.score.result import Score, Scores

_AREA: Final = "area"
# The interval of a score that is made of fewer questions is told only if they are told in full.
_MANY: Final = 5


def assemble(material: Material, style: Style, *, is_published: bool = False) -> InspectionReport:
    """The report.

    Args:
        material: what it is made from.
        style: how findings are told.
        is_published: whether cases, people and small counts are left out.
    """
    scores, scheme, context = material.scores, material.rule_base.scheme, material.context
    tables = tuple(sample_tables(material.cases, material.rule_base.vocabulary))
    may = _withheld(material, tables) if is_published else Withheld(all_told(scores.questions))
    told_scores = evolve(scores, every=tuple(_without_number(one, may) for one in scores.every))
    headlines = tuple(score_line(one, scores.ladder, in_house=not is_published) for one in told_scores.headlines)
    sections = tuple(
        evolve(one, commentary=_commentary(context, one.score.id))
        for one in sections_of(told_scores, scheme, may.questions, style, is_published=is_published)
    )
    recommended = material.recommendations or tuple(drafts(told_scores, may.questions, style))
    return InspectionReport(
        area=context.area or _area(material.cases),
        scheme=scheme.title,
        as_of=material.as_of,
        cases=scores.cases,
        is_published=is_published,
        strength_from=style.strength_from,
        small_base=style.small_base,
        opening=_opening(material, headlines, is_published=is_published),
        headlines=headlines,
        by_group=() if is_published else _scores_by_group(material),
        ladder=_ladder(scores),
        sections=sections,
        graded=tuple(evolve(one, commentary=_commentary(context, one.id)) for one in graded_sections(scores, scheme)),
        recommendations=tuple(with_basis(recommended, told_scores, may.questions, style)),
        last=_last(material, told_scores, may, style, is_published=is_published),
        timetable=() if material.fieldwork is None else tuple(timetable(material.fieldwork)),
        good_practice=good_practice_told(material.good_practice) if is_published else material.good_practice,
        views=views_told(material.views) if is_published else material.views,
        charts=(_scores_chart(sections), *sample_charts(tables, len(material.cases), may.bars)),
        context=figures_told(context.figures) if is_published else context.figures,
        context_note=context.note,
        performance=_performance(material, may, is_published=is_published),
        failures=_failures(material, may, is_published=is_published),
        pictures=() if is_published else tuple(_pictures(material)),
        agreement=() if is_published else tuple(agreement_told(scores)),
        not_used=_not_used(material, is_published=is_published),
        glossary=tuple(glossary(_texts(material), context.glossary)),
        workings=tuple(workings(told_scores, may.questions, is_published=is_published)),
        withheld=sum(one.is_withheld for one in may.questions.values()) + len(may.scores),
        manifest=manifest_told(material.manifest, scores.cases) if is_published else material.manifest,
    )


def _scores_by_group(material: Material) -> tuple[GroupScores, ...]:
    return tuple(group_scores(one, material.rule_base.vocabulary) for one in material.scores_by)


def _withheld(material: Material, tables: Sequence[SampleTable]) -> Withheld:
    """What may be told to everybody."""
    place_of = {case_id: place for place, case_id in enumerate(material.matrix.case_ids)}
    rows = np.array([place_of[case.case_id] for case in material.cases], dtype=np.int64)
    codes = material.matrix.joined(material.scores.settings.side)[rows]
    bars = {}
    for table in tables:
        for label, places in table.bars.items():
            bars[table.named(label)] = members = np.zeros(len(codes), dtype=np.bool_)
            members[list(places)] = True
    counts = [{table.named(label): len(places) for label, places in table.bars.items()} for table in tables]
    return withhold(material.scores, counted_sets(codes, material.matrix.questions, bars), counts)


def _gives_away_much(one: Score, may: Withheld) -> bool:
    """Whether the interval tells of few questions, one of which is not told in full."""
    names = [name for name, _ in one.mean.terms if name in may.questions]
    return 0 < len(names) < _MANY and any(may.questions[name].is_withheld for name in names)


def _commentary(context: Context, section: str) -> tuple[str, ...]:
    return tuple(text for one in context.commentary if one.section == section for text in one.text)


def _last(material: Material, scores: Scores, may: Withheld, style: Style, *, is_published: bool) -> FollowUp | None:
    last = material.last
    if last is None:
        return None
    found = followed(last, scores, may.questions, style, material.as_of, is_published=is_published)
    return FollowUp(last.as_of, tuple(found))


def _performance(material: Material, may: Withheld, *, is_published: bool) -> Performance | None:
    found = material.performance
    return None if found is None else performance_of(found, may.questions if is_published else None)


def _not_used(material: Material, *, is_published: bool) -> NotUsed:
    answers = material.rejected_answers
    if not is_published:
        vocabulary = material.rule_base.vocabulary
        return not_used(material.rejected, answers, material.scores, material.notes, vocabulary)
    records = told_count(len(material.rejected) - answers)
    return not_used_told(records, told_count(answers), material.scores, material.notes)


def _texts(material: Material) -> Iterator[str]:
    """The texts that terms are looked for in."""
    for one in material.scores.questions:
        yield one.question.text
    for rule in material.rules:
        yield f"{rule.title} {rule.requirement}"
    for section in material.rule_base.scheme.sections:
        yield from (criterion.title for criterion in section.criteria)


def _without_number(one: Score, may: Withheld) -> Score:
    """A score, or if it is withheld the same without its terms, which have the number in them."""
    if (one.mean.level, one.mean.id) not in may.scores:
        return evolve(one, interval=None) if _gives_away_much(one, may) else one
    names = (*(name for name, _ in one.mean.terms), *one.mean.without)
    comment = None if one.comment is None else evolve(one.comment, comment=None, within_bounds=())
    return evolve(one, mean=evolve(one.mean, terms=(), without=names), interval=None, bounds=None, comment=comment)


def _area(cases: Sequence[Case]) -> str:
    """The area, if all cases are of one."""
    areas = {case.fields.get(_AREA) for case in cases}
    return str(areas.pop() or "") if len(areas) == 1 else ""


def _ladder(scores: Scores) -> str:
    """How comments follow from scores, in a sentence."""
    bands = ", ".join(f"{band.comment} from {band.at_least}%" for band in scores.ladder.bands)
    return f"{bands}. These cut-points are {scores.ladder.status}: {scores.ladder.note or 'no source is given.'}"


def _opening(material: Material, headlines: Sequence[ScoreLine], *, is_published: bool) -> Opening:
    context, title = material.context, material.rule_base.scheme.title
    paragraphs = about(material.scores, headlines, title, material.as_of, is_published=is_published)
    return Opening(context.foreword, context.signed, tuple(paragraphs))


def _scores_chart(sections: Sequence[SectionFindings]) -> Chart:
    lines = [one.score for section in sections for one in section.criteria]
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
        return Failures(tuple(rules_told(found, may.questions)))
    return Failures(found, tuple(by_group(material.failures_by, material.cases, material.rule_base.vocabulary)))


def _pictures(material: Material) -> Iterator[Picture]:
    rules = {rule.id: rule for rule in material.rules}
    rows = _by_case(material)
    pictures = Pictures(rules, material.rule_base, material.as_of)
    for case in material.cases:
        if case.case_id in rows:
            yield pictures.of(case, rows[case.case_id])
