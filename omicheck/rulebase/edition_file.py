"""The edition of the standards that a rules folder holds: `edition.yaml`."""

from datetime import date
from typing import Final

from omicheck.dates import read_date
from omicheck.findings import Findings, Path, show
from omicheck.model.edition import Edition
from omicheck.model.limit import Source
from omicheck.rulebase.limits import read_source

EDITION: Final = "edition.yaml"
# What stands for the edition of each occurrence where one is asked for, and so can be no edition's name.
AUTO: Final = "auto"
_KEYS: Final = ("id", "title", "from", "until", "follows", "note")
_DAY: Final = ("date", "source")


def read_edition(data: object, findings: Findings) -> Edition | None:
    """The edition that the data of a file stands for, or None where anything is wrong with it."""
    before = len(findings.problems)
    mapping = findings.mapping(data, (), "a mapping with id, title and from")
    if mapping is None or not findings.keys(mapping, (), _KEYS, _KEYS[:3]):
        return None
    name = str(mapping["id"]) if isinstance(mapping["id"], int) else findings.text(mapping["id"], ("id",))
    if name == AUTO:
        findings.add(("id",), show(name), "another name, as auto stands for that which was in force")
    title = findings.text(mapping["title"], ("title",))
    begins = _read_day(mapping["from"], findings, ("from",))
    ends = None if mapping.get("until") is None else _read_day(mapping["until"], findings, ("until",))
    if begins is not None and ends is not None and ends[0] < begins[0]:
        findings.add(("until", "date"), f"{ends[0]}, before {begins[0]}, from which it is in force", "a later day")
    follows = mapping.get("follows")
    if begins is None or len(findings.problems) > before:
        return None
    until, until_source = (None, None) if ends is None else ends
    note = str(mapping.get("note") or "").strip()
    return Edition(name, title.strip(), *begins, until, until_source, None if follows is None else str(follows), note)


def _read_day(data: object, findings: Findings, path: Path) -> tuple[date, Source] | None:
    """A day, with who says so."""
    mapping = findings.mapping(data, path, "a mapping with date and source")
    if mapping is None or not findings.keys(mapping, path, _DAY, _DAY):
        return None
    day = read_date(mapping["date"])
    if day is None:
        findings.add((*path, "date"), show(mapping["date"]), "a date YYYY-MM-DD in 1990 to 2050")
        return None
    return day, read_source(mapping["source"], findings, (*path, "source"))
