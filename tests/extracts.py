"""Extracts and mappings for tests."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml

from omicheck.records.mapping.model import EventSource, RecordMapping
from omicheck.records.mapping.records import read_mapped_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.rulebase.yaml_file import read_yaml
from omicheck.use_cases.mappings import read_mapping_file
from spreadsheets import Sheets, xlsx

VOCABULARY = read_rule_base(packaged_rules()).vocabulary


def mapping_of(folder: Path, text: str) -> RecordMapping:
    """The mapping that a text stands for, which becomes a file of the folder."""
    file = folder / "mapping.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return read_mapping_file(file, VOCABULARY)


def that_holds_everything(mapping: Path, folder: Path) -> Path:
    """A mapping as another file, in which everything is said to be none that it has no column for."""
    data: Any = read_yaml(mapping)[0]
    tables = read_mapping_file(mapping, VOCABULARY).tables
    fields = {name for table in tables for name in table.fields}
    first = next(table for table in data["tables"] if table.get("fields"))
    first["fields"] |= {name: {"constant": None} for name in VOCABULARY.fields if name not in (*fields, "case_id")}
    for event in (event for table in data["tables"] for event in table.get("events", ())):
        event.pop("holds", None)
    types = {type_ for table in tables for event in table.events for type_ in _types(event)}
    data["no_events_of"] = [name for name in VOCABULARY.events if name not in types]
    file = folder / "everything.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


def _types(event: EventSource) -> list[object]:
    return [event.type.constant, *event.type.values.values()]


def table_mapping(more: str, *left_out: str) -> str:
    """The mapping of a sheet with the columns CRN and Order, and more fields on one line."""
    lines = ["", "tables:", "  - case_id: CRN", "    fields:", "      sentence_type: Order", f"      {more}"]
    return "\n".join([*lines, f"    leave_out: [{', '.join(left_out)}]"])


def mapped(folder: Path, sheets: Sheets, text: str) -> list[Any]:
    """The records of a workbook by way of a mapping, none of which may be rejected."""
    found = read_mapped_records(xlsx(folder / "book.xlsx", sheets), mapping_of(folder, text), VOCABULARY)
    assert found.records.rejected == ()
    assert len(found.records.cases) == len(found.data)
    return [*found.data]


def problems_of(folder: Path, sheets: Sheets, text: str, *, formulas: bool = False) -> list[tuple[str, ...]]:
    """What is wrong with each record of a workbook that is rejected, by way of a mapping."""
    book = xlsx(folder / "book.xlsx", sheets, formulas=formulas)
    found = read_mapped_records(book, mapping_of(folder, text), VOCABULARY)
    return [
        tuple(str(one.with_values()).replace(str(book), "BOOK") for one in record.problems)
        for record in found.records.rejected
    ]
