"""Scores by group as CSV: a line for each question, criterion, section and headline score of each group, and of all."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from omicheck.groups import group_name
from omicheck.output.csv_table import csv_lines
from omicheck.output.group_data import share_data
from omicheck.output.score_data import number, pair
from omicheck.score.by_group import ScoresBy
from omicheck.score.funnel import LEVELS, GroupShare
from omicheck.score.result import QuestionScore, Score, Scores

# The ends of the limits that about so many per cent would keep to by chance.
_LIMITS: Final = tuple(f"limit_{float(level * 100):g}_{end}" for level in LEVELS for end in ("low", "high"))
GROUP_COLUMNS: Final = (
    "by", "group", "cases", "level", "name", "title", "sufficient", "relevant", "score", "percent",
    "interval_low", "interval_high", *_LIMITS, "place",
)  # fmt: skip


def csv_of_groups(whole: Scores, by: Iterable[ScoresBy]) -> Iterator[str]:
    """The lines, each with its end: all cases first, with no group; then each group of each field by name.

    Args:
        whole: the scores of all cases.
        by: those of groups.
    """
    records = [*_records({"cases": whole.cases}, whole, {})]
    for one in by:
        records += records_of_groups(one)
    return csv_lines(GROUP_COLUMNS, ([record.get(column) for column in GROUP_COLUMNS] for record in records))


def records_of_groups(by: ScoresBy) -> Iterator[Mapping[str, Any]]:
    """The scores of each group of a field, by name, as records with some of the columns."""
    for place, (group, scores) in enumerate(by.groups.items()):
        shares = {question: funnel.groups[place] for question, funnel in by.funnels.items()}
        yield from _records({"by": by.field, "group": group_name(group), "cases": scores.cases}, scores, shares)


def _records(head: Mapping[str, Any], scores: Scores, shares: Mapping[str, GroupShare]) -> Iterator[Mapping[str, Any]]:
    for one in scores.every:
        yield {**head, **_of_score(one)}
    for question in scores.questions:
        if question.counts.relevant:
            yield {**head, **_of_question(question, shares.get(question.question.id))}


def _of_score(one: Score) -> dict[str, Any]:
    low, high = pair(one.interval) or (None, None)
    return {
        "level": one.mean.level,
        "name": one.mean.id,
        "title": one.mean.title,
        "score": number(one.mean.score),
        "percent": one.percent,
        "interval_low": low,
        "interval_high": high,
    }


def _of_question(one: QuestionScore, share: GroupShare | None) -> dict[str, Any]:
    counts = one.counts
    low, high = pair(one.interval) or (None, None)
    data = {
        "level": "question",
        "name": one.question.id,
        "title": one.question.text,
        "sufficient": counts.sufficient,
        "relevant": counts.relevant,
        "score": number(counts.share),
        "interval_low": low,
        "interval_high": high,
    }
    if share is not None:
        told = share_data(share)
        data |= dict(zip(_LIMITS, (end for limits in told["limits"] for end in limits), strict=True))
        data["place"] = told["place"]
    return data
