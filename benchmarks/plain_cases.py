"""Case records in plain Python: dictionaries of what the tables hold, and what was found among the events of a case.

Nothing is checked; `plain_python.py` says what it is for.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import attrs
import pyarrow.parquet as pq

from omicheck.dates import ALL_TIME, read_span
from omicheck.model.rule import EventSpec
from omicheck.model.vocabulary import ValueType, Vocabulary

# The first and the last day of an incomplete event, and what is missing.
Incomplete = tuple[date, date, list[str]]
_span: Final = lru_cache(maxsize=None)(read_span)
_day: Final = lru_cache(maxsize=None)(date.fromisoformat)


@attrs.define(eq=False)
class PlainCase:
    """A case: its fields, its events by type with their place in the record, and what was found among them."""

    fields: dict[str, Any]
    events: dict[str, list[tuple[int, Mapping[str, Any]]]]
    set_by: Mapping[str, str]
    found: dict[tuple[int, bool], tuple[list[date], list[Incomplete]]] = attrs.field(factory=dict)

    def value(self, name: str, day: date) -> Any:
        """The value of a field as at a day that is not after the audit date."""
        latest: tuple[date, int] | None = None
        value = self.fields[name]
        for place, event in self.events.get(self.set_by.get(name, ""), ()):
            when = event["first"]
            if when <= day and (latest is None or (when, place) >= latest):
                latest, value = (when, place), event["value"]
        return value

    def look(self, spec: EventSpec, as_of: date, *, ahead: bool = False) -> tuple[list[date], list[Incomplete]]:
        """The days of the events that match, in order, and the incomplete ones."""
        key = (id(spec), ahead)
        found = self.found.get(key)
        if found is None:
            found = self.found[key] = self._look(spec, as_of, ahead)
        return found

    def _look(self, spec: EventSpec, as_of: date, ahead: bool) -> tuple[list[date], list[Incomplete]]:
        days: list[date] = []
        incomplete: list[Incomplete] = []
        for kind in spec.types:
            for _, event in self.events.get(kind, ()):
                first, last = event["first"], event["last"]
                if first > as_of and not ahead:
                    continue
                missing = [f"{kind}.date"] if first != last else []
                for name, wanted in spec.where:
                    value = event.get(name)
                    if value is None:
                        missing.append(f"{kind}.{name}")
                    elif value not in wanted:
                        break
                else:
                    if missing:
                        incomplete.append((first, last, missing))
                    else:
                        days.append(first)
        days.sort()
        return days, incomplete


def read_cases(folder: Path, vocabulary: Vocabulary) -> list[PlainCase]:
    """The cases in the order of their references; nothing of them is checked."""
    events: dict[str, dict[str, list[tuple[int, Mapping[str, Any]]]]] = defaultdict(lambda: defaultdict(list))
    for row in pq.read_table(folder / "events.parquet").to_pylist():
        attributes = vocabulary.events[row["type"]].attributes
        event = {name: _typed(row.get(name), wanted) for name, wanted in attributes.items()} if attributes else {}
        span = (_span(row["date"]) if row["date"] else None) or ALL_TIME
        event["first"], event["last"] = span.first, span.last
        events[row["case_id"]][row["type"]].append((row["seq"], event))
    cases = pq.read_table(folder / "cases.parquet").to_pylist()
    return [
        PlainCase(
            {name: _typed(case.get(name), wanted) for name, wanted in vocabulary.fields.items()},
            events[case["case_id"]],
            vocabulary.set_by,
        )
        for case in sorted(cases, key=lambda case: case["case_id"])
    ]


def _typed(cell: Any, wanted: ValueType) -> Any:
    if cell is None:
        return None
    match wanted.kind:
        case "date":
            return _day(cell)
        case "flag":
            return cell in ("true", True)
        case "integer":
            return int(cell)
        case "list":
            return () if cell == "none" else tuple(cell.split(";"))
    return cell
