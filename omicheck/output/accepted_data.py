"""What was accepted and known, as JSON would hold it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import asdict

from omicheck.accepted import Acceptance, Waiver
from omicheck.baseline import Gone
from omicheck.model.row import Row


def acceptance_data(accepted: Acceptance, rows: Iterable[Row], gone: Sequence[Gone]) -> Mapping[str, Any]:
    """What was accepted and known, and what became of the known failures that are gone, as JSON would hold it."""
    rows = [row for row in rows if accepted.is_failure(row)]
    return {
        "waived": [
            {**_place(row), **_waiver_data(waiver)} for row in rows if (waiver := accepted.waiver_of(row)) is not None
        ],
        "expired_waivers": [_waiver_data(waiver) for waiver in accepted.expired],
        "unused_waivers": [_waiver_data(waiver) for waiver in accepted.unused],
        "known": [_place(row) for row in rows if accepted.is_known(row)],
        "known_and_gone": len(gone),
        "gone": [_gone(one) for one in gone],
        "open": dict(accepted.open_verdicts),
    }


def _place(row: Row) -> dict[str, Any]:
    return {"case_id": row.case_id, "rule": row.rule, "occurrence": row.occurrence, "verdict": row.verdict}


def _gone(one: Gone) -> dict[str, Any]:
    case_id, rule, verdict, day, occurrence = one.failure
    place = {"case_id": case_id, "rule": rule, "occurrence": occurrence, "verdict": verdict}
    return {**place, "trigger_date": day, "why": one.why}


def _waiver_data(waiver: Waiver) -> dict[str, Any]:
    return {**asdict(waiver), "expiry": waiver.expiry.isoformat()}
