"""The run manifest: what went in, what was used, and how much came out."""

import hashlib
import platform
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from omicheck import __version__
from omicheck.dates import bank_holidays
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase

_LIBRARIES = ("attrs", "durable-rules", "numpy", "PyYAML", "rich")


def manifest(
    rule_base: RuleBase,
    rules: Iterable[Rule],
    records: Records,
    verdicts: Mapping[Verdict, int],
    as_of: date,
    engine: str,
) -> Mapping[str, Any]:
    """What a run used and found, as JSON would hold it. It names no folder, no person and no clock time."""
    return {
        "omicheck": __version__,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "as_of": as_of.isoformat(),
        "engine": engine,
        "rules": {"sha256": rule_base.sha256, "evaluated": [rule.id for rule in rules]},
        "input": {"sha256": dict(records.sha256)},
        "calendar": {"region": "England and Wales", "bank_holidays_1990_to_2050_sha256": calendar_hash()},
        "counts": {
            "cases": records.taken,
            "rejected": len(records.rejected),
            "rows": sum(verdicts.values()),
            "verdicts": dict(verdicts),
        },
    }


def calendar_hash() -> str:
    """Hash over the bank holidays of 1990 to 2050, one ISO date on a line."""
    days = sorted(day for year in range(1990, 2051) for day in bank_holidays(year))
    return hashlib.sha256("".join(f"{day.isoformat()}\n" for day in days).encode()).hexdigest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
