"""What is still to be done as data for machines: JSON, and a line for each rule in CSV."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from omicheck.due import Duty
from omicheck.output.csv_table import csv_lines
from omicheck.use_cases.due import DueResult

_FIRST: Final = ("standing", "case_id")
_OTHERS: Final = (
    *("act", "rule", "question", "occurrence", "verdict", "reason", "trigger_date", "counts_from", "latest_day"),
    *("days_left", "business_days_left", "days_late", "limit", "limit_source", "so_far", "clock", "notes"),
    "settled_by",
)
_IN_LINES: Final = ("notes", "settled_by")


def columns_of(fields: Sequence[str]) -> tuple[str, ...]:
    """The columns of a list of duties.

    Args:
        fields: the fields that say whose a case is.
    """
    return (*_FIRST, *fields, *_OTHERS)


def duty_values(duty: Duty) -> dict[str, Any]:
    """A duty by column; its dates are dates, what is told in sentences is a list."""
    row = duty.row
    return {
        "standing": duty.standing,
        "case_id": row.case_id,
        **duty.groups,
        "act": duty.act,
        "rule": row.rule,
        "question": row.question,
        "occurrence": row.occurrence,
        "verdict": row.verdict,
        "reason": row.reason,
        "trigger_date": row.trigger_date,
        "counts_from": duty.counts_from,
        "latest_day": duty.latest_day,
        "days_left": duty.days_left,
        "business_days_left": duty.business_days_left,
        "days_late": duty.days_late,
        "limit": duty.limit or None,
        "limit_source": duty.source or None,
        "so_far": duty.so_far or None,
        "clock": duty.clock or None,
        "notes": list(duty.notes),
        "settled_by": list(duty.settled_by),
    }


def due_data(found: DueResult, duties: Iterable[Duty]) -> Mapping[str, Any]:
    """Everything as JSON would hold it.

    Args:
        found: what was found.
        duties: those of its duties that are told of.
    """
    return {
        "as_of": found.as_of.isoformat(),
        "within": str(found.within),
        "until": found.until.isoformat(),
        "by": found.by,
        "duties": [_duty(duty) for duty in duties],
        "left_out": dict(found.left_out),
        "manifest": found.manifest,
    }


def _duty(duty: Duty) -> Mapping[str, Any]:
    """A duty; that its latest day rests on bank holidays which were not announced yet is there where it is so."""
    values = {name: _json(value) for name, value in duty_values(duty).items()}
    return {**values, **({"foretold": True} if duty.is_foretold else {})}


def _json(value: Any) -> Any:  # noqa: ANN401, it is data of any shape
    return value.isoformat() if hasattr(value, "isoformat") else value


def csv_of_duties(found: DueResult, duties: Iterable[Duty]) -> Iterator[str]:
    """The duties as lines of CSV; sentences stand one after the other.

    Args:
        found: what was found.
        duties: those of its duties that are told of.
    """
    columns = columns_of(found.fields)
    return csv_lines(columns, (_record(duty, columns) for duty in duties))


def _record(duty: Duty, columns: Sequence[str]) -> list[object]:
    values = duty_values(duty)
    return [" ".join(values[name]) if name in _IN_LINES else values[name] for name in columns]
