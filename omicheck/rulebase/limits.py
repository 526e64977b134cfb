"""Limit files: dated tables of amounts, each with the source of its value."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from omicheck.dates import read_date, read_period
from omicheck.findings import Findings, Path, is_whole_number, show
from omicheck.model.limit import STANDINGS, Amount, Limit, LimitValue, Source
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.structure import as_value, describe
from omicheck.rulebase.parts import PERIOD_EXPECTED

# In place of a table: the number that the field is, which the record gives.
ITSELF: Final = "itself"
_NO_SOURCE = Source("", "", "assumed", "the file names no source")


def read_limit(data: object, name: str, vocabulary: Vocabulary, findings: Findings) -> Limit | None:
    """The limit that the data of a file stands for, or None where anything is wrong with it.

    Args:
        data: the data of the file.
        name: the file's name, which stands in where it has no id.
        vocabulary: the words that it may use.
        findings: takes the problems.
    """
    before = len(findings.problems)
    mapping = findings.mapping(data, (), "a limit: a mapping with id and values")
    if mapping is None:
        return None
    findings.keys(mapping, (), ("id", "what", "values"), ("id", "values"))
    values = [
        value
        for path, raw in findings.items(mapping.get("values") or [], ("values",), "a list of dated values")
        if (value := _read_value(raw, vocabulary, findings, path)) is not None
    ]
    if mapping.get("values") == []:
        findings.add(("values",), "no value", "at least one value with the day from which it is in force")
    starts = [value.from_ for value in values]
    if len(set(starts)) < len(starts):
        findings.add(("values",), "two values from the same day", "one value from each day")
    if len(findings.problems) > before:
        return None
    ordered = tuple(sorted(values, key=lambda value: value.from_))
    return Limit(str(mapping.get("id") or name), ordered, str(mapping.get("what") or ""), findings.file)


def _read_value(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> LimitValue | None:
    mapping = findings.mapping(data, path, "a mapping with from, limit and source")
    if mapping is None:
        return None
    findings.keys(mapping, path, ("from", "until", "by", "limit", "source"), ("from", "limit"))
    if mapping.get("from") is None or mapping.get("limit") is None:
        return None
    start = read_date(mapping["from"])
    if start is None:
        findings.add((*path, "from"), show(mapping.get("from")), "a date YYYY-MM-DD")
        return None
    until = _read_until(mapping.get("until"), start, findings, (*path, "until"))
    by = mapping.get("by")
    if by is not None and str(by) not in vocabulary.fields:
        findings.unknown_name((*path, "by"), "field", by, vocabulary.fields)
        return None
    limit = mapping.get("limit")
    table: dict[Value | None, Amount] = {}
    if by is None:
        amount = _read_amount(limit, findings, (*path, "limit"))
        if amount is not None:
            table[None] = amount
    else:
        by = str(by)
        read = _read_itself if limit == ITSELF else _read_table
        table = read(limit, vocabulary.fields[by], findings, (*path, "limit"))
    if not table:
        return None
    wanted = None if by is None else vocabulary.fields[by]
    sources = _read_sources(mapping.get("source"), table, wanted, findings, (*path, "source"))
    return LimitValue(start, by, table, sources, until, is_itself=by is not None and limit == ITSELF)


def _read_until(data: object, start: date, findings: Findings, path: Path) -> date | None:
    if data is None:
        return None
    until = read_date(data)
    if until is None:
        findings.add(path, show(data), "a date YYYY-MM-DD")
    elif until < start:
        findings.add(path, f"{until}, before {start}, from which the value is in force", f"{start} or a later day")
    return until


def _read_table(data: object, wanted: ValueType, findings: Findings, path: Path) -> dict[Value | None, Amount]:
    table: dict[Value | None, Amount] = {}
    for key, raw in (
        findings.mapping(data, path, "a mapping of values to limits, as it depends on a field") or {}
    ).items():
        at = (*path, str(key))
        value = as_value(key, wanted)
        if value is None or wanted.kind in ("list", "number"):
            findings.add(at, show(key), f"a value of the field: {describe(wanted)}")
            continue
        amount = _read_amount(raw, findings, at)
        if amount is not None:
            table[value] = amount
    return table


def _read_itself(_data: object, wanted: ValueType, findings: Findings, path: Path) -> dict[Value | None, Amount]:
    """The table of a limit that the record gives: of each value of a whole number that number."""
    if wanted.kind != "integer" or wanted.at_least < 0:
        findings.add(path, ITSELF, f"a table, as the field is {describe(wanted)}, and only whole numbers from 0 count")
        return {}
    return {number: number for number in range(wanted.at_least, wanted.at_most + 1)}


def _read_amount(data: object, findings: Findings, path: Path) -> Amount | None:
    if is_whole_number(data) and data >= 0:
        return data
    period = read_period(data)
    if period is None:
        findings.add(path, show(data), f"{PERIOD_EXPECTED}; or, for a count, a bare number")
    return period


def _read_sources(
    data: object,
    table: Mapping[Value | None, Amount],
    wanted: ValueType | None,
    findings: Findings,
    path: Path,
) -> Mapping[Value | None, Source]:
    """One source for all amounts, or a mapping from the field's value to the source of its amount."""
    if data is None:
        return dict.fromkeys(table, _NO_SOURCE)
    mapping = findings.mapping(data, path, "a source: a mapping with document, place and status")
    if mapping is None:
        return dict.fromkeys(table, _NO_SOURCE)
    if "document" in mapping or wanted is None:
        return dict.fromkeys(table, read_source(mapping, findings, path))
    sources: dict[Value | None, Source] = dict.fromkeys(table, _NO_SOURCE)
    for key, raw in mapping.items():
        value = as_value(key, wanted)
        if value is None or value not in table:
            findings.unknown_name((*path, str(key)), "value", key, [str(one) for one in table])
        else:
            sources[value] = read_source(raw, findings, (*path, str(key)))
    return sources


def read_source(data: object, findings: Findings, path: Path) -> Source:
    """A source: which document, where in it, and how far it can be trusted."""
    mapping: Mapping[str, Any] | None = findings.mapping(data, path, "a mapping with document, place and status")
    if mapping is None:
        return _NO_SOURCE
    findings.keys(mapping, path, ("document", "place", "status", "note"), ("document", "status"))
    return Source(
        str(mapping.get("document") or ""),
        str(mapping.get("place") or ""),
        findings.word(mapping.get("status"), STANDINGS, (*path, "status"), "status", "assumed"),
        str(mapping.get("note") or ""),
    )
