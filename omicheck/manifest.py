"""The run manifest: what went in, what was used, and how much came out."""

import hashlib
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from omicheck import __version__
from omicheck.bank_holidays import Calendar, bank_holidays
from omicheck.model.edition import Edition
from omicheck.model.not_held import NotHeld
from omicheck.model.row import Verdict
from omicheck.model.rule import Rule
from omicheck.records.case_list import Listed
from omicheck.records.read import Records
from omicheck.records.sheets import is_workbook
from omicheck.rulebase.folder import RuleBase

_LIBRARIES = ("attrs", "durable-rules", "numpy", "PyYAML", "rich")
# What reads a workbook, where one was read.
_WORKBOOKS = ("python-calamine",)


def manifest(
    rule_base: RuleBase,
    rules: Sequence[Rule],
    records: Records,
    verdicts: Mapping[Verdict, int],
    as_of: date,
) -> Mapping[str, Any]:
    """What a run used and found, as JSON would hold it. It names no folder, no person and no clock time.

    Nor does it name the evaluator, Python or a library: what is in an output is the same whichever of them it was.
    """
    return {
        "omicheck": __version__,
        "as_of": as_of.isoformat(),
        "rules": {
            "sha256": rule_base.sha256,
            "evaluated": [rule.id for rule in rules],
            **({} if rule_base.edition_asked is None else {"editions": _editions(rule_base, rules)}),
        },
        "input": {"sha256": dict(records.sha256)},
        **({} if records.listed is None else {"case_list": _case_list(records.listed)}),
        **({} if records.not_held is None else {"mapping": _mapping(records.not_held, rules)}),
        **({} if records.pseudonyms is None else {"pseudonyms": {"key_fingerprint": records.pseudonyms.fingerprint}}),
        "calendar": _calendar(rule_base.calendar),
        "counts": {
            "cases": records.taken,
            "rejected": len(records.rejected),
            "rows": sum(verdicts.values()),
            "verdicts": dict(verdicts),
        },
    }


def with_machine(manifest: Mapping[str, Any], engine: str) -> Mapping[str, Any]:
    """A run manifest with the evaluator and the versions of Python and libraries, for a file of its own.

    Args:
        manifest: of the run.
        engine: the evaluator; empty where none was needed.
    """
    read = (*manifest["input"]["sha256"], *manifest.get("answers", {}).get("sha256", ()))
    return {
        "omicheck": manifest["omicheck"],
        "python": platform.python_version(),
        "libraries": libraries(read),
        **({"engine": engine} if engine else {}),
        **manifest,
    }


def _case_list(listed: Listed) -> Mapping[str, Any]:
    """Which cases were asked for, by the hash of their list, and what became of them; references are not named."""
    return {
        "sha256": listed.of.sha256,
        "cases": len(listed.of.references),
        "not_found": len(listed.not_found),
        "other_records_left_out": len(listed.others),
    }


def _mapping(not_held: NotHeld, rules: Iterable[Rule]) -> Mapping[str, Any]:
    """What the extract does not hold, and which rules cannot be told for that."""
    return {
        "no_events_of": sorted(not_held.none),
        "events_not_held": sorted(not_held.events),
        "events_held_in_part": dict(sorted(not_held.in_part.items())),
        "fields_not_held": sorted(not_held.fields),
        "rules_not_told": {rule.id: list(rule.not_held) for rule in rules if rule.not_held},
    }


def _editions(rule_base: RuleBase, rules: Sequence[Rule]) -> Mapping[str, Any]:
    """The editions that were asked, when each was in force, and which rules are of it."""
    alone = rule_base.editions[0].id
    of_rules = {rule.id: alone if rule.edition is None else rule.edition.edition.id for rule in rules}
    return {
        edition.id: {
            **edition_data(edition),
            "rules": [name for name, of in of_rules.items() if of == edition.id],
        }
        for edition in rule_base.editions
    }


def edition_data(edition: Edition) -> Mapping[str, Any]:
    """What an edition is called, and when it was in force, as JSON would hold it."""
    return {
        "title": edition.title,
        "from": edition.from_.isoformat(),
        "until": None if edition.until is None else edition.until.isoformat(),
    }


def _calendar(calendar: Calendar | None) -> Mapping[str, Any]:
    """Which bank holidays days were counted by, and what was added and taken away, by whose word."""
    name, days = "bank_holidays_1990_to_2050_sha256", calendar_hash(calendar)
    if calendar is None:
        return {"region": "England and Wales", name: days}
    named = {
        key: [{"date": one.day.isoformat(), "name": one.name, "source": one.source} for one in ones]
        for key, ones in (("added", calendar.added), ("taken_away", calendar.taken_away))
    }
    region = "none" if calendar.from_nothing else "England and Wales"
    return {"region": region, name: days, **named, "announced_until": calendar.announced_until.isoformat()}


def calendar_hash(calendar: Calendar | None = None) -> str:
    """Hash over the bank holidays of 1990 to 2050, one ISO date on a line."""
    days = sorted(day for year in range(1990, 2051) for day in bank_holidays(year, calendar))
    return hashlib.sha256("".join(f"{day.isoformat()}\n" for day in days).encode()).hexdigest()


def libraries(files: Iterable[str]) -> Mapping[str, str | None]:
    """The versions of what a run rests on; what reads workbooks is among them where one was read.

    Args:
        files: the names of the files that were read.
    """
    named = (*_LIBRARIES, *_WORKBOOKS) if any(map(is_workbook, files)) else _LIBRARIES
    return {name: library_version(name) for name in named}


def library_version(name: str) -> str | None:
    """The version of an installed library; None where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None
