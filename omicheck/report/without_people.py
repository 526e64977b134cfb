"""What is left of what people wrote, of failures by rule and of the manifest, where a report is published."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import asdict, evolve

from omicheck.report.published import ToldQuestions
from omicheck.report.values.cases import RuleFailures
from omicheck.report.values.counts import Count
from omicheck.report.values.whole import InspectionReport
from omicheck.report.values.written import Answered, GoodPractice, Views
from omicheck.report.withheld import is_small

# A shorter reference is looked for only if it has letters and digits: others may stand for anything.
_LONG: Final = 5
_MIXED: Final = re.compile(r"\d.*[^\W\d]|[^\W\d].*\d")
# What of the manifest tells nothing of a case, nor of the folder that records lay in.
_OF_NOBODY: Final = ("omicheck", "python", "libraries", "as_of", "engine", "rules", "calendar", "framework", "score")


def rules_told(found: Iterable[RuleFailures], told: ToldQuestions) -> Iterator[RuleFailures]:
    """Failures by rule, without counts that are small or from which those of a question could be worked out."""
    for one in found:
        question = told.get(one.question)
        is_open = question is None or not question.is_withheld
        is_told = is_open and not is_small(one.failures or 0) and not is_small(one.cases or 0)
        failures, cases = (one.failures, one.cases) if is_told else (None, None)
        yield evolve(one, failures=failures, cases=cases, open=_told(one.open))


def _told(count: Count) -> Count:
    return None if count is None or is_small(count) else count


def views_told(views: Iterable[Views]) -> tuple[Views, ...]:
    """What people said, without counts of one to four, or of all but one to four."""
    return tuple(
        evolve(
            one,
            questionnaires=_told(one.questionnaires),
            interviews=_told(one.interviews),
            answers=tuple(map(_answer_told, one.answers)),
        )
        for one in views
    )


def _answer_told(one: Answered) -> Answered:
    if one.of is None or one.count is None or is_small(one.of):
        return evolve(one, count=None, of=None)
    return evolve(one, count=None) if is_small(one.count) or is_small(one.of - one.count) else one


def good_practice_told(examples: Iterable[GoodPractice]) -> tuple[GoodPractice, ...]:
    """Examples without the cases that they are of."""
    return tuple(evolve(one, case_id=None) for one in examples)


def manifest_told(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """The manifest without names of files and without counts."""
    return {key: manifest[key] for key in _OF_NOBODY if key in manifest}


def naming(report: InspectionReport, references: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The texts of a report that name a case or an officer, each with the reference.

    Args:
        report: the report.
        references: of cases and officers.
    """
    looked_for = [one for one in references if len(one) >= _LONG or _MIXED.search(one)]
    for text in _texts(asdict(evolve(report, manifest={}))):
        for one in looked_for:
            if one in text and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text):
                yield text, one


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
