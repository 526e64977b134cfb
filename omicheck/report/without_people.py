"""What is left of what people wrote, of failures by rule and of the manifest, where a report is published."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import asdict, evolve

from omicheck.report.published import ToldQuestions
from omicheck.report.values.cases import RuleFailures
from omicheck.report.values.whole import InspectionReport
from omicheck.report.values.written import Answered, GoodPractice, Views
from omicheck.report.withheld import is_small, told_count, told_counts

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
        yield evolve(one, failures=failures, cases=cases, open=told_count(one.open))


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
