"""Scores by group as CSV: the lines of a score for all cases, then for each group, with the limits of chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from omicheck.groups import group_name
from omicheck.output.csv_table import csv_lines
from omicheck.output.group_data import share_data
from omicheck.output.score_data import CSV_COLUMNS, csv_records
from omicheck.score.by_group import ScoresBy
from omicheck.score.funnel import LEVELS, GroupShare
from omicheck.score.result import Scores

# The ends of the limits that about so many per cent would keep to by chance.
_LIMITS: Final = tuple(f"limit_{float(level * 100):g}_{end}" for level in LEVELS for end in ("low", "high"))
_COLUMNS: Final = ("by", "group", "cases", *CSV_COLUMNS, *_LIMITS, "place")
# What a sheet shows of each line.
GROUP_COLUMNS: Final = (
    *("group", "cases", "level", "name", "text", "sufficient", "relevant", "share", "percent"),
    *("interval_low", "interval_high", *_LIMITS, "place"),
)
_LEVEL: Final = CSV_COLUMNS.index("level")
_NAME: Final = CSV_COLUMNS.index("name")


def csv_of_groups(whole: Scores, by: Iterable[ScoresBy]) -> Iterator[str]:
    """The lines, each with its end: all cases first, with no group; then each group of each field by name.

    Args:
        whole: the scores of all cases.
        by: those of groups.
    """
    records = list(_records(("", "", whole.cases), whole, {}))
    for one in by:
        records += _of_groups(one)
    return csv_lines(_COLUMNS, records)


def records_of_groups(by: ScoresBy) -> Iterator[Mapping[str, Any]]:
    """The scores of each group of a field, by name, as far as `GROUP_COLUMNS` has them."""
    for cells in _of_groups(by):
        record = dict(zip(_COLUMNS, cells, strict=True))
        yield {name: record[name] for name in GROUP_COLUMNS}


def _of_groups(by: ScoresBy) -> Iterator[Sequence[Any]]:
    for place, (group, scores) in enumerate(by.groups.items()):
        shares = {question: funnel.groups[place] for question, funnel in by.funnels.items()}
        yield from _records((by.field, group_name(group), scores.cases), scores, shares)


def _records(head: Sequence[Any], scores: Scores, shares: Mapping[str, GroupShare]) -> Iterator[Sequence[Any]]:
    for cells in csv_records(scores):
        share = shares.get(cells[_NAME]) if cells[_LEVEL] == "question" else None
        yield (*head, *cells, *_limits(share))


def _limits(share: GroupShare | None) -> Sequence[Any]:
    """Within which limits a share would be by chance, and where it is."""
    if share is None or not share.base:
        return (None,) * (len(_LIMITS) + 1)
    told = share_data(share)
    return (*(end for limits in told["limits"] for end in limits), told["place"])
