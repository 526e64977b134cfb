"""Two editions of the standards side by side, as data for machines."""

from collections.abc import Iterator, Mapping
from typing import Any

from omicheck.manifest import edition_data
from omicheck.model.row import VERDICTS
from omicheck.output.csv_table import csv_lines
from omicheck.use_cases.two_editions import DutyOfTwo, TwoEditions

_COLUMNS = (
    *("becomes", "title", "old_rule", "new_rule", "old_limit", "new_limit"),
    *(f"{when}_{verdict}" for when in ("old", "new") for verdict in VERDICTS),
)


def two_editions_data(found: TwoEditions) -> Mapping[str, Any]:
    """Everything as JSON would hold it."""
    return {
        "old": {"id": found.old.id, **edition_data(found.old)},
        "new": {"id": found.new.id, **edition_data(found.new)},
        "as_of": found.as_of.isoformat(),
        "cases": found.cases,
        "asked_as_if_in_force": True,
        "duties": [dict(zip(_COLUMNS, _values(one), strict=True)) for one in found.duties],
    }


def two_editions_csv(found: TwoEditions) -> Iterator[str]:
    """A line for each duty."""
    return csv_lines(_COLUMNS, map(_values, found.duties))


def _values(one: DutyOfTwo) -> list[Any]:
    change = one.change
    rules = (None if rule is None else rule.id for rule in (change.old, change.new))
    limits = (one.old_limit or None, one.new_limit or None)
    counts = (side.get(verdict) for side in (one.before, one.after) for verdict in VERDICTS)
    return [change.becoming, change.title, *rules, *limits, *counts]
