"""Which parts of rules cases exercise, as data and as text."""

from collections.abc import Iterator
from typing import Any

from omicheck.authoring.coverage import KINDS, Coverage


def coverage_data(coverage: Coverage, threshold: float | None) -> dict[str, Any]:
    """Which parts of rules cases exercise, as JSON would hold it.

    Args:
        coverage: the parts.
        threshold: the per cent that is asked for, if any.
    """
    return {
        "percent": coverage.percent,
        "threshold": threshold,
        "kinds": {kind: {"branches": len(rows), "taken": sum(map(bool, rows))} for kind, rows in _by_kind(coverage)},
        "branches": [
            {"rule": branch.rule, "kind": branch.kind, "name": branch.name, "rows": number}
            for branch, number in coverage.branches.items()
        ],
    }


def _by_kind(coverage: Coverage) -> Iterator[tuple[str, list[int]]]:
    """The numbers of rows of the branches of each kind."""
    for kind in KINDS:
        yield kind, [number for branch, number in coverage.branches.items() if branch.kind == kind]


def coverage_text(coverage: Coverage, threshold: float | None) -> Iterator[str]:
    """What of each rule was never exercised, and how much was, in lines with their ends."""
    missing: dict[str, list[str]] = {}
    for branch, number in coverage.branches.items():
        if not number:
            missing.setdefault(branch.rule, []).append(f"{branch.kind} {branch.name}")
    for rule, names in missing.items():
        yield f"{rule}: never {'; '.join(names)}\n"
    for kind, rows in _by_kind(coverage):
        yield f"{kind}: {sum(map(bool, rows))} of {len(rows)}\n"
    asked_for = "" if threshold is None else f" (at least {threshold:g} asked for)"
    yield f"{coverage.percent:.1f}%: {coverage.taken} of {len(coverage.branches)}{asked_for}\n"
