"""What is left of what people wrote, of failures by rule and of the manifest, where a report is published."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import asdict, evolve

from omicheck.report.published import ToldQuestions, to_the_nearest
from omicheck.report.thresholds import LEAST_TOLD
from omicheck.report.values.cases import RuleFailures
from omicheck.report.values.counts import Count
from omicheck.report.values.whole import InspectionReport
from omicheck.report.values.written import Answered, ContextFigure, GoodPractice, Views
from omicheck.report.withheld import is_small, told_count, told_counts

# A shorter reference is looked for everywhere only if it has letters and digits. One of letters alone, such as a name,
# is looked for in what people wrote; one of a few digits may stand for anything.
_LONG: Final = 5
_NAME: Final = re.compile(r"[^\W\d_]{2}")
_DIGIT: Final = re.compile(r"\d")
_MIXED: Final = re.compile(r"\d.*[^\W\d]|[^\W\d].*\d")
# What stands between the parts of a reference or a name, however somebody writes it.
_GAPS: Final = re.compile(r"[\s_\-\u2010-\u2015\u2212]+")
_APOSTROPHES: Final = str.maketrans("\u2018\u2019\u02bc", "'''")
_SMALL: Final = frozenset(map(str, range(1, LEAST_TOLD)))
# What of the manifest tells nothing of a case, nor of the folder that records lay in.
_OF_NOBODY: Final = ("omicheck", "as_of", "rules", "calendar", "framework", "score")


def rules_told(found: Iterable[RuleFailures], told: ToldQuestions) -> Iterator[RuleFailures]:
    """Failures by rule to the nearest five, as they overlap with one another and with questions; none under five.

    Args:
        found: the failures.
        told: what is told of each question; where a share is withheld the failures of its rules are, too, and so are
            those beside a small number, which the cases in which the work was not good enough would give away. So
            would those that it cannot be told of, with the cases that a question concerns.
    """
    every = tuple(found)
    beside = {one.question for one in every if is_small(one.failures or 0) or is_small(one.cases or 0)}
    open_beside = {one.question for one in every if is_small(one.open or 0)}
    for one in every:
        question = told.get(one.question)
        is_open = (
            question is None or question.share is not None or question.percent is not None or question.without
        ) and not (one.question in beside and one.failures)
        failures, cases = (_rounded(one.failures), _rounded(one.cases)) if is_open else (None, None)
        is_told = one.question not in open_beside or not one.open
        yield evolve(one, failures=failures, cases=cases, open=_rounded(one.open) if is_told else None)


def _rounded(count: Count) -> Count:
    told = told_count(count)
    return None if told is None else to_the_nearest(told)


def views_told(views: Iterable[Views]) -> tuple[Views, ...]:
    """What people said, without counts of one to four, or of all but one to four."""
    return tuple(
        evolve(
            one,
            asked=tuple((name, told_count(number)) for name, number in one.asked),
            answers=tuple(map(_answer_told, _excluding(one.answers))),
        )
        for one in views
    )


def _excluding(answers: Sequence[Answered]) -> Iterator[Answered]:
    """Answers of which those to one question are told as a table, to which belong those who gave none of them."""
    tables: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
    for one in answers:
        if one.question and one.of is not None:
            tables[one.question, one.of].append(one.count or 0)
    told = {key: iter(told_counts([*counts, max(0, (key[1] or 0) - sum(counts))])) for key, counts in tables.items()}
    for one in answers:
        key = one.question, one.of
        yield evolve(one, count=next(told[key])) if key in told else one


def _answer_told(one: Answered) -> Answered:
    if one.of is None or is_small(one.of):
        return evolve(one, count=None, of=None)
    if one.count is None or is_small(one.count) or is_small(one.of - one.count):
        return evolve(one, count=None)
    return one


def good_practice_told(examples: Iterable[GoodPractice]) -> tuple[GoodPractice, ...]:
    """Examples without the cases that they are of."""
    return tuple(evolve(one, case_id=None) for one in examples)


def figures_told(figures: Iterable[ContextFigure]) -> tuple[ContextFigure, ...]:
    """Figures of the area, as they were given, but for whole numbers of one to four."""
    return tuple(evolve(one, value="[c]") if one.value in _SMALL else one for one in figures)


def manifest_told(manifest: Mapping[str, Any], cases: int) -> Mapping[str, Any]:
    """The manifest without names of files and without counts.

    Args:
        manifest: of the run.
        cases: how many cases there are; a caseload that is only a little larger is left out.
    """
    told = {key: manifest[key] for key in _OF_NOBODY if key in manifest}
    caseload = told["score"]["caseload"]
    if caseload is not None and is_small(caseload - cases):
        told["score"] = {**told["score"], "caseload": None}
    return told


def naming(report: InspectionReport, references: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts of a report that name a case or an officer, each with the reference.

    Args:
        report: the report.
        references: of cases and officers.
    """
    # Words of the report itself, such as court or white, are names too, so that these are looked for in what people
    # wrote alone.
    everywhere = [one for one in references if _DIGIT.search(one) and (len(one) >= _LONG or _MIXED.search(one))]
    names = [one for one in references if not _DIGIT.search(one) and _NAME.search(one)]
    yield from _naming(asdict(evolve(report, manifest={})), everywhere)
    sections = [*(one.commentary for one in report.sections), *(one.commentary for one in report.graded)]
    evidence = [one.evidence for section in report.graded for one in section.criteria]
    recommended = [asdict(one) for one in report.recommendations if not one.is_draft]
    last = [] if report.last is None else [asdict(one.recommendation) for one in report.last.recommendations]
    said = [*map(asdict, report.views), *map(asdict, report.good_practice), *map(asdict, report.context)]
    signed = (report.area, report.opening.foreword, report.opening.signed)
    written = (
        signed,
        report.context_note,
        [asdict(one) for one in report.glossary],
        sections,
        evidence,
        recommended,
        last,
        said,
    )
    yield from _written_otherwise(written, [*everywhere, *names])


def _naming(data: object, references: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in _texts(data):
        for one in references:
            if one in text and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text):
                yield text, one


def _written_otherwise(data: object, references: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What people wrote that names somebody in other letters, with another dash or gap, or with marks nobody sees."""
    read = [(one, _as_read(one)) for one in references]
    for text in _texts(data):
        seen = _as_read(text)
        for one, reference in read:
            if reference and reference.casefold() in seen.casefold() and _names(seen, reference):
                yield text, one


def _as_read(text: str) -> str:
    seen = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return _GAPS.sub(" ", seen.translate(_APOSTROPHES)).strip()


def _names(text: str, reference: str) -> bool:
    """Whether a text has a reference; a name in small letters alone is taken for a word, such as court or young."""
    has_digit = any(one.isdigit() for one in reference)
    # Scripts without capitals may put words beside one another without a gap.
    before, after = ("" if unicodedata.category(one) == "Lo" else r"\w" for one in (reference[0], reference[-1]))
    pattern = rf"{before and f'(?<!{before})'}{re.escape(reference)}{after and f'(?!{after})'}"
    found = re.finditer(pattern, text, re.IGNORECASE)
    return any(has_digit or one.group() != one.group().lower() or one.group() == one.group().upper() for one in found)


def _texts(data: object) -> Iterator[str]:
    """All texts in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
