"""A difference of rules as plain data, for JSON."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import asdict

from omicheck.authoring.difference import Difference, Flip
from omicheck.authoring.rule_changes import RuleChange
from omicheck.model.row import Row
from omicheck.plain_data import row_data


def difference_data(difference: Difference) -> dict[str, Any]:
    """A difference as JSON would hold it."""
    return {
        "changes": [_change(change) for change in difference.changes],
        "flips": [_flip(flip) for flip in difference.flips],
        "moved": [{"before": row_data(before), "after": row_data(after)} for before, after in difference.moved],
        "counts": counts(difference),
        "shifts": [asdict(shift) for shift in difference.shifts],
    }


def counts(difference: Difference) -> dict[str, Any]:
    """How many verdicts flip, and from what to what."""
    kinds = Counter(flip.verdicts for flip in difference.flips)
    return {
        "cases": len({case.case_id for case in (*difference.before.cases, *difference.after.cases)}),
        "flips": len(difference.flips),
        "cases_with_flips": len({flip.either.case_id for flip in difference.flips}),
        "moved": len(difference.moved),
        "from_to": [
            {"from": before, "to": after, "rows": number}
            for (before, after), number in sorted(kinds.items(), key=lambda one: (-one[1], str(one[0])))
        ],
    }


def _change(change: RuleChange) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "what": change.what,
        "parts": [{"part": part.name, "text": part.text} for part in change.parts],
        "note": change.note or None,
    }


def _flip(flip: Flip) -> dict[str, Any]:
    row = flip.either
    return {
        "case_id": row.case_id,
        "rule": row.rule,
        "question": row.question,
        "occurrence": row.occurrence,
        "from": flip.verdicts[0],
        "to": flip.verdicts[1],
        "why": list(flip.why),
        "before": _row(flip.before),
        "after": _row(flip.after),
    }


def _row(row: Row | None) -> Mapping[str, Any] | None:
    return None if row is None else row_data(row)
