"""Limit files: dated tables of amounts, each with the source of its value."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from omicheck.dates import read_date, read_period
from omicheck.findings import Findings, Path, is_whole_number, show
from omicheck.model.limit import MOST_COUNTED, STANDINGS, Amount, Limit, LimitValue, Source
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.structure import as_value, describe
from omicheck.rulebase.parts import PERIOD_EXPECTED, read_id

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
    limit_id = name if mapping.get("id") is None else read_id(str(mapping["id"]), findings, ("id",))
    if len(findings.problems) > before:
        return None
    ordered = tuple(sorted(values, key=lambda value: value.from_))
    return Limit(limit_id, ordered, str(mapping.get("what") or ""), findings.file)


def _read_value(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> LimitValue | None:
    mapping = findings.mapping(data, path, "a mapping with from, limit and source")
    if mapping is None:
        return None
    findings.keys(mapping, path, ("from", "until", "by", "limit", "source"), ("from", "limit"))
    # Each key is read whatever is wrong with the others, so that all of it is told in one go.
    start = _read_start(mapping.get("from"), findings, (*path, "from"))
    until = _read_until(mapping.get("until"), start, findings, (*path, "until"))
    by = None if mapping.get("by") is None else str(mapping["by"])
    if by is not None and by not in vocabulary.fields:
        findings.unknown_name((*path, "by"), "field", mapping["by"], vocabulary.fields)
    wanted = None if by is None else vocabulary.fields.get(by)
    table: dict[Value | None, Amount] = {}
    named: Collection[object] = mapping["limit"] if isinstance(mapping.get("limit"), dict) else ()
    limit, at = mapping.get("limit"), (*path, "limit")
    if by is not None and limit is not None:
        read = _read_itself if limit == ITSELF else _read_table
        table = read(limit, wanted, findings, at)
    elif limit is not None:
        amount = _read_amount(limit, findings, at)
        table = {} if amount is None else {None: amount}
    sources = _read_sources(mapping.get("source"), table, named, wanted, findings, (*path, "source"))
    is_known = start is not None and (by is None) == (wanted is None)
    if not is_known or start is None or not table:
        return None
    return LimitValue(start, by, table, sources, until, is_itself=by is not None and limit == ITSELF)


def _read_start(data: object, findings: Findings, path: Path) -> date | None:
    start = None if data is None else read_date(data)
    if start is None and data is not None:
        findings.add(path, show(data), "a date YYYY-MM-DD")
    return start


def _read_until(data: object, start: date | None, findings: Findings, path: Path) -> date | None:
    if data is None:
        return None
    until = read_date(data)
    if until is None:
        findings.add(path, show(data), "a date YYYY-MM-DD")
    elif start is not None and until < start:
        findings.add(path, f"{until}, before {start}, from which the value is in force", f"{start} or a later day")
    return until


def _read_table(data: object, wanted: ValueType | None, findings: Findings, path: Path) -> dict[Value | None, Amount]:
    table: dict[Value | None, Amount] = {}
    for key, raw in (
        findings.mapping(data, path, "a mapping of values to limits, as it depends on a field") or {}
    ).items():
        at = (*path, str(key))
        # Of a field that is not known any key may be a value.
        value = key if wanted is None else as_value(key, wanted)
        if wanted is not None and (value is None or wanted.kind in ("list", "number")):
            findings.add(at, show(key), f"a value of the field: {describe(wanted)}")
            value = None
        amount = _read_amount(raw, findings, at)
        if amount is not None and value is not None:
            table[value] = amount
    return table


def _read_itself(_data: object, wanted: ValueType | None, findings: Findings, path: Path) -> dict[Value | None, Amount]:
    """The table of a limit that the record gives: of each value of a whole number that number."""
    if wanted is None:
        return {}
    if wanted.kind != "integer" or wanted.at_least < 0:
        findings.add(path, ITSELF, f"a table, as the field is {describe(wanted)}, and only whole numbers from 0 count")
        return {}
    return {number: number for number in range(wanted.at_least, wanted.at_most + 1)}


def _read_amount(data: object, findings: Findings, path: Path) -> Amount | None:
    if is_whole_number(data) and data >= 0:
        if data > MOST_COUNTED:
            findings.add(path, show(data), f"a bare number of at most {MOST_COUNTED}")
            return None
        return data
    period = read_period(data)
    if period is None:
        findings.add(path, show(data), f"{PERIOD_EXPECTED}; or, for a count, a bare number")
    return period


def _read_sources(
    data: object,
    table: Mapping[Value | None, Amount],
    named: Collection[object],
    wanted: ValueType | None,
    findings: Findings,
    path: Path,
) -> Mapping[Value | None, Source]:
    """One source for all amounts, or a mapping from the field's value to the source of its amount.

    Args:
        data: the data.
        table: the amounts that could be read.
        named: the values that the file has amounts for, read or not.
        wanted: the type of the field; None where it depends on none, or on one that is not known.
        findings: takes the problems.
        path: where it stands.
    """
    if data is None:
        return dict.fromkeys(table, _NO_SOURCE)
    mapping = findings.mapping(data, path, "a source: a mapping with document, place and status")
    if mapping is None:
        return dict.fromkeys(table, _NO_SOURCE)
    if "document" in mapping or None in table:
        return dict.fromkeys(table, read_source(mapping, findings, path))
    sources: dict[Value | None, Source] = dict.fromkeys(table, _NO_SOURCE)
    for key, raw in mapping.items():
        value = key if wanted is None else as_value(key, wanted)
        at = (*path, str(key))
        if value is not None and value in table:
            sources[value] = read_source(raw, findings, at)
        elif key in named:
            # Its amount, or the field, is wrong, and that has been told.
            read_source(raw, findings, at)
        else:
            findings.unknown_name(at, "value", key, [str(one) for one in table])
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
