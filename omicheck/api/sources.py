"""What a user passes as records and as rules, as requests have them."""

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from omicheck.api.arguments import path_of
from omicheck.api.rules import Rules
from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.records.columns import in_words, is_table
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.sources import NamedSource, RecordSource, Source, TableSource

_EXPECTED = "a path or an address, data frames or Arrow tables of cases and events, or a list of case records as dicts"


def source_of(
    records: Any,  # noqa: ANN401, anybody's
    events: Any = None,  # noqa: ANN401, the same
    answers: Any = None,  # noqa: ANN401, the same
    mapping: str | PathLike[str] | None = None,
) -> tuple[Source, str | None]:
    """Where records come from, and the audit date that they carry.

    Args:
        records: what the user passed as records or cases.
        events: a table of events.
        answers: a table of inspectors' answers.
        mapping: the file of a mapping.

    Raises:
        RecordsUnreadableError: it is nothing that records could be read from.
    """
    if mapping is not None:
        if not isinstance(records, str | PathLike) or events is not None or answers is not None:
            raise _unusable(
                f"{in_words(records)} with a mapping",
                "a workbook, a CSV or JSON file or a folder of them, by its path",
            )
        return NamedSource(str(records), mapping=path_of("mapping", mapping)), None
    if isinstance(records, tuple) and events is None and answers is None and 1 < len(records) <= 3:  # noqa: PLR2004
        return source_of(*records)
    if isinstance(records, Mapping) and "cases" in records and events is None and answers is None:
        return _of_mapping(records)
    if is_table(records):
        return TableSource(_kept(records), _kept(events), _kept(answers)), None
    if events is not None or answers is not None:
        raise _unusable(f"{in_words(records)} beside tables of events or answers", "a table of cases beside them")
    if isinstance(records, str | PathLike):
        return NamedSource(str(records)), None
    if isinstance(records, Mapping):
        return RecordSource([records]), None
    if isinstance(records, Iterable) and not isinstance(records, bytes):
        return RecordSource(list(records)), None
    raise _unusable(in_words(records), _EXPECTED)


def _of_mapping(tables: Mapping[str, Any]) -> tuple[Source, str | None]:
    """The tables by their names, as pandas reads the sheets of a workbook; or a document as JSON has it."""
    if is_table(tables["cases"]):
        for name in tables:
            if name not in ("cases", "events", "answers"):
                raise _unusable(f"a table {name!r}", "tables named cases, events and answers")
        return source_of(tables["cases"], tables.get("events"), tables.get("answers"))
    for name in tables:
        if name not in ("cases", "as_of", "note"):
            raise _unusable(f"{name!r} beside cases", "cases, as_of and note, as a document of case records has them")
    source, _ = source_of(tables["cases"])
    return source, tables.get("as_of")


def _kept(table: Any) -> Any:  # noqa: ANN401, any library's
    """A table that can be read again: a stream, which can be read but once, is taken into memory."""
    if table is None or hasattr(table, "__len__") or not hasattr(table, "__arrow_c_stream__"):
        return table
    from arro3.core import Table  # noqa: PLC0415, of use only for streams

    return Table.from_arrow(table)


def base_of(rules: str | PathLike[str] | Rules | RuleBase | None) -> Path | RuleBase | None:
    """A rules folder, or rules that were read."""
    if isinstance(rules, Rules):
        return rules.base
    return rules if rules is None or isinstance(rules, RuleBase) else path_of("rules", rules)


def _unusable(found: str, expected: str) -> RecordsUnreadableError:
    return RecordsUnreadableError((Problem("records", None, "", found, expected),))
