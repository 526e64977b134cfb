"""What several parts of a rule file are made of: periods, flags, and the days from which triggers count."""

import re
from collections.abc import Mapping
from typing import Any, Final

from omicheck.dates import LONGEST, UNITS, Period, read_period
from omicheck.errors import one_of
from omicheck.findings import Findings, Path, show
from omicheck.model.rule import FromDay
from omicheck.model.vocabulary import Vocabulary

PERIOD_EXPECTED: Final = (
    f'a number and a unit in the plural, such as "5 business_days" (units: {one_of(UNITS)}; '
    f"at most {LONGEST['months']} months or as long in another unit)"
)

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ID_EXPECTED: Final = (
    "at most 100 letters, digits, hyphens, underscores and dots, the first a letter or a digit, as files are named "
    "after it"
)


def read_id(data: object, findings: Findings, path: Path) -> str:
    """The id of a rule or a limit: a name by which a file can be called, wherever it is written."""
    text = findings.text(data, path)
    if text and not _ID.fullmatch(text):
        findings.add(path, show(data), _ID_EXPECTED)
    return text


def read_period_of(body: Mapping[str, Any], key: str, findings: Findings, path: Path) -> Period | None:
    """The period under a key, or None where there is none or it is wrong."""
    raw = body.get(key)
    if raw is None:
        return None
    period = read_period(raw)
    if period is None:
        findings.add((*path, key), show(raw), PERIOD_EXPECTED)
    return period


def read_flag(body: Mapping[str, Any], key: str, findings: Findings, path: Path) -> bool:
    """The flag under a key; false where there is none."""
    raw = body.get(key)
    if raw is not None and not isinstance(raw, bool):
        findings.add((*path, key), show(raw), "true or false")
    return raw is True


def read_case_date(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> str | None:
    """The name of a case date, or None where it is none."""
    if isinstance(data, str) and data in vocabulary.case_dates:
        return data
    findings.unknown_name(path, "case date", data, vocabulary.case_dates)
    return None


def read_from_day(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> FromDay | None:
    """The first day on which a trigger counts: a case date, or `{date: CASE_DATE, less: PERIOD}`."""
    if not isinstance(data, dict):
        name = read_case_date(data, vocabulary, findings, path)
        return None if name is None else FromDay(name)
    if not findings.keys(data, path, ("date", "less"), ("date", "less")):
        return None
    name = read_case_date(data["date"], vocabulary, findings, (*path, "date"))
    less = read_period_of(data, "less", findings, path)
    return None if name is None else FromDay(name, less)
